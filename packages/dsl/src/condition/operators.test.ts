import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { daysAgo, event, facts, NOW } from './fixture.ts';

const answer = (condition: unknown, given: Partial<typeof facts> = facts) => {
  const result = evaluate(condition, given);
  return result.ok ? result.value : result.issue.code;
};
const v = (path: string) => ({ var: path });

describe('what a condition reads', () => {
  test.each([
    ['customer.plan', 'pro'], ['event.name', 'Cart Updated'], ['event.properties.cart_id', 'k1'], ['steps.ask.outcome', 'clicked'], ['sentiment.label', 'negative'],
    ['consent.email.offers', true], ['segments.0', 'vip'], ['now', NOW], ['customer.nope', null], ['nope.nope', null],
  ])('`%s` is %j', (path, value) => expect(answer(v(path))).toBe(value));
});

describe('missing values', () => {
  test.each(['<', '<=', '>', '>='])('COND-3: an ordering with a missing value is false, on either side: %s', (op) => {
    for (const missing of ['customer.nope', 'customer.nothing', 'event.properties.nope']) {
      expect(answer({ [op]: [v(missing), 18] })).toBe(false);
      expect(answer({ [op]: [18, v(missing)] })).toBe(false);
    }
  });
  test('COND-3: nobody of unknown age lies between two ages', () => {
    expect(answer({ '<=': [0, v('customer.nope'), 99] })).toBe(false);
    expect(answer({ '<=': [0, v('customer.age'), 99] })).toBe(true);
  });
  test.each([{ '-': [v('customer.nope'), 1] }, { '+': [1, v('customer.nope')] }, { max: [v('customer.nope'), 0] }, { '*': [v('customer.nope'), 0] }, { '-': v('customer.nope') }])(
    'COND-3: arithmetic with a missing value has no result, so it is not under 5: %j',
    (sum) => {
      expect(answer(sum)).toBeNull();
      expect(answer({ '<': [sum, 5] })).toBe(false);
    },
  );
  test('COND-3: comparing with a literal null is as the public cases want it', () => expect(answer({ '<': [null, 1] })).toBe(true));
  test('COND-3: facts that are left out are absent, not an error', () => {
    expect(answer({ in_segment: 'vip' }, {})).toBe(false);
    expect(answer({ happened: ['Order Completed'] }, {})).toBe(false);
    expect(answer({ count: ['Order Completed'] }, {})).toBe(0);
    expect(answer(v('customer.plan'), {})).toBeNull();
  });
  test('COND-3: a condition on time that is asked without a time is an error, not "no"', () => {
    const { now: _, ...timeless } = facts;
    expect(answer({ happened: ['Order Completed', { within: 'P30D' }] }, timeless)).toBe('condition-no-now');
    expect(answer({ within_last: [v('customer.created_at'), 'P7D'] }, timeless)).toBe('condition-no-now');
  });
});

