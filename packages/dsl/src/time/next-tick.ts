import type { Instant, Zone } from '../json.ts';
import { clockAt, momentShowing } from './clock.ts';
import type { Cron } from './cron.ts';
import { weekdayOf } from './local-day.ts';
import { instantOf } from './zone.ts';

/** Days looked ahead: the rarest schedule, 29 February over a century's leap year that is none, comes within eight years. */
const MOST_DAYS = 366 * 9;
const DAY = 86_400_000;

/**
 * The first tick of a schedule after a moment, by the clock of a zone; null where there is none within nine years (31 February).
 * A time that the clock change leaves out ticks once at the first instant after the gap; one that comes twice ticks the first time (ENG-6).
 */
export function nextTick(cron: Cron, zone: Zone, after: Instant): Instant | null {
  const from = Date.parse(after);
  // What the clock shows now, and all it showed before, has passed: a first time at least.
  const shown = clockAt(from, zone);
  const today = Math.floor(shown / DAY);
  for (let day = today; day < today + MOST_DAYS; day += 1) {
    const tick = dayMatches(cron, day) ? firstOn(cron, day, zone, shown, from) : null;
    if (tick !== null) return instantOf(tick);
  }
  return null;
}

function dayMatches({ days, months, weekdays, eitherDay }: Cron, day: number): boolean {
  const date = new Date(day * DAY);
  if (!months.includes(date.getUTCMonth() + 1)) return false;
  const byDay = days.includes(date.getUTCDate());
  const byWeekday = weekdays.includes(weekdayOf(day));
  return eitherDay ? byDay || byWeekday : byDay && byWeekday;
}

function firstOn({ hours, minutes }: Cron, day: number, zone: Zone, shown: number, from: number): number | null {
  for (const hour of hours) {
    for (const minute of minutes) {
      const time = day * DAY + (hour * 60 + minute) * 60_000;
      if (time <= shown) continue;
      const moment = momentShowing(time, zone);
      if (moment > from) return moment;
    }
  }
  return null;
}
