/** The value at a place, by own properties only, or undefined. */
export function readAt(root: unknown, at: readonly (string | number)[]): unknown {
  let value: unknown = root;
  for (const key of at) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return value;
}

/** The value at a dotted path, by own properties only, or undefined: `readPath(run, 'event.properties.cart_id')`. */
export function readPath(root: unknown, path: string): unknown {
  return readAt(root, path.split('.'));
}
