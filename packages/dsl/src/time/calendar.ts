import { Temporal } from 'temporal-polyfill';
import type { Duration, Instant, Zone } from '../json.ts';
import { hasCalendarPart, parseDuration } from './duration.ts';
import { clockAt, momentShowing } from './clock.ts';
import { addMonths, dateOf, isOn, localDay, minutesOf, momentOnDay } from './local-day.ts';
import { instantOf } from './zone.ts';

const DAY = 86_400_000;

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
  if (Math.abs(parts.years) * 366 + Math.abs(parts.months) * 31 + Math.abs(parts.days) > MOST_DAYS) {
    return instantOf(Math.sign(parts.years || parts.months || parts.days) * Infinity);
  }
  const shown = addMonths(clockAt(ms, zone), parts.years * 12 + parts.months) + parts.days * DAY;
  return instantOf(momentShowing(shown, zone) + parts.clockMs);
}

/** A week, the day before it (a time that a gap moved past midnight is of that day), and the day after. */
const DAYS_AHEAD = [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8];

/**
 * The first moment from `now` on at which a clock in the zone shows `time` (`HH:MM`) on one of the weekdays (all where absent). At that very moment it is now.
 * A time that the clock change leaves out is its first instant after the gap; one that comes twice counts the first time only.
 */
export function nextLocalTime(now: Instant, time: string, weekdays: readonly string[] | undefined, zone: Zone): Instant {
  const ms = Date.parse(now);
  const today = localDay(ms, zone);
  const minute = minutesOf(time);
  for (const ahead of DAYS_AHEAD) {
    if (!isOn(today + ahead, weekdays)) continue;
    const moment = momentOnDay(today + ahead, minute, zone);
    if (moment >= ms) return instantOf(moment);
  }
  return now;
}

/** The first moment of the day of the calendar on which a moment falls. */
export function startOfDay(moment: Instant, zone: Zone): Instant {
  return instantOf(momentOnDay(localDay(Date.parse(moment), zone), 0, zone));
}

/**
 * The same time of day so many days later, of which only the days named count, and not the dates left out: three working days after a Friday is Wednesday.
 * Where more than about ten years pass, the moment after those.
 */
export function addDaysOn(moment: Instant, count: number, weekdays: readonly string[], except: readonly string[], zone: Zone): Instant {
  const shown = clockAt(Date.parse(moment), zone);
  const today = Math.floor(shown / DAY);
  let left = count;
  let ahead = 0;
  while (left > 0 && ahead < MOST_AHEAD) {
    ahead += 1;
    if (isOn(today + ahead, weekdays) && !except.includes(dateOf(today + ahead))) left -= 1;
  }
  return ahead === 0 ? moment : instantOf(momentShowing(shown + ahead * DAY, zone));
}
const MOST_AHEAD = 3660;

/** The moment itself where it falls on one of the weekdays, else the same time of day on the next of them. */
export function nextDayOn(moment: Instant, weekdays: readonly string[], zone: Zone): Instant {
  const shown = clockAt(Date.parse(moment), zone);
  for (let ahead = 0; ahead < 7; ahead += 1) {
    if (isOn(Math.floor(shown / DAY) + ahead, weekdays)) return ahead === 0 ? moment : instantOf(momentShowing(shown + ahead * DAY, zone));
  }
  return moment;
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
    return instantOf(momentShowing(Temporal.PlainDateTime.from(value).toZonedDateTime('UTC').epochMilliseconds, zone));
  } catch {
    return null;
  }
}
