import { describe, expect, it } from 'vitest';
import { begin, eventOf, factsOf, follow, programOf, T0, wayOf } from '../../engine/testing.ts';

const H1 = '2026-05-04T11:00:00.000Z';

describe('message', () => {
  it('ENG-17: asks for a message with all that its words may refer to, and goes on at once', () => {
    const program = programOf({ draw: { kind: 'split', arms: [{ id: 'a', weight: 1, next: 'tell' }, { id: 'b', weight: 0, next: 'tell' }] }, tell: { kind: 'message', channel: 'email', fallback: ['sms'], template: 'hello', topic: 'offers', expires: 'PT6H' } }, { category: 'marketing', holdout: 0 });
    const answer = begin(program, { event: eventOf('Begun', { cart: 1 }) });
    expect(answer.commands[0]).toEqual({
      type: 'send', id: 'r1:tell:1:0', step: 'tell', visit: 1, channel: 'email', fallback: ['sms'], template: 'hello', topic: 'offers', category: 'marketing',
      expires: '2026-05-04T16:00:00.000Z', holdout: false, context: { event: eventOf('Begun', { cart: 1 }), steps: { draw: { outcome: 'a', at: T0 } } },
    });
    expect(answer.run.finish?.reason).toBe('completed');
  });

  it('GATE-4: tells the host that the customer is in the control group, and goes on as for everybody', () => {
    const program = programOf({ tell: { kind: 'message', channel: 'email', template: 'hello' } }, { holdout: 50 });
    const answers = Array.from({ length: 100 }, (_, index) => begin(program, { customer: `c${index}` }));
    const held = answers.filter(({ run }) => run.holdout);
    expect(held.length).toBeGreaterThan(20);
    for (const { run, commands } of answers) {
      expect(commands[0]).toMatchObject({ type: 'send', holdout: run.holdout });
      expect(run.finish?.reason).toBe('completed');
    }
  });

  it('ENG-12, ENG-17: with a way for skipped messages it waits for the outcome and takes that way, with the reason', () => {
    const program = programOf({ tell: { kind: 'message', channel: 'email', template: 'hello', next: 'after', skipped: 'else' }, after: { kind: 'exit', reason: 'told' }, else: { kind: 'exit', reason: 'not-told' } });
    const { run } = begin(program);
    expect(run.waiting).toMatchObject({ step: 'tell', result: true });
    const result = (outcome: string, reason?: string) => follow(program, run, [[H1, { type: 'result', step: 'tell', visit: 1, outcome, ...(reason === undefined ? {} : { reason }) }]]);
    expect(wayOf(result('sent'))).toEqual(['tell next', 'after finished']);
    const skipped = result('skipped', 'template-error');
    expect(wayOf(skipped)).toEqual(['tell skipped', 'else finished']);
    expect(skipped.trail[0]).toMatchObject({ because: 'not sent: template-error', used: { reason: 'template-error' } });
    expect(skipped.run.steps['tell']).toEqual({ outcome: 'skipped', at: H1, data: { reason: 'template-error' } });
  });

  it('an exit while it waits for the outcome ends the run, and the late result does nothing', () => {
    const program = programOf({ tell: { kind: 'message', channel: 'email', template: 'hello', skipped: 'else' }, else: { kind: 'exit' } }, { exits: [{ id: 'out', event: 'Out' }] });
    const { run } = begin(program);
    const answer = follow(program, run, [[H1, { type: 'event', event: eventOf('Out') }], [H1, { type: 'result', step: 'tell', visit: 1, outcome: 'sent' }]], factsOf());
    expect(wayOf(answer)).toEqual(['journey finished']);
  });
});
