import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { anyDue } from './lane-deliver.ts';

export interface LaneWork { readonly lane: number; readonly pass: boolean; readonly messages: boolean; readonly calls: boolean; readonly orphans: boolean }

/**
 * Which lanes have something to do, apart from messages of channels that may send nothing now (`closed`; transactional ones always may): one statement
 * over the small table of lanes, each question answered by an index that begins with the lane, and one a lane that has messages waiting.
 */
export async function lanesWithWork(tx: Tx, now: string, closed: readonly string[] = []): Promise<LaneWork[]> {
  const rows = await tx.query<{ lane: number; pass: boolean; waiting: boolean; calls: boolean; orphans: boolean }>(sql`
    select l.lane, (l.next_due <= ${now}::timestamptz or exists (select 1 from inbox i where i.lane = l.lane)) is true as pass,
      exists (select 1 from messages m where m.lane = l.lane and m.due_at is not null) as waiting,
      exists (select 1 from calls c where c.lane = l.lane and c.due_at <= ${now}::timestamptz and (c.status = 'queued' or c.leased_until < now())) as calls,
      exists (select 1 from messages m where m.lane = l.lane and m.status = 'sending' and m.leased_until < now()) as orphans
    from lanes l order by l.lane`);
  const found = await Promise.all(rows.map(async ({ waiting, ...row }): Promise<LaneWork> => {
    const lane = Number(row.lane);
    return { ...row, lane, messages: waiting && ((await anyDue(tx, lane, now, closed))[0]?.due ?? false) };
  }));
  return found.filter((row) => row.pass || row.messages || row.calls || row.orphans);
}

/** Beyond this nobody needs the exact number, and it would have to be counted. */
const MANY = 200_000;

/** How much waits, counted up to a bound. For people and `/metrics`, not for every pass. */
export async function countWaiting(tx: Tx, now: string): Promise<{ inbox: number; oldest: string | null; timers: number; messages: number }> {
  const [row] = await tx.query<{ inbox: number | string; oldest: string | null; timers: number | string; messages: number | string }>(sql`
    select (select count(*) from (select 1 from inbox limit ${MANY}::int) few) as inbox, (select min(o.at) from lanes l cross join lateral (select i.at from inbox i where i.lane = l.lane order by i.seq limit 1) o) as oldest,
      (select count(*) from (select 1 from lanes l join timers t on t.lane = l.lane where t.due_at <= ${now}::timestamptz limit ${MANY}::int) few) as timers,
      (select count(*) from (select 1 from lanes l join messages m on m.lane = l.lane where m.due_at is not null and m.due_at <= ${now}::timestamptz and m.status in ('queued', 'deferred') limit ${MANY}::int) few) as messages`);
  return { inbox: Number(row?.inbox ?? 0), oldest: row?.oldest ?? null, timers: Number(row?.timers ?? 0), messages: Number(row?.messages ?? 0) };
}
