/**
 * `2026-05-03 18:00:00.5+00`, as PostgreSQL prints `timestamptz` in UTC, to RFC 3339 with milliseconds.
 * By hand, because a pass reads thousands and `new Date` costs ten times as much.
 */
export function fromTimestamp(value: string): string;
export function fromTimestamp(value: string | null): string | null;
export function fromTimestamp(value: string | null): string | null {
  if (value === null) return null;
  if (!value.endsWith('+00')) return new Date(value).toISOString();
  const dot = value.indexOf('.', 19);
  const fraction = dot < 0 ? '000' : value.slice(dot + 1, value.length - 3).padEnd(3, '0').slice(0, 3);
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${fraction}Z`;
}
