import { describe, expect, test } from 'vitest';
import { describeCondition } from './describe.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { facts } from './fixture.ts';

const v = (path: string) => ({ var: path });
const because = (condition: unknown) => explain(condition, facts).because;

const pro = { '==': [v('customer.plan'), 'pro'] };
const free = { '==': [v('customer.plan'), 'free'] };
const twoOrders = { happened: ['Order Completed', { within: 'P30D', atLeast: 2 }] };

describe('COND-5: the smallest set of values that decided', () => {
  test('all parts of an "and" that held', () => {
    expect(explain({ and: [pro, twoOrders] }, facts)).toEqual({
      value: true,
      because: "plan was 'pro' and Order Completed 2 times in 30 days (needs 2)",
      used: { 'customer.plan': 'pro', 'count(Order Completed, P30D)': 2 },
    });
  });
  test('the one part of an "and" that failed, be it the last', () => {
    expect(explain({ and: [pro, twoOrders, { in_segment: 'staff' }] }, facts)).toEqual({ value: false, because: "not in segment 'staff'", used: { 'in_segment(staff)': false } });
  });
  test('of several parts that failed, the one with the fewest values', () => {
    expect(because({ and: [{ or: [free, { in_segment: 'staff' }] }, { '>': [v('customer.age'), 30] }] })).toBe('age was 20 (needs more than 30)');
  });
  test('the one part of an "or" that held, and all parts of one that failed', () => {
    expect(because({ or: [free, twoOrders] })).toBe('Order Completed 2 times in 30 days (needs 2)');
    expect(because({ or: [free, { in_segment: 'staff' }] })).toBe("plan was 'pro', not 'free' and not in segment 'staff'");
  });
  test('the questions of an "if" up to the choice, and what was chosen', () => {
    expect(because({ if: [free, true, pro, { '>': [v('customer.age'), 18] }, false] })).toBe("plan was 'pro', not 'free', plan was 'pro' and age was 20 (needs more than 18)");
  });
  test('the same under a "not"', () => expect(explain({ '!': { and: [pro, free] } }, facts)).toMatchObject({ value: true, because: "plan was 'pro', not 'free'" }));
  test('the values in `used` alone decide the same way again', () => {
    const condition = { or: [{ and: [free, pro] }, { '>': [v('event.properties.value'), 20] }, { in_segment: 'staff' }] };
    expect(explain(condition, facts).used).toEqual({ 'event.properties.value': 33 });
    expect(evaluate(condition, { event: { name: 'any', at: facts.now, properties: { value: 33 } } })).toEqual({ ok: true, value: true });
  });
});

describe('COND-5: in words', () => {
  test.each([
    [v('customer.plan'), "plan was 'pro'"],
    [v('customer.vip_since'), 'vip since is not known'],
    [{ '!': v('customer.firstName') }, 'first name is not known'],
    [{ '==': [v('customer.nope'), 'x'] }, "nope is not known (needs 'x')"],
    [{ '!=': [v('customer.plan'), 'free'] }, "plan was 'pro', not 'free'"],
    [{ '!=': [v('customer.plan'), 'pro'] }, "plan was 'pro'"],
    [{ '==': [v('customer.nope'), null] }, 'nope is not known'],
    [{ '<': [v('customer.nope'), 18] }, 'nope is not known (needs less than 18)'],
    [{ '<': [18, v('customer.age')] }, 'age was 20 (needs more than 18)'],
    [{ '<=': [18, v('customer.age'), 65] }, 'age was 20 (needs 18 to 65)'],
    [{ '>': [v('event.properties.value'), v('customer.age')] }, 'value was 33 (needs more than age 20)'],
    [{ in: [v('customer.country'), ['DE', 'AT']] }, "country was 'US' (needs 'DE' or 'AT')"],
    [{ in: ['vip', v('customer.tags')] }, "tags contained 'vip'"],
    [{ in: ['old', v('customer.tags')] }, "tags were 'new' and 'vip' (needs 'old')"],
    [{ happened: ['Refund Requested', { within: 'P7D' }] }, 'no Refund Requested in 7 days'],
    [{ happened: ['Order Completed', { atMost: 1 }] }, 'Order Completed 3 times (needs at most 1)'],
    [{ happened: ['Order Completed', { within: 'P7D' }] }, 'Order Completed once in 7 days'],
    [{ '>=': [{ count: ['Order Completed', { within: 'P30D' }] }, 3] }, 'Order Completed 2 times in 30 days (needs at least 3)'],
    [{ '>': [{ sum: ['Order Completed', 'value'] }, 100] }, 'value of Order Completed came to 150 (needs more than 100)'],
    [{ '<': [{ since: ['Order Completed'] }, 259_200] }, 'the last Order Completed was 5 days ago (needs less than 3 days)'],
    [{ '>': [{ since: ['Nothing'] }, 60] }, 'no Nothing (needs more than 1 minute)'],
    [{ '<': [{ latest: ['Order Completed', 'value'] }, 80] }, 'the latest value of Order Completed was 70 (needs less than 80)'],
    [{ count: ['Order Completed', { where: { '>': [v('event.properties.value'), 60] } }] }, 'Order Completed once where value is more than 60'],
    [{ '==': [v('sentiment.label'), 'negative'] }, "mood was 'negative'"],
    [{ '==': [v('consent.email.offers'), true] }, 'they agreed to offers by email'],
    [{ '==': [v('steps.ask.outcome'), 'clicked'] }, "the outcome of step ask was 'clicked'"],
    [{ ends_with: [v('customer.email'), '.org'] }, "email was 'ada@example.com' (needs to end with '.org')"],
    [{ before: [v('customer.plan'), v('now')] }, "plan was 'pro', which is no date (needs before now 3 May 2026, 12:00 UTC)"],
    [{ within_last: [v('customer.created_at'), 'P2D'] }, 'created at was 30 April 2026, 12:00 UTC (needs within the last 2 days)'],
    [true, 'it holds for everybody'],
    [false, 'it holds for nobody'],
    [{ and: [] }, 'The group "and" is empty. Add a rule to it or remove it.'],
  ])('%j: %s', (condition, words) => expect(because(condition)).toBe(words));

  test('a rule about list items names the list, not the items', () => {
    const told = explain({ some: [v('customer.tags'), { '==': [v(''), 'vip'] }] }, facts);
    expect(told.used).toEqual({ 'customer.tags': ['new', 'vip'] });
    expect(told.because).toContain('yes');
  });
  test('a huge value is cut in the words and in what is kept', () => {
    const told = explain({ '==': [v('customer.bio'), 'x'] }, { customer: { bio: 'y'.repeat(1_000_000) } });
    expect(told.because.length).toBeLessThan(200);
    expect(JSON.stringify(told.used).length).toBeLessThan(1_000);
  });
});

