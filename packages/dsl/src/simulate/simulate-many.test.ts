import { describe, expect, it } from 'vitest';
import { programOf, randomProgram } from '../engine/testing.ts';
import type { Program } from '../program.ts';
import { memberOf, type Crowd } from './personas.ts';
import { simulate } from './simulate.ts';
import { randomOf } from './random.ts';
import { simulateMany, type CrowdResult } from './simulate-many.ts';

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

describe('what simulateMany counts', () => {
  const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((total, number) => total + number, 0);
  const customers = Array.from({ length: crowd.count }, (_, index) => simulate(program, memberOf(crowd, index).input));

  it('SIM-5: everybody who entered a step is still there, left by a way out, or ended there, in any journey of any kinds', () => {
    const random = randomOf(11);
    for (let journey = 0; journey < 40; journey += 1) {
      const drawn = randomProgram(random, { exits: [{ id: 'bye', event: 'Account Closed' }], goals: [{ id: 'sale', event: 'Order Completed' }], entry: [{ kind: 'event', event: 'Cart Updated' }] });
      const result = simulateMany(drawn, { ...crowd, count: 5, seed: journey, personas: [...crowd.personas, { name: 'leaver', habits: [{ event: 'Cart Updated' }, { event: 'Account Closed', after: 'P2D' }] }] });
      expect(result.issues.filter(({ code }) => code !== 'simulation-endless'), JSON.stringify(drawn)).toEqual([]);
      for (const [id, step] of Object.entries(result.steps)) expect(step.entered, `${id} of ${JSON.stringify(drawn)}`).toBe(step.waiting + sum(step.left) + sum(step.ended));
      expect(result.runs.open).toBe(sum(Object.fromEntries(Object.entries(result.steps).map(([id, { waiting }]) => [id, waiting]))));
      expect(result.runs.entered).toBe(result.runs.open + sum(result.runs.finished));
      expect(Object.values(result.steps).reduce((all, step) => all + sum(step.skipped), 0)).toBe(sum(result.messages.skipped));
    }
  }, 60_000);

  it('SIM-5: counts the ways out, and why messages were left out', () => {
    const { steps, messages } = simulateMany({ ...program, steps: { ...program.steps, remind: { ...program.steps['remind'], kind: 'message', topic: 'news' } } }, { ...crowd, personas: crowd.personas.map((persona) => ({ ...persona, customer: { ...persona.customer, consent: { email: { orders: true } } } })) });
    expect(steps['which']?.left).toEqual({ bought: steps['thanks']?.entered, otherwise: steps['remind']?.entered });
    expect(steps['remind']).toMatchObject({ skipped: { 'no-consent': steps['remind']?.entered }, left: { next: steps['remind']?.entered } });
    expect(steps['thanks']?.skipped).toEqual({});
    expect(messages.skipped).toEqual({ 'no-consent': steps['remind']?.entered });
  });

  it('SIM-5: what it says of all is what each trial alone says', () => {
    const { messages, runs, firstDay, mostSkipped } = simulateMany(program, crowd);
    const counts = customers.map((one) => one.messages.filter(({ status }) => status === 'sent').length).sort((a, b) => a - b);
    expect([messages.sent, messages.most, messages.p95]).toEqual([counts.reduce((a, b) => a + b, 0), counts.at(-1), counts[Math.ceil(0.95 * crowd.count) - 1]]);
    expect(runs.entered).toBe(customers.flatMap((one) => one.runs).length);
    expect(firstDay.hours.length).toBe(24);
    const entered = customers.flatMap((one) => one.runs.map((run) => Math.floor((Date.parse(run.enteredAt) - Date.parse('2026-01-01T00:00:00Z')) / 3_600_000)));
    expect(firstDay.hours.map((hour) => hour.entered)).toEqual(Array.from({ length: 24 }, (_, hour) => entered.filter((at) => at === hour).length));
    expect(mostSkipped).toBeNull();
  });

  it('SIM-5: tells exits, goals and why runs ended', () => {
    const measured = { ...program, exits: [{ id: 'bought', event: 'Order Completed' }], goals: [{ id: 'sale', event: 'Order Completed' }] };
    const { runs, goals } = simulateMany(measured, crowd);
    expect(runs.exits['bought']).toBeGreaterThan(0);
    expect(runs.finished['exited']).toBe(runs.exits['bought']);
    expect(goals).toEqual({ sale: runs.exits['bought'] });
  });

  it('SIM-5: finds the longest silence inside, and who they are', () => {
    const quiet = programOf({ pause: { kind: 'delay', for: 'P20D', next: 'tell' }, tell: { kind: 'message', channel: 'email', content: { body: 'Hello' } } }, { entry: [{ kind: 'event', event: 'Cart Updated' }] });
    const one: Crowd = { count: 3, days: 30, personas: [{ name: 'only', customer: { timezone: 'UTC' }, habits: [{ event: 'Cart Updated' }] }] };
    const { silence } = simulateMany(quiet, one);
    expect(silence?.ms).toBe(20 * 86_400_000);
    expect(simulate(quiet, memberOf(one, silence?.index ?? -1).input).runs[0]).toMatchObject({ enteredAt: silence?.from, finish: { at: silence?.to } });
  });

  it('SIM-5: names those who are stuck: without a limit, in a circle, or failed', () => {
    const stuckIn = (steps: Program['steps']) => simulateMany(programOf(steps, { entry: [{ kind: 'event', event: 'Cart Updated' }] }), { ...crowd, count: 5, personas: [{ name: 'p', habits: [{ event: 'Cart Updated' }] }] });
    expect(stuckIn({ wait: { kind: 'wait', for: [{ id: 'a', event: 'Never' }] } }).stuck).toEqual({ customers: 5, steps: { wait: 5 }, first: { customer: 'p-1', persona: 'p', index: 0, step: 'wait', because: 'waits without a limit' } });
    expect(stuckIn({ a: { kind: 'update', set: { x: 1 }, next: 'a' } }).stuck).toMatchObject({ customers: 5, first: { step: 'a', because: expect.stringContaining('circle') as string } });
    const circle = simulateMany(programOf({ a: { kind: 'webhook', url: 'https://shop.example/', next: 'a' } }, { entry: [{ kind: 'event', event: 'Cart Updated' }] }), { ...crowd, count: 5, personas: [{ name: 'p', habits: [{ event: 'Cart Updated' }] }] });
    expect(circle).toMatchObject({ issues: [{ code: 'simulation-endless' }], stuck: { customers: 1 }, runs: { entered: 1 } });
    expect(stuckIn({ wait: { kind: 'wait', for: [{ id: 'a', event: 'Never' }], timeout: { after: 'P60D' } } }).stuck).toEqual({ customers: 0, steps: {}, first: null });
  });

  it('SIM-1: two seeds foretell the same volumes within 2 % at 10,000 customers', () => {
    const [one, two] = ['one', 'two'].map((seed) => simulateMany(program, { ...crowd, seed, count: 10_000 })) as [CrowdResult, CrowdResult];
    const apart = (a: number, b: number) => Math.abs(a - b) / Math.max(a, b);
    expect(apart(one.messages.sent, two.messages.sent)).toBeLessThan(0.02);
    expect(apart(one.runs.entered, two.runs.entered)).toBeLessThan(0.02);
    for (const id of Object.keys(program.steps)) expect(apart(one.steps[id]?.entered ?? 0, two.steps[id]?.entered ?? 0), id).toBeLessThan(0.04);
  }, 60_000);
});
