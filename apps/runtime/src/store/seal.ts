import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretKey } from './secret-keys.ts';

/** A sealed value as it lies in the database: AES-256-GCM, everything in base64. */
export interface Sealed { readonly v: 1; readonly key: string; readonly iv: string; readonly tag: string; readonly data: string }

/** Thrown where no key opens a value: the key was changed without the old one, or somebody changed the value. */
export class SealBroken extends Error {}

/** Seals a text. `name` is bound into the seal, so that a value moved to another name does not open. */
export function seal(key: SecretKey, name: string, text: string): Sealed {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(Buffer.from(name));
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return { v: 1, key: key.id, iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), data: data.toString('base64') };
}

/** The sealed text. Throws `SealBroken` where none of the keys opens it. */
export function unseal(keys: readonly SecretKey[], name: string, sealed: Sealed): string {
  const key = keys.find((one) => one.id === sealed.key);
  if (!key) throw new SealBroken(`"${name}" was sealed with another key. Add that key to SECRET_KEY behind a comma, or set "${name}" anew.`);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(sealed.iv, 'base64'), { authTagLength: 16 }).setAAD(Buffer.from(name)).setAuthTag(Buffer.from(sealed.tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]).toString('utf8');
  } catch {
    throw new SealBroken(`"${name}" was changed outside of Attune and does not open any more. Set it anew.`);
  }
}
