import { describe, expect, it } from 'vitest';
import type { Run } from './run.ts';
import { advance } from './advance.ts';
import { begin, eventOf, factsOf, follow, programOf, runOf, T0, timerOf, wayOf } from './testing.ts';

const month = programOf({ pause: { kind: 'delay', for: 'P30D', next: 'done' }, done: { kind: 'exit', reason: 'completed' } }, { exits: [{ id: 'left', event: 'Account Closed' }] });
const LATER = '2026-05-20T10:00:00.000Z';
const DUE = '2026-06-03T10:00:00.000Z';

describe('advance', () => {
  it('ENG-1: gives the same bytes for the same inputs and changes none of them', () => {
    const program = programOf(
      { tell: { kind: 'message', channel: 'email', content: { body: 'Hello' }, next: 'draw' }, draw: { kind: 'split', arms: [{ id: 'a', weight: 1, next: 'pause' }, { id: 'b', weight: 1, next: 'pause' }] }, pause: { kind: 'delay', for: 'P1D' } },
    );
    const [run, facts] = [runOf(program), factsOf()];
    const before = JSON.stringify([program, run, facts]);
    const answers = [1, 2, 3].map(() => JSON.stringify(advance(program, run, { type: 'start' }, facts, T0)));
    expect(new Set(answers).size).toBe(1);
    expect(JSON.stringify([program, run, facts])).toBe(before);
    const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
    expect(JSON.stringify(advance(copy(program), copy(run), { type: 'start' }, copy(facts), T0))).toBe(answers[0]);
  });

  it('ENG-2: goes on the same after the run was written down and read back at every step', () => {
    const program = programOf({
      wait: { kind: 'wait', for: [{ id: 'bought', event: 'Order Completed', next: 'call' }], timeout: { after: 'P2D', next: 'call' } },
      call: { kind: 'webhook', url: 'https://shop.example/x', save: true, next: 'pause' },
      pause: { kind: 'delay', for: 'PT1H' },
    });
    const signals = [
      ['2026-05-04T11:00:00.000Z', { type: 'event', event: eventOf('Order Completed', { total: 5 }) }],
      ['2026-05-04T11:00:01.000Z', { type: 'result', step: 'call', visit: 1, outcome: 'next', data: { points: 3 } }],
      ['2026-05-04T12:00:01.000Z', { type: 'timer', step: 'pause', visit: 1 }],
    ] as const;
    let live: Run = begin(program).run;
    let stored: Run = live;
    for (const [now, signal] of signals) {
      live = advance(program, live, signal, factsOf(), now).run;
      stored = JSON.parse(JSON.stringify(advance(program, stored, signal, factsOf(), now).run)) as Run;
      expect(stored).toStrictEqual(live);
    }
    expect(live.finish).toEqual({ at: '2026-05-04T12:00:01.000Z', reason: 'completed' });
    expect(live.steps['call']?.data).toEqual({ points: 3 });
  });

  it('ENG-3: an exit event ends the run in the middle of a 30-day delay, clears its timer, and a late timer does nothing', () => {
    const { run } = begin(month);
    const left = advance(month, run, { type: 'event', event: eventOf('Account Closed') }, factsOf(), LATER);
    expect(left.run).toMatchObject({ status: 'finished', waiting: null, finish: { at: LATER, reason: 'exited', id: 'left' } });
    expect(left.commands).toEqual([
      { type: 'clearTimer', id: 'r1:pause:1:1', step: 'pause', visit: 1 },
      { type: 'finish', reason: 'exited', exit: 'left', id: 'r1:journey:0:0', step: 'journey', visit: 0 },
    ]);
    expect(advance(month, left.run, timerOf(run), factsOf(), DUE)).toEqual({ run: left.run, commands: [], trail: [] });
  });

  it('ENG-3: a timer of another step or an earlier visit does nothing', () => {
    const { run } = begin(month);
    for (const signal of [{ type: 'timer', step: 'pause', visit: 2 }, { type: 'timer', step: 'done', visit: 1 }] as const) {
      expect(advance(month, run, signal, factsOf(), DUE)).toEqual({ run, commands: [], trail: [] });
    }
  });

  it('ENG-20: a timer that comes too early, since the clock was set back, is set again and moves nothing', () => {
    const { run } = begin(month);
    const early = advance(month, run, timerOf(run), factsOf(), '2026-05-01T00:00:00.000Z');
    expect(early.commands).toEqual([{ type: 'setTimer', due: DUE, id: 'r1:pause:1:1', step: 'pause', visit: 1 }]);
    expect(wayOf(follow(month, early.run, [[DUE, timerOf(run)]]))).toEqual(['pause next', 'done finished']);
  });

  it('ENG-4: an exit with `match` ends only the run whose entry value equals the event\'s', () => {
    const program = programOf({ pause: { kind: 'delay', for: 'P30D' } }, { exits: [{ id: 'bought', event: 'Order Completed', match: { entry: 'properties.cart_id', event: 'properties.cart_id' } }] });
    const { run } = begin(program, { event: eventOf('Begun', { cart_id: 'k1' }) });
    const show = (properties: Record<string, string>) => advance(program, run, { type: 'event', event: eventOf('Order Completed', properties) }, factsOf(), LATER).run.status;
    expect(show({ cart_id: 'k2' })).toBe('open');
    expect(show({})).toBe('open');
    expect(show({ cart_id: 'k1' })).toBe('finished');
    const without = begin(program, { event: null }).run;
    expect(advance(program, without, { type: 'event', event: eventOf('Order Completed', { cart_id: 'k1' }) }, factsOf(), LATER).run.status).toBe('open');
  });

  it('ENG-7: two events of the same instant are taken in the order in which they come', () => {
    const program = programOf({
      first: { kind: 'wait', for: [{ id: 'a', event: 'A', next: 'second' }, { id: 'b', event: 'B', next: 'end-b' }] },
      second: { kind: 'wait', for: [{ id: 'b', event: 'B', next: 'end-ab' }] },
      'end-b': { kind: 'exit', reason: 'b' },
      'end-ab': { kind: 'exit', reason: 'ab' },
    });
    const { run } = begin(program);
    const [a, b] = [{ type: 'event', event: eventOf('A') }, { type: 'event', event: eventOf('B') }] as const;
    expect(follow(program, run, [[T0, a], [T0, b]]).run.finish?.id).toBe('ab');
    expect(follow(program, run, [[T0, b], [T0, a]]).run.finish?.id).toBe('b');
  });

  it('ENG-11: a journey that goes in a circle without a wait fails after 1,000 steps, in the open', () => {
    const program = programOf({ a: { kind: 'update', set: { x: 1 }, next: 'b' }, b: { kind: 'update', set: { x: 2 }, next: 'a' } });
    const answer = begin(program);
    expect(answer.run.finish).toMatchObject({ reason: 'failed' });
    expect(answer.trail.length).toBe(1001);
    expect(answer.trail.at(-1)).toMatchObject({ outcome: 'failed', because: expect.stringContaining('circle') as string });
  });

  it('ENG-11: a walk of exactly 1,000 steps is none too many', () => {
    const steps = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`s${at}`, { kind: 'update', set: { x: at }, ...(at < 999 ? { next: `s${at + 1}` } : {}) }]));
    expect(begin(programOf(steps)).run.finish?.reason).toBe('completed');
  });

  it('ENG-12: a step that breaks ends the run as failed instead of throwing', () => {
    const broken = { kind: 'wait', for: null } as unknown as { kind: string };
    const answer = begin(programOf({ broken }));
    expect(answer.run.finish?.reason).toBe('failed');
    expect(answer.trail[0]).toMatchObject({ step: 'broken', outcome: 'failed', because: expect.stringContaining('the step broke') as string });
  });

  it('ENG-12: a step that is not there, or of a kind nobody knows, ends the run as failed', () => {
    const gone = begin(programOf({ a: { kind: 'update', set: { x: 1 }, next: 'nowhere' } }));
    expect(gone.trail.at(-1)).toMatchObject({ step: 'nowhere', outcome: 'failed' });
    expect(begin(programOf({ a: { kind: 'dance' } })).run.finish?.reason).toBe('failed');
    expect(begin(programOf({ a: { kind: 'update', set: { x: 1 }, next: 'toString' } })).run.finish?.reason).toBe('failed');
  });

  it('ENG-13: every trail entry tells when, where, what, why and from what', () => {
    const program = programOf({
      which: { kind: 'branch', paths: [{ id: 'pro', when: { '==': [{ var: 'customer.plan' }, 'pro'] }, next: 'pause' }] },
      pause: { kind: 'delay', for: 'PT1H' },
    });
    const { trail } = begin(program, { facts: factsOf({ customer: { id: 'ana', plan: 'pro' } }) });
    expect(trail[0]).toEqual({ at: T0, step: 'which', visit: 1, outcome: 'pro', because: expect.stringContaining('pro') as string, used: { 'customer.plan': 'pro' } });
    expect(trail[1]).toEqual({ at: T0, step: 'pause', visit: 1, outcome: 'waiting', because: 'waits 1 hour', used: { due: '2026-05-04T11:00:00.000Z', zone: 'UTC' } });
  });

  it('ENG-13: the values of an entry are enough to decide again and get the same answer', () => {
    const when = { and: [{ '==': [{ var: 'customer.plan' }, 'pro'] }, { '>': [{ var: 'customer.orders' }, 2] }] };
    const program = programOf({ which: { kind: 'branch', paths: [{ id: 'yes', when }] } });
    for (const customer of [{ id: 'a', plan: 'pro', orders: 3 }, { id: 'b', plan: 'free', orders: 9 }, { id: 'c', plan: 'pro', orders: 1 }]) {
      const decided = begin(program, { facts: factsOf({ customer }) }).trail[0];
      const kept = Object.fromEntries(Object.entries(decided?.used ?? {}).map(([path, value]) => [path.replace('customer.', ''), value]));
      expect(begin(program, { facts: factsOf({ customer: { id: 'again', ...kept } }) }).trail[0]?.outcome).toBe(decided?.outcome);
    }
  });

  it('ENG-14: `finish` carries the reason, and the id where there is one', () => {
    const finishOf = (signal: Parameters<typeof advance>[2]) => {
      const { run, commands } = advance(month, begin(month).run, signal, factsOf(), LATER);
      return [run.finish, commands.find((command) => command.type === 'finish')];
    };
    for (const reason of ['cancelled', 'erased', 'superseded', 'expired'] as const) {
      expect(finishOf({ type: 'cancel', reason })).toMatchObject([{ at: LATER, reason }, { type: 'finish', reason }]);
    }
    expect(finishOf({ type: 'exit', id: 'left' })).toMatchObject([{ reason: 'exited', id: 'left' }, { reason: 'exited', exit: 'left' }]);
    expect(follow(month, begin(month).run, [[DUE, timerOf(begin(month).run)]]).run.finish).toEqual({ at: DUE, reason: 'completed' });
  });

  it('ENG-14: an exit that is a goal ends with the reason goal', () => {
    const program = programOf({ pause: { kind: 'delay', for: 'P30D' } }, { exits: [{ id: 'bought', event: 'Order Completed', goal: true }] });
    expect(follow(program, begin(program).run, [[LATER, { type: 'event', event: eventOf('Order Completed') }]]).run.finish).toEqual({ at: LATER, reason: 'goal', id: 'bought' });
  });

  it('ENG-14: where nothing comes after, the run is completed', () => {
    const answer = begin(programOf({ only: { kind: 'update', set: { x: 1 } } }));
    expect(answer.run.finish).toEqual({ at: T0, reason: 'completed' });
    expect(wayOf(answer)).toEqual(['only next', 'journey finished']);
  });
});

