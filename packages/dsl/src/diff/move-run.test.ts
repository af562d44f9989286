import { describe, expect, it } from 'vitest';
import { parseProgram } from '../compile/index.ts';
import { withAt } from '../compile/place.ts';
import { advance } from '../engine/advance.ts';
import type { Run } from '../engine/run.ts';
import type { Signal } from '../engine/signal.ts';
import { begin, eventOf, factsOf, follow, programOf, randomProgram, randomStep, runOf, T0, timerOf, wayOf } from '../engine/testing.ts';
import type { HostFacts } from '../facts.ts';
import { stepKind } from '../nodes/index.ts';
import type { Program } from '../program.ts';
import { randomOf, type Random } from '../simulate/random.ts';
import { moveRun } from './move-run.ts';
import { planMigration } from './plan-migration.ts';

type Steps = Program['steps'];
const LATER = '2026-05-04T12:00:00.000Z';
const move = (run: Run, from: Program, to: Program, more: { now?: string; redirects?: Record<string, string | null>; facts?: HostFacts } = {}) =>
  moveRun(run, { from, to, version: 2, redirects: more.redirects ?? {} }, more.facts ?? factsOf(), more.now ?? LATER);
const moved = (before: Steps, after: Steps, more: Parameters<typeof move>[3] & { begun?: Parameters<typeof begin>[1] } = {}) => {
  const [from, to] = [programOf(before), programOf(after)];
  const { run } = begin(from, more.begun);
  return { run, to, ...{ after: move(run, from, to, more) } };
};
const end = { done: { kind: 'exit', reason: 'done' } };

