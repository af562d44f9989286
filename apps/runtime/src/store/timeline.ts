import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Db } from './database.ts';
import type { MessageRow } from './messages-read.ts';
import { readCursor, slice, type PageRequest, type Slice } from './paging.ts';
import type { TrailRow } from './runs-read.ts';
import { events, messages, trail } from './schema.ts';

/** One line of a customer's history. */
export type TimelineRow = Placed & (
  | { kind: 'event'; event: { name: string; properties: unknown; sentiment: unknown } }
  | { kind: 'message'; message: MessageRow }
  | { kind: 'step'; trail: TrailRow }
);

/**
 * Where a line stands among those of its instant, so that a consequence stands above its cause: decisions in the order in which they
 * were taken (`seq`), a message right above the step that asked for it, and below them the events in the order in which they were kept.
 */
interface Placed { at: string; seq: number; tie: string }

export type TimelineKind = TimelineRow['kind'];
const RANKS: Readonly<Record<TimelineKind, number>> = { event: 0, step: 1, message: 2 };
const KINDS: readonly TimelineKind[] = ['event', 'step', 'message'];

/** Events, messages and decisions of one customer in one list, newest first. `kinds` null means all. */
export async function readTimeline(db: Db, lane: number, customer: string, kinds: readonly TimelineKind[] | null, page: PageRequest): Promise<Slice<TimelineRow>> {
  const cursor = cursorOf(readCursor(page.cursor, 4));
  const parts: TimelineRow[] = [];
  // One after the other: the embedded database has one connection, and each part is an index scan of one customer.
  for (const kind of KINDS) if (kinds === null || kinds.includes(kind)) parts.push(...await readers[kind](db, lane, customer, cursor, page.limit + 1));
  parts.sort(newestFirst);
  return slice(parts, page.limit, (row) => row, (row) => [row.at, row.seq, row.kind, row.tie]);
}

function newestFirst(a: TimelineRow, b: TimelineRow): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  if (a.seq !== b.seq) return b.seq - a.seq;
  if (a.kind !== b.kind) return RANKS[b.kind] - RANKS[a.kind];
  // Within a kind the database has ordered them already, and sorting keeps that order.
  return 0;
}

interface Cursor { readonly at: string; readonly seq: string; readonly kind: TimelineKind; readonly tie: string }

function cursorOf(values: readonly string[] | null): Cursor | null {
  if (values === null) return null;
  const [at = '', seq = '0', kind = 'event', tie = ''] = values;
  return { at, seq, kind: KINDS.find((each) => each === kind) ?? 'event', tie };
}

/** What of a kind lies behind the cursor, in the order of `newestFirst`. `tie` compares two of that kind in the same place. */
function behind(kind: TimelineKind, cursor: Cursor | null, at: SQL, seq: SQL, tie: (value: string) => SQL): SQL | undefined {
  if (cursor === null) return undefined;
  const sameInstant = sql`${at} = ${cursor.at}::timestamptz`;
  const rank = RANKS[kind] - RANKS[cursor.kind];
  const samePlace = rank < 0 ? sql`true` : rank > 0 ? sql`false` : tie(cursor.tie);
  return sql`(${at} <= ${cursor.at}::timestamptz and (${at} < ${cursor.at}::timestamptz or (${sameInstant} and (${seq} < ${cursor.seq}::bigint or (${seq} = ${cursor.seq}::bigint and ${samePlace})))))`;
}

type Reader = (db: Db, lane: number, customer: string, cursor: Cursor | null, limit: number) => Promise<TimelineRow[]>;

// Events carry no number of their own: rows of one moment lie in the table in the order in which they were written, and are never changed.
const PLACE = sql`${events}.ctid`;
/** The decision that asked for a message; 0 where it is of another instant. */
const ASKED = sql`coalesce((select min(${trail.id}) from ${trail} where ${trail.lane} = ${messages.lane} and ${trail.run} = ${messages.run} and ${trail.step} = ${messages.step} and ${trail.visit} = ${messages.visit} and ${trail.at} = ${messages.createdAt}), 0)`;

const readers: Readonly<Record<TimelineKind, Reader>> = {
  event: async (db, lane, customer, cursor, limit) => {
    const rows = await db.select({ tie: sql<string>`${PLACE}::text`, at: events.at, name: events.name, properties: events.properties, sentiment: events.sentiment }).from(events)
      .where(and(eq(events.lane, lane), eq(events.customer, customer), behind('event', cursor, sql`${events.at}`, sql`0`, (tie) => sql`${PLACE} < ${tie}::tid`))).orderBy(desc(events.at), desc(PLACE)).limit(limit);
    return rows.map(({ tie, at, ...event }) => ({ kind: 'event', at, seq: 0, tie, event }));
  },
  message: async (db, lane, customer, cursor, limit) => {
    const rows = await db.select({ message: messages, seq: sql<string>`${ASKED}` }).from(messages)
      .where(and(eq(messages.lane, lane), eq(messages.customer, customer), behind('message', cursor, sql`${messages.createdAt}`, ASKED, (tie) => sql`${messages.id} < ${tie}`))).orderBy(desc(messages.createdAt), desc(ASKED), desc(messages.id)).limit(limit);
    return rows.map(({ message, seq }) => ({ kind: 'message', at: message.createdAt, seq: Number(seq), tie: message.id, message }));
  },
  step: async (db, lane, customer, cursor, limit) => {
    const rows = await db.select().from(trail)
      .where(and(eq(trail.lane, lane), eq(trail.customer, customer), behind('step', cursor, sql`${trail.at}`, sql`${trail.id}`, () => sql`false`))).orderBy(desc(trail.at), desc(trail.id)).limit(limit);
    return rows.map((row) => ({ kind: 'step', at: row.at, seq: row.id, tie: '', trail: row }));
  },
};
