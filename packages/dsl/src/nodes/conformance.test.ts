import { afterEach, describe, expect, it, vi } from 'vitest';
import { compile } from '../compile/index.ts';
import { getAt, withAt } from '../compile/place.ts';
import { edge, node, smallGraph } from '../compile/sample.ts';
import { createRun } from '../engine/create-run.ts';
import type { Facts } from '../facts.ts';
import { configJsonSchema } from '../json-schema.ts';
import type { NodeKind, StepKind } from '../node-kind.ts';
import { entryKind, entryKinds, nodeKinds, stepKind, stepKinds } from './index.ts';

/** What every kind must be, whatever it does. A new kind is held against this by being in the registry. */
const NOW = '2026-05-04T10:00:00.000Z';
const facts: Facts = {
  customer: { id: 'ada', email: 'ada@example.com', first_name: 'Ada', points: 3 },
  segments: [], sentiment: null, consent: {}, sentimentAllowed: true, history: {}, zone: 'Europe/Berlin',
  event: { name: 'Order Completed', at: NOW, properties: { order_id: 'o1', total: 40 } }, steps: {}, now: NOW,
};

type Config = Record<string, unknown>;
const examplesOf = (kind: NodeKind): [string, Config][] => kind.examples.map((e) => [e.title, e.config as Config]);

function journeyOf(kind: NodeKind, config: Config) {
  if (kind.role === 'entry') return { ...smallGraph(), nodes: [node('it', kind.kind, config), node('end', 'exit', {})], edges: [edge('it', 'next', 'end')] };
  return smallGraph({ nodes: [node('it', kind.kind, config), node('end', 'exit', {})], edges: [edge('pause', 'next', 'it'), ...kind.ports(config).map((p) => edge('it', p.id, 'end'))] });
}

function enter(kind: StepKind, config: Config) {
  const program = compile(journeyOf(kind, config));
  if (!program.ok) throw new Error(JSON.stringify(program.issues));
  const run = createRun(program.value, { id: 'run-1', version: 1, customer: 'ada', entryKey: '', entry: 0, event: facts.event, zone: 'Europe/Berlin', now: NOW });
  return kind.enter(program.value.steps['it'], { step: 'it', visit: 1, now: NOW, zone: run.zone, run, facts, category: 'service', waiting: null, draw: () => 0.25 });
}

interface Field {
  readonly title?: string;
  readonly widget?: string;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly items?: Field;
  readonly anyOf?: readonly Field[];
}

/** Fields without a title, which the inspector could not name. */
function untitled(schema: Field, path: string): string[] {
  const inner = [...Object.entries(schema.properties ?? {}), ...(schema.anyOf ?? []).map((o, i) => [`(${i})`, o] as const)];
  return [
    ...Object.entries(schema.properties ?? {}).filter(([, f]) => f.title === undefined && f.widget !== 'step-ref').map(([name]) => `${path}.${name}`),
    ...inner.flatMap(([name, field]) => untitled(field, `${path}.${name}`)),
    ...(schema.items === undefined ? [] : untitled(schema.items, `${path}[]`)),
  ];
}

/** The config with one field after another taken out or spoilt: what a marketer has half-way through typing. */
const drafts = (config: Config): Config[] => Object.keys(config).flatMap((key) => {
  const { [key]: _gone, ...rest } = config;
  return [rest, ...[null, '', 0, [], {}, [{}], [null], 'x', { id: 'x' }].map((odd) => ({ ...config, [key]: odd }))];
});

afterEach(() => vi.unstubAllGlobals());

