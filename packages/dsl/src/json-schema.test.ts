import { describe, expect, it } from 'vitest';
import { configJsonSchema, graphJsonSchema, programJsonSchema } from './json-schema.ts';
import { entryKinds, nodeKinds, stepKinds } from './nodes/index.ts';

type Schema = Readonly<Record<string, unknown>>;
const at = (schema: unknown, ...path: string[]): unknown => path.reduce<unknown>((here, key) => (here as Record<string, unknown>)[key], schema);
const kindsOf = (options: unknown): unknown[] => (options as Schema[]).map((o) => at(o, 'properties', 'kind', 'const'));

describe('JSON Schemas', () => {
  it('know every kind, and refuse fields that nobody knows', () => {
    const program = at(programJsonSchema(), '$defs', 'JourneyProgram');
    const steps = at(program, 'properties', 'steps', 'additionalProperties', 'oneOf');
    expect(kindsOf(steps)).toEqual(stepKinds.map((k) => k.kind));
    expect(kindsOf(at(program, 'properties', 'entry', 'items', 'oneOf'))).toEqual(entryKinds.map((k) => k.kind.replace('entry-', '')));
    for (const step of [program, ...(steps as Schema[])]) expect(at(step, 'additionalProperties')).toBe(false);
  });

  it('are pure JSON, without the hints for forms, and the same each time', () => {
    for (const schema of [programJsonSchema(), graphJsonSchema()]) {
      expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
      expect(JSON.stringify(schema)).not.toMatch(/"(widget|placeholder|exclusive|options)":/);
    }
    expect(programJsonSchema()).toEqual(programJsonSchema());
  });

  it('of configs keep the hints that forms are made from', () => {
    expect(nodeKinds.some((k) => JSON.stringify(configJsonSchema(k)).includes('"widget":"condition"'))).toBe(true);
  });
});
