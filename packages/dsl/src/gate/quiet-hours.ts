import type { Instant, Zone } from '../json.ts';
import { minuteOfDay } from '../time/clock.ts';
import { localDay, minutesOf, momentOnDay } from '../time/local-day.ts';
import { instantOf, parseZone } from '../time/zone.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** Where a customer's zone is unknown they are taken to live at most this far from the workspace's zone, on either side. */
const PLAUSIBLE_MINUTES = 3 * 60;
/** However strict the quiet hours are, an unknown zone leaves this much of the day. */
const LEAST_ALLOWED_MINUTES = 60;

/** Quiet from one local time of day to another, in minutes since midnight; overnight where `from` is later than `to`. */
interface Quiet {
  readonly from: number;
  readonly to: number;
}

const wrap = (minutes: number) => ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
const lengthOf = (quiet: Quiet) => wrap(quiet.to - quiet.from);

/**
 * The moment at which quiet hours (`HH:MM` to `HH:MM` local time) that hold now come to an end, or null where it is not quiet now.
 * Equal times mean no quiet hours. For an unknown zone (`zone` null) it is quiet whenever it may be quiet for the customer:
 * the intersection of what is allowed up to three hours to either side of the workspace's zone (GATE-2).
 */
export function quietUntil(hours: { readonly from: string; readonly to: string }, zone: Zone | null, workspaceZone: Zone, now: Instant): Instant | null {
  const strict: Quiet = { from: minutesOf(hours.from), to: minutesOf(hours.to) };
  if (lengthOf(strict) === 0) return null;
  const known = parseZone(zone);
  return known ? endOf(strict, known, Date.parse(now)) : endOf(widened(strict), parseZone(workspaceZone) ?? 'UTC', Date.parse(now));
}

function widened(quiet: Quiet): Quiet {
  const spare = Math.max(0, DAY_MINUTES - lengthOf(quiet) - LEAST_ALLOWED_MINUTES);
  const margin = Math.min(PLAUSIBLE_MINUTES, Math.floor(spare / 2));
  return { from: wrap(quiet.from - margin), to: wrap(quiet.to + margin) };
}

function endOf(quiet: Quiet, zone: Zone, now: number): Instant | null {
  let end = now;
  // Once is enough but where the calendar leaves out a whole day, and the end of the night falls into it.
  for (let tries = 0; tries < 3; tries += 1) {
    const next = nightEnd(quiet, zone, end);
    if (next === null) break;
    end = next;
  }
  return end > now ? instantOf(end) : null;
}

/** The end of the quiet hours that a moment lies in, in milliseconds; null where it lies in none. */
function nightEnd(quiet: Quiet, zone: Zone, moment: number): number | null {
  const minute = minuteOfDay(moment, zone);
  if (wrap(minute - quiet.from) >= lengthOf(quiet)) return null;
  const day = localDay(moment, zone) + (minute < quiet.to ? 0 : 1);
  const end = momentOnDay(day, quiet.to, zone);
  // Where the clock was set back over the end of the night, the end came once already, and now the clock shows night again.
  return end > moment ? end : moment - (moment % MINUTE_MS) + wrap(quiet.to - minute) * MINUTE_MS;
}
