import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import type { Program } from '../program.ts';
import { advance } from './advance.ts';
import { isOfWorkspaceHoldout } from './create-run.ts';
import { experimentsOf } from './experiments.ts';
import { begin, eventOf, factsOf, follow, programOf, T0, timerOf, wayOf } from './testing.ts';

const ordered = (properties: Readonly<Record<string, Json>> = {}) => ({ type: 'event', event: eventOf('Order Completed', properties) }) as const;
const came = (name: string) => ({ type: 'event', event: eventOf(name) }) as const;
const DAY2 = '2026-05-05T10:00:00.000Z';
const DAY9 = '2026-05-13T10:00:00.000Z';
const trial = (experiment: Readonly<Record<string, Json>>, more: Partial<Program> = {}, after: Program['steps'] = {}): Program => programOf({
  which: { kind: 'split', arms: [{ id: 'usual', weight: 1, control: true, ...(Object.keys(after).length > 0 ? { next: 'rest' } : {}) }, { id: 'new', label: 'New', weight: 1, ...(Object.keys(after).length > 0 ? { next: 'rest' } : {}) }], experiment },
  ...after,
}, more);
const REST = { rest: { kind: 'delay', for: 'P30D', next: 'again' }, again: { kind: 'goto', step: 'which', max: 1 } };
const orders = { metric: { event: 'Order Completed', where: { '>': [{ var: 'event.properties.total' }, 20] } }, guardrails: [{ event: 'Unsubscribed' }, { event: 'Complaint Opened', most: 0.05 }] };
const customers = Array.from({ length: 400 }, (_, index) => `c${index}`);

