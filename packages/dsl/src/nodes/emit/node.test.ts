import { describe, expect, it } from 'vitest';
import { begin, eventOf, factsOf, programOf } from '../../engine/testing.ts';
import type { Json } from '../../json.ts';
import { simulate } from '../../simulate/index.ts';
import { emit } from './node.ts';

const AT = '2026-05-04T10:00:00.000Z';
const program = (properties: Readonly<Record<string, Json>>) => programOf({ tell: { kind: 'emit', event: 'Care Needed', properties, next: 'done' }, done: { kind: 'exit', reason: 'done' } });

describe('emit', () => {
  it('asks for the event with its values filled in, and goes on', () => {
    const answer = begin(program({ why: 'order {{event.properties.id}}', total: { var: 'event.properties.total' }, list: [1, '{{customer.id}}'] }), { event: eventOf('Begun', { id: 'o1', total: 40 }) });
    expect(answer.commands[0]).toEqual({ type: 'emit', id: 'r1:tell:1:0', step: 'tell', visit: 1, event: 'Care Needed', properties: { why: 'order o1', total: 40, list: [1, 'ana'] } });
    expect(answer.trail[0]).toMatchObject({ step: 'tell', outcome: 'next', because: 'made the event Care Needed' });
    expect(answer.run).toMatchObject({ steps: { tell: { outcome: 'emitted' } }, finish: { id: 'done' } });
  });

  it('ENG-12: a value that cannot be filled in makes no event, and the trail says which', () => {
    const answer = begin(program({ why: '{{event.properties.missing}}' }), { facts: factsOf() });
    expect(answer.commands.map((command) => command.type)).toEqual(['finish']);
    expect(answer.trail[0]).toMatchObject({ step: 'tell', outcome: 'next', because: expect.stringContaining('event.properties.missing') as string });
    expect(answer.run).toMatchObject({ steps: { tell: { outcome: 'skipped' } }, finish: { id: 'done' } });
  });

  it('is known to its journey as an event nobody has to have sent', () => {
    expect(emit.needs({ event: 'Care Needed', properties: { why: 'order {{event.properties.id}}' } })).toEqual({ emits: ['Care Needed'], texts: [{ at: ['properties', 'why'], text: 'order {{event.properties.id}}' }], conditions: [] });
    expect(emit.needs({ event: 'Care Needed' })).not.toHaveProperty('events');
  });

  it('ENG-23: a trial shows the event to the run that made it, to other runs and to the entries', () => {
    const journey = programOf(
      {
        which: { kind: 'branch', paths: [{ id: 'again', when: { '==': [{ var: 'event.name' }, 'Again'] }, next: 'told' }], otherwise: 'tell' },
        tell: { kind: 'emit', event: 'Again', properties: { n: 2 }, next: 'heard' },
        heard: { kind: 'wait', for: [{ id: 'it', event: 'Again', where: { '==': [{ var: 'event.properties.n' }, 2] }, next: 'done' }], timeout: { after: 'P1D', next: 'late' } },
        told: { kind: 'exit', reason: 'entered-by-it' }, done: { kind: 'exit', reason: 'heard-it' }, late: { kind: 'exit', reason: 'late' },
      },
      { entry: [{ kind: 'event', event: 'Begun' }, { kind: 'event', event: 'Again' }], reentry: { mode: 'always' } },
    );
    const { runs, issues } = simulate(journey, { timeline: [{ at: AT, event: 'Begun' }], from: AT });
    expect(issues).toEqual([]);
    expect(runs.map((run) => [run.enteredAt, run.finish?.at, run.finish?.id])).toEqual([[AT, AT, 'heard-it'], [AT, AT, 'entered-by-it']]);
  });

  it('ENG-23: a trial of a journey that starts itself for ever ends, and says so', () => {
    const circle = programOf({ tell: { kind: 'emit', event: 'Begun' } }, { reentry: { mode: 'always' } });
    expect(simulate(circle, { timeline: [{ at: AT, event: 'Begun' }], from: AT }).issues).toMatchObject([{ code: 'simulation-endless' }]);
  });
});
