import type { Instant, Zone } from '../json.ts';
import { dateOf, isOn, localDay, minutesOf, momentOnDay } from './local-day.ts';
import { instantOf } from './zone.ts';

/** Hours of the day by the clock of a zone. Where `to` is no later than `from` they reach into the next day, and belong to the day on which they began. */
export interface Hours {
  /** `HH:MM` */
  readonly from: string;
  /** `HH:MM`, the first minute outside. */
  readonly to: string;
  /** Days on which they begin; all where absent. */
  readonly weekdays?: readonly string[] | undefined;
  /** Dates (`YYYY-MM-DD`) on which they do not begin. */
  readonly except?: readonly string[] | undefined;
}

/** Days of which the hours may not come beyond those that are listed, e.g. since they lie in a gap: a few weeks are plenty. */
const SPARE_WEEKS = 16;

/**
 * The first moment from `now` on that is inside the hours: `now` itself where it is. A beginning or an end that the clock change leaves out is
 * the first instant after the gap, one that comes twice counts the first time (ENG-6); hours that lie in the gap as a whole do not come that day.
 * Null where no such hours come.
 */
export function nextOpening(now: Instant, hours: Hours, zone: Zone): Instant | null {
  const ms = Date.parse(now);
  const { weekdays, except = [] } = hours;
  const from = minutesOf(hours.from);
  const to = minutesOf(hours.to);
  const today = localDay(ms, zone);
  // Hours of the day before last may still be open: they last up to a day, and clocks may have been set back meanwhile.
  for (let day = today - 2; day <= today + (except.length + SPARE_WEEKS) * 7; day += 1) {
    if (!isOn(day, weekdays) || except.includes(dateOf(day))) continue;
    const opens = momentOnDay(day, from, zone);
    const shuts = momentOnDay(to > from ? day : day + 1, to, zone);
    if (shuts > opens && shuts > ms) return opens > ms ? instantOf(opens) : now;
  }
  return null;
}
