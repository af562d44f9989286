import type { Json } from '../json.ts';

/** JSON Logic: a literal, or an object with one key, the operator. Stored and sent as plain JSON. */
export type Condition = Json;

/** The deepest nesting of a condition. Deeper ones are refused before anything walks them. */
export const MAX_DEPTH = 40;
/** The most operators and literals in a condition. */
export const MAX_SIZE = 2_000;
/** Steps an evaluation may take; each item of a list costs the size of the rule it is put through. */
export const STEP_BUDGET = 100_000;

/** An operator with its arguments; `{"var": "a"}` is the short way of writing `{"var": ["a"]}`. */
export interface Operation {
  readonly op: string;
  readonly args: readonly unknown[];
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads an object with exactly one key as an operator; everything else is a literal and gives null. */
export function operationOf(rule: unknown): Operation | null {
  if (!isRecord(rule)) return null;
  const keys = Object.keys(rule);
  const op = keys[0];
  if (keys.length !== 1 || op === undefined) return null;
  const value = rule[op];
  return { op, args: Array.isArray(value) ? value : [value] };
}

/** JSON Logic's idea of yes: empty lists are no, unlike in JavaScript. */
export function truthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** Reads a value along a path of own properties; whatever is missing or inherited gives undefined (COND-4). */
export function readPath(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
