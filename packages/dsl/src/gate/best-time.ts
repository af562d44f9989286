import type { Duration, Instant, Json, Zone } from '../json.ts';
import { roughMs } from '../time/index.ts';
import { minuteOfDay } from '../time/clock.ts';
import { instantOf, parseZone } from '../time/zone.ts';
import type { HourCounts } from './gate-types.ts';
import { quietUntil } from './quiet-hours.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;
/** However long a message may wait: a week holds every hour seven times. */
const LONGEST_MS = 7 * 24 * HOUR_MS;
/** What is known of everybody counts as this many signs of the customer's own: with fewer, habits are chance. */
const PRIOR_WEIGHT = 12;
/** A little to both sides of each hour: somebody who reads at 18:55 reads at 19:05. */
const SPREAD = [0.25, 0.5, 0.25] as const;
/** A better hour is waited for only where it is better by this much: time is worth something too. */
const LEAST_GAIN = 1.2;
/** Where nothing is known of anybody: few signs at night, more at midday and in the evening. An assumption, and a weak one: a dozen signs outweigh it. */
const COMMON = [2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 10, 10, 11, 10, 9, 9, 9, 10, 11, 12, 12, 11, 8, 4];

/** Signs older than this say little of today's habits; hosts count from here on. */
export const BEST_TIME_LOOKS_BACK: Duration = 'P90D';

/** What a best moment is looked for with. */
export interface BestTimeQuestion {
  readonly counts: HourCounts;
  readonly quietHours: { readonly from: string; readonly to: string } | null;
  readonly zone: Zone | null;
  readonly workspaceZone: Zone;
  readonly now: Instant;
  readonly within: Duration;
  readonly expires?: Instant;
}

/** A better moment than now. */
export interface BestMoment {
  readonly at: Instant;
  readonly because: string;
  readonly used: Readonly<Record<string, Json>>;
}

/** Counts moments by the hour that a clock in the zone shows. */
export function hourCounts(moments: readonly Instant[], zone: Zone): number[] {
  const counts = Array.from({ length: HOURS }, () => 0);
  for (const moment of moments) {
    const hour = Math.floor(minuteOfDay(Date.parse(moment), zone) / 60);
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  return counts;
}

const at = (list: readonly number[], hour: number): number => list[((hour % HOURS) + HOURS) % HOURS] ?? 0;
const sum = (list: readonly number[]): number => list.reduce((total, count) => total + count, 0);
const smooth = (list: readonly number[]): number[] => Array.from({ length: HOURS }, (_, hour) => SPREAD.reduce<number>((total, share, index) => total + share * at(list, hour + index - 1), 0));

/** How likely a sign of the customer falls into each hour: their own counts, smoothed and shrunk to everybody's (a Dirichlet prior), and those to the common ones. */
function profileOf({ own, all = [] }: HourCounts): number[] {
  const everybody = blend(all, COMMON.map((count) => count / sum(COMMON)));
  return blend(own, everybody);
}

function blend(counts: readonly number[], prior: readonly number[]): number[] {
  const total = sum(counts);
  return smooth(counts).map((count, hour) => (count + PRIOR_WEIGHT * at(prior, hour)) / (total + PRIOR_WEIGHT));
}

/**
 * The first moment of the best hour from now on, within the time and before `expires`, and never in quiet hours; null where now is as good or nothing better is
 * allowed. Hours are those that a clock in the customer's zone shows, in the workspace's where theirs is unknown.
 */
export function bestMoment({ counts, quietHours, zone, workspaceZone, now, within, expires }: BestTimeQuestion): BestMoment | null {
  const clock = parseZone(zone) ?? parseZone(workspaceZone) ?? 'UTC';
  const from = Date.parse(now);
  const latest = Math.min(from + Math.min(LONGEST_MS, Math.max(0, roughMs(within) ?? 0)), expires === undefined ? Infinity : Date.parse(expires));
  const profile = profileOf(counts);
  const worth = (ms: number): number => (quietHours && quietUntil(quietHours, zone, workspaceZone, instantOf(ms)) !== null ? 0 : at(profile, Math.floor(minuteOfDay(ms, clock) / 60)));
  const present = worth(from);
  let best = { ms: from, worth: present };
  for (let ms = nextHour(from, clock); ms <= latest; ms = nextHour(ms, clock)) {
    const found = worth(ms);
    if (found > best.worth) best = { ms, worth: found };
  }
  if (best.ms === from || best.worth < present * LEAST_GAIN) return null;
  const hour = Math.floor(minuteOfDay(best.ms, clock) / 60);
  const [own, there] = [sum(counts.own), at(counts.own, hour) + at(counts.own, hour - 1) + at(counts.own, hour + 1)];
  const known = own === 0 ? 'when customers mostly look, since nothing is known of theirs' : `when they mostly look (${there} of ${own} signs of theirs fall within an hour of it)`;
  return {
    at: instantOf(best.ms),
    because: `Held back until ${String(hour).padStart(2, '0')}:00 their time, ${known}.`,
    used: { bestHour: hour, signs: own, signsThere: there, gain: present === 0 ? null : Math.round((best.worth / present) * 100) / 100, within, zone, until: instantOf(best.ms) },
  };
}

/** The next moment at which the clock shows a full hour, also in zones that are half an hour off. */
function nextHour(ms: number, zone: Zone): number {
  const minute = Math.floor(ms / 60_000) * 60_000;
  return minute + (60 - (minuteOfDay(ms, zone) % 60)) * 60_000;
}
