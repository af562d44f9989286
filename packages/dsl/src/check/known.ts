import type { KnownValue, World } from '../node-kind.ts';

/** The name of something that is known by its name, or by more. */
export const nameOf = (known: string | KnownValue): string => (typeof known === 'string' ? known : known.name);

/** What is known of a trait's values, or undefined. */
export const traitIn = (world: World, name: string): KnownValue | undefined =>
  world.traits?.find((trait): trait is KnownValue => typeof trait !== 'string' && trait.name === name);

/** What is known of a property of an event, or undefined. */
export const propertyIn = (world: World, event: string, name: string): KnownValue | undefined =>
  world.events?.find((one) => one.name === event)?.properties?.find((property): property is KnownValue => typeof property !== 'string' && property.name === name);
