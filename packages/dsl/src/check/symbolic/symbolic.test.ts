import { describe, expect, it } from 'vitest';
import { evaluate, truthy } from '../../condition/index.ts';
import { check } from '../index.ts';
import { simulate, type SimulationInput } from '../../simulate/index.ts';
import { randomOf } from '../../simulate/random.ts';
import { circles } from '../endless-loops.ts';
import { viewOfProgram } from '../view.ts';
import { witnessFor } from '../witness.ts';
import { assume, nothingKnown } from './state.ts';
import { example } from './values.ts';
import { randomCondition, randomJourney, randomLife } from './testing.ts';

const stepsOf = (program: Parameters<typeof simulate>[0], input: SimulationInput) => simulate(program, input).runs.flatMap((run) => run.trail);

describe('following people with what must be so of them', () => {
  it('CHK-10: a condition that is said to hold for nobody (or everybody) does so for all of a few thousand customers', () => {
    const random = randomOf(11);
    const seen = { never: 0, always: 0, open: 0 };
    for (let i = 0; i < 2000; i += 1) {
      const rule = { [i % 2 === 0 ? 'and' : 'or']: [randomCondition(random), randomCondition(random), randomCondition(random)] };
      const never = assume(nothingKnown, rule, true).length === 0;
      const always = assume(nothingKnown, rule, false).length === 0;
      seen[never ? 'never' : always ? 'always' : 'open'] += 1;
      if (!never && !always) continue;
      for (const plan of ['pro', 'free', 'team', 'x', '', null, undefined, 3, true]) for (const age of [5, 15, 25, '12', null, undefined, true]) {
        const history = { A: [{ name: 'A', at: '2026-01-01T00:00:00.000Z', properties: {} }] };
        const answer = evaluate(rule, { customer: { ...(plan === undefined ? {} : { plan }), ...(age === undefined ? {} : { age }) }, segments: ['vip'], history, event: { name: 'E', at: '2026-01-01T00:00:00.000Z', properties: { value: 60 } }, now: '2026-01-05T00:00:00.000Z', sentiment: null });
        if (answer.ok) expect(truthy(answer.value), JSON.stringify([rule, plan, age])).toBe(always);
      }
    }
    // Enough of each, else the test says nothing.
    expect(seen.never).toBeGreaterThan(20);
    expect(seen.always).toBeGreaterThan(20);
    expect(seen.open).toBeGreaterThan(500);
  }, 60_000);

  it('CHK-10: values made for a condition over one customer value meet it', () => {
    const random = randomOf(12);
    let tried = 0;
    for (let i = 0; i < 2000; i += 1) {
      const rule = randomCondition(random, 2);
      for (const state of assume(nothingKnown, rule, true)) {
        if ([...state.values()].some(({ term }) => term.sort !== 'path' || !term.path.startsWith('customer.'))) continue;
        const customer = Object.fromEntries([...state.values()].map(({ term, values }) => [term.sort === 'path' ? term.path.slice('customer.'.length) : '', example(values) ?? null]));
        const answer = evaluate(rule, { customer });
        tried += 1;
        expect(answer.ok && truthy(answer.value), JSON.stringify([rule, customer])).toBe(true);
      }
    }
    expect(tried).toBeGreaterThan(500);
  }, 60_000);

  it('CHK-10: nobody of a thousand random customers comes to a step, or goes a way, that is said to be out of reach in 200 random journeys', () => {
    const random = randomOf(13);
    let told = 0;
    for (let i = 0; i < 200; i += 1) {
      const program = randomJourney(random);
      if (circles(viewOfProgram(program, {})).length > 0) continue;
      const { stops, ways } = viewOfProgram(program, {}).walked();
      told += Object.keys(program.steps).filter((id) => !stops.has(id)).length + check(program).filter((issue) => issue.code === 'way-never').length;
      for (let n = 0; n < 5; n += 1) {
        for (const { step, outcome } of stepsOf(program, randomLife(random))) {
          const kind = program.steps[step]?.kind;
          if (kind === undefined) continue;
          expect(stops.has(step), `${step} of ${JSON.stringify(program)}`).toBe(true);
          if (kind === 'branch' || kind === 'switch' || kind === 'sentiment') expect(ways.has(`${step}.${outcome}`) || outcome === 'failed', `${step}.${outcome} of ${JSON.stringify(program)}`).toBe(true);
        }
      }
    }
    expect(told).toBeGreaterThan(100);
  }, 60_000);

  it('CHK-1: every witness of 200 random journeys is led to its very step by the simulator, and nearly every step within reach has one', () => {
    const random = randomOf(14);
    const steps = { within: 0, witnessed: 0 };
    for (let i = 0; i < 200;) {
      const program = randomJourney(random);
      const view = viewOfProgram(program, {});
      // Where people go round for ever nobody is led anywhere; that is an error of its own.
      if (circles(view).length > 0) continue;
      i += 1;
      const made = [...view.walked().stops].map(([, stops]) => witnessFor(view, stops.slice(0, 4)));
      steps.within += made.length;
      for (const witness of [...made, ...check(program).map((issue) => issue.witness)]) {
        if (witness === undefined) continue;
        steps.witnessed += 1;
        const { runs, issues } = simulate(program, witness as unknown as SimulationInput);
        // A wait for something that is so already may pass at once, also round and round; then the trial ends early, and says so.
        expect(issues.filter((issue) => issue.code !== 'simulation-endless')).toEqual([]);
        expect(runs.flatMap((run) => run.trail.map((t) => t.step)), JSON.stringify([program, witness])).toContain(witness.step);
      }
    }
    expect(steps.within).toBeGreaterThan(500);
    expect(steps.witnessed / steps.within).toBeGreaterThan(0.95);
  }, 60_000);
});
