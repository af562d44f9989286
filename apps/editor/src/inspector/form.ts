import { z } from 'zod';

/**
 * A form, read from the schema of a config: what a kind says about its fields is all the inspector knows.
 * `widget` names the control; where a schema names none, its type decides.
 */
export interface Field {
  readonly name: string;
  readonly title: string;
  readonly help: string | null;
  readonly placeholder: string | null;
  readonly widget: string;
  readonly required: boolean;
  /** What counts where the field is left out; shown as the placeholder. */
  readonly fallback: unknown;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Fields of an object, or of each item of a list. */
  readonly fields: readonly Field[];
  /** Names of fields of which exactly one is filled in. */
  readonly oneOf: readonly string[];
  /** Shapes a `choice` can take. */
  readonly variants: readonly { readonly title: string; readonly field: Field }[];
  /** Everything else the schema says, e.g. `unit`, `rows`, `signed`, `advanced`, `onlyWith`, `minimum`, `maximum`, `maxLength`, `type`. */
  readonly more: Readonly<Record<string, unknown>>;
}

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);
const schemasOf = (value: unknown): readonly Schema[] => (Array.isArray(value) ? value.filter(isSchema) : []);
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const namesOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : []);

const known = new WeakMap<z.ZodType, Field>();

/** The form of a config, as one object field. */
export function formOf(schema: z.ZodType): Field {
  const cached = known.get(schema);
  if (cached) return cached;
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema;
  const field = fieldOf('', json, true);
  known.set(schema, field);
  return field;
}

function fieldOf(name: string, schema: Schema, required: boolean): Field {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const items = isSchema(schema['items']) ? schema['items'] : null;
  const itemProperties = items && isSchema(items['properties']) ? items['properties'] : null;
  const variants = schemasOf(schema['anyOf']);
  return {
    name,
    title: textOf(schema['title']) ?? sentence(name),
    help: textOf(schema['description']),
    placeholder: textOf(schema['placeholder']),
    widget: widgetOf(schema),
    required,
    fallback: schema['default'],
    options: optionsOf(schema),
    fields: itemProperties ? fieldsOf(itemProperties, namesOf(items?.['required'])) : fieldsOf(properties, namesOf(schema['required'])),
    oneOf: namesOf(itemProperties ? items?.['exclusive'] : schema['exclusive']),
    variants: variants.map((variant, i) => ({ title: textOf(variant['title']) ?? `${i + 1}`, field: fieldOf(name, variant, true) })),
    more: schema,
  };
}

function fieldsOf(properties: Schema, required: readonly string[]): readonly Field[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    // where a way out leads is drawn, not written
    if (!isSchema(schema) || schema['widget'] === 'step-ref') return [];
    return [fieldOf(name, schema, required.includes(name))];
  });
}

function optionsOf(schema: Schema): Field['options'] {
  const given = schemasOf(schema['options']).flatMap(({ value, label }) => (typeof value === 'string' ? [{ value, label: textOf(label) ?? value }] : []));
  return given.length > 0 ? given : namesOf(schema['enum']).map((value) => ({ value, label: sentence(value) }));
}

function widgetOf(schema: Schema): string {
  const named = textOf(schema['widget']);
  if (named) return named;
  if (Array.isArray(schema['anyOf'])) return 'choice';
  if (Array.isArray(schema['enum'])) return 'select';
  switch (schema['type']) {
    case 'boolean': return 'toggle';
    case 'number': case 'integer': return 'number';
    case 'string': return 'text';
    case 'array': return isSchema(schema['items']) && schema['items']['type'] === 'object' ? 'list' : 'tags';
    case 'object': return isSchema(schema['properties']) ? 'group' : 'keyvalue';
    default: return 'json';
  }
}

/** `ifPast` -> `If past`: what a field without a title is called. */
function sentence(name: string): string {
  const spaced = name.replaceAll(/[-_]/g, ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** What a freshly added field holds, before anybody has written in it. */
export function emptyValue(field: Field): unknown {
  switch (field.widget) {
    case 'group': case 'content': case 'keyvalue': return Object.fromEntries(field.fields.filter((f) => f.required).map((f) => [f.name, emptyValue(f)]));
    case 'list': case 'weights': case 'tags': case 'traits': case 'segments': case 'channels': case 'weekdays': return [];
    case 'choice': return field.variants[0] ? emptyValue(field.variants[0].field) : {};
    case 'toggle': return false;
    case 'number': return typeof field.more['minimum'] === 'number' ? field.more['minimum'] : 0;
    case 'select': return field.options[0]?.value ?? '';
    case 'duration': return field.placeholder ?? 'P1D';
    case 'time': return field.placeholder ?? '09:00';
    case 'moment': return '';
    case 'condition': case 'json': return undefined;
    case 'property': return field.more['type'] === 'string' ? '' : { var: '' };
    default: return '';
  }
}
