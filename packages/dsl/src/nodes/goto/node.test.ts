import { describe, expect, it } from 'vitest';
import { begin, follow, programOf, timerOf, wayOf } from '../../engine/testing.ts';

describe('goto', () => {
  it('ENG-11: goes back `max` times and then on', () => {
    const program = programOf({ work: { kind: 'update', increment: { rounds: 1 }, next: 'again' }, again: { kind: 'goto', step: 'work', max: 3, next: 'done' }, done: { kind: 'exit' } });
    const answer = begin(program);
    expect(wayOf(answer).filter((step) => step.startsWith('again'))).toEqual(['again step', 'again step', 'again step', 'again next']);
    expect(answer.commands.filter((command) => command.type === 'update').map((command) => command.id)).toEqual(['r1:work:1:0', 'r1:work:2:0', 'r1:work:3:0', 'r1:work:4:0']);
  });

  it('counts over waits too, and a timer of an earlier visit does nothing', () => {
    const program = programOf({ pause: { kind: 'delay', for: 'PT1H', next: 'again' }, again: { kind: 'goto', step: 'pause', max: 1 } });
    const first = begin(program).run;
    const second = follow(program, first, [['2026-05-04T11:00:00.000Z', timerOf(first)]]).run;
    expect(second.waiting).toMatchObject({ step: 'pause', visit: 2, due: '2026-05-04T12:00:00.000Z' });
    expect(follow(program, second, [['2026-05-04T13:00:00.000Z', timerOf(first)]]).run).toBe(second);
    expect(follow(program, second, [['2026-05-04T12:00:00.000Z', timerOf(second)]]).run.finish?.reason).toBe('completed');
  });
});
