import { describe, expect, it } from 'vitest';
import { begin, programOf } from '../../engine/testing.ts';
import { split } from './node.ts';

const splitOf = (weights: Readonly<Record<string, number>>, key: 'customer' | 'run' = 'customer', more = {}) =>
  programOf({ draw: { kind: 'split', key, arms: Object.entries(weights).map(([id, weight]) => ({ id, weight })) } }, more);
const armOf = (program: ReturnType<typeof splitOf>, customer: string, id = 'r1') => begin(program, { customer, id }).trail[0]?.outcome ?? '';

describe('split', () => {
  it('ENG-10: gives each arm its weight within 1 % over 100,000 customers', () => {
    const program = splitOf({ a: 70, b: 25, c: 5 });
    const counts: Record<string, number> = {};
    for (let index = 0; index < 100_000; index += 1) {
      const arm = armOf(program, `customer-${index}`);
      counts[arm] = (counts[arm] ?? 0) + 1;
    }
    expect(Math.abs((counts['a'] ?? 0) / 100_000 - 0.7)).toBeLessThan(0.01);
    expect(Math.abs((counts['b'] ?? 0) / 100_000 - 0.25)).toBeLessThan(0.01);
    expect(Math.abs((counts['c'] ?? 0) / 100_000 - 0.05)).toBeLessThan(0.01);
  }, 60_000);

  it('ENG-10: a customer draws the same each time, and another journey or seed draws anew', () => {
    const ids = Array.from({ length: 200 }, (_, index) => `c${index}`);
    const arms = (program: ReturnType<typeof splitOf>, run?: string) => ids.map((id) => armOf(program, id, run)).join('');
    const program = splitOf({ a: 1, b: 1 });
    expect(arms(program, 'r2')).toBe(arms(program, 'r1'));
    expect(arms(splitOf({ a: 1, b: 1 }, 'customer', { key: 'other' }))).not.toBe(arms(program));
    expect(arms(splitOf({ a: 1, b: 1 }, 'customer', { seed: 'two' }))).not.toBe(arms(program));
    expect(arms(splitOf({ a: 1, b: 1 }, 'customer', { key: 'renamed', seed: 'test' }))).toBe(arms(program));
  });

  it('ENG-10: by run, the same customer draws anew each time', () => {
    const program = splitOf({ a: 1, b: 1 }, 'run');
    expect(new Set(Array.from({ length: 50 }, (_, index) => armOf(program, 'ana', `r${index}`))).size).toBe(2);
  });

  it('an arm of weight 0 is never taken', () => {
    const program = splitOf({ none: 0, all: 3, nobody: 0 });
    for (let index = 0; index < 500; index += 1) expect(armOf(program, `c${index}`)).toBe('all');
  });

  it('refuses an experiment with nothing to compare, two usual ways, or a usual way that nobody marked', () => {
    const arms = [{ id: 'a', weight: 1, control: true }, { id: 'b', weight: 1 }];
    const told = (config: unknown) => split.config.safeParse(config).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`)[0];
    const experiment = { metric: { event: 'Order Completed' } };
    expect(told({ arms, experiment })).toBeUndefined();
    expect(told({ arms: [{ id: 'a', weight: 1 }, { id: 'b', weight: 0 }], experiment })).toMatch(/^arms leaves nothing to compare/);
    expect(told({ arms: arms.map((arm) => ({ ...arm, control: true })) })).toMatch(/^arms has two usual ways/);
    expect(told({ arms: arms.map(({ id, weight }) => ({ id, weight })), experiment: { ...experiment, onInconclusive: 'control' } })).toMatch(/^experiment\.onInconclusive needs a usual way/);
    expect(told({ arms, experiment: { metric: {} } })).toMatch(/needs either "goal"/);
    expect(told({ arms, experiment: { ...experiment, guardrails: [{ event: 'X', most: 0.1, relative: 2 }] } })).toMatch(/has two limits/);
  });
});
