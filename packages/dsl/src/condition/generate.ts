import type { EventFact, Facts } from '../facts.ts';
import type { Json } from '../json.ts';
import type { Random } from '../simulate/random.ts';
import { NOW, pick } from './fixture.ts';

/** For tests: conditions and customers drawn at random, small enough that questions are often answered both ways. */
const FIELDS = ['customer.plan', 'customer.age', 'customer.since', 'customer.tags', 'customer.address.city', 'event.properties.value', 'steps.ask.outcome', 'sentiment.label', 'consent.email.offers', 'segments'];
export const EVENTS = ['Order Completed', 'Refund Requested', 'Cart Updated'];
export const SEGMENTS = ['vip', 'staff', 'new'];
const SPANS = ['PT1H', 'P1D', 'P7D', 'P1M', 'P2M'];
const MOMENTS: Json[] = ['2026-05-03T11:30:00Z', '2026-05-01T10:00:00Z', '2026-04-03', '2026-01-31T12:00:00+02:00', 'soon', null, 1_777_800_000];
const VALUES: Json[] = ['pro', 'free', 'vip', '', 'Berlin', 'clicked', 'negative', true, false, null, 0, 1, 20, 33, '20'];

const field = (random: Random): Json => ({ var: pick(random, FIELDS) });
const term = (random: Random): Json => (random() < 0.75 ? field(random) : pick<(random: Random) => Json>(random, [count, sum, since, latest])(random));

function options(random: Random, more: Readonly<Record<string, Json>> = {}): Json[] {
  const chosen: Record<string, Json> = { ...more };
  if (random() < 0.6) chosen['within'] = pick(random, SPANS);
  if (random() < 0.3) chosen['where'] = { [pick(random, ['>', '<', '=='])]: [{ var: 'event.properties.value' }, pick(random, [10, 30, 60])] };
  return Object.keys(chosen).length === 0 ? [] : [chosen];
}
const count = (random: Random): Json => ({ count: [pick(random, EVENTS), ...options(random)] });
const sum = (random: Random): Json => ({ sum: [pick(random, EVENTS), 'value', ...options(random)] });
const since = (random: Random): Json => ({ since: [pick(random, EVENTS), ...options(random)] });
const latest = (random: Random): Json => ({ latest: [pick(random, EVENTS), 'value', ...options(random)] });
const happened = (random: Random): Json => ({ happened: [pick(random, EVENTS), ...options(random, random() < 0.5 ? { [pick(random, ['atLeast', 'atMost'])]: Math.floor(random() * 4) } : {})] });

/** One question. */
export function randomLeaf(random: Random): Json {
  const text = pick(random, ['pro', 'er', 'f*e', 'B*', '']);
  return pick<() => Json>(random, [
    () => ({ [pick(random, ['==', '!=', '===', '!==', '<', '<=', '>', '>='])]: [term(random), pick(random, VALUES)] }),
    () => ({ '<=': [pick(random, [0, 10]), field(random), pick(random, [20, 99])] }),
    () => ({ in_segment: pick(random, SEGMENTS) }),
    () => happened(random),
    () => ({ [pick(random, ['before', 'after'])]: [{ var: 'customer.since' }, random() < 0.5 ? { var: 'now' } : '2026-04-01T00:00:00Z'] }),
    () => ({ within_last: [{ var: 'customer.since' }, pick(random, SPANS)] }),
    () => ({ [pick(random, ['matches_text', 'starts_with', 'ends_with'])]: [field(random), text] }),
    () => ({ in: [pick(random, VALUES), { var: pick(random, ['customer.tags', 'segments', 'customer.plan']) }] }),
    () => ({ in: [field(random), ['pro', 'Berlin', 20]] }),
    () => ({ missing: [pick(random, FIELDS), pick(random, FIELDS)] }),
    () => field(random),
    () => ({ some: [{ var: 'customer.tags' }, { '==': [{ var: '' }, pick(random, VALUES)] }] }),
    () => ({ '>': [{ '+': [field(random), count(random)] }, 3] }),
  ])();
}

/** A condition of a few levels. */
export function randomCondition(random: Random, depth = 3): Json {
  if (depth === 0 || random() < 0.3) return randomLeaf(random);
  const parts = () => Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomCondition(random, depth - 1));
  const drawn = random();
  if (drawn < 0.4) return { and: parts() };
  if (drawn < 0.8) return { or: parts() };
  if (drawn < 0.92) return { '!': randomCondition(random, depth - 1) };
  return { if: [randomLeaf(random), randomCondition(random, depth - 1), randomCondition(random, depth - 1)] };
}

/** A customer at NOW. */
export function randomFacts(random: Random): Facts {
  const value = () => pick(random, VALUES);
  const events = (name: string): EventFact[] => Array.from({ length: Math.floor(random() * 5) }, () => Math.floor(random() * 90 * 24)).sort((a, b) => b - a)
    .map((hours) => ({ name, at: new Date(Date.parse(NOW) - hours * 3_600_000 - (random() < 0.2 ? 0 : 1)).toISOString(), properties: random() < 0.8 ? { value: pick<Json>(random, [5, 20, 45, 70, '30', 'much', null]) } : {} }));
  const sometimes = <T>(one: T): T | undefined => (random() < 0.75 ? one : undefined);
  const given = Object.entries({ plan: sometimes(value()), age: sometimes(pick<Json>(random, [0, 17, 20, 44, '20', null])), since: sometimes(pick(random, MOMENTS)), tags: sometimes([value(), value()]), address: sometimes({ city: pick(random, ['Berlin', 'Bonn']) }), timezone: sometimes('Asia/Tokyo') });
  return {
    customer: Object.fromEntries(given.filter(([, one]) => one !== undefined)) as Facts['customer'],
    segments: SEGMENTS.filter(() => random() < 0.5),
    sentiment: random() < 0.6 ? { label: pick(random, ['negative', 'neutral', 'positive'] as const), score: 0.1, confidence: 0.7, at: NOW } : null,
    consent: random() < 0.6 ? { email: { offers: random() < 0.5 } } : {},
    sentimentAllowed: true,
    history: Object.fromEntries(EVENTS.filter(() => random() < 0.8).map((name) => [name, events(name)])),
    zone: 'Europe/Berlin',
    event: random() < 0.8 ? { name: 'Cart Updated', at: NOW, properties: { value: value() } } : null,
    steps: random() < 0.5 ? { ask: { outcome: 'clicked', at: NOW } } : {},
    now: NOW,
  };
}
