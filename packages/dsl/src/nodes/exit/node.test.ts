import { describe, expect, it } from 'vitest';
import { begin, programOf } from '../../engine/testing.ts';

const finishOf = (config: { reason?: string; goal?: boolean }) => begin(programOf({ end: { kind: 'exit', ...config } })).run.finish;

describe('exit', () => {
  it('ENG-14: ends with its reason; a word of the marketer\'s own is an exit of that name', () => {
    expect(finishOf({})).toMatchObject({ reason: 'completed' });
    expect(finishOf({ reason: 'cancelled' })).toMatchObject({ reason: 'cancelled' });
    expect(finishOf({ reason: 'bought elsewhere' })).toMatchObject({ reason: 'exited', id: 'bought elsewhere' });
    expect(finishOf({ reason: 'completed', goal: true })).not.toHaveProperty('id');
    expect(finishOf({ reason: 'bought', goal: true })).toMatchObject({ reason: 'goal', id: 'bought' });
  });
});
