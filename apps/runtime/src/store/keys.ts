import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Db } from './database.ts';
import { apiKeys } from './schema.ts';
import { keepSetting } from './settings.ts';

export type KeyKind = 'write' | 'manage';

export interface KeyInfo {
  readonly id: string;
  readonly name: string;
  readonly kind: KeyKind;
  /** The last letters, to tell keys apart. */
  readonly hint: string;
  readonly createdAt: string;
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const newSecret = (kind: KeyKind): string => `${kind === 'write' ? 'wk' : 'ak'}_${randomBytes(24).toString('base64url')}`;

/** The keys that are taken now. They are held as hashes in memory, so that no request waits for the database to be let in. */
export interface Keyring {
  /** Shown in the settings: a write key is public by nature, it stands in the pages of the shop. */
  readonly writeKey: string;
  /** The management key when it was made by this very start; to be printed once. */
  readonly madeApiKey: string | null;
  isWriteKey(secret: string): boolean;
  isApiKey(secret: string): boolean;
  list(): Promise<KeyInfo[]>;
  /** Makes a key and answers its secret, which is kept nowhere. */
  create(name: string, kind: KeyKind): Promise<{ key: KeyInfo; secret: string }>;
  /** Answers false where there is no such key. It stops working at once in this process, elsewhere at the next `refresh`. */
  revoke(id: string): Promise<boolean>;
  refresh(): Promise<void>;
}

interface Given {
  readonly writeKey: string | null;
  readonly apiKey: string | null;
}

/** Loads the keys; the first start makes a write key and, where none is given, a management key. */
export async function openKeyring(db: Db, given: Given, now: () => string): Promise<Keyring> {
  const kept = await keepSetting(db, 'writeKey', newSecret('write'), now());
  const writeKey = given.writeKey ?? String(kept);
  const madeApiKey = given.apiKey === null ? await makeFirstApiKey(db, now()) : null;
  const fixed: Record<KeyKind, string[]> = { write: [hashOf(writeKey)], manage: given.apiKey === null ? [] : [hashOf(given.apiKey)] };
  let stored: Record<KeyKind, string[]> = { write: [], manage: [] };

  const refresh = async (): Promise<void> => {
    const rows = await db.select({ kind: apiKeys.kind, hash: apiKeys.hash }).from(apiKeys).where(isNull(apiKeys.revokedAt));
    stored = { write: rows.filter((r) => r.kind === 'write').map((r) => r.hash), manage: rows.filter((r) => r.kind === 'manage').map((r) => r.hash) };
  };
  const known = (secret: string, kind: KeyKind): boolean => {
    if (secret === '') return false;
    const hash = Buffer.from(hashOf(secret), 'hex');
    return [...fixed[kind], ...stored[kind]].some((candidate) => timingSafeEqual(hash, Buffer.from(candidate, 'hex')));
  };
  await refresh();

  return {
    writeKey,
    madeApiKey,
    isWriteKey: (secret) => known(secret, 'write'),
    isApiKey: (secret) => known(secret, 'manage'),
    list: () => db.select({ id: apiKeys.id, name: apiKeys.name, kind: apiKeys.kind, hint: apiKeys.hint, createdAt: apiKeys.createdAt })
      .from(apiKeys).where(isNull(apiKeys.revokedAt)).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id)),
    create: async (name, kind) => {
      const made = await insertKey(db, name, kind, now());
      await refresh();
      return made;
    },
    revoke: async (id) => {
      const rows = await db.update(apiKeys).set({ revokedAt: now() }).where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt))).returning({ id: apiKeys.id });
      await refresh();
      return rows.length > 0;
    },
    refresh,
  };
}

async function insertKey(db: Db, name: string, kind: KeyKind, at: string): Promise<{ key: KeyInfo; secret: string }> {
  const secret = newSecret(kind);
  const key = { id: randomUUID(), name, kind, hint: secret.slice(-4), createdAt: at };
  await db.insert(apiKeys).values({ ...key, hash: hashOf(secret) });
  return { key, secret };
}

/** The setting is the lock: of two processes that start together only the one whose row stands makes the key. */
async function makeFirstApiKey(db: Db, at: string): Promise<string | null> {
  const mine = randomUUID();
  if ((await keepSetting(db, 'firstApiKey', mine, at)) !== mine) return null;
  return (await insertKey(db, 'First key', 'manage', at)).secret;
}
