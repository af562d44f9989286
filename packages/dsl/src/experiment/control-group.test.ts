import { describe, expect, it } from 'vitest';
import { randomOf } from '../simulate/random.ts';
import { compareControlGroup } from './control-group.ts';

describe('compareControlGroup', () => {
  it('GATE-4: says in words what the journey brings about against the control group', () => {
    const effect = compareControlGroup({ entered: 9000, reached: 1080 }, { entered: 1000, reached: 60 });
    expect(effect.because).toMatch(/^the journey helps, 99\.9 % sure: 1,080 of 9,000 \(12 %\) of those who get messages, 60 of 1,000 \(6 %\) of the control group, between 1\.\d+ and [23]\.\d+ times as often$/);
    expect(effect.times.value).toBeCloseTo(2, 1);
    expect(compareControlGroup({ entered: 9000, reached: 500 }, { entered: 1000, reached: 120 }).because).toMatch(/^the journey does harm/);
    expect(compareControlGroup({ entered: 90, reached: 9 }, { entered: 10, reached: 1 }).because).toBe('no difference is clear yet: 9 of 90 (10 %) of those who get messages, 1 of 10 (10 %) of the control group');
    expect(compareControlGroup({ entered: 0, reached: 0 }, { entered: 0, reached: 0 })).toMatchObject({ times: { value: null }, confidence: 0 });
  });

  it('EXP-1: calls groups of equal people different in at most 5 % of journeys that are looked at after every 20 customers', () => {
    let wrong = 0;
    for (let journey = 0; journey < 500; journey += 1) {
      const random = randomOf(journey + 1);
      const [treated, held] = [{ entered: 0, reached: 0 }, { entered: 0, reached: 0 }];
      for (let customer = 1; customer <= 1500; customer += 1) {
        const group = random() < 0.1 ? held : treated;
        group.entered += 1;
        if (random() < 0.15) group.reached += 1;
        if (customer % 20 !== 0 || compareControlGroup(treated, held).confidence <= 0.95) continue;
        wrong += 1;
        break;
      }
    }
    expect(wrong / 500).toBeLessThanOrEqual(0.05);
  }, 60_000);
});
