import { configJsonSchema } from '../json-schema.ts';
import type { NodeKind } from '../node-kind.ts';
import type { Place } from '../compile/place.ts';

interface Schema {
  readonly widget?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

export interface Found {
  readonly at: Place;
  readonly value: unknown;
}

function walk(schema: Schema, root: Schema, value: unknown, at: Place, visit: (widget: string, found: Found) => void): void {
  if (value === undefined || value === null) return;
  if (schema.$ref !== undefined) {
    const target = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
    // Recursive shapes end where the value ends, which the guard has bounded.
    if (target !== undefined) walk(target, root, value, at, visit);
  }
  if (schema.widget !== undefined) visit(schema.widget, { at, value });
  for (const option of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) walk(option, root, value, at, visit);
  if (Array.isArray(value)) {
    if (schema.items !== undefined) for (const [i, item] of value.entries()) walk(schema.items, root, item, [...at, i], visit);
    return;
  }
  if (typeof value !== 'object') return;
  for (const [key, child] of Object.entries(value)) {
    const inner = schema.properties !== undefined && Object.hasOwn(schema.properties, key) ? schema.properties[key] : schema.additionalProperties;
    if (typeof inner === 'object') walk(inner, root, child, [...at, key], visit);
  }
}

/** Every value of a config whose field is edited with this widget, with its place: all zones, all event names, whatever the kind. */
export function valuesOf(kind: NodeKind, config: unknown, widget: string): Found[] {
  const found = new Map<string, Found>();
  const schema = configJsonSchema(kind) as Schema;
  // The same field may be met through several alternatives of a union; it is one value.
  walk(schema, schema, config, [], (name, item) => void (name === widget && found.set(item.at.join('\u0000'), item)));
  return [...found.values()];
}

/** The first place of a config that holds this very text, or the config itself. */
export function placeOfText(config: unknown, wanted: string): Place {
  const stack: Found[] = [{ at: [], value: config }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (item.value === wanted) return item.at;
    if (typeof item.value !== 'object' || item.value === null) continue;
    const entries = Array.isArray(item.value) ? [...item.value.entries()] : Object.entries(item.value);
    for (const [key, value] of entries.toReversed()) stack.push({ at: [...item.at, key], value: value as unknown });
  }
  return [];
}
