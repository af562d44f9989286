import { and, desc, eq, sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { readCursor, slice, type PageRequest, type Slice } from './paging.ts';
import { messages } from './schema.ts';

export type MessageRow = typeof messages.$inferSelect;

export interface MessageFilter {
  readonly journey?: string | null;
  readonly status?: MessageRow['status'] | null;
  readonly channel?: string | null;
  readonly step?: string | null;
  readonly customer?: { readonly lane: number; readonly id: string } | null;
}

/** Messages, the latest made first. */
export async function listMessages(db: Db, filter: MessageFilter, page: PageRequest): Promise<Slice<MessageRow>> {
  const cursor = readCursor(page.cursor, 2);
  const rows = await db.select().from(messages).where(and(
    filter.journey ? eq(messages.journey, filter.journey) : undefined,
    filter.status ? eq(messages.status, filter.status) : undefined,
    filter.channel ? eq(messages.channel, filter.channel) : undefined,
    filter.step ? eq(messages.step, filter.step) : undefined,
    filter.customer ? and(eq(messages.lane, filter.customer.lane), eq(messages.customer, filter.customer.id)) : undefined,
    cursor === null ? undefined : sql`(${messages.createdAt}, ${messages.id}) < (${cursor[0]}::timestamptz, ${cursor[1]})`,
  )).orderBy(desc(messages.createdAt), desc(messages.id)).limit(page.limit + 1);
  return slice(rows, page.limit, (row) => row, (row) => [row.createdAt, row.id]);
}

/** A message by its id; in `lane` where the caller knows it, which a token does. */
export async function readMessage(db: Db, id: string, lane: number | null = null): Promise<MessageRow | null> {
  const rows = await db.select().from(messages).where(and(eq(messages.id, id), lane === null ? undefined : eq(messages.lane, lane))).limit(1);
  return rows[0] ?? null;
}
