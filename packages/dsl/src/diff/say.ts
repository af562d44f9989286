import { describeCondition } from '../condition/index.ts';
import { textOf, textsOf } from '../draft.ts';
import type { JsonSchema } from '../json-schema.ts';
import { durationInWords, weekdaysInWords } from '../time/index.ts';
import type { Place } from '../compile/place.ts';
import { isObject, keyOf, type Difference } from './leaves.ts';

type Schema = JsonSchema | undefined;

/** The schemas a value may follow: the schema itself, or the variants of a choice. */
const variantsOf = (schema: Schema): readonly Schema[] => (Array.isArray(schema?.['anyOf']) ? (schema['anyOf'] as Schema[]) : [schema]);

function propertyOf(schema: Schema, name: string): Schema {
  for (const variant of variantsOf(schema)) {
    const properties = variant?.['properties'];
    if (isObject(properties) && Object.hasOwn(properties, name)) return properties[name] as Schema;
  }
  return undefined;
}

const itemOf = (schema: Schema): Schema => variantsOf(schema).map((variant) => variant?.['items'] as Schema).find((items) => items !== undefined);

const stepInto = (schema: Schema, key: string | number): Schema => (typeof key === 'number' ? itemOf(schema) : propertyOf(schema, key));

/** A schema of which some fields have a name, where they have none of their own. */
export function named(schema: Schema, names: Readonly<Record<string, string>>): Schema {
  const properties = isObject(schema?.['properties']) ? schema['properties'] : {};
  const titled = Object.entries({ ...Object.fromEntries(Object.keys(names).map((name) => [name, {}])), ...properties }).map(([name, field]) => [name, { ...(names[name] === undefined ? {} : { title: names[name] }), ...(field as JsonSchema) }]);
  return { ...schema, properties: Object.fromEntries(titled) };
}

/** Whether a place holds something that is one thing to people, such as a condition or a body: the schema does not look into it. */
export const isWholeIn = (schema: Schema) => (at: Place): boolean => {
  const here = at.reduce(stepInto, schema);
  return here !== undefined && here['type'] === undefined && here['anyOf'] === undefined && here['enum'] === undefined;
};

/** `expectedMood` as `Expected mood`: what a field without a title is called. */
function spaced(name: string): string {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[_-]+/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const titled = (schema: Schema, name: string) => textOf(schema?.['title']) || spaced(name);
const itemName = (item: unknown, index: number) => (isObject(item) && textOf(item['label'])) || keyOf(item) || `no. ${index + 1}`;

/** Where a difference lies, by the names of the form: `Wait for "clicked", Event`; and the schema of the value there. */
function placeInWords(schema: Schema, { at, from, to }: Difference, whole: readonly [unknown, unknown]): { readonly name: string; readonly schema: Schema } {
  let here = schema;
  // What is gone has its place in the older value.
  let value = to === undefined && from !== undefined ? whole[0] : whole[1];
  let name = '';
  for (const key of at) {
    here = stepInto(here, key);
    value = isObject(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[key] : undefined;
    if (typeof key === 'number') name += ` "${itemName(value, key)}"`;
    else name += `${name === '' ? '' : ', '}${titled(here, key)}`;
  }
  return { name, schema: here };
}

/** At most 80 characters of a text. */
export const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);

/** A value as the form shows it. */
function shown(value: unknown, schema: Schema): string {
  const widget = schema?.['widget'];
  if (value === undefined || value === null || value === '') return 'nothing';
  if (widget === 'condition') return short(describeCondition(value));
  if (isObject(value) && typeof value['var'] === 'string') return short(value['var']);
  if (widget === 'duration' && typeof value === 'string') return durationInWords(value);
  if (widget === 'weekdays') return weekdaysInWords(textsOf(value));
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const options = schema?.['options'];
  const option = Array.isArray(options) ? options.find((one) => isObject(one) && one['value'] === value) : undefined;
  if (isObject(option)) return textOf(option['label']);
  if (typeof value === 'string' || typeof value === 'number') return short(String(value));
  if (widget === 'json') return short(JSON.stringify(value));
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : short(value.map((item, i) => (isObject(item) ? itemName(item, i) : shown(item, itemOf(schema)))).join(', '));
  return short(fieldsInWords(value as Record<string, unknown>, schema));
}

function fieldsInWords(value: Record<string, unknown>, schema: Schema): string {
  const said = Object.keys(value).sort().filter((key) => key !== 'id').map((key) => `${titled(propertyOf(schema, key), key)} ${shown(value[key], propertyOf(schema, key))}`);
  return said.length === 0 ? 'nothing more' : said.join('; ');
}

/** A difference in words, with its place and both values as a form shows them. */
export interface Said {
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly words: string;
}

/** @param whole the older and the newer value that the difference is a part of */
export function say(difference: Difference, schema: Schema, whole: readonly [unknown, unknown]): Said {
  const { from, to, order } = difference;
  const { name, schema: leaf } = placeInWords(schema, difference, whole);
  const [before, after] = [shown(from, leaf), shown(to, leaf)];
  const isItem = typeof difference.at.at(-1) === 'number' && (isObject(from) || isObject(to));
  const sentence = (): string => {
    if (order) return `the order of ${name} is now ${after} (was ${before}).`;
    if (from === undefined) return isItem ? `${name} is new: ${after}.` : `${name} is now ${after}.`;
    if (to === undefined) return isItem ? `${name} is gone: ${before}.` : `${name} is gone (was ${before}).`;
    return before === after ? `${name} is another now.` : `${name} is now ${after} (was ${before}).`;
  };
  return { field: name, before, after, words: sentence() };
}
