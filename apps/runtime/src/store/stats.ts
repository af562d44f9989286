import { sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { counters, runs } from './schema.ts';

/** Live counts of one journey, summed from the counters that are written with every batch. */
export interface JourneyCounts {
  steps: Record<string, { entered: number; waiting: number; left: number; sent: number; skipped: Record<string, number>; ports: Record<string, number>; engagement?: { tracked: number; untracked: number; opened: number; clicked: number } }>;
  runs: { open: number; entered: number; finished: Record<string, number> };
  goals: Record<string, number>;
}

interface CounterRow extends Record<string, unknown> {
  journey: string;
  step: string;
  what: string;
  n: number | string;
}

/** `version` null sums all versions. Hours, lanes and versions are added up by the database; what comes back has the size of the journey. */
export async function readCounts(db: Db, journey: string, version: number | null): Promise<JourneyCounts> {
  const rows = await db.select({ step: counters.step, what: counters.what, n: sql<number | string>`sum(${counters.n})` }).from(counters)
    .where(version === null ? sql`${counters.journey} = ${journey}` : sql`${counters.journey} = ${journey} and ${counters.version} = ${version}`)
    .groupBy(counters.step, counters.what);
  const counts: JourneyCounts = { steps: {}, runs: { open: 0, entered: 0, finished: {} }, goals: {} };
  for (const row of rows) addTo(counts, row.step, row.what, Number(row.n));
  for (const step of Object.values(counts.steps)) step.waiting = Math.max(0, step.entered - step.left);
  counts.runs.open = Math.max(0, counts.runs.entered - sum(counts.runs.finished));
  return counts;
}

/** The journey's own counts stand under the step `journey`, as they do in the trail. */
const OF_JOURNEY = new Set(['journey', '']);

function addTo(counts: JourneyCounts, step: string, what: string, n: number): void {
  const [name = '', rest = ''] = split(what);
  if (name === 'finished') { put(counts.runs.finished, rest, n); return; }
  if (name === 'goal') { put(counts.goals, rest, n); return; }
  if (OF_JOURNEY.has(step)) { if (name === 'entered') counts.runs.entered += n; return; }
  const of = (counts.steps[step] ??= { entered: 0, waiting: 0, left: 0, sent: 0, skipped: {}, ports: {} });
  if (name === 'skipped') put(of.skipped, rest, n);
  else if (name === 'port') put(of.ports, rest, n);
  else if (name === 'tracked' || name === 'untracked' || name === 'opened' || name === 'clicked') (of.engagement ??= { tracked: 0, untracked: 0, opened: 0, clicked: 0 })[name] += n;
  else if (name === 'entered' || name === 'left' || name === 'sent') of[name] += n;
}

const split = (what: string): string[] => (what.includes(':') ? [what.slice(0, what.indexOf(':')), what.slice(what.indexOf(':') + 1)] : [what]);
const put = (into: Record<string, number>, key: string, n: number): void => { into[key] = (into[key] ?? 0) + n; };
const sum = (of: Record<string, number>): number => Object.values(of).reduce((a, b) => a + b, 0);

/** Entered, finished and goals of every journey, for the list. */
export async function readTotals(db: Db): Promise<Map<string, { entered: number; finished: number; reached: number }>> {
  const rows = await db.execute<CounterRow>(sql`
    select journey, '' as step, split_part(what, ':', 1) || case when what = 'finished:goal' then ':goal' else '' end as what, sum(n) as n
    from counters where step in ('journey', '') group by 1, 3`);
  const totals = new Map<string, { entered: number; finished: number; reached: number }>();
  for (const row of rowsOf<CounterRow>(rows)) {
    const of = totals.get(row.journey) ?? { entered: 0, finished: 0, reached: 0 };
    totals.set(row.journey, of);
    if (row.what === 'entered') of.entered += Number(row.n);
    if (row.what.startsWith('finished')) of.finished += Number(row.n);
    if (row.what === 'finished:goal') of.reached += Number(row.n);
  }
  return totals;
}

/** Open runs by version and step. Counts rows: for the moment before publishing, not for live counts. */
export async function readInside(db: Db, journey: string): Promise<{ version: number; step: string; count: number }[]> {
  const rows = await db.select({ version: runs.version, step: runs.step, count: sql<number | string>`count(*)` }).from(runs)
    .where(sql`${runs.journey} = ${journey} and ${runs.status} = 'open'`).groupBy(runs.version, runs.step).orderBy(runs.version, runs.step);
  return rows.map((row) => ({ version: row.version, step: row.step ?? '', count: Number(row.count) }));
}

/** Open runs by version and by all that decides where a move takes them; `step` null for those that rest nowhere. Counts every row, as `readInside` does. */
export async function readResting(db: Db, journey: string): Promise<{ version: number; step: string | null; result: boolean; timed: boolean; runs: number }[]> {
  const rows = await db.execute(sql`
    select version, state->'waiting'->>'step' as step, coalesce((state->'waiting'->>'result')::boolean, false) as result, state->'waiting'->>'due' is not null as timed, count(*) as runs
    from runs where journey = ${journey} and status = 'open' group by 1, 2, 3, 4 order by 1, 2, 3, 4`);
  return rowsOf<{ version: number; step: string | null; result: boolean; timed: boolean; runs: number | string }>(rows).map((row) => ({ ...row, version: Number(row.version), runs: Number(row.runs) }));
}

/** The rows of a raw statement: the two drivers wrap them differently. */
export function rowsOf<T>(result: unknown): T[] {
  if (Array.isArray(result)) return result as T[];
  return (result as { rows?: T[] }).rows ?? [];
}
