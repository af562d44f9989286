import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Tx } from '../store/database.ts';
import { jsonText } from '../store/json.ts';
import type { Addressed, Links } from './work.ts';

const LETTER = { unsubscribe: 'u', why: 'w', preferences: 'p', open: 'o', survey: 's' } as const;
const REF = /^([0-9a-z]{1,30})-([0-9a-z]{1,3})-([0-9a-v]{16})$/;
/** Marks a token that holds an address beside the message. */
const CLICK = 'click';

/** The secret that signs links: made at the first start, kept in the database, never shown. */
export async function linkSecret(tx: Tx): Promise<string> {
  const made = randomBytes(32).toString('base64url');
  await tx.query(sql`insert into settings (key, value, updated_at) values ('linkSecret', ${jsonText(made)}::jsonb, now()) on conflict (key) do nothing`);
  const [row] = await tx.query<{ value: string }>(sql`select value from settings where key = ${'linkSecret'}`);
  return row?.value ?? made;
}

/** Signed links `<publicUrl>/<letter>/<token>` and names; 128 bits of HMAC-SHA-256 over purpose, lane and the id of the message or survey (80 in a name, which mail servers must carry). */
export function createLinks(secret: string, publicUrl: string): Links {
  const mac = (purpose: string, body: string) => createHmac('sha256', secret).update(`${purpose}.${body}`).digest();
  const sign = (purpose: string, body: string) => mac(purpose, body).subarray(0, 16).toString('base64url');
  const signed = (purpose: string, plain: string) => {
    const body = Buffer.from(plain).toString('base64url');
    return `${body}.${sign(purpose, body)}`;
  };
  const link = (purpose: keyof typeof LETTER) => (message: Addressed) => `${publicUrl}/${LETTER[purpose]}/${signed(purpose, `${message.lane}.${message.id}`)}`;
  const opened = (text: string, purpose: string): string | null => {
    const [body, signature, ...more] = text.split('.');
    if (!body || !signature || more.length > 0) return null;
    // as texts: several spellings of base64 mean the same bytes, and only the one that was made here counts
    return same(signature, sign(purpose, body)) ? Buffer.from(body, 'base64url').toString() : null;
  };
  const refOf = ({ lane, id }: Addressed) => `${runOf(id)}-${lane.toString(36)}-${letters(mac('ref', `${lane}.${id}`).subarray(0, 10))}`;
  return {
    unsubscribe: link('unsubscribe'), why: link('why'), preferences: link('preferences'), open: link('open'), survey: link('survey'),
    click: (message, url) => `${publicUrl}/c/${signed(CLICK, `${message.lane}.${message.id} ${url}`)}`,
    ref: refOf,
    read: (text, purpose) => addressed(opened(text, purpose)),
    readClick(text) {
      const plain = opened(text, CLICK);
      const space = plain?.indexOf(' ') ?? -1;
      const message = addressed(plain?.slice(0, space) ?? null);
      return plain === null || message === null ? null : { ...message, url: plain.slice(space + 1) };
    },
    readRef(text) {
      // mail servers may change the case of an address
      const [ref, run = '', at = ''] = REF.exec(text.toLowerCase()) ?? [];
      const lane = Number.parseInt(at, 36);
      return ref === undefined ? null : { lane, run, names: (id) => same(ref, refOf({ lane, id })) };
    },
  };
}

/** A message's id begins with its run's. All of it would not fit into the address of a mail. */
const runOf = (id: string): string => id.split(':', 1)[0] ?? '';

function same(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function addressed(plain: string | null): Addressed | null {
  if (plain === null) return null;
  const dot = plain.indexOf('.');
  return { lane: Number(plain.slice(0, dot)), id: plain.slice(dot + 1) };
}

/** Bytes as letters that survive a change of case, five bits each. */
function letters(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => Number.parseInt(five, 2).toString(32)).join('');
}
