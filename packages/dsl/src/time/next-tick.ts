import type { Temporal } from 'temporal-polyfill';
import type { Instant, Zone } from '../json.ts';
import type { Cron } from './cron.ts';
import { instantOf, localOf, momentOf } from './zone.ts';

/** Days looked ahead: the rarest schedule, 29 February over a century's leap year that is none, comes within eight years. */
const MOST_DAYS = 366 * 9;

/**
 * The first tick of a schedule after a moment, by the clock of a zone; null where there is none within nine years (31 February).
 * A time that the clock change leaves out ticks once at the first instant after the gap; one that comes twice ticks the first time (ENG-6).
 */
export function nextTick(cron: Cron, zone: Zone, after: Instant): Instant | null {
  const from = Date.parse(after);
  const now = localOf(from, zone);
  // Ticks by a clock that shows no later time than now have passed: their first occurrence has.
  let least = now.hour * 60 + now.minute + 1;
  let date = now.toPlainDate();
  for (let ahead = 0; ahead < MOST_DAYS; ahead += 1) {
    const tick = dayMatches(cron, date) ? firstOn(cron, date, zone, least, from) : null;
    if (tick !== null) return instantOf(tick);
    date = date.add({ days: 1 });
    least = 0;
  }
  return null;
}

function dayMatches({ days, months, weekdays, eitherDay }: Cron, date: Temporal.PlainDate): boolean {
  if (!months.includes(date.month)) return false;
  const byDay = days.includes(date.day);
  const byWeekday = weekdays.includes(date.dayOfWeek % 7);
  return eitherDay ? byDay || byWeekday : byDay && byWeekday;
}

function firstOn({ hours, minutes }: Cron, date: Temporal.PlainDate, zone: Zone, least: number, from: number): number | null {
  for (const hour of hours) {
    for (const minute of minutes) {
      if (hour * 60 + minute < least) continue;
      const moment = momentOf(date.toPlainDateTime({ hour, minute }), zone);
      if (moment > from) return moment;
    }
  }
  return null;
}
