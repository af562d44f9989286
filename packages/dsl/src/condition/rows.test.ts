import { describe, expect, test } from 'vitest';
import { fromRows, toRows } from './convert-rows.ts';
import { describeCondition } from './describe.ts';
import { checkCondition } from './check-condition.ts';
import type { Row } from './rows.ts';

const v = (path: string) => ({ var: path });
const only = (condition: unknown): Row | undefined => toRows(condition)?.rules[0];

describe('COND-6: rows and conditions convert both ways', () => {
  test.each([
    [{ '==': [v('customer.plan'), 'pro'] }, { type: 'field', field: 'customer.plan', operator: '=', value: 'pro' }],
    [{ '!=': [v('customer.plan'), null] }, { type: 'field', field: 'customer.plan', operator: 'notNull', value: null }],
    [v('customer.vip'), { type: 'field', field: 'customer.vip', operator: 'set', value: null }],
    [{ '!': v('customer.vip') }, { type: 'field', field: 'customer.vip', operator: 'notSet', value: null }],
    [{ in: [v('customer.country'), ['DE', 'AT']] }, { type: 'field', field: 'customer.country', operator: 'in', value: ['DE', 'AT'] }],
    [{ '!': { in: [v('customer.country'), ['DE']] } }, { type: 'field', field: 'customer.country', operator: 'notIn', value: ['DE'] }],
    [{ in: ['vip', v('customer.tags')] }, { type: 'field', field: 'customer.tags', operator: 'contains', value: 'vip' }],
    [{ '<=': [18, v('customer.age'), 65] }, { type: 'field', field: 'customer.age', operator: 'between', value: [18, 65] }],
    [{ ends_with: [v('customer.email'), '.org'] }, { type: 'field', field: 'customer.email', operator: 'endsWith', value: '.org' }],
    [{ within_last: [v('customer.created_at'), 'P7D'] }, { type: 'field', field: 'customer.created_at', operator: 'withinLast', value: 'P7D' }],
    [{ in_segment: 'vip' }, { type: 'segment', segment: 'vip', not: false }],
    [{ '!': { in_segment: 'vip' } }, { type: 'segment', segment: 'vip', not: true }],
    [{ '==': [v('sentiment.label'), 'negative'] }, { type: 'mood', mood: 'negative', not: false }],
    [{ happened: ['Order Completed', { within: 'P30D', atLeast: 2 }] }, { type: 'event', event: 'Order Completed', not: false, within: 'P30D', atLeast: 2 }],
    [{ '!': { happened: ['Order Completed'] } }, { type: 'event', event: 'Order Completed', not: true }],
    [
      { happened: ['Order Completed', { where: { '>': [v('event.properties.value'), 20] } }] },
      { type: 'event', event: 'Order Completed', not: false, where: { type: 'group', combinator: 'and', not: false, rules: [{ type: 'field', field: 'event.properties.value', operator: '>', value: 20 }] } },
    ],
  ])('%j is one row', (condition, row) => {
    expect(only(condition)).toEqual(row);
    const rows = toRows(condition);
    expect(rows && fromRows(rows)).toEqual(condition);
  });

  test.each([
    [{ '==': ['pro', v('customer.plan')] }],
    [{ '==': [{ var: ['customer.plan'] }, 'pro'] }],
    [{ '==': [{ var: ['customer.plan', 'free'] }, 'pro'] }],
    [{ '>': [v('customer.a'), v('customer.b')] }],
    [{ '>=': [{ count: ['Order Completed', { within: 'P30D' }] }, 2] }],
    [{ '===': [v('customer.plan'), 'pro'] }],
    [{ '<': [18, v('customer.age'), 65] }],
    [{ happened: ['X', {}] }],
    [{ in_segment: ['vip'] }],
    [{ some: [v('customer.tags'), { '==': [v(''), 'vip'] }] }],
    [{ if: [true, false] }],
    [true],
  ])('COND-6: %j cannot be shown as a row and is kept as it is', (condition) => {
    expect(only(condition)).toEqual({ type: 'raw', condition });
    const rows = toRows(condition);
    expect(rows && fromRows(rows)).toEqual(condition);
  });

  test('COND-6: a raw part leaves the rows beside it rows', () => {
    const condition = { or: [{ '==': [v('customer.plan'), 'pro'] }, { and: [{ '!!': [v('customer.a')] }, { '!': { or: [{ in_segment: 'a' }, { in_segment: 'b' }] } }] }] };
    const rows = toRows(condition);
    expect(rows).toMatchObject({ combinator: 'or', not: false, rules: [{ type: 'field' }, { type: 'group', combinator: 'and', rules: [{ type: 'raw' }, { type: 'group', combinator: 'or', not: true }] }] });
    expect(rows && fromRows(rows)).toEqual(condition);
  });
  test('COND-6: a group of one rule stays a group', () => {
    const condition = { and: [{ or: [{ in_segment: 'a' }] }] };
    const rows = toRows(condition);
    expect(rows && fromRows(rows)).toEqual(condition);
  });
  test('no condition is an empty group, and an empty group is an issue for whoever saves it', () => {
    const rows = toRows(undefined);
    expect(rows).toEqual({ type: 'group', combinator: 'and', not: false, rules: [] });
    expect(checkCondition(rows && fromRows(rows))).toMatchObject([{ code: 'condition-empty-group' }]);
    expect(toRows({ or: [] })).toEqual({ type: 'group', combinator: 'or', not: false, rules: [] });
  });
  test('a malformed condition has no rows', () => {
    expect(toRows({ foo: 1 })).toBeNull();
    expect(describeCondition({ foo: 1 })).toContain('foo');
  });
});
