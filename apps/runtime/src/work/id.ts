import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A new id: the moment first, so that rows of one time lie together, then 60 random bits. */
export function newId(now: number): string {
  let tail = '';
  for (const byte of randomBytes(12)) tail += ALPHABET[byte % 32];
  return Math.max(0, Math.floor(now)).toString(36).padStart(9, '0') + tail;
}
