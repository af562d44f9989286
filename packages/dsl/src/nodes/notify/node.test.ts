import { describe, expect, it } from 'vitest';
import { begin, eventOf, programOf } from '../../engine/testing.ts';
import { notify } from './node.ts';

const program = (more: object = {}, settings: object = {}) => programOf({ tell: { kind: 'notify', to: 'https://chat.example/hooks/T1/secret', text: '{{customer.id}} about {{event.properties.order}}', next: 'done', ...more }, done: { kind: 'exit', reason: 'done' } }, settings);

describe('notify', () => {
  it('ENG-30: asks for a line to colleagues with its fields filled in, and goes on', () => {
    const answer = begin(program(), { event: eventOf('Begun', { order: 'o1' }) });
    expect(answer.commands[0]).toEqual({ type: 'notify', id: 'r1:tell:1:0', step: 'tell', visit: 1, to: 'https://chat.example/hooks/T1/secret', text: 'ana about o1' });
    expect(answer.trail[0]).toMatchObject({ outcome: 'next', because: 'told chat.example' });
    expect(answer.run).toMatchObject({ steps: { tell: { outcome: 'told' } }, finish: { id: 'done' } });
  });

  it('ENG-12, ENG-30: tells nothing where a field has no value, and says which', () => {
    const answer = begin(program());
    expect(answer.commands.map(({ type }) => type)).toEqual(['finish']);
    expect(answer.trail[0]).toMatchObject({ outcome: 'next', because: expect.stringContaining('event.properties.order') as string });
    expect(answer.run.steps['tell']?.outcome).toBe('skipped');
  });

  it('GATE-4: says nothing about somebody of the control group', () => {
    const answers = Array.from({ length: 60 }, (_, index) => begin(program({ text: 'Hi' }, { holdout: 50 }), { customer: `c${index}` }));
    for (const { run, commands } of answers) expect(commands.some(({ type }) => type === 'notify')).toBe(!run.holdout);
    expect(answers.some(({ run }) => run.holdout)).toBe(true);
  });

  it('takes a chat over https or an e-mail address, and nothing that a customer could fill in', () => {
    const takes = (to: string) => notify.config.safeParse({ to, text: 'x' }).success;
    for (const to of ['care@shop.example', 'https://hooks.slack.example/services/T/B/x', 'https://chat.example']) expect(takes(to), to).toBe(true);
    for (const to of ['', 'http://chat.example/x', 'care', '{{customer.email}}', 'https://user:pw@chat.example/', 'a@b.example, c@d.example', 'javascript:alert(1)']) expect(takes(to), to).toBe(false);
  });
});