describe('moveRun', () => {
  it('DIFF-5: a step that is as it was keeps its wait and its timer, also where it leads elsewhere', () => {
    const { run, to, after } = moved({ pause: { kind: 'delay', for: 'P1D' } }, { pause: { kind: 'delay', for: 'P1D', label: 'A day', next: 'done' }, ...end });
    expect(after.run).toEqual({ ...run, version: 2 });
    expect(after.commands).toEqual([]);
    expect(after.trail).toEqual([{ at: LATER, step: 'pause', visit: 1, outcome: 'moved', because: 'the step is as it was', used: { from: 1, to: 2, step: 'pause' } }]);
    expect(wayOf(follow(to, after.run, [['2026-05-05T10:00:00.000Z', timerOf(run)]]))).toEqual(['pause next', 'done finished']);
  });

  it('DIFF-5: a longer delay counts from when it began', () => {
    const { after } = moved({ pause: { kind: 'delay', for: 'P1D' } }, { pause: { kind: 'delay', for: 'P3D' } });
    expect(after.run.waiting).toMatchObject({ step: 'pause', visit: 1, since: T0, due: '2026-05-07T10:00:00.000Z' });
    expect(after.commands).toEqual([{ type: 'setTimer', due: '2026-05-07T10:00:00.000Z', id: 'r1:pause:1:1', step: 'pause', visit: 1 }]);
  });

  it('DIFF-5: a shorter delay that is over ends with the next timer, and an early one is set again', () => {
    const { to, after } = moved({ pause: { kind: 'delay', for: 'P1D' } }, { pause: { kind: 'delay', for: 'PT1H' } });
    expect(after.commands).toMatchObject([{ type: 'setTimer', due: '2026-05-04T11:00:00.000Z' }]);
    expect(advance(to, after.run, timerOf(after.run), factsOf(), LATER).run.finish?.reason).toBe('completed');
  });

  it('DIFF-5: a wait whose branches changed listens for the events of the new version', () => {
    const before = { wait: { kind: 'wait', for: [{ id: 'a', event: 'A' }], timeout: { after: 'P2D' } } };
    const { to, after } = moved(before, { wait: { kind: 'wait', for: [{ id: 'b', event: 'B', next: 'done' }, { id: 'vip', when: { in_segment: 'vip' } }], timeout: { after: 'P5D' } }, ...end });
    expect(after.run.waiting).toMatchObject({ step: 'wait', since: T0, due: '2026-05-09T10:00:00.000Z', events: ['B'], watches: true });
    expect(advance(to, after.run, { type: 'event', event: eventOf('A') }, factsOf(), LATER).run).toBe(after.run);
    expect(wayOf(advance(to, after.run, { type: 'event', event: eventOf('B') }, factsOf(), LATER))).toEqual(['wait b', 'done finished']);
    expect(advance(to, after.run, { type: 'change' }, factsOf({ segments: ['vip'] }), LATER).trail[0]).toMatchObject({ outcome: 'vip' });
  });

  it('DIFF-5: a wait whose limit became shorter than what was waited goes by the limit at once', () => {
    const before = { wait: { kind: 'wait', for: [{ id: 'a', event: 'A' }], timeout: { after: 'P2D' } } };
    const { after } = moved(before, { wait: { kind: 'wait', for: [{ id: 'a', event: 'A' }], timeout: { after: 'PT1H', next: 'done' } }, ...end });
    expect(wayOf(after)).toEqual(['wait moved', 'wait timeout', 'done finished']);
    expect(after.commands.map(({ type }) => type)).toEqual(['clearTimer', 'finish']);
  });

  it('DIFF-5: a condition that holds at the move passes only where the wait says so', () => {
    const before = { wait: { kind: 'wait', for: [{ id: 'a', event: 'A' }] } };
    const watching = (alreadyTrue: string) => ({ wait: { kind: 'wait', for: [{ id: 'vip', when: { in_segment: 'vip' } }], alreadyTrue } });
    expect(wayOf(moved(before, watching('skip'), { facts: factsOf({ segments: ['vip'] }) }).after)).toEqual(['wait moved', 'wait vip', 'journey finished']);
    expect(wayOf(moved(before, watching('wait'), { facts: factsOf({ segments: ['vip'] }) }).after)).toEqual(['wait moved']);
  });

  it('DIFF-5: hours that changed hold for whoever waits for them, by the clock of now', () => {
    const night = { begun: { now: '2026-05-04T20:00:00.000Z' }, now: '2026-05-04T21:00:00.000Z' };
    const hours = (from: string, to: string) => ({ open: { kind: 'window', from, to } });
    expect(moved(hours('09:00', '18:00'), hours('10:00', '18:00'), night).after.run.waiting?.due).toBe('2026-05-05T10:00:00.000Z');
    expect(moved(hours('09:00', '18:00'), hours('19:30', '20:30'), night).after.run.waiting?.due).toBe('2026-05-05T19:30:00.000Z');
    expect(wayOf(moved(hours('09:00', '18:00'), hours('09:00', '22:00'), night).after)).toEqual(['open moved', 'open next', 'journey finished']);
  });

  it('DIFF-5: what was asked is not asked again; its answer goes by the new ways', () => {
    const call = (next: string) => ({ call: { kind: 'webhook', url: `https://shop.example/${next}`, next, failed: 'done' }, ...end, other: { kind: 'exit', reason: 'other' } });
    const { to, after } = moved(call('done'), call('other'));
    expect(after.commands).toEqual([]);
    expect(wayOf(advance(to, after.run, { type: 'result', step: 'call', visit: 1, outcome: 'next' }, factsOf(), LATER))).toEqual(['call next', 'other finished']);
  });

  it('DIFF-5: a redirect enters the step it names, with its own timer and ids', () => {
    const { run, after } = moved({ pause: { kind: 'delay', for: 'P1D' } }, { rest: { kind: 'delay', for: 'PT2H' } }, { redirects: { pause: 'rest' } });
    expect(after.run.waiting).toMatchObject({ step: 'rest', visit: 1, since: LATER, due: '2026-05-04T14:00:00.000Z' });
    expect(after.commands.map(({ type, step }) => `${type} ${step}`)).toEqual(['clearTimer pause', 'setTimer rest']);
    expect(run.waiting?.step).toBe('pause');
  });

  it('DIFF-5: a redirect takes back what a colleague was asked; a decision that is gone needs one', () => {
    const asking = (...ids: string[]) => ({ ask: { kind: 'task', queue: 'care', title: 'Call them?', due: 'P1D', outcomes: ids.map((id) => ({ id, next: 'done' })), timeout: 'done' }, ...end });
    const { run, after } = moved(asking('yes', 'no'), asking('yes', 'later'), { redirects: { ask: 'done' } });
    expect(after.commands.map(({ type, step }) => `${type} ${step}`)).toEqual(['closeTask ask', 'clearTimer ask', 'finish done']);
    expect(move(run, programOf(asking('yes', 'no')), programOf(asking('yes', 'later'))).landing).toEqual({ how: 'unmapped', to: null, because: 'the answer it waits for may lead by "no", which "Ask a colleague" has no more: say where to go' });
    expect(move(run, programOf(asking('yes', 'no')), programOf(asking('yes', 'no', 'later'))).run).toEqual({ ...run, version: 2 });
  });

  it('DIFF-5: a redirect to a step of the same name begins it anew, where it has become another kind', () => {
    const { after } = moved({ pause: { kind: 'delay', for: 'P1D' } }, { pause: { kind: 'wait', for: [{ id: 'a', event: 'A' }] } }, { redirects: { pause: 'pause' } });
    expect(after.run).toMatchObject({ visits: { pause: 2 }, waiting: { step: 'pause', visit: 2, events: ['A'] } });
  });

  it('DIFF-5: a "go back" counts on with the new limit', () => {
    const loop = (max: number) => ({ pause: { kind: 'delay', for: 'PT1H', next: 'again' }, again: { kind: 'goto', step: 'pause', max, next: 'done' }, ...end });
    const [from, to] = [programOf(loop(5)), programOf(loop(2))];
    const twice = follow(from, begin(from).run, [['2026-05-04T11:00:00.000Z', { type: 'timer', step: 'pause', visit: 1 }], [LATER, { type: 'timer', step: 'pause', visit: 2 }]]).run;
    const after = move(twice, from, to);
    expect(after.run.visits['again']).toBe(2);
    expect(wayOf(advance(to, after.run, timerOf(after.run), factsOf(), '2026-05-04T13:00:00.000Z'))).toEqual(['pause next', 'again next', 'done finished']);
  });

  it('DIFF-2: who stays, who has nowhere to go, and who is over, come back as they are', () => {
    const [from, to] = [programOf({ pause: { kind: 'delay', for: 'P1D' } }), programOf(end)];
    const { run } = begin(from);
    for (const redirects of [{}, { pause: null }, { pause: 'nowhere' }]) expect(move(run, from, to, { redirects })).toMatchObject({ run, commands: [], trail: [], landing: { to: null } });
    const over = begin(programOf(end)).run;
    expect(move(over, from, to).run).toBe(over);
  });
});

