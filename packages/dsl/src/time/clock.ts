import { Temporal } from 'temporal-polyfill';
import type { Zone } from '../json.ts';

/*
 * What clocks show, in plain arithmetic. A calendar is asked for a zone's offset at some moments and for nothing else, and what it says is kept by blocks of 32
 * days: asking it for every date is twenty times slower, and asking it for its next change takes tens of milliseconds for zones that have none.
 *
 * "Shown" is a local date and time, counted as if it were UTC; like moments it is in milliseconds since 1970.
 */

const DAY = 86_400_000;
/** Within a block the offset is looked up every four days: no zone changes its clocks and back in less (the shortest known, in Ramadan, takes weeks). */
const STEP = 4 * DAY;
const BLOCK = 32 * DAY;
const MOST_BLOCKS = 20_000;
/** No zone has ever been further from UTC. */
const FARTHEST_OFFSET = 16 * 3_600_000;

/** A time of one offset (local time minus UTC): its first moment within the block. It lasts to the next one. */
interface Stretch {
  readonly from: number;
  readonly offset: number;
}

const zones = new Map<Zone, Map<number, readonly Stretch[]>>();
let kept = 0;

/** The stretches of a block, of which nearly every one has a single one. */
function stretchesOf(zone: Zone, block: number): readonly Stretch[] {
  const known = zones.get(zone)?.get(block);
  if (known) return known;
  if (kept >= MOST_BLOCKS) {
    zones.clear();
    kept = 0;
  }
  let blocks = zones.get(zone);
  if (!blocks) zones.set(zone, (blocks = new Map()));
  const found = lookUp(zone, block * BLOCK);
  blocks.set(block, found);
  kept += 1;
  return found;
}

function lookUp(zone: Zone, start: number): readonly Stretch[] {
  let offset = offsetAt(zone, start);
  const stretches: Stretch[] = [{ from: start, offset }];
  for (let at = start; at < start + BLOCK; at += STEP) {
    const after = offsetAt(zone, at + STEP);
    if (after === offset) continue;
    const from = changeBetween(zone, at, at + STEP, offset);
    if (from < start + BLOCK) stretches.push({ from, offset: after });
    offset = after;
  }
  return stretches;
}

/** The first moment between two that has no longer the offset of the first one, to the second. */
function changeBetween(zone: Zone, from: number, to: number, offset: number): number {
  let [low, high] = [from, to];
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (offsetAt(zone, middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

function offsetAt(zone: Zone, ms: number): number {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}

function offsetIn(stretches: readonly Stretch[], ms: number): number {
  let offset = stretches[0]?.offset ?? 0;
  for (const stretch of stretches) if (stretch.from <= ms) offset = stretch.offset;
  return offset;
}

/** What a clock in the zone shows at a moment. */
export function clockAt(ms: number, zone: Zone): number {
  return zone === 'UTC' ? ms : ms + offsetIn(stretchesOf(zone, Math.floor(ms / BLOCK)), ms);
}

/** The moment at which a clock in the zone shows a local date and time (ENG-6): after a gap its first instant, of two the first. */
export function momentShowing(shown: number, zone: Zone): number {
  if (zone === 'UTC') return shown;
  const earliest = shown - FARTHEST_OFFSET;
  for (let block = Math.floor(earliest / BLOCK); ; block += 1) {
    const stretches = stretchesOf(zone, block);
    for (const [index, { from, offset }] of stretches.entries()) {
      const until = stretches[index + 1]?.from ?? (block + 1) * BLOCK;
      if (until <= earliest) continue;
      const moment = shown - offset;
      // Going from stretch to stretch, the first one that has reached the time either shows it or has just skipped it.
      if (moment < until) return Math.max(moment, from);
    }
  }
}

/** Minutes since local midnight at a moment (milliseconds since 1970). */
export function minuteOfDay(ms: number, zone: Zone): number {
  const shown = clockAt(ms, zone);
  return Math.floor((shown - Math.floor(shown / DAY) * DAY) / 60_000);
}
