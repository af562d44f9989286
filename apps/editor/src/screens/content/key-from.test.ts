import { describe, expect, it } from 'vitest';
import { keyFrom } from './key-from.ts';

describe('keyFrom', () => {
  it('makes a key of a name with accents, signs and spaces', () => {
    expect(keyFrom('  Grüße, 2. Mail! ')).toBe('grusse-2-mail');
  });
  it('is empty where no letter or digit of the basic alphabet is left', () => {
    expect(keyFrom('…—!')).toBe('');
  });
});