const oneOf = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** A valid program one to three edits away: steps gone, added, become another, set otherwise, or leading elsewhere; mostly those at which somebody rests. */
function edited(random: Random, program: Program, rests: readonly string[]): Program {
  const steps: Steps = { ...program.steps };
  for (let edits = 1 + Math.floor(random() * 3); edits > 0; edits -= 1) {
    const ids = Object.keys(steps);
    const id = oneOf(random, random() < 0.7 && rests.some((one) => ids.includes(one)) ? rests.filter((one) => ids.includes(one)) : ids);
    const drawn = Math.floor(random() * 5);
    if (drawn === 0 && ids.length > 2) delete steps[id];
    else if (drawn === 1) steps[`new-${edits}`] = randomStep(random, ids);
    else if (drawn === 2) steps[id] = randomStep(random, ids);
    else if (drawn === 3) steps[id] = sameKind(random, ids, steps[id]?.kind ?? '');
    else for (const port of stepKind(steps[id]?.kind ?? '')?.ports(steps[id]) ?? []) steps[id] = withAt(steps[id], port.at, oneOf(random, ids)) as Steps[string];
  }
  const left = Object.keys(steps);
  for (const [id, step] of Object.entries(steps)) {
    for (const port of stepKind(step.kind)?.ports(step) ?? []) {
      const to = port.at.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], steps[id]);
      if (typeof to === 'string' && !left.includes(to)) steps[id] = withAt(steps[id], port.at, oneOf(random, left)) as Steps[string];
    }
  }
  return { ...program, steps, start: left.includes(program.start) ? program.start : left[0] ?? '' };
}

function sameKind(random: Random, ids: readonly string[], kind: string): Steps[string] {
  let step = randomStep(random, ids);
  for (let tries = 0; step.kind !== kind && tries < 200; tries += 1) step = randomStep(random, ids);
  return step;
}

/** A few runs that went different ways; of a journey that is over at once, one is enough. */
function someRuns(random: Random, program: Program, facts: HostFacts): { run: Run; commands: string[] }[] {
  const runs: { run: Run; commands: string[] }[] = [];
  for (let index = 0; index < 4 && runs.every(({ run }) => run.status === 'open'); index += 1) {
    const first = advance(program, runOf(program, { id: `r${index}` }), { type: 'start' }, facts, T0);
    const commands = first.commands.map(({ id }) => id);
    const next = first.run.status === 'open' && random() < 0.5 ? advance(program, first.run, signalsFor(random, first.run), facts, first.run.waiting?.due ?? LATER) : null;
    runs.push({ run: next?.run ?? first.run, commands: [...commands, ...(next?.commands ?? []).map(({ id }) => id)] });
  }
  return runs;
}