describe('a condition in words before anybody is asked', () => {
  test.each([
    [{ and: [pro, twoOrders] }, "plan is 'pro' and Order Completed happened at least 2 times in 30 days"],
    [{ and: [{ or: [pro, free] }, { '!': { in_segment: 'staff' } }] }, "(plan is 'pro' or plan is 'free') and not in segment 'staff'"],
    [{ '!': { happened: ['Order Completed', { within: 'P1W' }] } }, 'Order Completed did not happen in 1 week'],
    [{ happened: ['Order Completed', { atMost: 0 }] }, 'Order Completed did not happen'],
    [{ happened: ['Order Completed', { atLeast: 2, atMost: 2 }] }, 'Order Completed happened exactly 2 times'],
    [{ '!': { and: [pro, free] } }, "not (plan is 'pro' and plan is 'free')"],
    [{ '>': [{ since: ['Order Completed'] }, 2_592_000] }, 'the time since the last Order Completed is more than 30 days'],
    [{ '!=': [v('customer.plan'), null] }, 'plan is set'],
    [{ within_last: [v('customer.created_at'), 'P7D'] }, 'created at is within the last 7 days'],
    [{ if: [pro, free, true] }, "if plan is 'pro' then plan is 'free', else always"],
    [{ foo: 1 }, 'There is no operator "foo".'],
  ])('%j: %s', (condition, words) => expect(describeCondition(condition)).toBe(words));
});

test('COND-5: a condition that is asked again tells of the customer at hand, not of the one before', () => {
  const condition = { and: [{ '>=': [v('customer.age'), 18] }, { in: [v('customer.plan'), ['pro', 'team']] }, { happened: ['Order Completed', { atLeast: 4 }] }] };
  const tell = (customer: { age: number | null; plan: string }) => explain(condition, { ...facts, customer });
  const first = tell({ age: 44, plan: 'pro' });
  expect(tell({ age: null, plan: 'pro' })).toEqual({ value: false, because: 'age is not known (needs at least 18)', used: { 'customer.age': null } });
  expect(tell({ age: 17, plan: 'pro' })).toMatchObject({ because: 'age was 17 (needs at least 18)', used: { 'customer.age': 17 } });
  expect(tell({ age: 50, plan: 'free' })).toEqual({ value: false, because: "plan was 'free' (needs 'pro' or 'team')", used: { 'customer.plan': 'free' } });
  expect(tell({ age: 44, plan: 'pro' })).toEqual(first);
  expect(first).toEqual({ value: false, because: 'Order Completed 3 times (needs 4)', used: { 'count(Order Completed)': 3 } });
});
