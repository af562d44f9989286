import jsonLogic from 'json-logic-js';
import type { RulesLogic } from 'json-logic-js';
import { describe, expect, test, vi } from 'vitest';
import cases from './cases/compatible.json' with { type: 'json' };
import { checkCondition, conditionNeeds, describeCondition, evaluate, explain, fromRows, recheckAt, toRows } from './index.ts';
import { facts, pick, randomness } from './fixture.ts';
import { operators } from './operators.ts';
import { MAX_DEPTH } from './rule.ts';

const codes = (condition: unknown) => checkCondition(condition).map((issue) => `${issue.code} ${issue.path}`);
const nested = (depth: number, rule: unknown): unknown => (depth === 0 ? rule : { '!': nested(depth - 1, rule) });
const v = (path: string) => ({ var: path });

describe('what is refused before it runs', () => {
  test.each([
    [{ log: 'x' }, 'condition-unknown-operator '],
    [{ method: ['x', 'constructor'] }, 'condition-unknown-operator '],
    [{ constructor: [] }, 'condition-unknown-operator '],
    [{ 'map.x': [] }, 'condition-unknown-operator '],
    [JSON.parse('{"__proto__": [1]}') as unknown, 'condition-unknown-operator '],
    [{ and: [] }, 'condition-empty-group /and'],
    [{ and: [true, { or: [] }] }, 'condition-empty-group /and/1/or'],
    [{}, 'condition-shape '],
    [{ and: [true], or: [true] }, 'condition-shape '],
    [{ '<': [1] }, 'condition-arity /<'],
    [{ '==': 1 }, 'condition-arity /=='],
    [{ in_segment: 5 }, 'condition-argument /in_segment'],
    [{ happened: [v('event.name')] }, 'condition-argument /happened/0'],
    [{ happened: ['X', { within: '30 days' }] }, 'condition-argument /happened/1/within'],
    [{ happened: ['X', { withn: 'P3D' }] }, 'condition-argument /happened/1/withn'],
    [{ count: ['X', { atLeast: 2 }] }, 'condition-argument /count/1/atLeast'],
    [{ happened: ['X', { where: { or: [] } }] }, 'condition-empty-group /happened/1/where/or'],
    [{ sum: ['X'] }, 'condition-arity /sum'],
    [{ within_last: [v('now'), '-P1D'] }, 'condition-argument /within_last/1'],
    [{ before: [v('now'), 'tomorrow'] }, 'condition-argument /before/1'],
    [undefined, 'condition-missing '],
    [{ '==': [() => 1, 1] }, 'condition-not-json /==/0'],
  ])('COND-3: %j is an issue with its place', (condition, code) => {
    expect(codes(condition)).toContain(code);
    const result = evaluate(condition, facts);
    expect(result.ok ? 'answered' : result.issue.severity).toBe('error');
  });
  test('a mistyped operator is told the right one', () => expect(checkCondition({ hapened: ['X'] })[0]?.message).toContain('Did you mean "happened"?'));
  test('a name that is never known is a warning, and does not stop the condition', () => {
    expect(checkCondition({ '==': [v('plan'), 'pro'] })).toMatchObject([{ code: 'condition-unknown-name', severity: 'warning', path: '/==/0/var' }]);
    expect(checkCondition({ some: [v('customer.items'), { '>': [v('price'), 5] }] })).toEqual([]);
    expect(evaluate({ '==': [v('plan'), 'pro'] }, facts)).toEqual({ ok: true, value: false });
  });
  test('issues carry the place of the condition in its document', () => expect(checkCondition({ and: [] }, '/steps/a/when')[0]?.path).toBe('/steps/a/when/and'));
});

