import { Temporal } from 'temporal-polyfill';
import type { Duration, Instant, Zone } from '../json.ts';
import { readMoment } from './calendar.ts';
import { clockAt, momentShowing } from './clock.ts';
import { parseDuration, type DurationParts } from './duration.ts';

/** How a date comes again. */
export interface Recurrence {
  readonly every: 'once' | 'week' | 'month' | 'year';
  /** The day that a 29 February has in years without one; `skip` leaves those years out. */
  readonly feb29: 'feb28' | 'mar1' | 'skip';
  /** Before (`-P14D`) or after the date; its days are counted from the day, its hours from the moment that makes. */
  readonly offset: Duration;
  /** Local time of day, `HH:MM`; the date's own where null. */
  readonly at: string | null;
}

/** A day on the calendar and a time, as a customer's data names it. */
interface Named {
  /** False where the data says a month and a day only, as birthdays often do. */
  readonly hasYear: boolean;
  readonly date: Temporal.PlainDate;
  readonly time: Temporal.PlainTime;
}

const DAY_OF_YEAR = /^(?:--)?(\d{2})-(\d{2})$/;
/** How most systems write a date that has no time: as midnight, in UTC or in their own zone. */
const WRITTEN_MIDNIGHT = /^(\d{4}-\d{2}-\d{2})[Tt ]00:00(?::00(?:\.0{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2})?$/;
const MIDNIGHT = Temporal.PlainTime.from('00:00');
/** A leap year, so that 29 February can be named without a year. */
const SOME_LEAP_YEAR = 2000;
/** Days an offset may count at the most: far beyond any journey, and far inside what dates can hold. */
const MOST_DAYS = 400_000;
/** Between two 29 Februaries lie eight years where a century has none; a few more for the offset's own rounding. */
const MOST_TRIES = 14;
const LATEST = Date.UTC(9999, 11, 31);

/**
 * The first moment after `after` that a date of the customer makes, or null where the value is no date or nothing comes any more. The day comes first (29 February by
 * its rule; a day that a month lacks is its last), then the offset's days on the calendar, then the time of day by the zone's clock (ENG-6), then its hours.
 */
export function nextRecurrence(value: unknown, rule: Recurrence, zone: Zone, after: Instant): Instant | null {
  const named = readDate(value, rule.at, zone);
  const offset = parseDuration(rule.offset);
  if (!named || !offset || Math.abs(offset.years) * 366 + Math.abs(offset.months) * 31 + Math.abs(offset.days) > MOST_DAYS) return null;
  if (!named.hasYear && (rule.every === 'once' || rule.every === 'week')) return null;
  const from = Date.parse(after);
  const first = Math.max(0, stepsUntil(named, rule.every, offset, localOf(from, zone).toPlainDate()) - 2);
  for (let step = first; step < first + MOST_TRIES; step += 1) {
    if (step > 0 && rule.every === 'once') return null;
    const day = dayOf(named, rule, step);
    if (day === null) continue;
    const moment = momentOn(day, named.time, offset, zone);
    if (moment === null || moment > LATEST) return null;
    if (moment > from) return new Date(moment).toISOString();
  }
  return null;
}

/** What a clock in the zone shows at a moment, on the calendar. */
function localOf(ms: number, zone: Zone): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(clockAt(ms, zone)).toZonedDateTimeISO('UTC').toPlainDateTime();
}

function readDate(value: unknown, at: string | null, zone: Zone): Named | null {
  const time = at === null ? null : Temporal.PlainTime.from(at);
  try {
    const short = typeof value === 'string' ? DAY_OF_YEAR.exec(value) : null;
    if (short) return { hasYear: false, date: Temporal.PlainDate.from({ year: SOME_LEAP_YEAR, month: Number(short[1]), day: Number(short[2]) }, { overflow: 'reject' }), time: time ?? MIDNIGHT };
    const midnight = typeof value === 'string' && time ? WRITTEN_MIDNIGHT.exec(value) : null;
    if (midnight?.[1]) return { hasYear: true, date: Temporal.PlainDate.from(midnight[1]), time: time ?? MIDNIGHT };
  } catch {
    return null;
  }
  const moment = readMoment(value, zone);
  if (moment === null) return null;
  const local = localOf(Date.parse(moment), zone);
  return { hasYear: true, date: local.toPlainDate(), time: time ?? local.toPlainTime() };
}

/** About how many steps lie between the first date and a day, so that a long life is not counted through; it may be one off. */
function stepsUntil({ hasYear, date }: Named, every: Recurrence['every'], { years, months, days }: DurationParts, day: Temporal.PlainDate): number {
  const target = day.subtract({ years, months, days });
  // Without a year the date was always there.
  if (every === 'year') return target.year - (hasYear ? date.year : FIRST_YEAR);
  if (every === 'month') return (target.year - (hasYear ? date.year : FIRST_YEAR)) * 12 + target.month - date.month;
  return every === 'week' ? Math.floor(date.until(target).days / 7) : 0;
}

/** Steps of a date without a year are counted from here, a leap year long before anybody's birthday. */
const FIRST_YEAR = 1600;

/** The day of one step; null where that year has none. */
function dayOf({ hasYear, date: given }: Named, { every, feb29 }: Recurrence, step: number): Temporal.PlainDate | null {
  const date = hasYear ? given : given.with({ year: FIRST_YEAR });
  if (every === 'week') return date.add({ weeks: step });
  // `add` takes the last day where the month has no such day, also of a month's 31st and of 29 February.
  const day = date.add(every === 'month' ? { months: step } : { years: every === 'year' ? step : 0 });
  if (every !== 'year' || day.day === date.day || feb29 === 'feb28') return day;
  return feb29 === 'mar1' ? day.add({ days: 1 }) : null;
}

function momentOn(day: Temporal.PlainDate, time: Temporal.PlainTime, { years, months, days, clockMs }: DurationParts, zone: Zone): number | null {
  const moved = day.add({ years, months, days });
  return moved.year < 1 || moved.year > 9999 ? null : momentShowing(moved.toPlainDateTime(time).toZonedDateTime('UTC').epochMilliseconds, zone) + clockMs;
}
