/** A place inside a config, as in `Port.at`. */
export type Place = readonly (string | number)[];

const own = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined;

/** The value at a place, reading own properties only; undefined where there is none. */
export function getAt(value: unknown, at: Place): unknown {
  let here: unknown = value;
  for (const key of at) here = own(here, key);
  return here;
}

/**
 * A copy of `value` with another value at a place (`undefined` removes it). Only what lies on the way is copied.
 * Answers null where the way does not exist: a place is never invented.
 */
export function withAt(value: unknown, at: Place, to: unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return to;
  if (typeof value !== 'object' || value === null || key === '__proto__') return null;
  const inner = rest.length === 0 ? to : withAt(own(value, key), rest, to);
  if (rest.length > 0 && inner === null) return null;
  if (Array.isArray(value)) {
    if (typeof key !== 'number' || key >= value.length) return null;
    return value.map((item: unknown, i) => (i === key ? inner : item));
  }
  const { [key]: _replaced, ...others } = value as Record<string | number, unknown>;
  return inner === undefined ? others : { ...others, [key]: inner };
}
