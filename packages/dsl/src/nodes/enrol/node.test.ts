import { describe, expect, it } from 'vitest';
import { begin, eventOf, programOf } from '../../engine/testing.ts';
import type { Json } from '../../json.ts';
import { simulate } from '../../simulate/index.ts';
import { enrol } from './node.ts';

const AT = '2026-05-04T10:00:00.000Z';
const program = (inputs: Readonly<Record<string, Json>>) => programOf({ hand: { kind: 'enrol', journey: 'rescue', inputs, next: 'done' }, done: { kind: 'exit', reason: 'done' } });

describe('enrol', () => {
  it('asks the other journey with the inputs filled in, and goes on in this one', () => {
    const answer = begin(program({ order_id: { var: 'event.properties.id' }, why: 'for {{customer.id}}' }), { event: eventOf('Begun', { id: 7 }) });
    expect(answer.commands[0]).toEqual({ type: 'enrol', id: 'r1:hand:1:0', step: 'hand', visit: 1, journey: 'rescue', inputs: { order_id: 7, why: 'for ana' } });
    expect(answer.trail[0]).toMatchObject({ step: 'hand', outcome: 'next', because: 'asked the journey rescue to let the customer in' });
    expect(answer.run.finish?.id).toBe('done');
  });

  it('ENG-12: an input that cannot be filled in adds nobody, and the trail says which', () => {
    const answer = begin(program({ order_id: '{{event.properties.id}}' }));
    expect(answer.commands.map((command) => command.type)).toEqual(['finish']);
    expect(answer.trail[0]).toMatchObject({ step: 'hand', outcome: 'next', because: expect.stringContaining('event.properties.id') as string });
    expect(answer.run.steps['hand']?.outcome).toBe('skipped');
  });

  it('warns of a journey that is not there, and is silent where journeys are unknown', () => {
    const context = (journeys?: readonly string[]) => ({ world: journeys ? { journeys } : {}, category: 'service' as const, issue: (issue: object) => issue as never });
    expect(enrol.check?.({ journey: 'rescu' }, context(['rescue']))).toMatchObject([{ code: 'unknown-journey', severity: 'warning', at: ['journey'], message: expect.stringContaining('"rescu"') as string }]);
    expect(enrol.check?.({ journey: 'rescue' }, context(['rescue']))).toEqual([]);
    expect(enrol.check?.({ journey: 'rescu' }, context())).toEqual([]);
  });

  it('ENG-24: a trial plays a journey that adds the customer to itself, and leaves other journeys alone', () => {
    const steps = {
      which: { kind: 'branch', paths: [{ id: 'again', when: { '==': [{ var: 'event.name' }, 'Manual'] }, next: 'second' }], otherwise: 'hand' },
      hand: { kind: 'enrol', journey: 'test', inputs: { n: 2 }, next: 'first' },
      first: { kind: 'exit', reason: 'first' }, second: { kind: 'exit', reason: 'second' },
    };
    const entry = [{ kind: 'event', event: 'Begun' }, { kind: 'manual', inputs: [{ name: 'n', required: true }] }];
    const ends = (changed: object) => simulate(programOf({ ...steps, ...changed }, { entry }), { timeline: [{ at: AT, event: 'Begun' }], from: AT }).runs.map((run) => run.finish?.id);
    expect(ends({})).toEqual(['first', 'second']);
    expect(ends({ hand: { ...steps.hand, journey: 'other' } })).toEqual(['first']);
  });
});
