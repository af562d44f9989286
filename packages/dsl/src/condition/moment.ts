import type { Facts } from '../facts.ts';
import type { Zone } from '../json.ts';
import { parseDuration, parseZone, readMoment } from '../time/index.ts';
import { addMonths } from '../time/local-day.ts';

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})$/;
const DAY_MS = 86_400_000;

/** A look-back: whole months, counted by the calendar in UTC, and milliseconds. Days are UTC days, so always 24 hours. */
export interface Span {
  readonly months: number;
  readonly ms: number;
}

/** Reads a look-back from an ISO 8601 duration; null where it is none or goes forward. */
export function parseSpan(text: unknown): Span | null {
  const parts = typeof text === 'string' && !text.startsWith('-') ? parseDuration(text) : null;
  return parts && { months: parts.years * 12 + parts.months, ms: parts.days * DAY_MS + parts.clockMs };
}

/**
 * Milliseconds since 1970 of what a sender may write for a moment: RFC 3339, a date or a local time, read in the zone, or a
 * number of seconds or milliseconds. NaN where it is none of these.
 */
export function momentOf(value: unknown, zone: Zone = 'UTC'): number {
  // Nearly every moment is an instant, and reading it needs no calendar.
  if (typeof value === 'string' && WITH_OFFSET.test(value)) return Date.parse(value.replace(' ', 'T'));
  const instant = readMoment(value, zone);
  return instant === null ? Number.NaN : Date.parse(instant);
}

/** The zone in which a customer's dates without a time are read: their own, else the workspace's. */
export function zoneOf(facts: Partial<Facts>): Zone {
  return parseZone(facts.customer?.['timezone']) ?? parseZone(facts.zone) ?? 'UTC';
}

/** `now` less the span: the first moment that still lies inside the window. */
export function windowStart(now: number, span: Span): number {
  return addMonths(now, -span.months) - span.ms;
}

/** The first millisecond at which `moment` no longer lies inside a window of this span that ends now. */
export function leavesWindow(moment: number, span: Span): number {
  if (span.months === 0) return moment + span.ms + 1;
  // Months have different lengths, so going forward is not the inverse of going back; the start of the window never moves back, so search.
  let low = moment;
  let high = addMonths(moment, span.months) + span.ms + 5 * DAY_MS;
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (windowStart(middle, span) > moment) high = middle;
    else low = middle;
  }
  return high;
}
