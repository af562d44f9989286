import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';

export interface Receiver { readonly lane: number; readonly customer: string; readonly message: string }

/**
 * Customers who were written to under a phone number, each with the newest message; the one written to last comes first. A reply by SMS names
 * nothing but its number. The one question that is asked of all lanes at once: an index of SMS by their number answers it.
 */
export async function readReceivers(tx: Tx, number: string): Promise<readonly Receiver[]> {
  const rows = await tx.query<Receiver>(sql`
    select lane, customer, message from (
      select distinct on (lane, customer) lane, customer, id as message, created_at from messages where channel = 'sms' and "to" = ${number} order by lane, customer, created_at desc, id desc
    ) t order by created_at desc, message desc limit 1000`);
  return rows.map((row) => ({ ...row, lane: Number(row.lane) }));
}
