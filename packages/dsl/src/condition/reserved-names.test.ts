import { describe, expect, it } from 'vitest';
import { checkCondition, evaluate } from './index.ts';

describe('COND-4: a condition that reads a reserved name', () => {
  it('is refused where it is written, with its place', () => {
    const condition = { and: [{ '==': [{ var: 'customer.plan' }, 'pro'] }, { '>': [{ var: ['event.__proto__.x', 1] }, 0] }] };
    expect(checkCondition(condition, '/audience')).toMatchObject([{ code: 'condition-reserved-name', severity: 'error', path: '/audience/and/1/>/0/var' }]);
    expect(checkCondition({ some: [{ var: 'event.properties.items' }, { '==': [{ var: 'constructor.name' }, 'Object'] }] })).toMatchObject([{ code: 'condition-reserved-name' }]);
  });

  it('has no value where it is asked all the same', () => {
    expect(evaluate({ var: 'customer.__proto__' }, { customer: {} })).toEqual({ ok: true, value: null });
  });

  it('lets names through that only look alike', () => {
    expect(checkCondition({ '==': [{ var: 'customer.constructors' }, 1] })).toEqual([]);
  });
});
