import { describe, expect, it } from 'vitest';
import { compile } from '../compile/index.ts';
import { edge, node, smallGraph } from '../compile/sample.ts';
import { advance } from '../engine/advance.ts';
import type { TrailEntry } from '../engine/command.ts';
import type { Waiting } from '../engine/run.ts';
import type { Signal } from '../engine/signal.ts';
import { begin, doorOf, eventOf, factsOf, programOf, T0 } from '../engine/testing.ts';
import type { HostFacts } from '../facts.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Occurrence, StepKind } from '../node-kind.ts';
import { entryKinds, stepKinds } from '../nodes/index.ts';
import type { Program } from '../program.ts';
import { redecide } from './redecide.ts';

/*
 * ENG-13 for every kind there is: each decision of each example, under many facts and signals, is made again from its trail entry and the program alone. A new kind is
 * held to it by being in the registry. Where this fails, the kind's `used` lacks something it looked at: add it, or read it back with `recall`.
 */
const properties: JsonObject = { order_id: 'o1', cart_id: 'k1', total: 80, value: 80, sku: 's1', starts_at: '2026-05-09T10:00:00Z', score: 9 };
const some: readonly Partial<HostFacts>[] = [
  {},
  { customer: { id: 'ana', plan: 'pro', email: 'ana@example.com', first_name: 'Ana', points: 90, birthday: '1990-05-09', timezone: 'Europe/Berlin' }, segments: ['regulars', 'new-customers', 'vip', 'readers', 'active'], sentiment: { label: 'negative', score: -0.5, confidence: 0.9, at: T0, source: 'review' } },
  { customer: { id: 'bob', plan: 'free', email: 'bob@example.com' }, sentiment: { label: 'positive', score: 0.5, confidence: 0.5, at: '2026-01-04T10:00:00.000Z' }, history: { 'Order Completed': [1, 2, 3].map(() => eventOf('Order Completed', properties)) } },
  { sentiment: { label: 'neutral', score: 0, confidence: 0.9, at: T0, source: 'review' }, sentimentAllowed: false },
];

function programWith(kind: StepKind, config: Record<string, unknown>): Program {
  const graph = smallGraph({ nodes: [node('it', kind.kind, config), node('end', 'exit', {})], edges: [edge('pause', 'next', 'it'), ...kind.ports(config).map((port) => edge('it', port.id, 'end'))] });
  const compiled = compile(graph);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues));
  return { ...compiled.value, start: 'it' };
}

/** What may come while a run rests: its timer, the events it waits for, a change, and every kind of result. */
function signalsFor(kind: StepKind, config: Record<string, unknown>, { due, result }: Waiting): (readonly [string, Signal])[] {
  const at = (signal: Signal): readonly [string, Signal] => ['2026-05-04T10:05:00.000Z', signal];
  const outcomes = [...kind.ports(config).map(({ id }) => id), 'sent', 'skipped', 'failed', 'answered'];
  return [
    ...(due === undefined ? [] : [[due, { type: 'timer', step: 'it', visit: 1 }] as const]),
    ...(kind.needs(config).events ?? []).flatMap((name) => [properties, { ...properties, total: 10, cart_id: 'k2' }].map((given) => at({ type: 'event', event: eventOf(name, given, '2026-05-04T10:05:00.000Z') }))),
    at({ type: 'change' }),
    ...(result === true ? outcomes : []).flatMap((outcome) => [undefined, { score: 9, text: 'fine' }, { score: 2 }].map((data) => at({ type: 'result', step: 'it', visit: 1, outcome, reason: 'told', ...(data === undefined ? {} : { data }) }))),
  ];
}

/** Every decision of a kind's example that can be brought about. */
function decisionsOf(kind: StepKind, config: Record<string, unknown>): { readonly program: Program; readonly entries: TrailEntry[] } {
  const program = programWith(kind, config);
  const entries = some.flatMap((facts) => some.flatMap((later) => {
    const begun = begin(program, { facts: factsOf(facts), event: eventOf('Begun', properties), zone: 'Europe/Berlin', customer: String(facts.customer?.['id'] ?? 'eve') });
    const after = begun.run.waiting !== null ? signalsFor(kind, config, begun.run.waiting).flatMap(([now, signal]) => advance(program, begun.run, signal, factsOf(later), now).trail) : [];
    return [...begun.trail, ...after];
  }));
  // What became of a message is noted on the way; a decision takes a way out, rests, begins anew or ends.
  const decides = new Set([...kind.ports(config).map(({ id }) => id), 'waiting', 'reset', 'finished']);
  return { program, entries: entries.filter(({ step, outcome, used }) => step === 'it' && decides.has(outcome) && used['reason'] !== 'failed') };
}

