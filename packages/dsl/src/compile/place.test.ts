import { describe, expect, it } from 'vitest';
import { getAt, withAt } from './place.ts';

describe('places', () => {
  const value = { for: [{ id: 'a', next: 'x' }], timeout: { after: 'P1D' } };

  it('are read along own properties only', () => {
    expect(getAt(value, ['for', 0, 'next'])).toBe('x');
    expect(getAt(value, ['for', 1, 'next'])).toBeUndefined();
    expect(getAt(value, ['constructor', 'name'])).toBeUndefined();
    expect(getAt(value, [])).toBe(value);
  });

  it('are written in a copy, and never invented', () => {
    const before = JSON.stringify(value);
    expect(withAt(value, ['timeout', 'next'], 'y')).toEqual({ ...value, timeout: { after: 'P1D', next: 'y' } });
    expect(withAt(value, ['for', 0, 'next'], undefined)).toEqual({ ...value, for: [{ id: 'a' }] });
    expect(withAt(value, ['for', 3, 'next'], 'y')).toBeNull();
    expect(withAt(value, ['elsewhere', 'next'], 'y')).toBeNull();
    expect(withAt(value, ['__proto__', 'next'], 'y')).toBeNull();
    expect(JSON.stringify(value)).toBe(before);
  });
});
