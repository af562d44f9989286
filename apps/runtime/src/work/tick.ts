import { Cron } from 'croner';
import { sql } from 'drizzle-orm';
import { noticeEverybody, noticeMembers } from '../store/lane-audience.ts';
import type { Tx } from '../store/database.ts';
import { fromTimestamp } from '../store/instant.ts';
import { jsonText } from '../store/json.ts';
import { readRevision } from '../store/revision.ts';
import type { Plan } from './plan.ts';
import type { Compiled } from './program.ts';
import type { Passing } from './step.ts';

/** A moment further back than this was missed, and the entry's `missed` says what to do about it. */
const MISSED_AFTER_MS = 3_600_000;
/** Moments looked at after a long downtime; older ones are left out. */
const MOST_MOMENTS = 200;

/** An entry that lets in an audience at a moment: at the ticks of a schedule, or the members a segment has at publishing. */
interface Opening { readonly journey: Compiled; readonly entry: number; readonly at: string; readonly segment: string | null; readonly kind: 'tick' | 'existing' }

interface ScheduleConfig { readonly cron?: string; readonly timezone?: string; readonly segment?: string; readonly missed?: 'skip' | 'once' }
interface SegmentConfig { readonly segment?: string; readonly edge?: string; readonly includeExisting?: boolean }

/**
 * Asks what is due of schedules, and lets audiences in, lane by lane. Any number of processes may ask at once: the row of a
 * moment elects one, and its cursor lets another go on where one died. Answers the lanes that got something to do.
 */
export async function tick({ deps, planner }: Passing): Promise<Set<number>> {
  const { database, lanes } = deps;
  const nowMs = deps.clock.now();
  const plan = await planner.at(database, await readRevision(database));
  if (plan.live.some((journey) => journey.entries.has('schedule') || journey.entries.has('segment'))) {
    for (const opening of await due(database, plan, nowMs)) await open(database, opening, new Date(nowMs).toISOString());
  }
  return carryOn(database, plan, lanes, nowMs);
}

async function due(tx: Tx, plan: Plan, nowMs: number): Promise<Opening[]> {
  const rows = await tx.query<{ journey: string; entry: number; at: string }>(sql`select journey, entry, max(at) as at from schedules group by journey, entry`);
  const last = new Map(rows.map((row) => [`${row.entry} ${row.journey}`, Date.parse(fromTimestamp(row.at))]));
  const published = new Map((await tx.query<{ key: string; published_at: string | null }>(sql`select key, published_at from journeys where status = 'live'`)).map((row) => [row.key, Date.parse(fromTimestamp(row.published_at) ?? '')]));
  return plan.live.flatMap((journey) => journey.program.entry.flatMap((entry, index): Opening[] => {
    const since = published.get(journey.journey) ?? nowMs;
    const before = last.get(`${index} ${journey.journey}`);
    if (entry.kind === 'schedule') return moments(entry as ScheduleConfig, plan.zone, Math.max(since, before ?? 0), nowMs).map((at) => ({ journey, entry: index, at, segment: (entry as ScheduleConfig).segment ?? null, kind: 'tick' }));
    const { segment, edge, includeExisting } = entry as SegmentConfig;
    if (entry.kind !== 'segment' || includeExisting !== true || edge === 'leave' || segment === undefined || (before !== undefined && before >= since)) return [];
    return [{ journey, entry: index, at: new Date(since).toISOString(), segment, kind: 'existing' }];
  }));
}

/** The moments of a schedule after `from` that are to be carried out now: those that are not missed, or the last missed one where the entry asks for it. */
export function moments({ cron, timezone, missed }: ScheduleConfig, zone: string, from: number, nowMs: number): string[] {
  const schedule = new Cron(cron ?? '', { timezone: timezone ?? zone, paused: true });
  const found = schedule.previousRuns(MOST_MOMENTS, new Date(nowMs + 1)).map((date) => date.getTime()).filter((at) => at > from && at <= nowMs).sort((a, b) => a - b);
  const fresh = found.filter((at) => at > nowMs - MISSED_AFTER_MS);
  const late = found.at(-1);
  const chosen = fresh.length > 0 ? fresh : missed === 'once' && late !== undefined ? [late] : [];
  return chosen.map((at) => new Date(at).toISOString());
}

async function open(tx: Tx, { journey, entry, at, segment, kind }: Opening, now: string): Promise<void> {
  await tx.query(sql`insert into schedules (journey, entry, at, version, cursor) values (${journey.journey}, ${entry}::int, ${at}::timestamptz, ${journey.version}::int,
    ${jsonText({ lane: 0, segment, kind, openedAt: now })}::jsonb) on conflict (journey, entry, at) do nothing`);
}

interface Cursor { readonly lane: number; readonly segment: string | null; readonly kind: 'tick' | 'existing' }

/** Moments whose audience is not in yet: a lane a transaction, so that no lane waits for a large audience. */
async function carryOn({ transaction, query }: Passing['deps']['database'], plan: Plan, lanes: number, nowMs: number): Promise<Set<number>> {
  const now = new Date(nowMs).toISOString();
  const woken = new Set<number>();
  const open = await query<{ journey: string; entry: number; at: string }>(sql`select journey, entry, at from schedules where done_at is null order by at`);
  for (const { journey, entry, at } of open) {
    for (let more = plan.liveByKey.has(journey); more;) {
      more = await transaction(async (tx) => {
        const [row] = await tx.query<{ cursor: Cursor }>(sql`select cursor from schedules where journey = ${journey} and entry = ${entry}::int and at = ${at}::timestamptz and done_at is null for update skip locked`);
        if (!row) return false;
        const { lane, segment, kind } = row.cursor;
        const notice = { kind, at: now, payload: kind === 'tick' ? { journey, entry: Number(entry), at: fromTimestamp(at) } : { journey, segment } };
        await (segment === null ? noticeEverybody(tx, lane, notice) : noticeMembers(tx, lane, segment, notice));
        woken.add(lane);
        const done = lane + 1 >= lanes;
        await tx.query(sql`update schedules set cursor = ${jsonText({ ...row.cursor, lane: lane + 1 })}::jsonb, done_at = ${done ? now : null}::timestamptz where journey = ${journey} and entry = ${entry}::int and at = ${at}::timestamptz`);
        return !done;
      });
    }
  }
  return woken;
}
