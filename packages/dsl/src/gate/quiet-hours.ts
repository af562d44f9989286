import { Temporal } from 'temporal-polyfill';
import type { Instant, Zone } from '../json.ts';

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

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
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
  const known = zone === null ? null : zonedOrNull(now, zone);
  return known ? endOf(strict, known) : endOf(widened(strict), zonedOrNull(now, workspaceZone) ?? Temporal.Instant.from(now).toZonedDateTimeISO('UTC'));
}

/** True where a zone is one that this computer knows. */
export function isZone(zone: Zone): boolean {
  return zonedOrNull('2020-01-01T00:00:00Z', zone) !== null;
}

function zonedOrNull(now: Instant, zone: Zone): Temporal.ZonedDateTime | null {
  try {
    return Temporal.Instant.from(now).toZonedDateTimeISO(zone);
  } catch {
    return null;
  }
}

function widened(quiet: Quiet): Quiet {
  const spare = Math.max(0, DAY_MINUTES - lengthOf(quiet) - LEAST_ALLOWED_MINUTES);
  const margin = Math.min(PLAUSIBLE_MINUTES, Math.floor(spare / 2));
  return { from: wrap(quiet.from - margin), to: wrap(quiet.to + margin) };
}

function endOf(quiet: Quiet, local: Temporal.ZonedDateTime): Instant | null {
  const minute = local.hour * 60 + local.minute;
  if (wrap(minute - quiet.from) >= lengthOf(quiet)) return null;
  const day = minute < quiet.to ? local.toPlainDate() : local.toPlainDate().add({ days: 1 });
  const wall = day.toPlainDateTime({ hour: Math.floor(quiet.to / 60), minute: quiet.to % 60 });
  const end = firstAt(wall, local.timeZoneId);
  // After a clock was set back, the end of today's quiet hours may lie behind us although the wall shows quiet time again.
  const next = Temporal.Instant.compare(end, local.toInstant()) > 0 ? end : firstAt(wall, local.timeZoneId, 'later');
  return new Date(next.epochMilliseconds).toISOString();
}

/** The instant of a local time: the first one where it exists twice, the first after the gap where it does not exist (ENG-6). */
function firstAt(wall: Temporal.PlainDateTime, zone: string, which: 'earlier' | 'later' = 'earlier'): Temporal.Instant {
  const found = wall.toZonedDateTime(zone, { disambiguation: which });
  if (found.toPlainDateTime().equals(wall)) return found.toInstant();
  const change = wall.toZonedDateTime(zone, { disambiguation: 'earlier' }).getTimeZoneTransition('next');
  return (change ?? found).toInstant();
}