describe('past events', () => {
  const within = (days: string) => ({ within: days });
  test.each([
    [{ happened: ['Order Completed'] }, true],
    [{ happened: 'Order Completed' }, true],
    [{ happened: ['Nothing'] }, false],
    [{ happened: ['Order Completed', within('P4D')] }, false],
    [{ happened: ['Order Completed', within('P5D')] }, true],
    [{ happened: ['Order Completed', { within: 'P30D', atLeast: 2 }] }, true],
    [{ happened: ['Order Completed', { within: 'P30D', atLeast: 3 }] }, false],
    [{ happened: ['Order Completed', { atMost: 2 }] }, false],
    [{ happened: ['Nothing', { atMost: 2 }] }, true],
    [{ happened: ['Order Completed', { atLeast: 3, atMost: 3 }] }, true],
    [{ happened: ['Order Completed', { where: { '>': [v('event.properties.value'), 60] } }] }, true],
    [{ happened: ['Order Completed', { where: { '==': [v('event.properties.cart.id'), 'y'] } }] }, false],
    [{ count: ['Order Completed'] }, 3],
    [{ count: ['Order Completed', within('P2W')] }, 2],
    [{ sum: ['Order Completed', 'value'] }, 150],
    [{ sum: ['Order Completed', 'value', within('P7D')] }, 70],
    [{ sum: ['Order Completed', 'nope'] }, 0],
    [{ latest: ['Order Completed', 'value'] }, 70],
    [{ latest: ['Order Completed', 'cart.id'] }, 'x'],
    [{ latest: ['Nothing', 'value'] }, null],
    [{ since: ['Order Completed'] }, 5 * 86_400],
    [{ since: ['Nothing'] }, null],
    [{ '>': [{ since: ['Nothing'] }, 0] }, false],
  ])('%j is %j', (condition, value) => expect(answer(condition)).toBe(value));

  test('a `where` reads the past event as `event`, and the customer beside it', () => {
    expect(answer({ count: ['Order Completed', { where: { and: [{ '==': [v('event.name'), 'Order Completed'] }, { '==': [v('customer.plan'), 'pro'] }] } }] })).toBe(3);
  });
  test('an event exactly a window old still counts; a millisecond later it does not', () => {
    const condition = { happened: ['X', { within: 'P1D' }] };
    const history = { X: [event('X', 1)] };
    expect(answer(condition, { ...facts, history })).toBe(true);
    expect(answer(condition, { ...facts, history, now: '2026-05-03T12:00:00.001Z' })).toBe(false);
  });
  test('months are counted by the calendar', () => {
    const history = { X: [{ name: 'X', at: '2026-01-31T12:00:00.000Z', properties: {} }] };
    const within = { happened: ['X', { within: 'P1M' }] };
    expect(answer(within, { history, now: '2026-02-28T12:00:00.000Z' })).toBe(true);
    expect(answer(within, { history, now: '2026-03-01T12:00:00.000Z' })).toBe(false);
  });
  test('an instant written with an offset is the moment it names', () => {
    const history = { X: [{ name: 'X', at: '2026-05-03T02:00:00+14:00', properties: {} }] };
    expect(answer({ happened: ['X', { within: 'P1D' }] }, { history, now: NOW })).toBe(true);
    expect(answer({ happened: ['X', { within: 'PT23H' }] }, { history, now: NOW })).toBe(false);
  });
});

describe('moments', () => {
  test.each([
    [{ before: ['2026-05-03T00:00:00Z', v('now')] }, true],
    [{ after: ['2026-05-03T14:00:00+02:00', v('now')] }, false],
    [{ before: ['2026-05-03T14:00:00+02:00', v('now')] }, false],
    [{ after: [v('customer.created_at'), daysAgo(4)] }, true],
    [{ before: [v('customer.nope'), v('now')] }, false],
    [{ after: [v('customer.plan'), '2020-01-01'] }, false],
    [{ within_last: [v('customer.created_at'), 'P3D'] }, true],
    [{ within_last: [v('customer.created_at'), 'P2D'] }, false],
    [{ within_last: ['2026-05-03T12:00:00.001Z', 'P2D'] }, false],
    [{ within_last: [1_777_806_000, 'P2D'] }, true],
    [{ within_last: [1_777_806_000_000, 'P2D'] }, true],
  ])('%j is %j', (condition, value) => expect(answer(condition)).toBe(value));
  test('a date without a time begins at midnight where the customer lives', () => {
    expect(answer({ before: ['2026-05-04', '2026-05-03T22:00:00.001Z'] })).toBe(true);
    expect(answer({ before: ['2026-05-04', '2026-05-03T22:00:00.000Z'] })).toBe(false);
  });
});

describe('text', () => {
  test.each([
    [{ starts_with: [v('customer.email'), 'ada'] }, true],
    [{ ends_with: [v('customer.email'), '@example.com'] }, true],
    [{ ends_with: [v('customer.email'), '@Example.com'] }, false],
    [{ matches_text: [v('customer.email'), 'EXAMPLE'] }, true],
    [{ matches_text: [v('customer.email'), '*@example.com'] }, true],
    [{ matches_text: [v('customer.email'), '*@example'] }, false],
    [{ matches_text: [v('customer.email'), 'a*@*.com'] }, true],
    [{ matches_text: ['aa', 'a*a*a'] }, false],
    [{ matches_text: [v('customer.tags'), 'vip'] }, true],
    [{ matches_text: [v('customer.nope'), 'x'] }, false],
    [{ starts_with: [v('customer.age'), '2'] }, true],
    [{ in: ['vip', v('customer.tags')] }, true],
    [{ in: [v('customer.nope'), 'some text'] }, false],
  ])('%j is %j', (condition, value) => expect(answer(condition)).toBe(value));
});
