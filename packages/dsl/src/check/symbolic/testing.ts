import { parseProgram } from '../../compile/index.ts';
import { programOf } from '../../engine/testing.ts';
import type { Program } from '../../program.ts';
import type { SimulationInput } from '../../simulate/index.ts';
import type { Random } from '../../simulate/random.ts';

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const v = (path: string) => ({ var: path });

const atoms: readonly ((random: Random) => unknown)[] = [
  (r) => ({ '==': [v('customer.plan'), pick(r, ['pro', 'free', 'team'])] }),
  (r) => ({ '!=': [v('customer.plan'), pick(r, ['pro', 'free', null])] }),
  (r) => ({ in: [v('customer.plan'), pick(r, [['pro', 'team'], ['free']])] }),
  (r) => ({ [pick(r, ['<', '<=', '>', '>='])]: [v('customer.age'), pick(r, [10, 20, 30])] }),
  (r) => ({ '<': [pick(r, [5, 15]), v('customer.age'), pick(r, [20, 40])] }),
  (r) => ({ [pick(r, ['<', '>='])]: [v('event.properties.value'), pick(r, [50, 100])] }),
  (r) => ({ in_segment: pick(r, ['vip', 'staff']) }),
  (r) => ({ happened: [pick(r, ['A', 'B']), ...pick(r, [[], [{ within: 'P30D' }], [{ atLeast: 2 }], [{ atMost: 1 }]])] }),
  (r) => ({ '>': [{ count: [pick(r, ['A', 'B'])] }, pick(r, [0, 1])] }),
  (r) => ({ missing: [pick(r, ['customer.plan', 'customer.age'])] }),
  (r) => ({ '==': [v('sentiment.label'), pick(r, ['negative', 'positive'])] }),
  (r) => ({ starts_with: [v('customer.plan'), pick(r, ['p', 't'])] }),
  (r) => ({ '!': v(pick(r, ['customer.plan', 'customer.flag'])) }),
];

/** A condition over few values, so that contradictions are common. */
export function randomCondition(random: Random, depth = 2): unknown {
  const drawn = depth === 0 ? 0 : Math.floor(random() * 6);
  if (drawn === 4) return { [pick(random, ['and', 'or'])]: [randomCondition(random, depth - 1), randomCondition(random, depth - 1)] };
  if (drawn === 5) return { '!': randomCondition(random, depth - 1) };
  return pick(random, atoms)(random);
}

const kinds: readonly ((random: Random, ref: () => string) => Record<string, unknown>)[] = [
  (r, ref) => ({ kind: 'branch', paths: [{ id: 'x', when: randomCondition(r), next: ref() }, { id: 'y', when: randomCondition(r), next: ref() }], otherwise: ref() }),
  (r, ref) => ({ kind: 'branch', paths: [{ id: 'x', when: randomCondition(r, 0), next: ref() }], otherwise: ref() }),
  (_, ref) => ({ kind: 'switch', value: v('customer.plan'), cases: [{ id: 'p', is: 'pro', next: ref() }, { id: 'q', is: ['free', 'team'], next: ref() }], otherwise: ref() }),
  (r, ref) => ({ kind: 'delay', for: pick(r, ['PT10M', 'PT3H', 'P2D']), next: ref() }),
  (_, ref) => ({ kind: 'delay', until: { time: '10:00' }, next: ref() }),
  (r, ref) => ({ kind: 'wait', for: [{ id: 'a', event: 'A', next: ref() }, { id: 'b', event: 'B', where: { '>': [v('event.properties.value'), pick(r, [10, 60])] }, next: ref() }], timeout: { after: 'P1D', next: ref() } }),
  (r, ref) => ({ kind: 'wait', for: [{ id: 'now', when: randomCondition(r, 0), next: ref() }], timeout: { after: 'P1D', next: ref() }, alreadyTrue: 'skip' }),
  (_, ref) => ({ kind: 'message', channel: 'email', topic: 'offers', content: { subject: 'Hi', body: 'Hello' }, next: ref() }),
  (_, ref) => ({ kind: 'message', channel: 'email', topic: 'offers', content: { subject: 'Hi', body: 'Hello' }, next: ref(), skipped: ref() }),
  (_, ref) => ({ kind: 'sentiment', negative: ref(), neutral: ref(), positive: ref(), unsure: ref() }),
  (_, ref) => ({ kind: 'split', arms: [{ id: 'p', weight: 1, next: ref() }, { id: 'q', weight: 3, next: ref() }] }),
  (r, ref) => ({ kind: 'update', set: { plan: pick(r, ['pro', 'free']) }, next: ref() }),
  (_, ref) => ({ kind: 'webhook', url: 'https://shop.example/', next: ref(), failed: ref() }),
  (_, ref) => ({ kind: 'goto', step: ref(), max: 2, next: ref() }),
  () => ({ kind: 'exit', reason: 'completed' }),
];

