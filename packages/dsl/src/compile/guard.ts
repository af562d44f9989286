import { pointer, type Issue } from '../issue.ts';

/** What a document may be at most. A journey of 200 steps uses about a hundredth of it. */
export const LIMITS = { depth: 64, values: 200_000, characters: 8_000_000, issues: 100 } as const;

const refused = (code: string, path: readonly PropertyKey[], message: string): Issue[] => [{ code, severity: 'error', path: pointer(path), message }];

const isPlain = (value: object): boolean => {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A second look at the prototype's prototype accepts plain objects of another realm (a frame, a worker).
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/**
 * Looks over any value before a schema does, without recursion: is it plain JSON, of a sane depth and size, and free of keys that reach
 * for a prototype (LANG-4)? Returns no issue, or the first one found. A cycle shows as too deep.
 */
export function guardJson(json: unknown): Issue[] {
  const stack: { value: unknown; path: readonly PropertyKey[] }[] = [{ value: json, path: [] }];
  let values = 0;
  let characters = 0;
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { value, path } = item;
    if (++values > LIMITS.values) return refused('too-large', [], `The document holds more than ${LIMITS.values} values. Split it into smaller journeys.`);
    if (value === null || typeof value === 'boolean') continue;
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) return refused('not-json', path, `${String(value)} is not a JSON number. Write a finite number.`);
      continue;
    }
    if (typeof value === 'string') {
      characters += value.length;
      if (characters > LIMITS.characters) return refused('too-large', [], `The texts of the document are longer than ${LIMITS.characters} characters together. Shorten them.`);
      continue;
    }
    if (typeof value !== 'object' || !isPlain(value)) return refused('not-json', path, 'Only plain JSON is allowed here: text, numbers, true, false, null, lists and objects.');
    if (path.length >= LIMITS.depth) return refused('too-deep', path.slice(0, 8), `The document is nested deeper than ${LIMITS.depth} levels here. Make it flatter.`);
    if (Array.isArray(value)) {
      if (value.length > LIMITS.values) return refused('too-large', path, `The list is longer than ${LIMITS.values} items. Shorten it.`);
      for (let i = value.length - 1; i >= 0; i--) stack.push({ value: value[i], path: [...path, i] });
      continue;
    }
    const keys = Object.keys(value);
    for (let i = keys.length - 1; i >= 0; i--) {
      const key = keys[i] as string;
      if (key === '__proto__') return refused('reserved-key', [...path, key], 'The key `__proto__` is not allowed. Rename or remove it.');
      characters += key.length;
      const child = (value as Record<string, unknown>)[key];
      // `undefined` is how code (not JSON) says "absent": a form that clears a field leaves one behind.
      if (child !== undefined) stack.push({ value: child, path: [...path, key] });
    }
  }
  return [];
}
