import { describe, expect, it } from 'vitest';
import { randomOf } from '../simulate/random.ts';
import { decideWinner, type ExperimentCounts } from './decide-winner.ts';
import { experimentOf, type ExperimentConfig } from './experiment.ts';
import { logEvidence, shareInterval } from './evidence.ts';

const order: ExperimentConfig = { metric: { event: 'Order Completed' } };
const two = [{ id: 'a', label: 'A', weight: 50 }, { id: 'b', label: 'B', weight: 50 }];
const ofTwo = (config: Partial<ExperimentConfig> = {}, arms: Parameters<typeof experimentOf>[1] = two) => experimentOf({ ...order, ...config }, arms, true);
const counts = (arms: Readonly<Record<string, readonly [number, number, ...number[]]>>, more: Partial<ExperimentCounts> = {}): ExperimentCounts => ({
  arms: Object.fromEntries(Object.entries(arms).map(([id, [entered, converted, ...harmed]]) => [id, { entered, converted, harmed }])), ...more,
});

interface Tally { entered: number; converted: number; harmed: number[] }
interface World { readonly rates: readonly number[]; readonly harms?: readonly number[]; readonly most: number; readonly every: number; readonly weights?: readonly number[] }
/** Plays an experiment out, looking at the figures after every few customers, as a marketer would who cannot wait. */
function peek(seed: number, experiment: ReturnType<typeof ofTwo>, { rates, harms = [], most, every, weights = rates.map(() => 1) }: World) {
  const random = randomOf(seed);
  const tallies: Tally[] = rates.map(() => ({ entered: 0, converted: 0, harmed: [0] }));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  for (let customer = 1; customer <= most; customer += 1) {
    let left = random() * whole;
    const drawn = weights.findIndex((weight) => (left -= weight) < 0);
    const tally = tallies[drawn] as Tally;
    tally.entered += 1;
    if (random() < (rates[drawn] ?? 0)) tally.converted += 1;
    if (random() < (harms[drawn] ?? 0)) tally.harmed[0] = (tally.harmed[0] ?? 0) + 1;
    if (customer % every !== 0) continue;
    const verdict = decideWinner({ arms: Object.fromEntries(experiment.arms.map((arm, index) => [arm.id, tallies[index] as Tally])) }, experiment);
    if (verdict.proposed !== null || verdict.stopped.length > 0) return { customer, verdict };
  }
  return null;
}
const share = (times: number, seed: number, play: (seed: number) => boolean) => Array.from({ length: times }, (_, index) => play(seed + index)).filter(Boolean).length / times;