describe('redecide', () => {
  for (const kind of stepKinds) {
    it(`ENG-13: every decision of "${kind.kind}" can be made again from its record alone`, () => {
      for (const { title, config } of kind.examples) {
        const { program, entries } = decisionsOf(kind, config as Record<string, unknown>);
        expect(entries.length, title).toBeGreaterThan(0);
        for (const entry of entries) {
          const copy = JSON.parse(JSON.stringify(entry)) as TrailEntry;
          expect(redecide(program, copy), `${title}: ${JSON.stringify(entry)}`).toMatchObject({ same: true, outcome: entry.outcome });
        }
      }
    });
  }

  /** Occurrences that let somebody in by an example, and some that do not. */
  const occurrencesOf = (config: Readonly<Record<string, unknown>>): Occurrence[] => [
    { type: 'event', event: eventOf(String(config['event'] ?? ''), properties) },
    { type: 'segment', segment: String(config['segment'] ?? ''), edge: config['edge'] === 'leave' ? 'leave' : 'enter' },
    { type: 'sentiment', from: 'negative', to: String(config['to'] ?? ''), confidence: 0.9 },
    { type: 'tick', entry: 0, at: T0 },
    { type: 'date', entry: 0, at: T0 },
    { type: 'manual', inputs: { order_id: 'o1' } },
  ];

  for (const kind of entryKinds) {
    it(`ENG-13: who "${kind.kind}" lets in, and who is refused by audience or re-entry, can be decided again from the record alone`, () => {
      const outcomes: string[] = [];
      for (const { title, config } of kind.examples) {
        const entry = { ...(config as Record<string, unknown>), kind: kind.kind.replace(/^entry-/, '') };
        const program = programOf({ pause: { kind: 'delay', for: 'P30D' } }, { entry: [entry], audience: { '!': { in_segment: 'staff' } }, reentry: { mode: 'after-exit', after: 'P7D' } });
        for (const facts of some.flatMap((one) => [one, { ...one, segments: [...(one.segments ?? []), 'staff'] }])) {
          const door = doorOf(program, factsOf(facts));
          for (const occurrence of [...occurrencesOf(config as Record<string, unknown>), ...occurrencesOf(config as Record<string, unknown>)]) {
            const { entered, refused } = door.show(occurrence);
            const told = entered?.trail[0] ?? refused;
            if (!told) continue;
            outcomes.push(told.outcome);
            expect(redecide(program, JSON.parse(JSON.stringify(told)) as TrailEntry), `${title}: ${JSON.stringify(told)}`).toMatchObject({ same: true, outcome: told.outcome });
          }
        }
      }
      expect(new Set(outcomes)).toEqual(new Set(['entered', 'refused']));
    });
  }

  const where = { '>': [{ var: 'event.properties.total' }, 50] };
  const journey = programOf(
    { wait: { kind: 'wait', for: [{ id: 'small', event: 'Order Completed', where: { '<': [{ var: 'event.properties.total' }, 20] } }, { id: 'same', event: 'Order Completed', match: { entry: 'properties.cart_id', event: 'properties.cart_id' } }], timeout: { after: 'P2D' } } },
    { exits: [{ id: 'left', event: 'Account Closed', match: { entry: 'properties.cart_id', event: 'properties.cart_id' }, where }], goals: [{ id: 'big', event: 'Order Completed', where }] },
  );
  const at = '2026-05-04T11:00:00.000Z';
  const trailOf = (name: string, given: JsonObject) => advance(journey, begin(journey, { event: eventOf('Begun', { cart_id: 'k1' }) }).run, { type: 'event', event: eventOf(name, given) }, factsOf(), at).trail;

  it('ENG-13: exits and goals, with the values that were held against each other, can be decided again', () => {
    const told = [...trailOf('Account Closed', { cart_id: 'k1', total: 60 }), ...trailOf('Order Completed', { cart_id: 'k1', total: 60 })];
    expect(told.map(({ outcome }) => outcome)).toEqual(['finished', 'goal', 'same', 'finished']);
    for (const entry of told) expect(redecide(journey, entry), JSON.stringify(entry)).toMatchObject({ same: true });
  });

  it('ENG-13: a value that was changed afterwards is noticed where it matters', () => {
    const changed = (entry: TrailEntry | undefined, used: Readonly<Record<string, Json>>) => redecide(journey, { ...(entry as TrailEntry), used: { ...entry?.used, ...used } }).same;
    const [exit] = trailOf('Account Closed', { cart_id: 'k1', total: 60 });
    expect(changed(exit, {})).toBe(true);
    for (const used of [{ 'event.properties.total': 40 }, { 'event.properties.cart_id': 'k2' }, { id: 'other' }, { event: 'Order Completed' }, { reason: 'goal' }]) expect(changed(exit, used), JSON.stringify(used)).toBe(false);
    const same = trailOf('Order Completed', { cart_id: 'k1', total: 30 })[0];
    expect(changed(same, {})).toBe(true);
    for (const used of [{ 'event.properties.total': 10 }, { 'entry.properties.cart_id': 'k7' }, { event: 'Other' }]) expect(changed(same, used), JSON.stringify(used)).toBe(false);
    const waiting = begin(journey).trail[0];
    expect(changed(waiting, { until: '2026-05-07T10:00:00.000Z' })).toBe(false);
    expect(redecide(journey, { ...(same as TrailEntry), outcome: 'timeout' }).same).toBe(false);
  });

  it('ENG-13, LANG-4: takes any record at all', () => {
    const odd: Json[] = [null, 7, 'x', [], {}, { __proto__: 1 }, [[]]];
    for (const step of ['wait', 'journey', '__proto__', 'constructor']) {
      for (const outcome of ['same', 'entered', 'finished', 'goal', 'waiting', 'constructor']) {
        for (const value of odd) {
          for (const name of ['event', 'due', 'result', 'at', 'zone', 'customer.__proto__', 'event.properties.total', 'entry', 'steps.x', 'sentiment']) {
            const entry = { at, step, visit: 1, outcome, because: '', used: { [name]: value } };
            expect(() => redecide(journey, entry), JSON.stringify(entry)).not.toThrow();
          }
        }
      }
    }
    expect(({} as Record<string, unknown>)['total']).toBeUndefined();
  });
});
