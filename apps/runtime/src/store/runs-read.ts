import { and, desc, eq, sql } from 'drizzle-orm';
import type { EventFact } from '@attune/dsl';
import type { Db } from './database.ts';
import { readCursor, slice, type PageRequest, type Slice } from './paging.ts';
import { journeys, runs, trail } from './schema.ts';

export interface RunRow {
  id: string; journey: string; journeyName: string; version: number; customer: string; entryKey: string;
  status: 'open' | 'finished'; enteredAt: string; step: string | null; since: string | null; due: string | null; finishedAt: string | null; reason: string | null;
}
export interface TrailRow { id: number; at: string; run: string; journey: string; version: number; step: string; visit: number; outcome: string; because: string; used: unknown }

export interface RunFilter {
  readonly journey?: string | null;
  readonly step?: string | null;
  readonly status?: 'open' | 'finished' | null;
  /** Names the lane too: one customer's rows lie in one. */
  readonly customer?: { readonly lane: number; readonly id: string } | null;
}

/** Runs, the latest entered first. */
export async function listRuns(db: Db, filter: RunFilter, page: PageRequest): Promise<Slice<RunRow>> {
  const cursor = readCursor(page.cursor, 2);
  const rows = await db.select({
    id: runs.id, journey: runs.journey, journeyName: sql<string>`coalesce(${journeys.name}, ${runs.journey})`, version: runs.version, customer: runs.customer, entryKey: runs.entryKey, status: runs.status,
    enteredAt: runs.enteredAt, step: runs.step, since: sql<string | null>`${runs.state} -> 'waiting' ->> 'since'`, due: sql<string | null>`${runs.state} -> 'waiting' ->> 'due'`, finishedAt: runs.finishedAt, reason: runs.reason,
  }).from(runs).leftJoin(journeys, eq(journeys.key, runs.journey)).where(and(
    filter.journey ? eq(runs.journey, filter.journey) : undefined,
    filter.step ? eq(runs.step, filter.step) : undefined,
    filter.status ? eq(runs.status, filter.status) : undefined,
    filter.customer ? and(eq(runs.lane, filter.customer.lane), eq(runs.customer, filter.customer.id)) : undefined,
    cursor === null ? undefined : sql`(${runs.enteredAt}, ${runs.id}) < (${cursor[0]}::timestamptz, ${cursor[1]})`,
  )).orderBy(desc(runs.enteredAt), desc(runs.id)).limit(page.limit + 1);
  return slice(rows, page.limit, (row) => row, (row) => [row.enteredAt, row.id]);
}

export interface TrailFilter {
  readonly journey?: string | null;
  readonly step?: string | null;
  readonly customer?: { readonly lane: number; readonly id: string } | null;
}

const trailColumns = { id: trail.id, at: trail.at, run: trail.run, journey: trail.journey, version: trail.version, step: trail.step, visit: trail.visit, outcome: trail.outcome, because: trail.because, used: trail.used };

/** Decisions, newest first. */
export async function listTrail(db: Db, filter: TrailFilter, page: PageRequest): Promise<Slice<TrailRow>> {
  const cursor = readCursor(page.cursor, 2);
  const rows = await db.select(trailColumns).from(trail).where(and(
    filter.journey ? eq(trail.journey, filter.journey) : undefined,
    filter.step ? eq(trail.step, filter.step) : undefined,
    filter.customer ? and(eq(trail.lane, filter.customer.lane), eq(trail.customer, filter.customer.id)) : undefined,
    cursor === null ? undefined : sql`(${trail.at}, ${trail.id}) < (${cursor[0]}::timestamptz, ${cursor[1]}::bigint)`,
  )).orderBy(desc(trail.at), desc(trail.id)).limit(page.limit + 1);
  return slice(rows, page.limit, (row) => row, (row) => [row.at, row.id]);
}

/** The event that began a run; null where none did. */
export async function readRunEvent(db: Db, lane: number, run: string): Promise<EventFact | null> {
  const [row] = await db.select({ event: sql<EventFact | null>`${runs.state} -> 'event'` }).from(runs).where(and(eq(runs.lane, lane), eq(runs.id, run)));
  return row?.event ?? null;
}

/** All decisions of one run, in order. */
export async function readRunTrail(db: Db, lane: number, run: string): Promise<TrailRow[]> {
  return db.select(trailColumns).from(trail).where(and(eq(trail.lane, lane), eq(trail.run, run))).orderBy(trail.at, trail.id).limit(2_000);
}