describe('goals and exits', () => {
  const program = programOf({ wait: { kind: 'wait', for: [{ id: 'ordered', event: 'Order Completed', next: 'thanks' }] }, thanks: { kind: 'update', set: { thanked: true } } }, {
    exits: [{ id: 'big', event: 'Order Completed', where: { '>': [{ var: 'event.properties.total' }, 100] } }],
    goals: [{ id: 'sale', event: 'Order Completed', within: 'P7D' }],
  });
  const order = (total: number) => ({ type: 'event', event: eventOf('Order Completed', { total }) }) as const;

  it('ENG-18: an exit wins over a wait for the same event, and the goal counts all the same', () => {
    const answer = advance(program, begin(program).run, order(150), factsOf(), '2026-05-05T10:00:00.000Z');
    expect(wayOf(answer)).toEqual(['journey goal', 'journey finished']);
    expect(answer.run.goals).toEqual({ sale: '2026-05-05T10:00:00.000Z' });
    expect(answer.run.visits['thanks']).toBeUndefined();
  });

  it('an event that fits no exit goes on to the wait', () => {
    expect(wayOf(advance(program, begin(program).run, order(50), factsOf(), '2026-05-05T10:00:00.000Z'))).toEqual(['journey goal', 'wait ordered', 'thanks next', 'journey finished']);
  });

  it('ENG-18: a goal counts once, and not after its time', () => {
    const open = programOf({ pause: { kind: 'delay', for: 'P30D' } }, { goals: [{ event: 'Order Completed', within: 'P7D' }] });
    const { run } = begin(open);
    const twice = follow(open, run, [['2026-05-05T10:00:00.000Z', order(1)], ['2026-05-06T10:00:00.000Z', order(1)]]);
    expect(wayOf(twice)).toEqual(['journey goal']);
    expect(twice.run.goals).toEqual({ 'goal-1': '2026-05-05T10:00:00.000Z' });
    expect(follow(open, run, [['2026-05-11T10:00:00.000Z', order(1)]]).run.goals).toEqual({ 'goal-1': '2026-05-11T10:00:00.000Z' });
    expect(follow(open, run, [['2026-05-11T10:00:00.001Z', order(1)]]).trail).toEqual([]);
  });

  it('ENG-21: an exit whose condition cannot be decided ends nothing, and the trail says so', () => {
    const odd = programOf({ pause: { kind: 'delay', for: 'P30D' } }, { exits: [{ id: 'odd', event: 'Order Completed', where: { nonsense: [1] } }] });
    const answer = advance(odd, begin(odd).run, order(1), factsOf(), LATER);
    expect(answer.run.status).toBe('open');
    expect(answer.trail).toMatchObject([{ step: 'journey', outcome: 'undecided', because: expect.stringContaining('nonsense') as string }]);
  });
});

