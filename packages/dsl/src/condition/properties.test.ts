import { DateTime, Duration } from 'luxon';
import { describe, expect, it } from 'vitest';
import { programOf } from '../engine/testing.ts';
import type { EventFact, Facts } from '../facts.ts';
import { parseProgram } from '../compile/index.ts';
import type { Json } from '../json.ts';
import { programFacts } from '../program-facts.ts';
import naughty from './cases/naughty-strings.json' with { type: 'json' };
import { checkCondition, conditionNeeds, describeCondition, evaluate, explain, fromRows, recheckAt, toRows } from './index.ts';
import { EVENTS, randomCondition, randomFacts, SEGMENTS } from './generate.ts';
import { NOW, pick, randomness } from './fixture.ts';
import { truthy } from './rule.ts';

const ROUNDS = 1000;

describe('conditions drawn at random', () => {
  it('COND-2: with nothing but the facts that the program names, the answer is the same', () => {
    const random = randomness(11);
    for (let round = 0; round < ROUNDS; round += 1) {
      const condition = randomCondition(random);
      const facts = randomFacts(random);
      const program = programOf({ ask: { kind: 'branch', paths: [{ id: 'yes', when: condition }] } });
      if (round % 20 === 0) expect(parseProgram(program).ok, JSON.stringify(condition)).toBe(true);
      const { history, segments, traits, sentiment } = programFacts(program);
      const keep = (name: string) => Object.hasOwn(history, name);
      const inside = (within: string | null, event: EventFact) => within === null || DateTime.fromISO(event.at) >= DateTime.fromISO(NOW, { zone: 'utc' }).minus(Duration.fromISO(within)).minus({ days: 4 });
      const only: Facts = {
        ...facts,
        customer: Object.fromEntries(Object.entries(facts.customer).filter(([trait]) => traits.includes(trait) || trait === 'timezone')),
        // Who looks at the list of segments as a whole gets it whole.
        segments: JSON.stringify(condition).includes('"var":"segments"') || JSON.stringify(condition).includes('["segments') || JSON.stringify(condition).includes('"segments"') ? facts.segments : facts.segments.filter((key) => segments.includes(key)),
        sentiment: sentiment ? facts.sentiment : null,
        history: Object.fromEntries(Object.entries(facts.history).filter(([name]) => keep(name)).map(([name, events]) => [name, events.filter((event) => inside(history[name] ?? null, event))])),
      };
      expect(evaluate(condition, only), JSON.stringify([condition, facts])).toEqual(evaluate(condition, facts));
    }
  }, 60_000);

  it('COND-5: the values that are told decide alone: whatever else is known of anybody, the answer is the same', () => {
    const random = randomness(12);
    for (let round = 0; round < ROUNDS; round += 1) {
      const condition = randomCondition(random);
      const told = explain(condition, randomFacts(random));
      if (told.issue) continue;
      for (const other of [randomFacts(random), { now: NOW }]) {
        const zone = typeof told.used['zone'] === 'string' ? { zone: told.used['zone'], customer: { ...(other as Partial<Facts>).customer, timezone: told.used['zone'] } as Facts['customer'] } : {};
        const again = evaluate(condition, { ...other, ...zone, recorded: told.used });
        expect(again.ok && truthy(again.value), JSON.stringify([condition, told, again])).toBe(truthy(told.value));
      }
      expect(told.because.length).toBeGreaterThan(3);
    }
  }, 60_000);

  it('COND-5: none of the values told could be left out: with each of them another way, some customer gets another answer', () => {
    const random = randomness(13);
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    for (let round = 0; round < 300; round += 1) {
      // Each name at most once, so that what one part needs says nothing of another.
      const left = [...names];
      const build = (depth: number): Json => {
        if (depth === 0 || random() < 0.2) return { '==': [{ var: `customer.${left.pop() ?? ''}` }, 1] };
        const inner = Array.from({ length: 2 }, () => build(depth - 1));
        return random() < 0.15 ? { '!': inner[0] ?? true } : { [random() < 0.5 ? 'and' : 'or']: inner };
      };
      const condition = build(3);
      const customer = Object.fromEntries(names.map((name) => [name, random() < 0.5 ? 1 : 2]));
      const told = explain(condition, { customer });
      const used = Object.keys(told.used).map((name) => name.slice('customer.'.length));
      for (const name of used) {
        const free = names.filter((one) => !used.includes(one));
        const flips = Array.from({ length: 2 ** free.length }, (_, bits) => ({ ...customer, [name]: customer[name] === 1 ? 2 : 1, ...Object.fromEntries(free.map((one, index) => [one, (bits >> index) % 2 === 0 ? 1 : 2])) }))
          .some((other) => { const answer = evaluate(condition, { customer: other }); return answer.ok && truthy(answer.value) !== truthy(told.value); });
        expect(flips, JSON.stringify([condition, customer, told])).toBe(true);
      }
    }
  }, 60_000);

  it('COND-6: rows give back the very condition they were made from', () => {
    const random = randomness(14);
    for (let round = 0; round < ROUNDS; round += 1) {
      const condition = randomCondition(random);
      const rows = toRows(condition);
      expect(rows && fromRows(JSON.parse(JSON.stringify(rows)) as typeof rows), JSON.stringify(condition)).toEqual(condition);
    }
  }, 60_000);
});

