const UNITS = [365 * 86_400_000, 28 * 86_400_000, 7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000];
const SHAPE = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** At least how long an ISO 8601 duration is, in milliseconds (a month has at least 28 days); 0 where it is none. */
export function durationMillis(duration: string): number {
  const match = SHAPE.exec(duration);
  return match === null ? 0 : UNITS.reduce((sum, unit, i) => sum + unit * Number(match[i + 1] ?? 0), 0);
}
