import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Db } from './database.ts';
import type { MessageRow } from './messages-read.ts';
import { readCursor, slice, type PageRequest, type Slice } from './paging.ts';
import type { TrailRow } from './runs-read.ts';
import { events, messages, trail } from './schema.ts';

/** One line of a customer's history. Of lines of the same instant events come first, then messages, then steps. */
export type TimelineRow =
  | { kind: 'event'; at: string; id: string; event: { name: string; properties: unknown; sentiment: unknown } }
  | { kind: 'message'; at: string; id: string; message: MessageRow }
  | { kind: 'step'; at: string; id: string; trail: TrailRow };

export type TimelineKind = TimelineRow['kind'];
const ORDER: readonly TimelineKind[] = ['event', 'message', 'step'];

/** Events, messages and decisions of one customer in one list, newest first. `kinds` null means all. */
export async function readTimeline(db: Db, lane: number, customer: string, kinds: readonly TimelineKind[] | null, page: PageRequest): Promise<Slice<TimelineRow>> {
  const cursor = readCursor(page.cursor, 3);
  const wanted = ORDER.filter((kind) => kinds === null || kinds.includes(kind));
  const parts: TimelineRow[] = [];
  // One after the other: the embedded database has one connection, and each part is an index scan of one customer.
  for (const kind of wanted) parts.push(...await readers[kind](db, lane, customer, cursor, page.limit + 1));
  parts.sort(newestFirst);
  return slice(parts, page.limit, (row) => row, (row) => [row.at, row.kind, row.id]);
}

function newestFirst(a: TimelineRow, b: TimelineRow): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  if (a.kind !== b.kind) return ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind);
  if (a.kind === 'step') return Number(b.id) - Number(a.id);
  return a.id < b.id ? -1 : 1;
}

/** What of a part lies behind the cursor (at, kind, id), in the order of `newestFirst`. */
function behind(kind: TimelineKind, cursor: string[] | null, at: AnyPgColumn, id: AnyPgColumn): SQL | undefined {
  if (cursor === null) return undefined;
  const [cursorAt = '', cursorKind = '', cursorId = ''] = cursor;
  const rank = ORDER.indexOf(kind) - ORDER.indexOf(cursorKind as TimelineKind);
  if (rank < 0) return sql`${at} < ${cursorAt}::timestamptz`;
  if (rank > 0) return sql`${at} <= ${cursorAt}::timestamptz`;
  const later = kind === 'step' ? sql`${id} < ${cursorId}::bigint` : sql`${id} > ${cursorId}`;
  return sql`(${at} < ${cursorAt}::timestamptz or (${at} = ${cursorAt}::timestamptz and ${later}))`;
}

type Reader = (db: Db, lane: number, customer: string, cursor: string[] | null, limit: number) => Promise<TimelineRow[]>;

const readers: Readonly<Record<TimelineKind, Reader>> = {
  event: async (db, lane, customer, cursor, limit) => {
    const rows = await db.select({ id: events.messageId, at: events.at, name: events.name, properties: events.properties, sentiment: events.sentiment }).from(events)
      .where(and(eq(events.lane, lane), eq(events.customer, customer), behind('event', cursor, events.at, events.messageId))).orderBy(desc(events.at), asc(events.messageId)).limit(limit);
    return rows.map(({ id, at, ...event }) => ({ kind: 'event', at, id, event }));
  },
  message: async (db, lane, customer, cursor, limit) => {
    const rows = await db.select().from(messages)
      .where(and(eq(messages.lane, lane), eq(messages.customer, customer), behind('message', cursor, messages.createdAt, messages.id))).orderBy(desc(messages.createdAt), asc(messages.id)).limit(limit);
    return rows.map((message) => ({ kind: 'message', at: message.createdAt, id: message.id, message }));
  },
  step: async (db, lane, customer, cursor, limit) => {
    const rows = await db.select().from(trail)
      .where(and(eq(trail.lane, lane), eq(trail.customer, customer), behind('step', cursor, trail.at, trail.id))).orderBy(desc(trail.at), desc(trail.id)).limit(limit);
    return rows.map((row) => ({ kind: 'step', at: row.at, id: String(row.id), trail: row }));
  },
};
