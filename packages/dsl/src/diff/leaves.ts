import type { Place } from '../compile/place.ts';

/** A place at which two values differ; `undefined` on a side where there is nothing. */
export interface Difference {
  /** In the newer value; in the older one for what is gone (`to` is undefined). */
  readonly at: Place;
  readonly from: unknown;
  readonly to: unknown;
  /** True where a list has the same items in another order; `from` and `to` are the whole lists. */
  readonly order?: true;
}

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two JSON values say the same, whatever the order of their keys. */
export function same(a: unknown, b: unknown): boolean {
  return differences(a, b).length === 0;
}

/**
 * The deepest places at which two JSON values differ, in an order that does not depend on the order of their keys. Items of a list are paired by their ids,
 * where each has one; other lists of another length differ as a whole, and so does what lies at a place that `isWhole` names, e.g. a condition.
 */
export function differences(a: unknown, b: unknown, isWhole: (at: Place) => boolean = () => false): Difference[] {
  return between(a, b, [], [], isWhole);
}

function between(a: unknown, b: unknown, was: Place, is: Place, isWhole: (at: Place) => boolean): Difference[] {
  if (Object.is(a, b)) return [];
  const whole: Difference = { at: b === undefined ? was : is, from: a, to: b };
  if (isWhole(is)) return same(a, b) ? [] : [whole];
  if (isObject(a) && isObject(b)) return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().flatMap((key) => between(own(a, key), own(b, key), [...was, key], [...is, key], isWhole));
  if (!Array.isArray(a) || !Array.isArray(b)) return [whole];
  const [old, fresh] = [keysOf(a), keysOf(b)];
  if (!old || !fresh) return a.length === b.length ? a.flatMap((item: unknown, i) => between(item, b[i], [...was, i], [...is, i], isWhole)) : [whole];
  const gone = old.flatMap((key, i) => (fresh.includes(key) ? [] : between(a[i], undefined, [...was, i], is, isWhole)));
  const changed = fresh.flatMap((key, i) => between(a[old.indexOf(key)], b[i], [...was, old.indexOf(key)], [...is, i], isWhole));
  const moved = old.filter((key) => fresh.includes(key)).join('\n') !== fresh.filter((key) => old.includes(key)).join('\n');
  return [...changed, ...gone, ...(moved ? [{ ...whole, order: true as const }] : [])];
}

/** What tells an item of a list from the others: its id, or else the event it is about. */
export function keyOf(item: unknown): string | null {
  if (!isObject(item)) return null;
  const key = own(item, 'id') ?? own(item, 'event');
  return typeof key === 'string' ? key : null;
}

function keysOf(list: readonly unknown[]): readonly string[] | null {
  const keys = list.map(keyOf).filter((key) => key !== null);
  return keys.length === list.length && new Set(keys).size === keys.length ? keys : null;
}

const own = (value: Record<string, unknown>, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);
