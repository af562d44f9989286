import { describe, expect, it } from 'vitest';
import { programOf } from '../engine/testing.ts';
import { memberOf, type Crowd } from './personas.ts';
import { simulate } from './simulate.ts';
import { simulateMany } from './simulate-many.ts';

const program = programOf(
  {
    pause: { kind: 'delay', for: 'P1D', next: 'which' },
    which: { kind: 'branch', paths: [{ id: 'bought', when: { happened: ['Order Completed', { within: 'P7D' }] }, next: 'thanks' }], otherwise: 'remind' },
    thanks: { kind: 'message', channel: 'email', content: { subject: 'Thank you', body: 'Thanks, {{customer.id}}.' }, topic: 'orders', next: 'wait' },
    remind: { kind: 'message', channel: 'email', content: { subject: 'Still there?', body: 'Hello {{customer.id}}.' }, topic: 'offers', next: 'wait' },
    wait: { kind: 'wait', for: [{ id: 'again', event: 'Order Completed' }], timeout: { after: 'P3D' } },
  },
  { category: 'marketing', entry: [{ kind: 'event', event: 'Cart Updated' }] },
);
const crowd: Crowd = {
  count: 150, days: 30, seed: 'one',
  personas: [
    { name: 'buyer', weight: 1, customer: { timezone: 'Europe/Berlin' }, habits: [{ event: 'Cart Updated', within: 'P1D' }, { event: 'Order Completed', after: 'PT1H', within: 'PT20H', chance: 0.8 }] },
    { name: 'browser', weight: 3, customer: { timezone: 'America/New_York' }, habits: [{ event: 'Cart Updated', every: 'P5D', chance: 0.5 }] },
  ],
};

describe('simulateMany', () => {
  it('counts what a journey does to a crowd', () => {
    const { steps, runs, messages, worst, firstDay, issues } = simulateMany(program, crowd);
    expect(issues).toEqual([]);
    expect(runs.entered).toBe(steps['pause']?.entered);
    expect(runs.entered).toBe(runs.open + Object.values(runs.finished).reduce((sum, number) => sum + number, 0));
    expect((steps['thanks']?.entered ?? 0) + (steps['remind']?.entered ?? 0)).toBe(steps['which']?.entered);
    expect(Object.values(messages.customers).reduce((sum, number) => sum + number, 0)).toBe(150);
    expect(messages.mean).toBeCloseTo(messages.sent / 150);
    expect(firstDay.entered).toBeGreaterThan(0);
    expect(firstDay.entered).toBeLessThan(runs.entered);
    expect(Math.max(...Object.keys(messages.customers).map(Number))).toBe(worst?.messages);
  });

  it('SIM-1: the same seed gives the same bytes, another seed other ones', () => {
    const bytes = JSON.stringify(simulateMany(program, crowd));
    expect(JSON.stringify(simulateMany(program, crowd))).toBe(bytes);
    expect(JSON.stringify(simulateMany(program, { ...crowd, seed: 'two' }))).not.toBe(bytes);
  }, 60_000);

  it('draws its customers by the weights of their personas', () => {
    const names = Array.from({ length: 2000 }, (_, index) => memberOf(crowd, index).persona);
    expect(Math.abs(names.filter((name) => name === 'browser').length / 2000 - 0.75)).toBeLessThan(0.03);
  });

  it('SIM-3: the worst-off customer can be played again alone', () => {
    const { worst } = simulateMany(program, crowd);
    const again = simulate(program, memberOf(crowd, worst?.index ?? 0).input);
    expect(again.messages.filter((message) => message.status === 'sent').length).toBe(worst?.messages);
  });

  it('LANG-4: bad input comes back as issues', () => {
    for (const bad of [{ ...crowd, personas: [] }, { ...crowd, count: 0 }, { ...crowd, personas: [{ name: 'x', habits: [{ event: 'A', after: 'soon' }] }] }, { ...crowd, personas: [{ name: 'x', habits: [{}] }] }, null]) {
      expect(simulateMany(program, bad as Crowd).issues.length).toBeGreaterThan(0);
    }
  });

  it('EXP-4: counts the arms of experiments over the crowd', () => {
    const trial = programOf({ which: { kind: 'split', arms: [{ id: 'a', weight: 3 }, { id: 'b', weight: 1 }], experiment: { metric: { event: 'Order Completed' }, guardrails: [{ event: 'Unsubscribed' }] } } }, { entry: [{ kind: 'event', event: 'Cart Updated' }] });
    const { experiments, runs } = simulateMany(trial, { ...crowd, personas: [{ name: 'buyer', habits: [{ event: 'Cart Updated' }, { event: 'Order Completed', after: 'PT1H', chance: 0.5 }, { event: 'Unsubscribed', after: 'P1D', chance: 0.1 }] }] });
    const [a, b] = experiments['which']?.arms ?? [];
    expect((a?.entered ?? 0) + (b?.entered ?? 0)).toBe(runs.entered);
    expect(a?.entered).toBeGreaterThan(b?.entered ?? 0);
    expect(a?.converted).toBeGreaterThan(20);
    expect(a?.guardrails[0]).toMatchObject({ event: 'Unsubscribed' });
    expect((a?.guardrails[0]?.count ?? 0) + (b?.guardrails[0]?.count ?? 0)).toBeGreaterThan(3);
    expect(experiments['which']).toMatchObject({ winner: null, because: expect.stringContaining('of the 100 customers it needs') as string });
  });
});
