import { describe, expect, it } from 'vitest';
import { begin, factsOf, programOf, wayOf } from '../../engine/testing.ts';
import type { JsonObject } from '../../json.ts';

const program = programOf({
  which: { kind: 'branch', paths: [{ id: 'pro', when: { '==': [{ var: 'customer.plan' }, 'pro'] }, next: 'a' }, { id: 'old', when: { '>': [{ var: 'customer.orders' }, 2] }, next: 'b' }], otherwise: 'c' },
  a: { kind: 'exit', reason: 'a' }, b: { kind: 'exit', reason: 'b' }, c: { kind: 'exit', reason: 'c' },
});
const go = (customer: JsonObject) => begin(program, { facts: factsOf({ customer: { id: 'ana', ...customer } }) });

describe('branch', () => {
  it('takes the first path that holds, else otherwise', () => {
    expect(go({ plan: 'pro', orders: 5 }).run.finish?.id).toBe('a');
    expect(go({ plan: 'free', orders: 5 }).run.finish?.id).toBe('b');
    expect(go({ plan: 'free', orders: 2 }).run.finish?.id).toBe('c');
  });

  it('COND-3: a missing value is no error and goes otherwise; the trail says what was missing', () => {
    const { trail } = go({});
    expect(trail[0]).toMatchObject({ outcome: 'otherwise' });
    expect(Object.keys(trail[0]?.used ?? {})).toEqual(expect.arrayContaining(['customer.plan', 'customer.orders']));
  });

  it('ENG-21, COND-3: an error is an error and not the "no" branch: the run fails, in the open', () => {
    const broken = programOf({ which: { kind: 'branch', paths: [{ id: 'x', when: { and: [] }, next: 'a' }], otherwise: 'a' }, a: { kind: 'exit' } });
    const answer = begin(broken);
    expect(answer.run.finish?.reason).toBe('failed');
    expect(wayOf(answer)).toEqual(['which finished']);
    expect(answer.trail[0]?.because).toContain('could not be decided');
  });

  it('reads what earlier steps left behind', () => {
    const later = programOf({ draw: { kind: 'split', arms: [{ id: 'a', weight: 1, next: 'which' }, { id: 'b', weight: 0, next: 'which' }] }, which: { kind: 'branch', paths: [{ id: 'was-a', when: { '==': [{ var: 'steps.draw.outcome' }, 'a'] } }] } });
    expect(wayOf(begin(later))[1]).toBe('which was-a');
  });
});