describe('past events, held against the plainest reckoning', () => {
  /** Counts by going through everything, with another library for the calendar. */
  function matching(facts: Facts, name: string, within: string | undefined, least: number | undefined): EventFact[] {
    const from = within === undefined ? null : DateTime.fromISO(NOW, { zone: 'utc' }).minus(Duration.fromISO(within)).toMillis();
    return (facts.history[name] ?? []).filter((event) => (from === null || Date.parse(event.at) >= from) && (least === undefined || Number(event.properties['value'] ?? Number.NaN) >= least));
  }

  it('COND-2: happened, count, sum, latest and since, with windows and conditions of their own', () => {
    const random = randomness(15);
    for (let round = 0; round < ROUNDS; round += 1) {
      const facts = randomFacts(random);
      const name = pick(random, EVENTS);
      const within = random() < 0.7 ? pick(random, ['PT1H', 'P1D', 'P7D', 'P1W', 'P1M', 'P2M', 'P1Y', 'P1M3D', 'PT36H']) : undefined;
      const least = random() < 0.3 ? 20 : undefined;
      const options = { ...(within === undefined ? {} : { within }), ...(least === undefined ? {} : { where: { '>=': [{ var: 'event.properties.value' }, least] } }) };
      const events = matching(facts, name, within, least);
      const answer = (condition: Json) => { const asked = evaluate(condition, facts); return asked.ok ? asked.value : asked.issue.code; };
      const numbers = events.map(({ properties: { value } }) => (typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN)).filter((value) => !Number.isNaN(value));
      const last = events.at(-1);
      const at = JSON.stringify([name, options, facts.history]);
      expect(answer({ count: [name, options] }), at).toBe(events.length);
      expect(answer({ sum: [name, 'value', options] }), at).toBe(numbers.reduce((total, value) => total + value, 0));
      expect(answer({ latest: [name, 'value', options] }), at).toEqual(last?.properties['value'] ?? null);
      expect(answer({ since: [name, options] }), at).toBe(last ? (Date.parse(NOW) - Date.parse(last.at)) / 1000 : null);
      for (const [atLeast, atMost] of [[undefined, undefined], [2, undefined], [undefined, 1], [1, 3]] as const) {
        const bounds = { ...(atLeast === undefined ? {} : { atLeast }), ...(atMost === undefined ? {} : { atMost }) };
        expect(answer({ happened: [name, { ...options, ...bounds }] }), at).toBe(events.length >= (atLeast ?? (atMost === undefined ? 1 : 0)) && events.length <= (atMost ?? Infinity));
      }
      for (const segment of SEGMENTS) expect(answer({ in_segment: segment })).toBe(facts.segments.includes(segment));
    }
  }, 60_000);

  it('COND-3: before, after and within_last, with moments as senders write them', () => {
    const random = randomness(16);
    for (let round = 0; round < ROUNDS; round += 1) {
      const zone = pick(random, ['Europe/Berlin', 'Asia/Tokyo', 'America/New_York', 'UTC']);
      const at = DateTime.fromISO(NOW, { zone: 'utc' }).minus({ minutes: Math.floor(random() * 200_000) - 20_000 });
      const written: Json = pick<() => Json>(random, [() => at.toISO(), () => at.setZone('Asia/Tokyo').toISO(), () => at.toMillis(), () => Math.floor(at.toSeconds()), () => at.setZone(zone).toFormat('yyyy-MM-dd'), () => at.setZone(zone).toFormat("yyyy-MM-dd'T'HH:mm"), () => 'soon', () => null])();
      const moment = typeof written === 'number' ? DateTime.fromMillis(written > 1e11 ? written : written * 1000) : DateTime.fromISO(String(written), { zone });
      const ask = (condition: Json) => { const asked = evaluate(condition, { customer: { when: written, timezone: zone }, now: NOW }); return asked.ok && asked.value; };
      const span = pick(random, ['PT1H', 'P1D', 'P30D', 'P1M', 'P1Y']);
      const from = DateTime.fromISO(NOW, { zone: 'utc' }).minus(Duration.fromISO(span));
      const it = JSON.stringify([written, zone, span]);
      expect(ask({ before: [{ var: 'customer.when' }, { var: 'now' }] }), it).toBe(moment.isValid && moment < DateTime.fromISO(NOW));
      expect(ask({ after: [{ var: 'customer.when' }, { var: 'now' }] }), it).toBe(moment.isValid && moment > DateTime.fromISO(NOW));
      expect(ask({ within_last: [{ var: 'customer.when' }, span] }), it).toBe(moment.isValid && moment <= DateTime.fromISO(NOW) && moment >= from);
    }
  }, 60_000);

  it('COND-3: texts that begin, end and match, with the strings that break software', () => {
    const strings = (naughty as string[]).filter((text) => text !== '' && !text.includes('*'));
    for (const text of strings) {
      const ask = (op: string, wanted: string) => { const asked = evaluate({ [op]: [{ var: 'customer.text' }, wanted] }, { customer: { text } }); return asked.ok && asked.value; };
      const half = text.slice(0, Math.ceil(text.length / 2));
      expect(ask('starts_with', half), text).toBe(true);
      expect(ask('ends_with', text.slice(half.length)), text).toBe(true);
      expect(ask('starts_with', `${text}x`), text).toBe(false);
      expect(ask('matches_text', text), text).toBe(true);
    }
  }, 60_000);
});

