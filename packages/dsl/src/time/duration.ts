import type { Duration } from '../json.ts';

/** The parts of an ISO 8601 duration. Calendar parts have no fixed length; the clock part is exact milliseconds. */
export interface DurationParts {
  readonly years: number;
  readonly months: number;
  readonly days: number;
  readonly clockMs: number;
}

const PATTERN = /^(-?)P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const CACHE_LIMIT = 500;
const cache = new Map<string, DurationParts | null>();

/** Reads an ISO 8601 duration, also a negative one (`-P1D`: a day before); weeks become days. Anything else is null. */
export function parseDuration(text: Duration): DurationParts | null {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const parts = read(text);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(text, parts);
  return parts;
}

function read(text: string): DurationParts | null {
  const match = text.length <= 60 ? PATTERN.exec(text) : null;
  if (!match) return null;
  const sign = match[1] === '-' ? -1 : 1;
  // `+ 0` keeps minus zero out: `Object.is` tells it from zero, and so do test assertions and Temporal's options.
  const part = (index: number) => sign * Number(match[index] ?? 0) + 0;
  return {
    years: part(2),
    months: part(3),
    days: part(4) * 7 + part(5),
    clockMs: Math.round(part(6) * 3_600_000 + part(7) * 60_000 + part(8) * 1000) + 0,
  };
}

/** True where the duration needs a calendar and a zone to be counted (ENG-6). */
export function hasCalendarPart(parts: DurationParts): boolean {
  return parts.years !== 0 || parts.months !== 0 || parts.days !== 0;
}

/** About how long it is, in milliseconds: a year as 365 days, a month as 30. For comparing and ordering, never for due times. Null where it is no duration. */
export function roughMs(text: Duration): number | null {
  const parts = parseDuration(text);
  return parts && (parts.years * 365 + parts.months * 30 + parts.days) * 86_400_000 + parts.clockMs;
}