describe('experiments in a run', () => {
  it('EXP-4: a success counts once, a harm once each, and only within the window', () => {
    const program = trial({ ...orders, window: 'P7D' }, {}, REST);
    const { run } = begin(program);
    expect(run.trials).toEqual({ which: { arm: run.steps['which']?.outcome, at: T0, until: '2026-05-11T10:00:00.000Z' } });
    const after = follow(program, run, [[DAY2, ordered({ total: 10 })], [DAY2, ordered({ total: 30 })], [DAY2, ordered({ total: 40 })], [DAY2, came('Complaint Opened')], [DAY9, came('Unsubscribed')]]);
    expect(after.run.trials?.['which']).toMatchObject({ converted: DAY2, harmed: { 1: DAY2 } });
    expect(after.trail).toMatchObject([
      { step: 'journey', outcome: 'converted', because: expect.stringContaining('Order Completed came and') as string, used: { experiment: 'which', event: 'Order Completed' } },
      { step: 'journey', outcome: 'harmed', used: { guardrail: 1, event: 'Complaint Opened' } },
    ]);
    expect(after.run.waiting).toEqual(run.waiting);
    expect(JSON.parse(JSON.stringify(after.run))).toEqual(after.run);
  });

  it('EXP-4: a goal may be the success, if it is reached after the draw', () => {
    const program = programOf({
      first: { kind: 'wait', for: [{ id: 'go', event: 'Go', next: 'which' }] },
      which: { kind: 'split', arms: [{ id: 'a', weight: 1, next: 'rest' }, { id: 'b', weight: 1, next: 'rest' }], experiment: { metric: { goal: 'goal-2' } } },
      rest: { kind: 'delay', for: 'P30D' },
    }, { goals: [{ event: 'Order Completed' }, { event: 'Review Written' }] });
    const run = follow(program, begin(program).run, [[T0, came('Go')]]).run;
    expect(follow(program, run, [[DAY2, ordered()]]).run.trials?.['which']?.converted).toBeUndefined();
    expect(follow(program, run, [[DAY2, came('Review Written')]]).run).toMatchObject({ trials: { which: { converted: DAY2 } }, goals: { 'goal-2': DAY2 } });
    const before = follow(program, begin(program).run, [[T0, came('Review Written')], [T0, came('Go')], [DAY2, came('Review Written')]]).run;
    expect(before.trials?.['which']?.converted).toBeUndefined();
  });

  it('ENG-40, EXP-4: what comes after the end of a run still counts until the window is over, and moves nothing', () => {
    const program = trial({ ...orders, window: 'P7D' });
    const { run } = begin(program);
    expect(run).toMatchObject({ status: 'finished', scoresUntil: '2026-05-11T10:00:00.000Z' });
    const bought = advance(program, run, ordered({ total: 30 }), factsOf(), DAY2);
    expect(bought.commands).toEqual([]);
    expect(bought.run).toMatchObject({ status: 'finished', finish: run.finish, scoresUntil: '2026-05-11T10:00:00.000Z', trials: { which: { converted: DAY2 } } });
    expect(advance(program, run, ordered({ total: 30 }), factsOf(), DAY9).run).toBe(run);
    expect(advance(program, run, came('Other'), factsOf(), DAY2).run).toBe(run);
    expect(advance(program, run, { type: 'cancel', reason: 'cancelled' }, factsOf(), DAY2).run).toBe(run);
    const settled = follow(program, bought.run, [[DAY2, came('Unsubscribed')], [DAY2, came('Complaint Opened')]]).run;
    expect(settled.scoresUntil).toBeUndefined();
  });

  it('ENG-18, ENG-40: a goal with a time counts after the end, one without does not, and nothing does after an end that took the run back', () => {
    const goals = [{ id: 'timed', event: 'Order Completed', within: 'P7D' }, { id: 'open', event: 'Order Completed' }];
    const program = programOf({ end: { kind: 'exit', reason: 'completed' } }, { goals });
    const { run } = begin(program);
    expect(run.scoresUntil).toBe('2026-05-11T10:00:00.000Z');
    expect(follow(program, run, [[DAY2, ordered()]]).run).toMatchObject({ goals: { timed: DAY2 }, finish: { reason: 'completed' } });
    expect(follow(program, run, [[DAY2, ordered()]]).run.scoresUntil).toBeUndefined();
    const resting = programOf({ rest: { kind: 'delay', for: 'P30D' } }, { goals });
    for (const [reason, measured] of [['cancelled', false], ['erased', false], ['superseded', false], ['expired', true]] as const) {
      expect(advance(resting, begin(resting).run, { type: 'cancel', reason }, factsOf(), T0).run.scoresUntil !== undefined, reason).toBe(measured);
    }
  });

  it('EXP-4, GATE-4: the control group takes part in no experiment, and its goals are measured', () => {
    const program = trial(orders, { holdout: 50, goals: [{ event: 'Order Completed', within: 'P7D' }] });
    const runs = customers.map((customer) => begin(program, { customer }).run);
    expect(runs.filter((run) => run.holdout).length).toBeGreaterThan(150);
    for (const run of runs) expect(run.trials === undefined).toBe(run.holdout);
    const held = runs.find((run) => run.holdout) ?? runs[0];
    expect(held && advance(program, held, ordered(), factsOf(), DAY2).run.goals).toEqual({ 'goal-1': DAY2 });
  });

  it('GATE-4: the control group of a workspace is the same in every journey', () => {
    const [one, two] = [programOf({ end: { kind: 'exit' } }, { key: 'one' }), programOf({ end: { kind: 'exit' } }, { key: 'two' })];
    const held = (program: Program) => customers.map((customer) => begin(program, { customer, holdout: 20 }).run.holdout);
    expect(held(one)).toEqual(held(two));
    expect(held(one)).toEqual(customers.map((customer) => isOfWorkspaceHoldout(customer, 20)));
    expect(held(one).filter(Boolean).length).toBeGreaterThan(50);
    expect(held(one).filter(Boolean).length).toBeLessThan(110);
    expect(begin(one, { customer: 'c0' }).run.holdout).toBe(false);
  });

  it('EXP-3: everybody who comes after the decision takes the winner, the trail says so, and they are not counted', () => {
    const program = trial(orders);
    for (const customer of customers.slice(0, 40)) {
      const { run, trail } = begin(program, { customer, facts: factsOf({ winners: { which: 'new' } }) });
      expect(trail[0]).toMatchObject({ step: 'which', outcome: 'new', because: 'the experiment is decided: everybody takes “New”', used: { winner: 'new' } });
      expect(run.trials).toBeUndefined();
    }
    expect(begin(program, { facts: factsOf({ winners: { which: 'gone' } }) }).run.trials).toBeDefined();
  });

  it('EXP-3: who took an arm keeps it in this run, also when another one won, but not when it was stopped', () => {
    const program = trial(orders, {}, REST);
    const usual = customers.map((customer) => begin(program, { customer }).run).find((run) => run.steps['which']?.outcome === 'usual');
    if (!usual) throw new Error('nobody drew the usual way');
    const due = usual.waiting?.due ?? '';
    const second = (facts: Parameters<typeof factsOf>[0]) => advance(program, usual, timerOf(usual), factsOf(facts), due).trail.find((entry) => entry.step === 'which');
    expect(second({ winners: { which: 'new' } })).toMatchObject({ outcome: 'usual', because: 'keeps “usual”, taken before', used: { before: 'usual' } });
    expect(second({ winners: { which: 'new' }, stopped: { which: ['usual'] } })).toMatchObject({ outcome: 'new' });
    const after = advance(program, usual, timerOf(usual), factsOf(), due).run;
    expect(after.trials?.['which']?.at).toBe(T0);
  });

  it('EXP-3: customers of a stopped arm are drawn among the others, who keep theirs', () => {
    const program = programOf({ which: { kind: 'split', arms: [{ id: 'a', weight: 2 }, { id: 'b', weight: 1 }, { id: 'c', weight: 1 }], experiment: orders } });
    const many = Array.from({ length: 4000 }, (_, index) => `c${index}`);
    const arms = (stopped?: readonly string[]) => many.map((customer) => begin(program, { customer, facts: factsOf(stopped ? { stopped: { which: stopped } } : {}) }).run.trials?.['which']?.arm ?? '');
    const [before, after] = [arms(), arms(['c'])];
    before.forEach((arm, index) => { if (arm !== 'c') expect(after[index]).toBe(arm); });
    const moved = after.filter((_, index) => before[index] === 'c');
    expect(moved).not.toContain('c');
    expect(Math.abs(moved.filter((arm) => arm === 'a').length / moved.length - 2 / 3)).toBeLessThan(0.05);
    expect(begin(program, { customer: many[before.indexOf('c')] ?? '', facts: factsOf({ stopped: { which: ['c'] } }) }).trail[0]?.used).toMatchObject({ stopped: ['c'] });
  });

  it('tells a host which experiments a program has', () => {
    expect([...experimentsOf(trial(orders))]).toMatchObject([['which', { arms: [{ id: 'usual', control: true }, { id: 'new', label: 'New' }], metric: { event: 'Order Completed' }, window: 'P7D', guardrails: [{ event: 'Unsubscribed', relative: 1 }, { event: 'Complaint Opened', most: 0.05 }], mode: 'auto', minimum: 100, confidence: 0.95 }]]);
    expect(experimentsOf(programOf({ end: { kind: 'exit' } })).size).toBe(0);
  });
});

