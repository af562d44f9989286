import { describe, expect, it } from 'vitest';
import { answerIn, decisionOf, firstAnswer, isBlank, isWritten } from './answer.ts';

describe('an answer to a task', () => {
  it('starts with the journey\'s draft and means to send it; without one nothing is sent', () => {
    expect(firstAnswer({ draft: 'Dear Ada' })).toEqual({ send: true, subject: '', text: 'Dear Ada', note: '' });
    expect(firstAnswer({ draft: null })).toMatchObject({ send: false, text: '' });
  });

  it('is written as soon as a word differs from the draft, and not because a box was ticked', () => {
    const task = { draft: 'Dear Ada' };
    const first = firstAnswer(task);
    expect(isWritten({ ...first, send: false }, task)).toBe(false);
    for (const change of [{ text: 'Dear Ada,' }, { note: 'at noon' }, { subject: 'Sorry' }]) expect(isWritten({ ...first, ...change }, task)).toBe(true);
  });

  it('goes along only where it is to be sent, without empty parts, under the name of who decides', () => {
    const answer = { send: true, subject: ' ', text: ' I will call. ', note: '' };
    expect(decisionOf(answer, 'call', 'Eva')).toEqual({ outcome: 'call', by: 'Eva', reply: { text: 'I will call.' } });
    expect(decisionOf({ ...answer, send: false, note: ' at noon ' }, 'call', null)).toEqual({ outcome: 'call', note: 'at noon' });
    expect(decisionOf({ ...answer, subject: 'Sorry' }, 'call', null).reply).toEqual({ text: 'I will call.', subject: 'Sorry' });
  });

  it('is blank only where it is to be sent', () => {
    expect(isBlank({ send: true, subject: 'Sorry', text: ' \n', note: '' })).toBe(true);
    expect(isBlank({ send: false, subject: '', text: '', note: '' })).toBe(false);
  });

  it('is taken back from storage only whole', () => {
    const kept = { send: true, subject: '', text: 'Hi', note: '' };
    expect(answerIn(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    for (const odd of [null, 'text', {}, { ...kept, send: 'yes' }, { ...kept, text: 1 }]) expect(answerIn(odd)).toBeNull();
  });
});
