const DURATION = /^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?$/;
const DAY_MS = 86_400_000;
/** Numbers below this are seconds since 1970, above it milliseconds; as seconds it is the year 5138. */
const SECONDS_BELOW = 1e11;

/** A look-back: whole months, counted by the calendar, and milliseconds. Days are UTC days, so always 24 hours. */
export interface Span {
  readonly months: number;
  readonly ms: number;
}

const spans = new Map<string, Span | null>();

/** Parses an ISO 8601 duration; null where it is none. */
export function parseSpan(text: unknown): Span | null {
  if (typeof text !== 'string' || text.length > 60) return null;
  const known = spans.get(text);
  if (known !== undefined) return known;
  const match = DURATION.exec(text);
  const part = (index: number) => Number(match?.[index] ?? 0);
  const span = match && {
    months: part(1) * 12 + part(2),
    ms: (part(3) * 7 + part(4)) * DAY_MS + part(5) * 3_600_000 + part(6) * 60_000 + Math.round(part(7) * 1000),
  };
  if (spans.size >= 1_000) spans.clear();
  spans.set(text, span);
  return span;
}

/**
 * Milliseconds since 1970 of what a sender may write for a moment: RFC 3339, a plain date (midnight UTC), or a number
 * of seconds or milliseconds. NaN where it is none of these.
 */
export function momentOf(value: unknown): number {
  if (typeof value === 'number') return Math.abs(value) < SECONDS_BELOW ? value * 1000 : value;
  if (typeof value !== 'string' || value.length > 40 || !MOMENT.test(value)) return Number.NaN;
  const text = value.replace(' ', 'T');
  // A time without an offset would be read in the zone of the machine; the language has no such zone.
  return Date.parse(text.length > 10 && !/(?:[Zz]|[+-]\d{2}:?\d{2})$/.test(text) ? `${text}Z` : text);
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

function addMonths(at: number, months: number): number {
  if (months === 0) return at;
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}
