import { hkdfSync, createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A key that seals secrets. `id` tells which one sealed a value, and nothing about the key. */
export interface SecretKey { readonly id: string; readonly bytes: Buffer }

/** Where the key comes from: the environment, else a file beside the data. */
export interface KeySource {
  /** The first seals; all of them open. More than one while a key is being changed. */
  readonly given: readonly string[];
  readonly dataDir: string;
}

const FILE = 'secret.key';

/** The keys in force, the sealing one first. Makes a key file, readable by its owner only, where no key is given; throws where an existing one is readable by others. */
export function secretKeys({ given, dataDir }: KeySource): readonly SecretKey[] {
  return (given.length > 0 ? given : [keyFile(dataDir)]).map(keyOf);
}

/** The keys in force without making one: none where neither is given and there is no file. Throws as `secretKeys` does. */
export function existingSecretKeys({ given, dataDir }: KeySource): readonly SecretKey[] {
  if (given.length > 0) return given.map(keyOf);
  return existsSync(join(dataDir, FILE)) ? [keyOf(readKey(join(dataDir, FILE)))] : [];
}

function keyOf(text: string): SecretKey {
  const bytes = Buffer.from(hkdfSync('sha256', text, 'attune', 'settings', 32));
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

function keyFile(dataDir: string): string {
  const path = join(dataDir, FILE);
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    // the mode above is narrowed by nobody and widened by no umask, but a file system may not know it
    chmodSync(path, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readKey(path);
}

function readKey(path: string): string {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) throw new Error(`${path} can be read by other users. Run: chmod 600 ${path}`);
  const text = readFileSync(path, 'utf8').trim();
  if (text.length < 32) throw new Error(`${path} holds no key. Restore it from a backup, or set SECRET_KEY; secrets that it sealed cannot be read without it.`);
  return text;
}
