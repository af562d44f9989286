import { describe, expect, it } from 'vitest';
import { cartProgram } from './compile/sample.ts';
import type { Program } from './program.ts';
import { programFacts } from './program-facts.ts';

describe('programFacts', () => {
  it('COND-2: gathers what all conditions, steps, exits and goals of a program read and listen to', () => {
    expect(programFacts(cartProgram())).toEqual({
      history: {},
      segments: ['staff', 'vip'],
      traits: [],
      sentiment: true,
      listens: { entry: ['Cart Updated'], exits: ['Order Completed'], goals: ['Order Completed'], waits: ['Message Clicked'], scores: [] },
      watches: true,
      templates: ['cart-reminder'],
      channels: ['email'],
      topics: ['offers'],
    });
  });

  it('COND-2: takes the longest look-back of an event, and "ever" where one condition has no limit', () => {
    const happened = (event: string, within?: string) => ({ happened: [event, within === undefined ? {} : { within }] });
    const program: Program = {
      ...cartProgram(),
      audience: { and: [happened('A', 'P10D'), happened('B', 'P1D'), { '==': [{ var: 'customer.plan' }, 'pro'] }] },
      exits: [{ id: 'x', event: 'Done', where: { or: [happened('A', 'P2W'), happened('B')] } }],
    };
    const facts = programFacts(program);
    expect(facts.history).toEqual({ A: 'P2W', B: null });
    expect(facts.traits).toEqual(['plan']);
  });

  it('LANG-4: an event may be called like a property of every object, and touches no prototype', () => {
    const facts = programFacts({ ...cartProgram(), audience: { happened: ['__proto__'] }, exits: [{ id: 'x', event: 'constructor' }] });
    expect(Object.keys(facts.history)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(facts.history)).toBe(Object.prototype);
    expect(facts.listens.exits).toEqual(['constructor']);
  });
});