describe('decideWinner', () => {
  it('EXP-1: tells equal ways apart in at most 5 % of 2,000 experiments that are looked at after every 100 customers', () => {
    expect(share(2000, 1, (seed) => peek(seed, ofTwo(), { rates: [0.1, 0.1], most: 3000, every: 100 }) !== null)).toBeLessThanOrEqual(0.05);
  }, 60_000);

  it('EXP-1: also with a small way, with several ways, and with guardrails that could stop one', () => {
    const lopsided = ofTwo({}, [{ id: 'a', weight: 9 }, { id: 'b', weight: 1 }]);
    expect(share(300, 10_000, (seed) => peek(seed, lopsided, { rates: [0.2, 0.2], weights: [9, 1], most: 2400, every: 80 }) !== null)).toBeLessThanOrEqual(0.05);
    const four = ofTwo({ winner: { minimum: 20 } }, ['a', 'b', 'c', 'd'].map((id) => ({ id, weight: 1, control: id === 'a' })));
    expect(share(300, 20_000, (seed) => peek(seed, four, { rates: [0.3, 0.3, 0.3, 0.3], most: 2400, every: 80 }) !== null)).toBeLessThanOrEqual(0.05);
    const guarded = ofTwo({ guardrails: [{ event: 'Unsubscribed' }] });
    expect(share(300, 30_000, (seed) => peek(seed, guarded, { rates: [0.1, 0.1], harms: [0.03, 0.03], most: 2400, every: 80 }) !== null)).toBeLessThanOrEqual(0.05);
  }, 60_000);

  it('EXP-1: finds the better way where there is one, and seldom the worse', () => {
    const outcomes = Array.from({ length: 200 }, (_, index) => peek(50_000 + index, ofTwo(), { rates: [0.1, 0.14], most: 8000, every: 100 })?.verdict.winner ?? null);
    expect(outcomes.filter((winner) => winner === 'b').length).toBeGreaterThan(180);
    expect(outcomes.filter((winner) => winner === 'a').length).toBeLessThan(4);
  }, 60_000);

  it('EXP-2: stops a way that does harm although it sells better, also where it harms one customer in ten only', () => {
    const experiment = ofTwo({ guardrails: [{ event: 'Complaint Opened' }], winner: { mode: 'manual', minimum: 1000 } }, [{ id: 'a', weight: 1, control: true }, { id: 'b', weight: 1 }]);
    // half of a tenth of the customers complain: 1 % + 10 % * 50 %
    const stops = share(300, 70_000, (seed) => {
      const end = peek(seed, experiment, { rates: [0.1, 0.12], harms: [0.01, 0.06], most: 2000, every: 50 });
      return end?.verdict.stopped[0]?.arm === 'b';
    });
    expect(stops).toBeGreaterThanOrEqual(0.9);
  }, 60_000);

  it('EXP-2: a share that is allowed is a limit of its own, and says so', () => {
    const experiment = ofTwo({ guardrails: [{ event: 'Unsubscribed', most: 0.02 }] });
    const verdict = decideWinner(counts({ a: [500, 40, 8], b: [500, 60, 40] }), experiment);
    expect(verdict.stopped).toEqual([{ arm: 'b', because: 'Unsubscribed came of 40 of 500 customers of “B”, for sure more than the 2 % that are allowed' }]);
    expect(verdict).toMatchObject({ winner: 'a', because: 'the other ways were stopped, so “A” is left' });
    expect(decideWinner(counts({ a: [500, 40, 8], b: [500, 60, 12] }), experiment).stopped).toEqual([]);
    expect(decideWinner(counts({ a: [10, 0, 0], b: [10, 0, 1] }), ofTwo({ guardrails: [{ event: 'Injured', most: 0 }] })).stopped.map((one) => one.arm)).toEqual(['b']);
  });

  it('EXP-2: an arm that was stopped stays so, and the last one left is never stopped', () => {
    const experiment = ofTwo({ guardrails: [{ event: 'Unsubscribed', most: 0.01 }] });
    expect(decideWinner(counts({ a: [500, 40, 0], b: [500, 60, 0] }, { stopped: ['b'] }), experiment)).toMatchObject({ winner: 'a', stopped: [{ arm: 'b' }] });
    const both = decideWinner(counts({ a: [500, 40, 400], b: [500, 60, 400] }), experiment);
    expect(both.stopped.length).toBe(1);
    expect(both.winner).toBe('b');
  });

  it('waits for the least number of customers, and says what is missing', () => {
    const verdict = decideWinner(counts({ a: [90, 0], b: [900, 300] }), ofTwo());
    expect(verdict).toMatchObject({ winner: null, proposed: null, because: '“A” had 90 of the 100 customers it needs' });
    expect(decideWinner(counts({}), ofTwo())).toMatchObject({ winner: null, arms: [{ rate: { value: null, low: 0, high: 1 } }, {}] });
  });

  it('says in words who is better and how sure that is, and leaves it to a person in manual mode', () => {
    const figures = counts({ a: [1000, 80], b: [1000, 140] });
    expect(decideWinner(figures, ofTwo())).toMatchObject({ winner: 'b', proposed: 'b', stopped: [], because: expect.stringMatching(/^“B” is better, 99\.\d % sure: “B” 140 of 1,000 \(14 %\), “A” 80 of 1,000 \(8 %\)$/) as string });
    expect(decideWinner(figures, ofTwo({ winner: { mode: 'manual' } }))).toMatchObject({ winner: null, proposed: 'b' });
  });

  it('compares by the weights with which the ways are drawn', () => {
    const experiment = ofTwo({}, [{ id: 'a', label: 'A', weight: 90 }, { id: 'b', label: 'B', weight: 10 }]);
    expect(decideWinner(counts({ a: [9000, 900], b: [1000, 100] }), experiment).proposed).toBeNull();
    expect(decideWinner(counts({ a: [9000, 900], b: [1000, 100] }), experiment).arms[1]?.against?.times.value).toBeCloseTo(1);
    expect(decideWinner(counts({ a: [9000, 900], b: [1000, 180] }), experiment).winner).toBe('b');
  });

  it('where several ways beat the usual one, the best of them wins; the usual one has to beat all', () => {
    const arms = [{ id: 'usual', weight: 1, control: true }, { id: 'b', weight: 1 }, { id: 'c', weight: 1 }];
    expect(decideWinner(counts({ usual: [1000, 50], b: [1000, 130], c: [1000, 140] }), ofTwo({}, arms)).winner).toBe('c');
    expect(decideWinner(counts({ usual: [1000, 140], b: [1000, 50], c: [1000, 135] }), ofTwo({}, arms)).winner).toBeNull();
    expect(decideWinner(counts({ usual: [1000, 140], b: [1000, 50], c: [1000, 50] }), ofTwo({}, arms)).winner).toBe('usual');
  });

  it('when its time is up and nothing is clear, it goes on, takes the usual way, or the one that is ahead', () => {
    const figures = (over: boolean) => counts({ a: [500, 50], b: [500, 54] }, { over });
    const arms = [{ id: 'a', label: 'A', weight: 1, control: true }, { id: 'b', label: 'B', weight: 1 }];
    const answer = (onInconclusive: 'continue' | 'control' | 'best', over = true) => decideWinner(figures(over), ofTwo({ longest: 'P30D', onInconclusive }, arms));
    expect(answer('continue').winner).toBeNull();
    expect(answer('control')).toMatchObject({ winner: 'a', because: expect.stringContaining('the time is up, and nothing is clear yet') as string });
    expect(answer('best').winner).toBe('b');
    expect(answer('best', false).winner).toBeNull();
  });

  it('shows each rate with the range in which it lies, and the range narrows', () => {
    const rate = (entered: number) => decideWinner(counts({ a: [entered, entered / 10], b: [entered, entered / 10] }), ofTwo()).arms[0]?.rate;
    const [few, many] = [rate(100), rate(10_000)];
    for (const figure of [few, many]) expect(figure && figure.low < 0.1 && (figure.high ?? 0) > 0.1).toBe(true);
    expect((many?.high ?? 1) - (many?.low ?? 0)).toBeLessThan(((few?.high ?? 1) - (few?.low ?? 0)) / 5);
  });

  it('EXP-1: its ranges hold the true share at every look in at least 95 % of experiments', () => {
    const misses = share(1000, 90_000, (seed) => {
      const random = randomOf(seed);
      let yes = 0;
      for (let seen = 1; seen <= 1000; seen += 1) {
        if (random() < 0.2) yes += 1;
        if (logEvidence(yes, seen - yes, 0.2, { a: 1, b: 1 }) >= Math.log(20)) return true;
      }
      return false;
    });
    expect(misses).toBeLessThanOrEqual(0.05);
    const { low, high } = shareInterval(20, 80, 0.05, { a: 1, b: 1 });
    expect(logEvidence(20, 80, low - 1e-6, { a: 1, b: 1 })).toBeGreaterThan(Math.log(20));
    expect(logEvidence(20, 80, high - 1e-6, { a: 1, b: 1 })).toBeLessThan(Math.log(20));
  });
});
