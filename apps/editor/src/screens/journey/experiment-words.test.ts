import { expect, it } from 'vitest';
import { sayMetric, sayRate, sayState, sayTimes, type Experiment } from './experiment-words.ts';

const label = (arm: string) => arm.toUpperCase();

it('a share is told with its range, small ones with decimals, and nobody is no share', () => {
  expect(sayRate({ value: 0.15, low: 0.09, high: 0.23 })).toBe('15%, between 9% and 23%');
  expect(sayRate({ value: 0.012, low: 0.004, high: null })).toBe('1.2%, between 0.4% and many');
  expect(sayRate({ value: null, low: 0, high: 1 })).toBe('Nobody took it yet');
});

it('a way is held against the other by name, with the range; without figures it says so', () => {
  expect(sayTimes({ arm: 'a', confidence: 0.9, times: { value: 1.4, low: 0.9, high: 2.13 } }, label)).toBe('1.4 times as often as “A”, between 0.9 and 2.13');
  expect(sayTimes({ arm: 'a', confidence: 0, times: { value: null, low: 0, high: null } }, label)).toBe('Cannot be compared with “A” yet');
  expect(sayTimes(null, label)).toBeNull();
});

it('a success is an event or a goal', () => {
  expect(sayMetric({ event: 'Order Completed' })).toBe('Success is “Order Completed”');
  expect(sayMetric({ goal: 'bought' })).toBe('Success is the goal “bought”');
  expect(sayMetric({ later: true })).toBeNull();
});

it('who decided is told, also where a person said that it goes on', () => {
  const experiment = (change: Partial<Experiment>): Experiment => ({
    step: 's', since: null, winner: null, decidedBy: null, decidedAt: null, stopped: [], verdict: { proposed: null, because: '', arms: [] },
    experiment: { arms: [], metric: null, window: 'P7D', guardrails: [], mode: 'auto', minimum: 100, confidence: 0.95, longest: null, onInconclusive: 'continue', sticky: false }, ...change,
  });
  expect(sayState(experiment({}))).toBe('It goes on.');
  expect(sayState(experiment({ winner: 'b', decidedBy: 'auto' }))).toBe('Everybody takes “b”, as the figures chose');
  expect(sayState(experiment({ decidedBy: 'this machine' }))).toBe('It goes on until a person decides, as somebody at this machine chose');
});
