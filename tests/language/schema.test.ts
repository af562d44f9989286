import graphSchemaJson from '@attune/dsl/schema/graph.schema.json' with { type: 'json' };
import journeySchemaJson from '@attune/dsl/schema/journey.schema.json' with { type: 'json' };
import { decompile, graphSchema, nodeKinds, programSchema, type Graph, type Program } from '@attune/dsl';
import { journeyTemplates } from '@attune/templates';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { seeded } from '../support/random.ts';

/** A validator that nobody here wrote, as strict as it can be: unknown keywords, types that contradict and the like are errors. */
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: false });
addFormats.default(ajv);
const [isProgram, isGraph] = [ajv.compile(journeySchemaJson), ajv.compile(graphSchemaJson)];

type Read = ReturnType<typeof programSchema.safeParse> | ReturnType<typeof graphSchema.safeParse>;
const every = (read: (json: unknown) => Read, valid: ValidateFunction, documents: readonly unknown[]) => ({ read, valid, documents });
const graphOf = (program: Program): Graph => {
  const graph = decompile(program);
  if (!graph.ok) throw new Error(graph.issues[0]?.message);
  return graph.value;
};

/** A step with the ways out connected that have to be. */
function stepOf(kind: (typeof nodeKinds)[number], config: unknown): Program['steps'][string] {
  const step = { kind: kind.kind, ...structuredClone(config as object) };
  for (const { at, required } of kind.ports(config)) {
    if (!required) continue;
    const holder = at.slice(0, -1).reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], step) as Record<string | number, unknown>;
    holder[at.at(-1) ?? ''] = 'step';
  }
  return step;
}

/** Every example of every kind in a program of its own; ways out that may stay open do. */
const examples: Program[] = nodeKinds.flatMap((kind) => kind.examples.map(({ config }): Program => ({
  dsl: 'attune/journey@1', key: 'example', name: 'Example', category: 'service', start: 'step',
  entry: [kind.role === 'entry' ? { kind: kind.kind.replace(/^entry-/, ''), ...(config as object) } : { kind: 'event', event: 'Signed Up' }],
  steps: { step: kind.role === 'step' ? stepOf(kind, config) : { kind: 'exit' } },
})));
const programs = [...journeyTemplates.map(({ program }) => program), ...examples];
const sets = { programs: every((json) => programSchema.safeParse(json), isProgram, programs), graphs: every((json) => graphSchema.safeParse(json), isGraph, programs.map(graphOf)) };

type Random = () => number;
const oneOf = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** The document with one thing broken, somewhere: gone, added, of another type, too long, or another word. */
function broken(random: Random, document: unknown): unknown {
  const copy = structuredClone(document);
  const holders: Record<string, unknown>[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Object.keys(value).length > 0) holders.push(value as Record<string, unknown>);
    Object.values(value).forEach(visit);
  };
  visit(copy);
  const holder = oneOf(random, holders);
  const key = oneOf(random, Object.keys(holder));
  const drawn = Math.floor(random() * 6);
  if (drawn === 0 && !Array.isArray(holder)) delete holder[key];
  else if (drawn === 1 && !Array.isArray(holder)) holder['unheard-of'] = 1;
  else holder[key] = oneOf<unknown>(random, [null, true, -1, 1e9, '', 'no such word', 'x'.repeat(500), [], {}, [{}]]);
  return copy;
}

/** Problems that are no matter of shape: written as code, which no schema can say. */
type ShapeIssue = NonNullable<Read['error']>['issues'][number];
const isCode = (issue: ShapeIssue): boolean => issue.code === 'custom' || (issue.code === 'invalid_union' && issue.errors.some((list) => list.some(isCode)));

describe('the published JSON Schemas', () => {
  for (const [name, { read, valid, documents }] of Object.entries(sets)) {
    it(`accept all ${name} of the templates and of the examples of every kind`, () => {
      expect(documents.length).toBeGreaterThan(30);
      for (const document of documents) expect(valid(document) || valid.errors, JSON.stringify(document)).toBe(true);
    });

    it(`refuse ${name} that are broken in shape, and accept those that are not, as the language itself does`, () => {
      const random = seeded(2020);
      const seen = { refused: 0, accepted: 0 };
      for (let round = 0; round < 4000; round += 1) {
        const document = broken(random, oneOf<unknown>(random, documents));
        const answer = read(document);
        if (!answer.success && answer.error.issues.some(isCode)) continue;
        seen[answer.success ? 'accepted' : 'refused'] += 1;
        expect(valid(document), `${JSON.stringify(answer.error?.issues[0])} in ${JSON.stringify(document)}`).toBe(answer.success);
      }
      expect(Math.min(seen.refused, seen.accepted)).toBeGreaterThan(200);
    });
  }
});