/** Anything that JSON can say, and some that only look like it. */
function hostile(random: () => number, depth = 0): unknown {
  const strings = naughty as string[];
  const key = () => pick(random, ['__proto__', 'constructor', 'toString', 'prototype', 'hasOwnProperty', 'valueOf', 'var', 'and', 'or', '!', 'happened', 'count', 'in_segment', 'within_last', 'map', 'reduce', 'if', 'missing', '<', 'cat', 'log', 'method', pick(random, strings)]);
  const drawn = random();
  if (depth > 6 || drawn < 0.3) return pick<unknown>(random, [null, true, 0, -0, 1e308, -1, 'NaN', 'Infinity', '', '__proto__', 'constructor.prototype', 'customer.__proto__', 'P1D', pick(random, strings), [], {}]);
  if (drawn < 0.5) return Array.from({ length: Math.floor(random() * 4) }, () => hostile(random, depth + 1));
  const made: Record<string, unknown> = {};
  for (let index = 0; index <= Math.floor(random() * 1.3); index += 1) Object.defineProperty(made, key(), { value: hostile(random, depth + 1), enumerable: true, configurable: true, writable: true });
  return made;
}

describe('whatever comes as a condition', () => {
  it('COND-4, LANG-4: nothing throws, hangs, changes what it was given, or touches a prototype', () => {
    const random = randomness(17);
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    const facts = { ...randomFacts(random), customer: JSON.parse('{"__proto__": {"x": 1}, "constructor": "c", "text": "NaN"}') as Facts['customer'] };
    for (let round = 0; round < 800; round += 1) {
      const condition = hostile(random);
      const text = JSON.stringify(condition);
      for (const ask of [() => evaluate(condition, facts), () => explain(condition, facts), () => checkCondition(condition), () => conditionNeeds(condition), () => describeCondition(condition), () => recheckAt(condition, facts), () => toRows(condition), () => evaluate({ '==': [{ var: 'customer.text' }, 'x'] }, { customer: condition as Facts['customer'] }), () => evaluate({ var: 'customer.a' }, { recorded: condition as Record<string, Json> })]) expect(ask, text).not.toThrow();
      expect(JSON.stringify(condition)).toBe(text);
    }
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  }, 60_000);

  it('COND-4: what is endless deep or long is an issue', () => {
    const deep = Array.from({ length: 50_000 }).reduce<unknown>((inner) => [inner], 1);
    const long = { or: Array.from({ length: 100_000 }, () => true) };
    for (const condition of [deep, { '!': deep }, long, { in: ['x', Array.from({ length: 100_000 }, () => 1)] }]) {
      expect(evaluate(condition, {}).ok).toBe(false);
      expect(checkCondition(condition).length).toBeGreaterThan(0);
    }
  }, 60_000);
});
