import { Temporal } from 'temporal-polyfill';
import type { Zone } from '../json.ts';

const DAY = 86_400_000;
/** Offsets are looked up every four days and kept by blocks of 32: no zone changes its clocks and back within four days (the shortest known, in Ramadan, takes weeks). */
const STEP = 4 * DAY;
const BLOCK = 32 * DAY;
const MOST_BLOCKS = 20_000;
/** Beyond this a calendar is asked: a long way would be looked up day by day for one answer. */
const FARTHEST = 400 * DAY;

const blocks = new Map<string, number | null>();

/**
 * Local time minus UTC in milliseconds where a zone's clocks are not changed between two moments, else null. In such a time days have 24 hours and need no
 * calendar, which is twenty times faster than asking one, and most waits of most journeys lie in one. (Asking the calendar for its next change
 * instead takes tens of milliseconds for zones that have none.)
 */
export function steadyOffset(zone: Zone, from: number, to: number): number | null {
  if (to - from > FARTHEST) return null;
  const last = Math.floor(to / BLOCK);
  const first = Math.floor(from / BLOCK);
  const offset = offsetOf(zone, first);
  for (let block = first + 1; block <= last; block += 1) if (offsetOf(zone, block) !== offset) return null;
  return offset;
}

/** Minutes since local midnight at a moment (milliseconds since 1970). */
export function minuteOfDay(ms: number, zone: Zone): number {
  const offset = offsetOf(zone, Math.floor(ms / BLOCK)) ?? offsetAt(zone, ms);
  const local = ms + offset;
  return Math.floor((local - Math.floor(local / DAY) * DAY) / 60_000);
}

/** The offset of a whole block, null where it changes within. */
function offsetOf(zone: Zone, block: number): number | null {
  const key = `${zone} ${block}`;
  const known = blocks.get(key);
  if (known !== undefined) return known;
  if (blocks.size >= MOST_BLOCKS) blocks.clear();
  const found = lookUp(zone, block * BLOCK);
  blocks.set(key, found);
  return found;
}

function lookUp(zone: Zone, start: number): number | null {
  const offset = offsetAt(zone, start);
  for (let at = start + STEP; at <= start + BLOCK; at += STEP) if (offsetAt(zone, at) !== offset) return null;
  return offset;
}

function offsetAt(zone: Zone, ms: number): number {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}