const entries: readonly Record<string, unknown>[] = [
  { kind: 'event', event: 'Begun' }, { kind: 'event', event: 'Begun', where: { '>': [v('event.properties.value'), 20] } }, { kind: 'segment', segment: 'vip', edge: 'enter' }, { kind: 'manual', inputs: [{ name: 'value', required: true }] },
  { kind: 'schedule', cron: '0 9 * * mon', segment: 'vip' }, { kind: 'sentiment', to: 'negative' },
];

/** A journey of a dozen steps in which most steps lead on, and some back. */
export function randomJourney(random: Random): Program {
  const ids = Array.from({ length: 4 + Math.floor(random() * 9) }, (_, i) => `s${i}`);
  const steps = Object.fromEntries(ids.map((id, i) => {
    const ahead = ids.slice(i + 1);
    const ref = (): string => (random() < 0.03 || ahead.length === 0 ? pick(random, ids) : pick(random, ahead.slice(0, 4)));
    return [id, ahead.length === 0 ? { kind: 'exit', reason: 'completed' } : pick(random, kinds)(random, ref)];
  }));
  const program = programOf(steps as Program['steps'], {
    category: pick(random, ['marketing', 'service']), entry: [pick(random, entries) as Program['entry'][number]],
    ...(random() < 0.3 ? { audience: randomCondition(random, 1) as NonNullable<Program['audience']> } : {}), ...(random() < 0.3 ? { exits: [{ id: 'c', event: 'Complaint Opened' }] } : {}),
  });
  const parsed = parseProgram(program);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

/** Anybody, to whom anything happens. */
export function randomLife(random: Random): SimulationInput {
  const at = (minutes: number): string => new Date(Date.parse('2026-01-05T09:00:00.000Z') + minutes * 60_000).toISOString();
  const plan = pick(random, ['pro', 'free', 'team', 'p2', '', undefined]);
  const age = pick(random, [5, 10, 15, 20, 25, 35, '12', undefined]);
  const value = (): number => pick(random, [5, 30, 55, 100, 300]);
  const mood = pick(random, ['negative', 'neutral', 'positive', null] as const);
  const happenings = Array.from({ length: 12 }, () => {
    const when = at(Math.floor(random() * 6000) - 500);
    return pick(random, [
      { at: when, event: 'A', properties: { value: value() } }, { at: when, event: 'B', properties: { value: value() } }, { at: when, set: { plan: pick(random, ['pro', 'free', 'team']) } }, { at: when, set: { age: pick(random, [5, 15, 25, 35]) } },
      { at: when, segment: 'vip', edge: pick(random, ['enter', 'leave'] as const) }, { at: when, segment: 'staff', edge: pick(random, ['enter', 'leave'] as const) }, { at: when, sentiment: { label: pick(random, ['negative', 'neutral', 'positive'] as const) } },
    ]);
  });
  return {
    customer: { id: `c${Math.floor(random() * 1e6)}`, traits: { ...(plan === undefined ? {} : { plan }), ...(age === undefined ? {} : { age }) }, segments: random() < 0.5 ? ['vip'] : ['staff'], sentiment: mood === null ? null : { label: mood, confidence: pick(random, [0.5, 0.9]) } },
    timeline: [{ at: at(1), event: 'Begun', properties: { value: value() } }, { at: at(1), enrol: { value: value() } }, { at: at(2), segment: 'vip', edge: 'leave' }, { at: at(3), segment: 'vip', edge: 'enter' }, { at: at(4), sentiment: { label: 'negative' } }, ...happenings],
    from: at(0), until: at(8000),
  };
}
