import { describe, expect, test } from 'vitest';
import { applyChange, customerFacts } from './customer.ts';
import type { JsonObject } from './json.ts';

describe('the customer as conditions and texts see them', () => {
  test('traits are flat, beside id, zone, locale and addresses', () => {
    expect(customerFacts({ id: 'c1', traits: { plan: 'pro' }, timezone: 'Europe/Berlin', locale: 'de', email: 'a@b.de', phone: null })).toEqual({ plan: 'pro', id: 'c1', timezone: 'Europe/Berlin', locale: 'de', email: 'a@b.de' });
  });
  test('a trait called id does not hide the customer\'s id, and traits fill in what is not known otherwise', () => {
    expect(customerFacts({ id: 'c1', traits: { id: 'x', email: 'a@b.de' } })).toEqual({ id: 'c1', email: 'a@b.de' });
  });
  test('names of the Segment spec are readable in ours, and do not overwrite them', () => {
    expect(customerFacts({ id: 'c', traits: { firstName: 'Ada', lastName: 'L', createdAt: '2026-01-01', last_name: 'Lovelace' } })).toMatchObject({ first_name: 'Ada', firstName: 'Ada', last_name: 'Lovelace', created_at: '2026-01-01' });
  });
});

describe('changes of a customer', () => {
  const traits: JsonObject = { plan: 'free', points: 5, text: '7', tags: ['a'], colours: ['red', 'red', { x: 1 }], single: 'one', nothing: null };
  const after = (change: Parameters<typeof applyChange>[1]) => applyChange(traits, change).traits;
  test.each([
    ['set', { set: { plan: 'pro', city: 'Bonn' } }, { plan: 'pro', city: 'Bonn' }],
    ['set once where there is nothing', { setOnce: { plan: 'pro', nothing: 1, city: 'Bonn' } }, { plan: 'free', nothing: 1, city: 'Bonn' }],
    ['increment', { increment: { points: 2, text: -1, none: 3, plan: 1 } }, { points: 7, text: 6, none: 3, plan: 1 }],
    ['keep the smaller and the larger', { min: { points: 3, text: 9, fresh: 1 }, max: { points: 3, plan: 2 } }, { points: 3, text: 7, fresh: 1, plan: 2 }],
    ['append, keeping duplicates', { append: { colours: 'red', single: 'two', fresh: ['a', 'b'] } }, { colours: ['red', 'red', { x: 1 }, 'red'], single: ['one', 'two'], fresh: ['a', 'b'] }],
    ['remove every equal item', { remove: { colours: ['red', { x: 1 }], single: 'one' } }, { colours: [], single: [] }],
    ['tag without duplicates', { tag: ['a', 'b', 'b'] }, { tags: ['a', 'b'] }],
    ['untag', { untag: ['a', 'zzz'] }, { tags: [] }],
  ])('%s', (_name, change, expected) => expect(after(change)).toMatchObject(expected));
  test('unset removes a trait, null keeps it as null', () => {
    expect(Object.keys(after({ unset: ['plan', 'never'] }))).not.toContain('plan');
    expect(after({ set: { plan: null } })).toMatchObject({ plan: null });
  });
  test('the parts are applied in their order', () => {
    expect(after({ unset: ['a'], set: { a: 1, b: 1 }, increment: { a: 1, b: 2 }, setOnce: { b: 9 } })).toMatchObject({ b: 3 });
    expect(Object.keys(after({ unset: ['a'], set: { a: 1 } }))).not.toContain('a');
  });
  test('removing from a trait that is not there makes none', () => expect(Object.keys(after({ remove: { nope: 'x' } }))).not.toContain('nope'));
  test('segments are passed on', () => expect(applyChange({}, { addTo: ['vip'], removeFrom: ['new'] })).toEqual({ traits: {}, addTo: ['vip'], removeFrom: ['new'] }));
  test('an increment that leaves the numbers keeps the value', () => expect(applyChange({ n: 1e308 }, { increment: { n: 1e308 } }).traits).toEqual({ n: 1e308 }));
  test('LANG-4: no prototype is touched, and what was given is not changed', () => {
    const before = JSON.stringify(traits);
    const hostile = JSON.parse('{"__proto__": {"x": 1}, "constructor": 1}') as JsonObject;
    const changed = applyChange(hostile, { set: hostile, append: hostile, setOnce: hostile, increment: { constructor: 1 } }).traits;
    expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(Object.hasOwn(changed, '__proto__')).toBe(false);
    after({ set: { plan: 'x' }, append: { colours: 'x' } });
    expect(JSON.stringify(traits)).toBe(before);
  });
});
