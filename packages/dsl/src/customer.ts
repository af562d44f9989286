import type { CustomerChange } from './engine/command.ts';
import type { Json, JsonObject } from './json.ts';

/** What a host knows of a customer beside the traits. */
export interface CustomerRecord {
  readonly id: string;
  readonly traits: JsonObject;
  readonly timezone?: string | null;
  readonly locale?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
}

/** Names of the Segment spec, and how the language calls the same thing. */
const ALIASES: readonly (readonly [string, string])[] = [
  ['firstName', 'first_name'],
  ['lastName', 'last_name'],
  ['createdAt', 'created_at'],
];
/** Keys that could reach a prototype in careless code further on; they are not stored. */
const REFUSED = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * `customer` as conditions and texts read it: the traits, flat, with `id`, and `timezone`, `locale`, `email`, `phone` where known.
 * Segment's `firstName`, `lastName`, `createdAt` are readable as `first_name`, `last_name`, `created_at` too, where these are absent.
 */
export function customerFacts(record: CustomerRecord): JsonObject {
  const facts = copyOf(record.traits);
  for (const [theirs, ours] of ALIASES) {
    const value = Object.hasOwn(facts, theirs) ? facts[theirs] : undefined;
    if (value !== undefined && !Object.hasOwn(facts, ours)) facts[ours] = value;
  }
  const { id, timezone, locale, email, phone } = record;
  if (timezone !== undefined && timezone !== null) facts['timezone'] = timezone;
  if (locale !== undefined && locale !== null) facts['locale'] = locale;
  if (email !== undefined && email !== null) facts['email'] = email;
  if (phone !== undefined && phone !== null) facts['phone'] = phone;
  facts['id'] = id;
  return facts;
}

/** The keys are looked at first: copying them all at once is much quicker than one by one. */
function copyOf(traits: JsonObject): Record<string, Json> {
  for (const refused of REFUSED) if (Object.hasOwn(traits, refused)) return Object.fromEntries(allowed(traits));
  return Object.assign({}, traits);
}

/** What a change leaves behind: the new traits, and the segments to enter and leave. */
export interface ChangedCustomer {
  readonly traits: JsonObject;
  readonly addTo: readonly string[];
  readonly removeFrom: readonly string[];
}

/**
 * Applies a change, in the order set, setOnce, increment, min, max, append, remove, unset, tag, untag. Values that do not fit are replaced where the
 * meaning is plain: incrementing what is no number starts at 0, appending to a single value makes a list of both. `append` keeps
 * duplicates, `tag` does not; `remove` takes every equal item out. Traits set to null stay as null; `unset` removes them.
 */
export function applyChange(traits: JsonObject, change: CustomerChange): ChangedCustomer {
  const next = new Map<string, Json>(Object.entries(traits));
  for (const [key, value] of allowed(change.set)) next.set(key, value);
  for (const [key, value] of allowed(change.setOnce)) if ((next.get(key) ?? null) === null) next.set(key, value);
  for (const [key, by] of allowed(change.increment)) next.set(key, incremented(next.get(key), by));
  for (const [key, value] of allowed(change.min)) next.set(key, extreme(next.get(key), value, Math.min));
  for (const [key, value] of allowed(change.max)) next.set(key, extreme(next.get(key), value, Math.max));
  for (const [key, value] of allowed(change.append)) next.set(key, [...listOf(next.get(key)), ...listOf(value)]);
  for (const [key, value] of allowed(change.remove)) {
    const gone = new Set(listOf(value).map(same));
    if (next.has(key)) next.set(key, listOf(next.get(key)).filter((item) => !gone.has(same(item))));
  }
  for (const key of change.unset ?? []) next.delete(key);
  if (change.tag || change.untag) {
    const gone = new Set(change.untag);
    const tags = new Set([...listOf(next.get('tags')), ...(change.tag ?? [])]);
    next.set('tags', [...tags].filter((tag) => typeof tag !== 'string' || !gone.has(tag)));
  }
  return { traits: asObject(next), addTo: change.addTo ?? [], removeFrom: change.removeFrom ?? [] };
}

/** A change of what conditions and texts read of a customer (`customerFacts`), before a host has written it down. */
export function changeFacts(customer: JsonObject, change: CustomerChange): ChangedCustomer {
  const traits = Object.assign({}, customer) as Record<string, Json>;
  for (const [theirs, ours] of ALIASES) if (Object.hasOwn(traits, theirs) && traits[theirs] === traits[ours]) delete traits[ours];
  const after = applyChange(traits, change);
  return { ...after, traits: customerFacts({ id: String(customer['id'] ?? ''), traits: after.traits }) };
}

function asObject(entries: ReadonlyMap<string, Json>): JsonObject {
  return Object.fromEntries([...entries].filter(([key]) => !REFUSED.has(key)));
}

function allowed<T>(object: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(object ?? {}).filter(([key]) => !REFUSED.has(key));
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

/** What is no number yet is replaced. */
function extreme(value: Json | undefined, other: number, pick: (a: number, b: number) => number): number {
  const known = numberIn(value);
  return Number.isFinite(known) ? pick(known, other) : other;
}

/** The number a value is or reads as; NaN where it is none. */
function numberIn(value: Json | undefined): number {
  return typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

function incremented(value: Json | undefined, by: number): number {
  const start = numberIn(value);
  const sum = (Number.isFinite(start) ? start : 0) + by;
  return Number.isFinite(sum) ? sum : start;
}

/** Equal by content, whatever the order of keys. */
function same(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(same).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${same(item as Json)}`)
    .join(',')}}`;
}
