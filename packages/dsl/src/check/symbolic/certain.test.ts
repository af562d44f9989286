import { describe, expect, it } from 'vitest';
import { certain } from './certain.ts';

const age = { var: 'customer.age' };
const plan = { var: 'customer.plan' };

describe('certain', () => {
  it('CHK-3: sees constants, empty ranges, lists without a common value, and opposites', () => {
    const never = [
      false, 0, '', { '==': [1, 2] }, { and: [{ '>': [age, 10] }, { '<': [age, 10] }] }, { '<': [10, age, 10] }, { and: [{ '===': [plan, 'pro'] }, { '===': [plan, 'free'] }] },
      { and: [{ in: [plan, ['a', 'b']] }, { in: [plan, ['c']] }] }, { and: [{ '==': [plan, 'a'] }, { '!=': [plan, 'a'] }] }, { and: [{ '==': [age, 5] }, { '>': [age, 7] }] },
      { and: [{ '>=': [5, age] }, { '>=': [age, 6] }] }, { and: [{ in_segment: 'vip' }, { '!': { in_segment: 'vip' } }] }, { happened: ['A', { atLeast: 3, atMost: 2 }] }, { '!': { or: [true, plan] } },
      { and: [{ '>': [age, 1] }, { and: [{ '<': [age, 1] }, { '==': [plan, 'a'] }] }] },
    ];
    for (const rule of never) expect(certain(rule), JSON.stringify(rule)).toBe(false);
    const always = [true, 'x', { '!': false }, { or: [plan, true] }, { or: [{ in_segment: 'vip' }, { '!': { in_segment: 'vip' } }] }, { happened: ['A', { atLeast: 0 }] }, { '!': { and: [{ '>': [age, 10] }, { '<': [age, 5] }] } }];
    for (const rule of always) expect(certain(rule), JSON.stringify(rule)).toBe(true);
  });

  it('CHK-3: says "it depends" wherever it does not see through', () => {
    const open = [
      plan, { '>': [age, 10] }, { '<': [5, age, 10] }, { and: [{ '>=': [age, 10] }, { '<=': [age, 10] }] }, { or: [{ '>': [age, 10] }, { '<=': [age, 10] }] },
      // Loosely equal: "1" == 1.
      { and: [{ '==': [age, 1] }, { '==': [age, '1'] }] }, { and: [{ '!=': [plan, 'a'] }, { '!=': [plan, 'b'] }] }, { happened: ['A', { atLeast: 1, atMost: 2 }] }, { '>': [{ var: '' }, 1] }, { '>': [{ count: ['A'] }, 1] },
      { and: [{ in: [plan, ['a', 'b']] }, { '!=': [plan, 'a'] }] }, { in: ['a', plan] }, { '==': [age, plan] },
    ];
    for (const rule of open) expect(certain(rule), JSON.stringify(rule)).toBeNull();
  });
});
