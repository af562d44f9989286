import { nextTick, parseCron, parseZone, type Occurrence } from '@attune/dsl';
import { sql } from 'drizzle-orm';
import { noticeEverybody, noticeMembers } from '../store/lane-audience.ts';
import type { Tx } from '../store/database.ts';
import { fromTimestamp } from '../store/instant.ts';
import { jsonText } from '../store/json.ts';
import { readRevision } from '../store/revision.ts';
import { decideExperiments } from './experiments.ts';
import type { Plan } from './plan.ts';
import { EVERYBODY, rearm } from './rearm.ts';
import type { Compiled, Schedule } from './program.ts';
import type { Passing } from './step.ts';

/** A moment further back than this was missed, and the entry's `missed` says what to do about it. */
const MISSED_AFTER_MS = 3_600_000;

/** An entry that lets in an audience at a moment: the ticks of a schedule, or who is in place already at publishing. `segment` null means everybody. */
interface Opening { readonly journey: Compiled; readonly entry: number; readonly at: string; readonly segment: string | null; readonly notice: Notice }
type Notice = { readonly kind: 'tick'; readonly payload: { readonly journey: string; readonly entry: number; readonly at: string } }
  | { readonly kind: 'existing'; readonly payload: { readonly journey: string; readonly occurrence: Occurrence } }
  | { readonly kind: 'recheck'; readonly payload: { readonly segment: null } };

/**
 * Asks what is due of schedules, looks at experiments, and lets audiences in, lane by lane. Any number of processes may ask at once: the row of a
 * moment elects one, and its cursor lets another go on where one died. Answers the lanes that got something to do.
 */
export async function tick({ deps, planner, armed }: Passing): Promise<Set<number>> {
  const { database, lanes } = deps;
  const nowMs = deps.clock.now();
  const plan = await planner.at(database, await readRevision(database));
  if (plan.live.some((journey) => journey.schedules.length > 0 || journey.onPublish.length > 0)) {
    for (const opening of await due(database, plan, nowMs)) await open(database, opening);
  }
  await rearm(database, plan, nowMs, armed);
  await decideExperiments({ deps, planner }, plan);
  return carryOn(database, plan, lanes, nowMs);
}

async function due(tx: Tx, plan: Plan, nowMs: number): Promise<Opening[]> {
  const rows = await tx.query<{ journey: string; entry: number; at: string }>(sql`select journey, entry, max(at) as at from schedules group by journey, entry`);
  const last = new Map(rows.map((row) => [`${row.entry} ${row.journey}`, Date.parse(fromTimestamp(row.at))]));
  const published = new Map((await tx.query<{ key: string; published_at: string | null }>(sql`select key, published_at from journeys where status = 'live'`)).map((row) => [row.key, Date.parse(fromTimestamp(row.published_at) ?? '')]));
  return plan.live.flatMap((journey) => {
    const key = journey.journey;
    const since = published.get(key) ?? nowMs;
    const before = (entry: number) => last.get(`${entry} ${key}`) ?? Number.NEGATIVE_INFINITY;
    return [
      ...journey.schedules.flatMap((schedule) => moments(schedule, plan.zone, Math.max(since, before(schedule.entry)), nowMs)
        .map((at): Opening => ({ journey, entry: schedule.entry, at, segment: schedule.segment, notice: { kind: 'tick', payload: { journey: key, entry: schedule.entry, at } } }))),
      ...journey.onPublish.filter(({ entry }) => before(entry) < since)
        .map(({ entry, occurrence }): Opening => ({ journey, entry, at: new Date(since).toISOString(), segment: occurrence.type === 'segment' ? occurrence.segment : null, notice: { kind: 'existing', payload: { journey: key, occurrence } } })),
    ];
  });
}

/**
 * The moments of a schedule after `from` that are to be carried out now: those that are not missed, or the last missed one where the
 * entry asks for it. By the language's own calendar, so that a trial of the journey shows the same moments (ENG-6).
 */
export function moments({ cron, timezone, missed }: Pick<Schedule, 'cron' | 'timezone' | 'missed'>, zone: string, from: number, nowMs: number): string[] {
  const parsed = parseCron(cron);
  if (parsed === null) return [];
  const after = (ms: number) => {
    const at = nextTick(parsed, parseZone(timezone) ?? parseZone(zone) ?? 'UTC', new Date(ms).toISOString());
    return at === null || Date.parse(at) > nowMs ? null : at;
  };
  const fresh: string[] = [];
  for (let at = after(Math.max(from, nowMs - MISSED_AFTER_MS)); at !== null; at = after(Date.parse(at))) fresh.push(at);
  if (fresh.length > 0 || missed === 'skip') return fresh;
  let late = after(from);
  // halving, since between a downtime's ends there may be any number of moments
  for (let low = from, high = nowMs; late !== null && high - low > 1000;) {
    const middle = Math.floor((low + high) / 2);
    const later = after(middle);
    if (later === null) high = middle;
    else { late = later; low = Math.max(middle, Date.parse(later)); }
  }
  return late === null ? [] : [late];
}

async function open(tx: Tx, { journey, entry, at, segment, notice }: Opening): Promise<void> {
  await tx.query(sql`insert into schedules (journey, entry, at, version, cursor) values (${journey.journey}, ${entry}::int, ${at}::timestamptz, ${journey.version}::int,
    ${jsonText({ lane: 0, segment, notice } satisfies Cursor)}::jsonb) on conflict (journey, entry, at) do nothing`);
}

interface Cursor { readonly lane: number; readonly segment: string | null; readonly notice: Notice }

/** Moments whose audience is not in yet: a lane a transaction, so that no lane waits for a large audience. A paused journey's wait for it to go on. */
async function carryOn({ transaction, query }: Passing['deps']['database'], plan: Plan, lanes: number, nowMs: number): Promise<Set<number>> {
  const now = new Date(nowMs).toISOString();
  const woken = new Set<number>();
  const open = await query<{ journey: string; entry: number; at: string }>(sql`select journey, entry, at from schedules where done_at is null order by at`);
  for (const { journey, entry, at } of open) {
    for (let more = journey === EVERYBODY || plan.liveByKey.has(journey); more;) {
      more = await transaction(async (tx) => {
        const [row] = await tx.query<{ cursor: Cursor }>(sql`select cursor from schedules where journey = ${journey} and entry = ${entry}::int and at = ${at}::timestamptz and done_at is null for update skip locked`);
        if (!row) return false;
        const { lane, segment, notice } = row.cursor;
        await (segment === null ? noticeEverybody(tx, lane, { ...notice, at: now }) : noticeMembers(tx, lane, segment, { ...notice, at: now }));
        woken.add(lane);
        const done = lane + 1 >= lanes;
        await tx.query(sql`update schedules set cursor = ${jsonText({ ...row.cursor, lane: lane + 1 } satisfies Cursor)}::jsonb, done_at = ${done ? now : null}::timestamptz where journey = ${journey} and entry = ${entry}::int and at = ${at}::timestamptz`);
        // the newest row keeps the place in the schedule; those long before it have elected whom they had to
        if (done) await tx.query(sql`delete from schedules where journey = ${journey} and entry = ${entry}::int and done_at is not null and at < ${at}::timestamptz - interval '7 days'`);
        return !done;
      });
    }
  }
  return woken;
}
