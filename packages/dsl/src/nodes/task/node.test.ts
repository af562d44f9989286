import { describe, expect, it } from 'vitest';
import { advance } from '../../engine/advance.ts';
import { begin, eventOf, factsOf, follow, programOf, timerOf, wayOf } from '../../engine/testing.ts';
import { simulate, simulateMany } from '../../simulate/index.ts';
import { task } from './node.ts';

const H1 = '2026-05-04T11:00:00.000Z';
const DAY = '2026-05-05T10:00:00.000Z';
const AT = '2026-05-04T10:00:00.000Z';
const outcomes = [{ id: 'call', label: 'I will call', next: 'called' }, { id: 'leave', next: 'left' }];
const ends = { called: { kind: 'exit', reason: 'called' }, left: { kind: 'exit', reason: 'left' }, late: { kind: 'exit', reason: 'late' }, none: { kind: 'exit', reason: 'none' } };
const program = (more: object = {}, settings: object = {}) => programOf({ ask: { kind: 'task', queue: 'care', title: 'Call {{customer.id}}', brief: 'Order {{default event.properties.order "?"}}', outcomes, due: 'P1D', timeout: 'late', ...more }, ...ends }, settings);
const result = (outcome: string, data?: object) => ({ type: 'result', step: 'ask', visit: 1, outcome, ...(data === undefined ? {} : { data }) }) as never;

describe('task', () => {
  it('ENG-29: puts a task on a list with all that is to be known, and waits', () => {
    const { run, commands, trail } = begin(program({ draft: 'Dear {{customer.id}}', assignee: 'eva@shop.example' }), { event: eventOf('Begun', { order: 'o1' }) });
    expect(commands[0]).toEqual({
      type: 'createTask', id: 'r1:ask:1:0', step: 'ask', visit: 1, queue: 'care', title: 'Call ana', brief: 'Order o1', draft: 'Dear ana', assignee: 'eva@shop.example', due: DAY,
      outcomes: [{ id: 'call', label: 'I will call' }, { id: 'leave', label: 'leave' }],
    });
    expect(run.waiting).toMatchObject({ step: 'ask', due: DAY, result: true });
    expect(trail[0]).toMatchObject({ outcome: 'waiting', because: 'waits for care to decide within 1 day' });
  });

  it('ENG-29: goes the way of the decision, and keeps who made it and what they noted', () => {
    const { run } = begin(program());
    const answer = follow(program(), run, [[H1, result('call', { by: 'Eva', note: 'at noon' })]]);
    expect(wayOf(answer)).toEqual(['ask call', 'called finished']);
    expect(answer.trail[0]).toMatchObject({ because: 'Eva decided: I will call (“at noon”)', used: { by: 'Eva', note: 'at noon' } });
    expect(answer.run.steps['ask']).toEqual({ outcome: 'call', at: H1, data: { by: 'Eva', note: 'at noon' } });
    expect(answer.commands.map(({ type }) => type)).toEqual(['clearTimer', 'finish']);
  });

  it('ENG-29: when its time is up the task is closed, and a later decision changes nothing', () => {
    const { run } = begin(program());
    const answer = follow(program(), run, [[DAY, timerOf(run)], [DAY, result('call')]]);
    expect(wayOf(answer)).toEqual(['ask timeout', 'late finished']);
    expect(answer.commands[0]).toMatchObject({ type: 'closeTask', step: 'ask', visit: 1, reason: 'care did not decide in time' });
  });

  it('ENG-29: a late decision counts as long as the customer waits on', () => {
    const { run } = begin(program({ grace: 'PT4H' }));
    expect(run.waiting?.due).toBe('2026-05-05T14:00:00.000Z');
    expect(wayOf(follow(program({ grace: 'PT4H' }), run, [['2026-05-05T13:00:00.000Z', result('leave')]]))).toEqual(['ask leave', 'left finished']);
  });

  it('ENG-29: without a due time it waits for as long as it takes', () => {
    const open = program({ due: undefined, timeout: undefined });
    const { run } = begin(open);
    expect(run.waiting?.due).toBeUndefined();
    expect(task.ports({ outcomes }).map(({ id }) => id)).toEqual(['call', 'leave', 'skipped']);
  });

  it('ENG-21: a decision that is none leaves the customer where they are, and the trail says so', () => {
    const { run } = begin(program());
    const answer = follow(program(), run, [[H1, result('dance')]]);
    expect(answer.run.waiting).toMatchObject({ step: 'ask', due: DAY });
    expect(answer.trail).toMatchObject([{ outcome: 'undecided', because: '“dance” is none of the decisions' }]);
    expect(wayOf(follow(program(), answer.run, [[H1, result('call')]]))[0]).toBe('ask call');
  });

  it('ENG-12: words with a hole are shown to nobody: down the way for that, else for no decision, else the run fails in the open', () => {
    const hole = { title: 'Call {{customer.nickname}}' };
    expect(wayOf(begin(program({ ...hole, skipped: 'none' })))).toEqual(['ask skipped', 'none finished']);
    expect(wayOf(begin(program(hole)))).toEqual(['ask skipped', 'late finished']);
    const failed = begin(program({ ...hole, due: undefined, timeout: undefined }));
    expect(failed.run.finish?.reason).toBe('failed');
    expect(failed.commands.map(({ type }) => type)).toEqual(['finish']);
    expect(failed.trail[0]?.because).toContain('the title: ');
  });

  it('GATE-4: nobody is asked about somebody of the control group', () => {
    for (const { run, commands } of Array.from({ length: 60 }, (_, index) => begin(program({}, { holdout: 50 }), { customer: `c${index}` }))) {
      expect([commands[0]?.type, run.steps['ask']?.outcome]).toEqual(run.holdout ? ['finish', 'skipped'] : ['createTask', undefined]);
    }
  });

  it('an exit while it waits ends the run; the task is the host\'s to withdraw', () => {
    const leaving = program({}, { exits: [{ id: 'bought', event: 'Order Completed' }] });
    const { run } = begin(leaving);
    const answer = advance(leaving, run, { type: 'event', event: eventOf('Order Completed') }, factsOf(), H1);
    expect(answer.run.finish).toMatchObject({ reason: 'exited', id: 'bought' });
    expect(answer.commands.map(({ type }) => type)).toEqual(['clearTimer', 'finish']);
  });

  it('a trial answers it as the timeline tells, else nobody does', () => {
    const told = simulate(program(), { timeline: [{ at: AT, event: 'Begun' }, { at: H1, result: { step: 'ask', outcome: 'call', data: { by: 'Eva' } } }], from: AT });
    expect(told.runs[0]).toMatchObject({ finish: { at: H1, id: 'called' } });
    expect(simulate(program(), { timeline: [{ at: AT, event: 'Begun' }], from: AT }).runs[0]).toMatchObject({ finish: { at: DAY, id: 'late' } });
    const crowd = simulateMany(program(), { personas: [{ name: 'p', habits: [{ event: 'Begun' }, { result: { step: 'ask', outcome: 'call' }, after: 'PT2H', chance: 0.5 }] }], count: 100, days: 5, seed: 1 });
    expect(crowd.steps['ask']?.outcomes).toMatchObject({ waiting: 100, call: expect.any(Number) as number, timeout: expect.any(Number) as number });
    expect((crowd.steps['ask']?.outcomes['call'] ?? 0) + (crowd.steps['ask']?.outcomes['timeout'] ?? 0)).toBe(100);
  });
});
