/** A value and the ends of its interval; `high` null is open. */
export interface Range { readonly value: number | null; readonly low: number; readonly high: number | null }

/** Where a range lies on a scale, in percent of its width; what lies beyond the scale is drawn at its end. */
export function barOf({ value, low, high }: Range, from: number, to: number): { readonly left: number; readonly width: number; readonly at: number | null } {
  const place = (x: number): number => (to <= from ? 0 : (100 * (Math.min(to, Math.max(from, x)) - from)) / (to - from));
  const left = place(low);
  return { left, width: place(high ?? to) - left, at: value === null ? null : place(value) };
}

/** The end of a scale on which all ranges of shares fit, in steps of ten percent, so that small rates can be told apart. */
export function topOf(ranges: readonly Range[]): number {
  const most = Math.max(0, ...ranges.map(({ value, high }) => high ?? value ?? 0));
  return Math.min(1, Math.max(0.1, Math.ceil(most * 10) / 10));
}