describe('results', () => {
  it('ENG-17: a result that nobody waited for leaves a trail entry and changes nothing', () => {
    const program = programOf({ tell: { kind: 'message', channel: 'email', template: 'hello', next: 'pause' }, pause: { kind: 'delay', for: 'P1D' } });
    const { run } = begin(program);
    const late = advance(program, run, { type: 'result', step: 'tell', visit: 1, outcome: 'skipped', reason: 'no-consent' }, factsOf(), LATER);
    expect(late.run).toBe(run);
    expect(late.trail).toEqual([{ at: LATER, step: 'tell', visit: 1, outcome: 'skipped', because: 'no-consent', used: { reason: 'no-consent' } }]);
    expect(advance(program, run, { type: 'result', step: 'tell', visit: 2, outcome: 'sent' }, factsOf(), LATER).trail).toEqual([]);
  });

  it('a run that is over ignores every signal', () => {
    const { run } = begin(programOf({ end: { kind: 'exit' } }));
    for (const signal of [{ type: 'start' }, { type: 'change' }, { type: 'cancel', reason: 'cancelled' }, { type: 'exit', id: 'x' }, { type: 'result', step: 'end', visit: 1, outcome: 'sent' }, { type: 'event', event: eventOf('Begun') }] as const) {
      expect(advance(month, run, signal, factsOf(), LATER)).toEqual({ run, commands: [], trail: [] });
    }
  });

  it('moments of any RFC 3339 form are the same moment', () => {
    expect(begin(month, { now: '2026-05-04T12:00:00+02:00' }).run.waiting?.due).toBe(DUE);
    expect(begin(month, { now: '2026-05-04T10:00:00Z' }).run.waiting?.due).toBe(DUE);
  });
});
