import { Temporal } from 'temporal-polyfill';
import type { Duration, Instant, Zone } from '../json.ts';
import { hasCalendarPart, parseDuration } from './duration.ts';
import { steadyOffset } from './steady.ts';
import { instantOf, localOf, momentOf } from './zone.ts';

const DAY = 86_400_000;

/** Whether days between two moments have 24 hours each. The day after a change of clocks is left to the calendar: its times may exist twice. */
function isPlain(zone: Zone, from: number, to: number): boolean {
  return zone === 'UTC' || steadyOffset(zone, Math.min(from, to) - DAY, Math.max(from, to)) !== null;
}

/** Far beyond any journey, and far inside what dates can hold. */
const MOST_DAYS = 4_000_000;

/**
 * The instant a duration after another one (ENG-6): years, months, weeks and days are counted on the calendar of the zone, hours, minutes and
 * seconds exactly. A negative duration goes back. What is no duration adds nothing: documents are checked long before.
 */
export function addDuration(instant: Instant, duration: Duration, zone: Zone): Instant {
  const parts = parseDuration(duration);
  const ms = Date.parse(instant);
  if (!parts) return instant;
  if (!hasCalendarPart(parts)) return instantOf(ms + parts.clockMs);
  if (parts.years === 0 && parts.months === 0) {
    const moved = ms + parts.days * DAY;
    if (isPlain(zone, ms, moved)) return instantOf(moved + parts.clockMs);
  }
  if (Math.abs(parts.years) * 366 + Math.abs(parts.months) * 31 + Math.abs(parts.days) > MOST_DAYS) {
    return instantOf(Math.sign(parts.years || parts.months || parts.days) * Infinity);
  }
  const local = localOf(ms, zone);
  const moved = local.add({ years: parts.years, months: parts.months, days: parts.days });
  return instantOf(momentOf(moved, zone) + parts.clockMs);
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/**
 * The first moment from `now` on at which a clock in the zone shows `time` (`HH:MM`) on one of the weekdays (all where absent). At that very moment it is now.
 * A time that the clock change leaves out is its first instant after the gap; one that comes twice counts the first time only.
 */
export function nextLocalTime(now: Instant, time: string, weekdays: readonly string[] | undefined, zone: Zone): Instant {
  const ms = Date.parse(now);
  const plain = nextPlainTime(ms, time, weekdays, zone);
  if (plain !== null) return instantOf(plain);
  const today = localOf(ms, zone).toPlainDate();
  const clock = Temporal.PlainTime.from(time);
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const date = today.add({ days: ahead });
    if (weekdays && !weekdays.includes(WEEKDAYS[date.dayOfWeek - 1] ?? '')) continue;
    const moment = momentOf(date.toPlainDateTime(clock), zone);
    if (moment >= ms) return instantOf(moment);
  }
  return now;
}

/** The first moment of the day of the calendar on which a moment falls. */
export function startOfDay(moment: Instant, zone: Zone): Instant {
  return instantOf(momentOf(localOf(Date.parse(moment), zone).toPlainDate().toPlainDateTime(), zone));
}

/**
 * The same time of day so many days later, of which only the days named count, and not the dates left out: three working days after a Friday is Wednesday.
 * Where more than about ten years pass, the moment after those.
 */
export function addDaysOn(moment: Instant, count: number, weekdays: readonly string[], except: readonly string[], zone: Zone): Instant {
  const local = localOf(Date.parse(moment), zone);
  let left = count;
  let ahead = 0;
  while (left > 0 && ahead < MOST_AHEAD) {
    ahead += 1;
    const date = local.add({ days: ahead }).toPlainDate();
    if (weekdays.includes(WEEKDAYS[date.dayOfWeek - 1] ?? '') && !except.includes(date.toString())) left -= 1;
  }
  return instantOf(momentOf(local.add({ days: ahead }), zone));
}
const MOST_AHEAD = 3660;

/** The moment itself where it falls on one of the weekdays, else the same time of day on the next of them. */
export function nextDayOn(moment: Instant, weekdays: readonly string[], zone: Zone): Instant {
  const local = localOf(Date.parse(moment), zone);
  for (let ahead = 0; ahead < 7; ahead += 1) {
    const there = local.add({ days: ahead });
    if (weekdays.includes(WEEKDAYS[there.dayOfWeek - 1] ?? '')) return ahead === 0 ? moment : instantOf(momentOf(there, zone));
  }
  return moment;
}

/** The same in plain arithmetic, where no clocks are changed in the days around; null where the calendar has to say. */
function nextPlainTime(ms: number, time: string, weekdays: readonly string[] | undefined, zone: Zone): number | null {
  const offset = steadyOffset(zone, ms - DAY, ms + 9 * DAY);
  if (offset === null) return null;
  const clock = (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000;
  const midnight = Math.floor((ms + offset) / DAY) * DAY;
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const local = midnight + ahead * DAY + clock;
    const moment = local - offset;
    // 1 January 1970 was a Thursday.
    if (moment >= ms && (!weekdays || weekdays.includes(WEEKDAYS[(((Math.floor(local / DAY) + 3) % 7) + 7) % 7] ?? ''))) return moment;
  }
  return null;
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/;

/**
 * A moment that a customer's data names, or null. RFC 3339 is taken as it is; a date alone is midnight in the zone, a local date and time is
 * read in the zone; a number is milliseconds since 1970 where it is large enough, else seconds.
 */
export function readMoment(value: unknown, zone: Zone): Instant | null {
  if (typeof value === 'number') return Number.isFinite(value) ? instantOf(Math.abs(value) > 1e11 ? value : value * 1000) : null;
  if (typeof value !== 'string' || value.length > 40) return null;
  if (DATE_ONLY.test(value) || LOCAL.test(value)) return readLocal(value, zone);
  const ms = /^\d{4}-\d{2}-\d{2}[Tt ]/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? null : instantOf(ms);
}

function readLocal(value: string, zone: Zone): Instant | null {
  try {
    return instantOf(momentOf(Temporal.PlainDateTime.from(value), zone));
  } catch {
    return null;
  }
}