describe('COND-4: limits', () => {
  test('a condition nested too deeply is refused, even where it would break the stack', () => {
    expect(codes(nested(MAX_DEPTH, true))).toEqual([]);
    expect(codes(nested(MAX_DEPTH + 1, true))[0]).toMatch(/^condition-too-large/);
    expect(evaluate(nested(5_000, true), facts).ok).toBe(false);
  });
  test('a condition that is too large is refused', () => expect(codes({ or: [1, 2].map(() => ({ and: Array.from({ length: 1_100 }, () => false) })) })[0]).toMatch(/^condition-too-large/));
  const items = Array.from({ length: 60 }, (_, index) => index);
  test.each([
    ['nested loops', { map: [items, { map: [items, { map: [items, { map: [items, 1] }] }] }] }],
    ['a text that doubles', { reduce: [items, { cat: [v('accumulator'), v('accumulator')] }, 'x'] }],
    ['a list that doubles', { reduce: [items, { merge: [v('accumulator'), v('accumulator')] }, [1]] }],
    ['a list whose parts are shared', { reduce: [items, [v('accumulator'), v('accumulator')], [1]] }],
    ['a list that grows inwards', { reduce: [{ merge: Array.from({ length: 10 }, () => items) }, [v('accumulator')], [1]] }],
  ])('%s runs out of steps soon and is an error, not "no"', (_name, condition) => {
    const result = evaluate(condition, facts);
    expect(result.ok ? 'answered' : result.issue.code).toBe('condition-too-long');
  }, 10_000);
  test('a long history is gone through once, not once a customer and rule', () => {
    const history = { X: Array.from({ length: 20_000 }, () => ({ name: 'X', at: facts.now, properties: { n: 1 } })) };
    expect(evaluate({ count: ['X', { where: { '==': [v('event.properties.n'), 1] } }] }, { ...facts, history })).toEqual({ ok: true, value: 20_000 });
  });
});

describe('COND-4: own properties only', () => {
  test.each(['constructor.name', 'customer.constructor', 'customer.__proto__', '__proto__.x', 'customer.email.length.constructor', 'customer.tags.map', 'toString', 'customer.hasOwnProperty'])('`%s` is null', (path) => {
    expect(evaluate(v(path), facts)).toEqual({ ok: true, value: null });
    expect(evaluate({ missing: [path] }, facts)).toEqual({ ok: true, value: [path] });
  });
  test('events and options named like inherited properties are only what they say', () => {
    expect(evaluate({ happened: ['constructor'] }, facts)).toEqual({ ok: true, value: false });
    expect(evaluate({ sum: ['Order Completed', 'constructor'] }, facts)).toEqual({ ok: true, value: 0 });
    expect(evaluate({ latest: ['Order Completed', '__proto__.x'] }, facts)).toEqual({ ok: true, value: null });
  });
  test('data that looks like a rule stays data', () => {
    const customer = { ...facts.customer, evil: { var: 'customer.email' }, worse: [{ log: 'x' }] };
    expect(evaluate({ cat: [v('customer.evil'), ''] }, { ...facts, customer })).toEqual({ ok: true, value: '[object Object]' });
    expect(evaluate({ merge: [v('customer.worse')] }, { ...facts, customer })).toEqual({ ok: true, value: [{ log: 'x' }] });
  });
  test('values that cannot be compared are an error, not a crash', () => {
    const customer = { trap: { toString: 1, valueOf: 2 }, indexed: { indexOf: 'x' } };
    const result = evaluate({ '==': [v('customer.trap'), 'x'] }, { customer });
    expect(result.ok ? 'answered' : result.issue.code).toBe('condition-failed');
    expect(evaluate({ in: ['x', v('customer.indexed')] }, { customer })).toEqual({ ok: true, value: false });
  });
  test('nothing is printed', () => {
    const { console } = globalThis as unknown as { console: { log(text: unknown): void } };
    const log = vi.spyOn(console, 'log');
    evaluate({ log: 'x' }, facts);
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });
});