describe('the longest time in a journey', () => {
  const limited = (steps: Program['steps'], more: Partial<Program> = {}) => programOf(steps, { maxDuration: 'P7D', ...more });
  const END = '2026-05-11T10:00:00.000Z';

  it('ENG-41: ends a run as expired, in the middle of a delay or of a wait without a limit', () => {
    for (const step of [{ kind: 'delay', for: 'P30D' }, { kind: 'wait', for: [{ id: 'x', event: 'X' }] }, { kind: 'webhook', url: 'https://shop.example' }]) {
      const program = limited({ step });
      const { run } = begin(program);
      expect(run.waiting?.due).toBe(END);
      const after = advance(program, run, timerOf(run), factsOf(), END);
      expect(after.run.finish).toEqual({ at: END, reason: 'expired' });
      expect(after.trail).toMatchObject([{ step: 'journey', outcome: 'finished', used: { reason: 'expired', expiresAt: END } }]);
    }
  });

  it('ENG-41: leaves shorter waits alone, and a late signal of any sort brings the end, but for an exit', () => {
    const program = limited({ rest: { kind: 'delay', for: 'P2D', next: 'wait' }, wait: { kind: 'wait', for: [{ id: 'x', event: 'X', next: 'rest' }], timeout: { after: 'P3D', next: 'rest' } } }, { exits: [{ id: 'bought', event: 'Order Completed' }] });
    const { run } = begin(program);
    expect(run.waiting?.due).toBe('2026-05-06T10:00:00.000Z');
    const waiting = follow(program, run, [['2026-05-06T10:00:00.000Z', timerOf(run)]]).run;
    expect(waiting.waiting?.due).toBe('2026-05-09T10:00:00.000Z');
    const again = follow(program, waiting, [['2026-05-09T10:00:00.000Z', timerOf(waiting)]]);
    expect(again.run.waiting?.due).toBe(END);
    expect(follow(program, waiting, [[END, came('X')]]).run.finish?.reason).toBe('expired');
    expect(follow(program, waiting, [[END, came('Order Completed')]]).run.finish).toMatchObject({ reason: 'exited', id: 'bought' });
  });

  it('counts days on the calendar of the run, and survives JSON', () => {
    const { run } = begin(limited({ rest: { kind: 'delay', for: 'P30D' } }), { zone: 'Europe/Berlin', now: '2026-03-27T11:00:00.000Z' });
    expect(run.expiresAt).toBe('2026-04-03T10:00:00.000Z');
    expect(JSON.parse(JSON.stringify(run))).toEqual(run);
    expect(wayOf(begin(programOf({ rest: { kind: 'delay', for: 'P30D' } })))).toEqual(['rest waiting']);
  });
});
