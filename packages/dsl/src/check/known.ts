import type { PlacedCondition } from '../compile/conditions.ts';
import type { Json } from '../json.ts';
import type { KnownValue, World } from '../node-kind.ts';
import type { View } from './view.ts';

/** The name of something that is known by its name, or by more. */
export const nameOf = (known: string | KnownValue): string => (typeof known === 'string' ? known : known.name);

/** What is known of a trait's values, or undefined. */
export const traitIn = (world: World, name: string): KnownValue | undefined =>
  world.traits?.find((trait): trait is KnownValue => typeof trait !== 'string' && trait.name === name);

/** What is known of a property of an event, or undefined. */
export const propertyIn = (world: World, event: string, name: string): KnownValue | undefined =>
  world.events?.find((one) => one.name === event)?.properties?.find((property): property is KnownValue => typeof property !== 'string' && property.name === name);

/** The events that a condition reads as `event`: its own, or those that let people in; none where that is not known. */
export function eventsOf(view: View, placed: PlacedCondition): readonly string[] {
  if (placed.event !== undefined) return [placed.event];
  const entry = view.entries.find((one) => one.id === placed.node);
  const entries = entry === undefined ? view.entries : [entry];
  return entries.some((one) => (one.needs.events ?? []).length === 0) ? [] : entries.flatMap((one) => [...(one.needs.events ?? [])]);
}

/** More values than this are no list to choose from: there may well be others. */
const MOST_TO_CHOOSE = 10;
const TYPES: Readonly<Record<string, NonNullable<KnownValue['type']>>> = { text: 'string', string: 'string', number: 'number', boolean: 'boolean', date: 'date', list: 'list' };

/**
 * What a host has seen of a trait or property, as `World` takes it. `type` is `text`, `number`, `boolean`, `date` or `list`; any other word says nothing. `values` are those the
 * host kept: a few are taken for all, many for examples, none for unknown.
 */
export function knownValue({ name, type, values }: { readonly name: string; readonly type: string; readonly values: readonly unknown[] }): KnownValue {
  const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  return { name, ...(known === undefined ? {} : { type: known }), ...(values.length === 0 || values.length > MOST_TO_CHOOSE ? {} : { values: values as readonly Json[] }) };
}
