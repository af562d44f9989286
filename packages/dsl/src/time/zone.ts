import type { Instant, Zone } from '../json.ts';

const known = new Map<string, boolean>();

/** The zone when this machine knows it (IANA names only, no offsets), else null. */
export function parseZone(name: unknown): Zone | null {
  if (typeof name !== 'string' || name.length > 60 || !/^[A-Za-z]/.test(name)) return null;
  let exists = known.get(name);
  if (exists === undefined) {
    exists = isZone(name);
    if (known.size >= 2000) known.clear();
    known.set(name, exists);
  }
  return exists ? name : null;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Years that instants may lie in; what would fall outside is cut to the edge, so that a hostile duration cannot make an invalid date. */
const EARLIEST = Date.parse('0001-01-01T00:00:00.000Z');
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Milliseconds since 1970 as an instant in UTC, cut to the years 1 to 9999. */
export function instantOf(ms: number): Instant {
  return new Date(Math.min(LATEST, Math.max(EARLIEST, ms))).toISOString();
}

/** An instant as the engine writes it, in UTC with milliseconds, so that texts compare as moments do. What is no instant comes back unchanged. */
export function normalInstant(instant: Instant): Instant {
  if (instant.length === 24 && instant.endsWith('Z')) return instant;
  const ms = Date.parse(instant);
  return Number.isNaN(ms) ? instant : instantOf(ms);
}
