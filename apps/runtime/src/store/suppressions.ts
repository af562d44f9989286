import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';

/** Why an address is blocked that asked for it: the only block that its owner can lift. */
export const STOPPED = 'stop';

export const suppressionKey = (channel: string, address: string) => `${channel}\n${address.toLowerCase()}`;

/** Which of these addresses are blocked, as `suppressionKey`s. */
export async function readSuppressed(tx: Tx, addresses: readonly string[]): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  const lower = addresses.map((address) => address.toLowerCase());
  const rows = await tx.query<{ channel: string; address: string }>(sql`select channel, address from suppressions where address = any(${sql.param(lower)}::text[])`);
  return new Set(rows.map((row) => suppressionKey(row.channel, row.address)));
}

/** Blocks an address on a channel for good; false where it was blocked already. */
export async function suppress(tx: Tx, channel: string, address: string, reason: string, at: string): Promise<boolean> {
  const rows = await tx.query(sql`insert into suppressions (channel, address, reason, at) values (${channel}, ${address.toLowerCase()}, ${reason}, ${at}::timestamptz) on conflict (channel, address) do nothing returning 1 as done`);
  return rows.length > 0;
}

/** Lifts a block that was made for this reason; false where there was none. One made for another reason stays. */
export async function lift(tx: Tx, channel: string, address: string, reason: string): Promise<boolean> {
  const rows = await tx.query(sql`delete from suppressions where channel = ${channel} and address = ${address.toLowerCase()} and reason = ${reason} returning 1 as done`);
  return rows.length > 0;
}
