import { sql } from 'drizzle-orm';
import type { Tx } from '../store/database.ts';
import { fromTimestamp } from '../store/instant.ts';
import { ok, warn, type Finding } from './finding.ts';

/** What waits longer than this is not being worked on. */
const PATIENCE_MS = 60_000;
const WORKERS = 'see that a process with the role "work" runs, and what its log says';

const ageOf = (ms: number): string => (ms < 120_000 ? `${Math.round(ms / 1000)} s` : ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`);

/** `oldest`: since when the oldest of them waits (RFC 3339), or null where none does. */
export function judgeWait(what: string, oldest: string | null, nowMs: number): Finding {
  if (oldest === null) return ok(`no ${what} waits`);
  const age = Math.max(0, nowMs - Date.parse(oldest));
  const words = `the oldest ${what} waits since ${ageOf(age)}`;
  return age > PATIENCE_MS ? warn(words, WORKERS) : ok(words);
}

/** What is left to do and what went wrong, by the clock the work goes by. */
export async function checkBacklog(tx: Tx, nowMs: number): Promise<readonly Finding[]> {
  const [row] = await tx.query<{ failures: number | string; inbox: string | null; timer: string | null }>(sql`
    select (select count(*) from failures where replayed_at is null) as failures,
      (select min(o.at) from lanes l cross join lateral (select i.at from inbox i where i.lane = l.lane order by i.seq limit 1) o) as inbox,
      (select min(o.due_at) from lanes l cross join lateral (select t.due_at from timers t where t.lane = l.lane order by t.due_at limit 1) o where o.due_at <= ${new Date(nowMs).toISOString()}::timestamptz) as timer`);
  const failures = Number(row?.failures ?? 0);
  return [
    failures === 0 ? ok('no failure waits to be tried again') : warn(`${failures} ${failures === 1 ? 'failure was' : 'failures were'} not tried again`, 'look under Settings, Failures: read the reason, mend it, try again'),
    judgeWait('row of the inbox', fromTimestamp(row?.inbox ?? null), nowMs),
    judgeWait('due timer', fromTimestamp(row?.timer ?? null), nowMs),
  ];
}