function signalsFor(random: Random, { waiting }: Run): Signal {
  const step = waiting?.step ?? '';
  const visit = waiting?.visit ?? 1;
  if (waiting?.due !== undefined && random() < 0.5) return { type: 'timer', step, visit };
  if (waiting?.result && random() < 0.7) return { type: 'result', step, visit, outcome: oneOf(random, ['sent', 'skipped', 'next', 'failed']) };
  return waiting?.events?.length ? { type: 'event', event: eventOf(oneOf(random, waiting.events)) } : { type: 'change' };
}

describe('random edits of random journeys', () => {
  it('DIFF-2, DIFF-5: lose and duplicate no run, and whoever is moved goes on, or the trail says why not', () => {
    const random = randomOf(4711);
    const seen = { rests: 0, rejoins: 0, enters: 0, stays: 0, unmapped: 0 };
    for (let edit = 0; edit < 1000; edit += 1) {
      const from = randomProgram(random);
      const facts = factsOf({ segments: random() < 0.5 ? ['vip'] : [] });
      const runs = someRuns(random, from, facts);
      const rests = runs.flatMap(({ run }) => run.waiting?.step ?? []);
      const to = edited(random, from, rests);
      expect(parseProgram(to).ok, JSON.stringify(to)).toBe(true);
      const redirects = random() < 0.5 ? {} : { [oneOf(random, rests.length > 0 ? rests : Object.keys(from.steps))]: random() < 0.3 ? null : oneOf(random, Object.keys(to.steps)) };
      const plan = planMigration(runs.map(({ run }) => run), from, to, redirects);
      const open = runs.filter(({ run }) => run.status === 'open').map(({ run }) => run.id);
      expect([...plan.moves.map(({ run }) => run), ...plan.stays, ...plan.unmapped.map(({ run }) => run)].sort()).toEqual(open);
      expect(plan.steps.reduce((sum, step) => sum + step.runs, 0)).toBe(open.length);
      for (const { run, commands } of runs) {
        const after = moveRun(run, { from, to, version: 2, redirects }, facts, LATER);
        const planned = plan.moves.find((one) => one.run === run.id);
        expect(after.run.id).toBe(run.id);
        if (run.status === 'open') seen[after.landing.how] += 1;
        if (!planned) expect(after.run).toBe(run);
        else goesOn(random, to, { ...after, landing: planned.to, facts }, new Set(commands));
      }
    }
    for (const [how, count] of Object.entries(seen)) expect(count, how).toBeGreaterThan(10);
  }, 120_000);
});

/** Follows a moved run for a while: at rest where the new version can wake it, or over with a reason. */
function goesOn(random: Random, to: Program, moved: Pick<ReturnType<typeof moveRun>, 'run' | 'commands' | 'trail'> & { landing: string; facts: HostFacts }, ids: Set<string>): void {
  let { run, commands } = moved;
  expect(run.version).toBe(2);
  expect(moved.trail[0]).toMatchObject({ outcome: 'moved', used: { step: moved.landing } });
  for (let turn = 0; ; turn += 1) {
    expect(JSON.parse(JSON.stringify(run))).toStrictEqual(run);
    for (const { id } of commands) {
      expect(ids.has(id), `the command id ${id} is used twice`).toBe(false);
      ids.add(id);
    }
    if (run.status === 'finished') {
      expect(run.finish?.reason).toBeTypeOf('string');
      return;
    }
    const step = to.steps[run.waiting?.step ?? ''];
    expect(step, 'rests at a step that is there').toBeDefined();
    const needs = stepKind(step?.kind ?? '')?.needs(step);
    if (!run.waiting?.result) expect([...(run.waiting?.events ?? [])].sort()).toEqual([...new Set(needs?.events ?? [])].sort());
    expect(run.waiting?.due !== undefined || run.waiting?.result === true || run.waiting?.watches === true || (run.waiting?.events?.length ?? 0) > 0, 'something can wake it').toBe(true);
    if (turn === 4) return;
    const signal = signalsFor(random, run);
    const next = advance(to, run, signal, moved.facts, run.waiting?.due ?? LATER);
    if (next.run !== run) expect(next.trail.length + next.commands.length).toBeGreaterThan(0);
    ({ run, commands } = next);
  }
}
