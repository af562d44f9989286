import { z } from 'zod';
import { GRAPH_FORMAT, graphSchema } from './graph.ts';
import { PROGRAM_FORMAT, programSchema } from './program.ts';

/** A JSON Schema (draft 2020-12) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What JSON Schema knows; the rest of a field's meta (widgets, placeholders, units) is for forms. */
const KEYWORDS = new Set([
  '$schema', '$id', '$ref', '$defs', 'title', 'description', 'default', 'type', 'const', 'enum', 'properties', 'required', 'additionalProperties', 'propertyNames', 'items', 'prefixItems',
  'anyOf', 'oneOf', 'allOf', 'not', 'minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minItems', 'maxItems', 'uniqueItems',
]);

function toJsonSchema(schema: z.ZodType, format: string): JsonSchema {
  const made = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      for (const key of Object.keys(jsonSchema)) if (!KEYWORDS.has(key)) delete (jsonSchema as Record<string, unknown>)[key];
    },
  });
  return { ...made, $comment: `The shape of ${format}. What a shape cannot say, such as whether a step that is named exists, is checked by parsing.` };
}

/** JSON Schema of programs (`attune/journey@1`), for editors and validators outside. */
export const programJsonSchema = (): JsonSchema => toJsonSchema(programSchema, PROGRAM_FORMAT);

/** JSON Schema of graphs (`attune/graph@1`). Configs of nodes are open here: drafts may be incomplete. */
export const graphJsonSchema = (): JsonSchema => toJsonSchema(graphSchema, GRAPH_FORMAT);

const configs = new WeakMap<z.ZodType, JsonSchema>();

/** JSON Schema of a kind's config with all that its form needs (`widget`, `placeholder`, `options`, ...); made once for each kind. */
export function configJsonSchema(kind: { readonly config: z.ZodType }): JsonSchema {
  const known = configs.get(kind.config);
  if (known !== undefined) return known;
  const made = z.toJSONSchema(kind.config, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  configs.set(kind.config, made);
  return made;
}
