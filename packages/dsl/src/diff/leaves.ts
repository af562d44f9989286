import type { Place } from '../compile/place.ts';

/** A place at which two values differ; `undefined` on a side where there is nothing. */
export interface Difference {
  readonly at: Place;
  readonly from: unknown;
  readonly to: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two JSON values say the same, whatever the order of their keys. */
export function same(a: unknown, b: unknown): boolean {
  return differences(a, b).length === 0;
}

/** The deepest places at which two JSON values differ. A list of another length differs as a whole: its items cannot be paired. */
export function differences(a: unknown, b: unknown, at: Place = []): Difference[] {
  if (Object.is(a, b)) return [];
  if (isObject(a) && isObject(b)) return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => differences(own(a, key), own(b, key), [...at, key]));
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) return a.flatMap((item: unknown, i) => differences(item, b[i], [...at, i]));
  return [{ at, from: a, to: b }];
}

const own = (value: Record<string, unknown>, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);