describe('LANG-4: any JSON at all', () => {
  const names = [...operators.keys(), 'log', 'method', '__proto__', 'constructor', 'within', 'where', 'var'];
  const leaves = [null, true, false, 0, -1, 1e308, '', 'a', 'customer.plan', '__proto__', 'P1D', 'constructor', 'Order Completed', [], {}, 'x'.repeat(300), '\u0000', '*', 'event.properties.value'];
  const anything = (random: () => number, depth: number): unknown => {
    const kind = random();
    if (depth === 0 || kind < 0.25) return pick(random, leaves);
    const items = () => Array.from({ length: Math.floor(random() * 4) }, () => anything(random, depth - 1));
    if (kind < 0.35) return items();
    const keys = kind < 0.9 ? 1 : Math.floor(random() * 3);
    const body = Array.from({ length: keys }, () => `${JSON.stringify(pick(random, names))}:${JSON.stringify(random() < 0.8 ? items() : anything(random, depth - 1))}`);
    return JSON.parse(`{${body.join(',')}}`);
  };
  test('never throws, hangs or touches a prototype', () => {
    const before = JSON.stringify([Object.getOwnPropertyNames(Object.prototype), Object.getOwnPropertyNames(Array.prototype)]);
    const given = JSON.stringify(facts);
    const random = randomness(20260503);
    let answered = 0;
    for (let round = 0; round < 6_000; round += 1) {
      const condition = anything(random, 5);
      const text = JSON.stringify(condition);
      const result = evaluate(condition, facts);
      const told = explain(condition, facts);
      if (result.ok) {
        answered += 1;
        expect(told.value, text).toEqual(result.value);
        expect(evaluate(JSON.parse(text), facts), text).toEqual(result);
      }
      expect(told.because.length, text).toBeGreaterThan(0);
      expect(() => [describeCondition(condition), conditionNeeds(condition), recheckAt(condition, facts), checkCondition(condition)], text).not.toThrow();
      const rows = toRows(condition);
      if (rows) expect(fromRows(rows), text).toEqual(condition);
      expect(JSON.stringify(condition), 'the condition is not changed').toBe(text);
    }
    expect(answered).toBeGreaterThan(500);
    expect(JSON.stringify(facts)).toBe(given);
    expect(JSON.stringify([Object.getOwnPropertyNames(Object.prototype), Object.getOwnPropertyNames(Array.prototype)])).toBe(before);
  }, 60_000);
});

test('COND-1: with values put at random into the public cases, the answer is that of json-logic-js wherever no value is missing', () => {
  const random = randomness(278);
  const values = [0, 1, 2, -3, 1.5, '1', '2', 'a', 'apple', true, false, [], [1, 2], ['a'], [[1], 2], 10, '10', '-1'];
  const change = (rule: unknown): unknown => {
    if (Array.isArray(rule)) return rule.map(change);
    if (typeof rule === 'object' && rule !== null) return Object.fromEntries(Object.entries(rule).map(([key, value]) => [key, key === 'var' ? value : change(value)]));
    return random() < 0.4 ? pick(random, values) : rule;
  };
  let compared = 0;
  for (let round = 0; round < 12; round += 1) {
    for (const entry of cases as (string | { rule: unknown; data?: unknown })[]) {
      if (typeof entry === 'string') continue;
      const rule = change(entry.rule);
      const ours = evaluate(rule, entry.data as object);
      if (!ours.ok || /"var"|"missing/.test(JSON.stringify(rule))) continue;
      let theirs: unknown;
      try {
        theirs = jsonLogic.apply(rule as RulesLogic, entry.data);
      } catch {
        continue;
      }
      if (typeof theirs === 'number' && !Number.isFinite(theirs)) theirs = null;
      compared += 1;
      expect(ours.value, JSON.stringify(rule)).toEqual(JSON.parse(JSON.stringify(theirs ?? null)));
    }
  }
  expect(compared).toBeGreaterThan(1_500);
}, 60_000);
