import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Tx } from '../store/database.ts';
import { jsonText } from '../store/json.ts';
import type { Links } from './work.ts';

const LETTER = { unsubscribe: 'u', why: 'w', survey: 's' } as const;

/** The secret that signs links: made at the first start, kept in the database, never shown. */
export async function linkSecret(tx: Tx): Promise<string> {
  const made = randomBytes(32).toString('base64url');
  await tx.query(sql`insert into settings (key, value, updated_at) values ('linkSecret', ${jsonText(made)}::jsonb, now()) on conflict (key) do nothing`);
  const [row] = await tx.query<{ value: string }>(sql`select value from settings where key = ${'linkSecret'}`);
  return row?.value ?? made;
}

/** Signed links `<publicUrl>/u/<token>`, `/w/<token>` and `/s/<token>`; 128 bits of HMAC-SHA-256 over purpose, lane and the id of the message or survey. */
export function createLinks(secret: string, publicUrl: string): Links {
  const sign = (purpose: string, body: string) => createHmac('sha256', secret).update(`${purpose}.${body}`).digest().subarray(0, 16);
  const token = (purpose: keyof typeof LETTER, message: { lane: number; id: string }) => {
    const body = Buffer.from(`${message.lane}.${message.id}`).toString('base64url');
    return `${body}.${sign(purpose, body).toString('base64url')}`;
  };
  return {
    unsubscribe: (message) => `${publicUrl}/${LETTER.unsubscribe}/${token('unsubscribe', message)}`,
    why: (message) => `${publicUrl}/${LETTER.why}/${token('why', message)}`,
    survey: (survey) => `${publicUrl}/${LETTER.survey}/${token('survey', survey)}`,
    read(text, purpose) {
      const [body, signature, ...more] = text.split('.');
      if (!body || !signature || more.length > 0) return null;
      // as texts: several spellings of base64 mean the same bytes, and only the one that was made here counts
      const given = Buffer.from(signature);
      const right = Buffer.from(sign(purpose, body).toString('base64url'));
      if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
      const plain = Buffer.from(body, 'base64url').toString();
      const dot = plain.indexOf('.');
      return { lane: Number(plain.slice(0, dot)), id: plain.slice(dot + 1) };
    },
  };
}
