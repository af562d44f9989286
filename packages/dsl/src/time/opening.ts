import type { Instant, Zone } from '../json.ts';
import { nextLocalTime } from './calendar.ts';
import { instantOf, localOf } from './zone.ts';

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

/** The longest hours can last: a day less a minute, and the hours that clocks may be set back meanwhile. */
const LONGEST_MS = 27 * 3_600_000;
/** Weeks of which every day may be shut beyond what is listed, e.g. since all of its hours fall into the gap of a clock change. */
const SPARE = 16;

/**
 * The first moment from `now` on that is inside the hours: `now` itself where it is. A beginning or an end that the clock change leaves out is
 * the first instant after the gap, one that comes twice counts the first time (ENG-6); hours that lie in the gap as a whole do not come that day.
 * Null where no such hours come.
 */
export function nextOpening(now: Instant, hours: Hours, zone: Zone): Instant | null {
  const { from, to, weekdays, except = [] } = hours;
  let after = Date.parse(now) - LONGEST_MS;
  for (let tries = except.length + SPARE; tries > 0; tries -= 1) {
    const opens = nextLocalTime(instantOf(after), from, weekdays, zone);
    const shuts = nextLocalTime(opens, to, undefined, zone);
    if (shuts > opens && shuts > now && !except.includes(localOf(Date.parse(opens), zone).toPlainDate().toString())) return opens > now ? opens : now;
    after = Date.parse(opens) + 1;
  }
  return null;
}