describe('the registry', () => {
  it('lists every kind once, and entries apart from steps', () => {
    expect(new Set(nodeKinds.map((k) => k.kind)).size).toBe(nodeKinds.length);
    expect(entryKinds.every((k) => k.kind.startsWith('entry-') && k.role === 'entry')).toBe(true);
    expect(stepKinds.every((k) => !k.kind.startsWith('entry-') && k.role === 'step')).toBe(true);
    for (const kind of nodeKinds) expect(stepKind(kind.kind) ?? entryKind(kind.kind)).toBe(kind);
  });

  for (const kind of nodeKinds) {
    describe(kind.kind, () => {
      it('says what it is: title, help in sentences, icon, category, version', () => {
        expect(kind.title).toMatch(/^[A-Z].{2,40}$/);
        expect(kind.help).toMatch(/^[A-Z].{20,400}[.]$/);
        expect(kind.icon).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(['start', 'timing', 'decide', 'say', 'data', 'people', 'flow']).toContain(kind.category);
        expect(kind.version).toBeGreaterThanOrEqual(1);
      });

      it('has examples that its own schema takes and that compile', () => {
        expect(kind.examples.length).toBeGreaterThan(0);
        for (const [title, config] of examplesOf(kind)) {
          expect(kind.config.safeParse(config).success, title).toBe(true);
          expect(compile(journeyOf(kind, config)), title).toMatchObject({ ok: true });
        }
      });

      it('begins with defaults that are complete, or lack only what a marketer fills in', () => {
        const parsed = kind.config.safeParse(kind.defaults());
        for (const issue of parsed.error?.issues ?? []) expect(['too_small', 'invalid_format', 'custom'], JSON.stringify(issue)).toContain(issue.code);
        expect(kind.defaults()).toEqual(kind.defaults());
        expect(kind.defaults()).not.toBe(kind.defaults());
      });

      it('keeps next steps where its ports say, and nowhere else', () => {
        if (kind.role === 'entry') return void expect(kind.ports(kind.defaults()).map((p) => p.at)).toEqual([[]]);
        for (const [title, config] of examplesOf(kind)) {
          const ports = kind.ports(config);
          expect(new Set(ports.map((p) => p.id)).size, title).toBe(ports.length);
          for (const port of ports) {
            const connected = withAt(config, port.at, 'somewhere') as Config | null;
            expect(connected, `${title}: ${port.id}`).not.toBeNull();
            expect(kind.config.safeParse(connected).success, `${title}: ${port.id}`).toBe(true);
            expect(kind.ports(connected)).toEqual(ports);
            if (port.fallsBackTo !== undefined) expect(ports.map((p) => p.id)).toContain(port.fallsBackTo);
          }
        }
      });

      it('sums itself up in words that are not empty', () => {
        for (const [title, config] of examplesOf(kind)) expect(kind.summary(config).map((p) => p.text).join(' ').trim().length, title).toBeGreaterThan(2);
      });

      it('copes with drafts: ports, summary and needs of half-filled configs do not throw', () => {
        for (const draft of [{}, kind.defaults() as Config, ...examplesOf(kind).flatMap(([, config]) => drafts(config))]) {
          expect(() => [kind.ports(draft), kind.summary(draft), kind.needs(draft)], JSON.stringify(draft)).not.toThrow();
          expect(kind.summary(draft).every((p) => typeof p.text === 'string'), JSON.stringify(draft)).toBe(true);
        }
      });

      it('names every field for the inspector', () => {
        expect(untitled(configJsonSchema(kind) as Field, kind.kind)).toEqual([]);
      });

      it('does not use the names that every node has', () => {
        for (const name of Object.keys((configJsonSchema(kind) as Field).properties ?? {})) expect(['kind', 'label', 'stage', 'expectedMood', 'id', 'note', 'position']).not.toContain(name);
      });

      it('says what it needs at places that are there', () => {
        for (const [title, config] of examplesOf(kind)) {
          const { conditions = [], texts = [] } = kind.needs(config);
          for (const c of conditions) expect(getAt(config, c.at), title).toEqual(c.condition);
          for (const t of texts) expect(getAt(config, t.at), title).toBe(t.text);
        }
      });

      if (kind.role === 'step') {
        it('ENG-1: answers the same for the same, without clock, chance, console or network', () => {
          const forbidden = (name: string) => () => { throw new Error(`${name} is forbidden in the language`); };
          const RealDate = Date;
          class PureDate extends RealDate {
            constructor(...args: [string | number] | []) {
              if (args.length === 0) forbidden('new Date()')();
              super(...(args as [string]));
            }
            static override now(): number { return forbidden('Date.now')() as never; }
          }
          vi.stubGlobal('Date', PureDate);
          vi.stubGlobal('fetch', forbidden('fetch'));
          vi.stubGlobal('setTimeout', forbidden('setTimeout'));
          vi.stubGlobal('console', new Proxy({}, { get: () => forbidden('console') }));
          vi.stubGlobal('Math', Object.assign(Object.create(Math) as typeof Math, { random: forbidden('Math.random') }));
          const answers = examplesOf(kind).map(([, config]) => [enter(kind, config), enter(kind, config)]);
          vi.unstubAllGlobals();
          for (const [first, second] of answers) expect(JSON.stringify(second)).toBe(JSON.stringify(first));
        });

        it('goes only through ports it has, and says why', () => {
          for (const [title, config] of examplesOf(kind)) {
            const answer = enter(kind, config);
            expect(answer.because.length, title).toBeGreaterThan(1);
            if ('go' in answer) expect(kind.ports(config).map((p) => p.id), title).toContain(answer.go);
            if ('wait' in answer) expect(kind.waits || kind.ports(config).some((p) => p.fallsBackTo !== undefined) || answer.wait.result === true, title).toBe(true);
          }
        });
      }
    });
  }
});
