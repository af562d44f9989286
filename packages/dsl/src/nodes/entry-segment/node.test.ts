import { describe, expect, it } from 'vitest';
import { factsOf, T0 } from '../../engine/testing.ts';
import { entrySegment } from './node.ts';

const facts = { ...factsOf({ segments: ['vip'] }), event: null, steps: {}, now: T0 };

describe('entry by segment', () => {
  it('takes the change it waits for, not membership', () => {
    const accepts = (config: object, segment: string, edge: 'enter' | 'leave') => entrySegment.accepts(config, { type: 'segment', segment, edge }, facts).yes;
    expect(accepts({ segment: 'vip' }, 'vip', 'enter')).toBe(true);
    expect(accepts({ segment: 'vip' }, 'vip', 'leave')).toBe(false);
    expect(accepts({ segment: 'vip', edge: 'leave' }, 'vip', 'leave')).toBe(true);
    expect(accepts({ segment: 'vip' }, 'other', 'enter')).toBe(false);
    expect(entrySegment.accepts({ segment: 'vip' }, { type: 'manual', inputs: {} }, facts).yes).toBe(false);
  });

  it('tells those who are in it already of their entering when the journey goes live, if asked to', () => {
    expect(entrySegment.onPublish?.({ segment: 'vip', includeExisting: true })).toEqual({ type: 'segment', segment: 'vip', edge: 'enter' });
    expect(entrySegment.onPublish?.({ segment: 'vip' })).toBeNull();
    expect(entrySegment.onPublish?.({ segment: 'vip', edge: 'leave', includeExisting: true })).toBeNull();
  });
});
