import { DateTime, IANAZone } from 'luxon';
import type { Zone } from '../json.ts';

/*
 * For tests: what the clocks of the world show, by another library and by the simplest means. It knows of a zone only its offset at a moment, finds the
 * changes of its clocks by halving, and says by its own rule what ENG-6 says.
 */

export const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Names that changed: both stand for one place, and customers' data holds either. */
export const RENAMED: readonly (readonly [string, string])[] = [
  ['Europe/Kiev', 'Europe/Kyiv'], ['Asia/Calcutta', 'Asia/Kolkata'], ['Asia/Katmandu', 'Asia/Kathmandu'], ['Asia/Rangoon', 'Asia/Yangon'], ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'], ['America/Godthab', 'America/Nuuk'], ['Atlantic/Faeroe', 'Atlantic/Faroe'], ['Pacific/Ponape', 'Pacific/Pohnpei'], ['US/Eastern', 'America/New_York'],
  ['US/Pacific', 'America/Los_Angeles'], ['Asia/Dacca', 'Asia/Dhaka'], ['Africa/Asmera', 'Africa/Asmara'], ['GB', 'Europe/London'], ['Australia/ACT', 'Australia/Sydney'], ['Etc/UTC', 'UTC'], ['Pacific/Samoa', 'Pacific/Pago_Pago'],
];

/** Every zone that this machine lists, and the other names of the renamed ones. */
export const ZONES: readonly Zone[] = [...new Set([...Intl.supportedValuesOf('timeZone'), ...RENAMED.flat(), 'UTC', 'CET', 'EST5EDT', 'Etc/GMT+12', 'Etc/GMT-14'])];

const QUARTER = 15 * 60_000;
const offsets = new Map<Zone, Map<number, number>>();

/** Local time minus UTC at a moment, in milliseconds. Clocks are changed on quarters of an hour, so each quarter is asked about once. */
export function offsetAt(zone: Zone, ms: number): number {
  let known = offsets.get(zone);
  if (!known) offsets.set(zone, (known = new Map()));
  const quarter = Math.floor(ms / QUARTER);
  let offset = known.get(quarter);
  if (offset === undefined) known.set(quarter, (offset = IANAZone.create(zone).offset(quarter * QUARTER) * 60_000));
  return offset;
}

/** A change of clocks: the first moment of the new offset. */
export interface ClockChange {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

const found = new Map<string, readonly ClockChange[]>();

/** All changes of a zone's clocks between two years, the second one not included. */
export function changesOf(zone: Zone, from: number, until: number): readonly ClockChange[] {
  const key = `${zone} ${from} ${until}`;
  const known = found.get(key);
  if (known) return known;
  const changes: ClockChange[] = [];
  const end = Date.UTC(until, 0, 1);
  let offset = offsetAt(zone, Date.UTC(from, 0, 1));
  // No two changes lie within four weeks of each other: the nearest, in Ramadan, are five apart.
  for (let at = Date.UTC(from, 0, 1); at < end; at += 28 * DAY) {
    const after = offsetAt(zone, at + 28 * DAY);
    if (after !== offset) changes.push({ at: halve(zone, at, at + 28 * DAY, offset), before: offset, after });
    offset = after;
  }
  found.set(key, changes);
  return changes;
}

function halve(zone: Zone, from: number, to: number, before: number): number {
  let [low, high] = [from, to];
  while (high - low > QUARTER) {
    const middle = Math.floor((low + high) / 2 / QUARTER) * QUARTER;
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** The moment of a local time, given as if it were UTC: the first that shows it; where none does, the moment at which the clocks went past it. */
export function momentByOracle(zone: Zone, shown: number): number {
  const near = [-36, -14, 0, 14, 36].map((hours) => offsetAt(zone, shown + hours * HOUR));
  const moments = [...new Set(near)].map((offset) => shown - offset).filter((moment) => moment + offsetAt(zone, moment) === shown);
  if (moments.length > 0) return Math.min(...moments);
  let [low, high] = [shown - 38 * HOUR, shown + 38 * HOUR];
  // Across a gap, and a gap alone, the clock only goes forward.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + offsetAt(zone, middle) >= shown) high = middle;
    else low = middle;
  }
  return high;
}

/** What a clock in the zone shows, as if it were UTC. */
export function shownAt(zone: Zone, ms: number): number {
  return ms + offsetAt(zone, ms);
}

/** Adds calendar parts to a local time as Luxon does where no clocks are: years and months first, to the last day of a shorter month, then days. */
export function addOnCalendar(shown: number, parts: { readonly years?: number; readonly months?: number; readonly weeks?: number; readonly days?: number }): number {
  return DateTime.fromMillis(shown, { zone: 'utc' }).plus(parts).toMillis();
}

/** An instant as the language writes it. */
export function instantText(ms: number): string {
  return DateTime.fromMillis(ms, { zone: 'utc' }).toISO() ?? '';
}
