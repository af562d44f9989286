import type { FormScope } from './form-context.ts';

/** A value that conditions and texts can speak of. */
export interface ValueOption {
  readonly path: string;
  readonly label: string;
  readonly group: 'customer' | 'event' | 'step' | 'sentiment';
  /** `string`, `number`, `boolean`, ... as seen. */
  readonly type: string;
  /** A few values that were really seen. */
  readonly values: readonly unknown[];
}

const basics: readonly ValueOption[] = [
  { path: 'customer.first_name', label: 'First name', group: 'customer', type: 'string', values: [] },
  { path: 'customer.last_name', label: 'Last name', group: 'customer', type: 'string', values: [] },
  { path: 'customer.email', label: 'E-mail', group: 'customer', type: 'string', values: [] },
];
const mood: readonly ValueOption[] = [
  { path: 'sentiment.label', label: 'Mood', group: 'sentiment', type: 'string', values: ['negative', 'neutral', 'positive'] },
  { path: 'sentiment.score', label: 'Mood score', group: 'sentiment', type: 'number', values: [] },
];

/** The catalog's names of types as the operators know them. */
const typeOf = (seen: string): string => (seen === 'text' ? 'string' : seen === 'list' ? 'array' : seen);

/** All values on offer here: traits and properties as they were really seen, those of this journey's events first. */
export function valueOptions({ catalog, events, steps }: Pick<FormScope, 'catalog' | 'events' | 'steps'>): readonly ValueOption[] {
  const traits = (catalog?.traits ?? []).map((trait): ValueOption => ({ path: `customer.${trait.name}`, label: words(trait.name), group: 'customer', type: typeOf(trait.type), values: trait.values }));
  const known = new Set(traits.map((trait) => trait.path));
  const seen = catalog?.events ?? [];
  const mine = events.flatMap((name) => seen.filter((event) => event.name === name));
  const properties = new Map<string, ValueOption>();
  for (const event of mine.length > 0 ? mine : seen) {
    for (const property of event.properties) {
      const path = `event.properties.${property.name}`;
      if (!properties.has(path)) properties.set(path, { path, label: words(property.name), group: 'event', type: typeOf(property.type), values: property.values });
    }
  }
  const outcomes = steps.map((step): ValueOption => ({ path: `steps.${step.id}.outcome`, label: step.title, group: 'step', type: 'string', values: [] }));
  return [...basics.filter((basic) => !known.has(basic.path)), ...traits, ...properties.values(), ...mood, ...outcomes];
}

/** `cart_value` -> `Cart value`. */
function words(name: string): string {
  const spaced = name.replaceAll(/[_.-]+/g, ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The words for a path, where it is known; else the path itself. */
export function labelOfPath(options: readonly ValueOption[], path: string): string {
  return options.find((option) => option.path === path)?.label ?? path;
}

/** The merge field for a path. A customer may lack any trait, so those come with words to say instead. */
export function mergeField(path: string): string {
  return path === 'customer.first_name' ? '{{default customer.first_name "there"}}' : path.startsWith('customer.') ? `{{default ${path} ""}}` : `{{${path}}}`;
}

/** The merge field that is being typed before the caret: where it began and what was typed of it; null where none is. */
export function openMerge(text: string, caret: number, live?: string): { readonly from: number; readonly typed: string } | null {
  const match = /\{\{\s*([\w.]*)$/.exec((live ?? text).slice(0, caret));
  return match ? { from: match.index, typed: match[1] ?? '' } : null;
}
