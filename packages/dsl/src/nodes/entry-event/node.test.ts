import { describe, expect, it } from 'vitest';
import { eventOf, factsOf, T0 } from '../../engine/testing.ts';
import { entryEvent } from './node.ts';

const facts = (total: number) => ({ ...factsOf(), event: eventOf('Order Completed', { total }), steps: {}, now: T0 });
const big = { event: 'Order Completed', where: { '>': [{ var: 'event.properties.total' }, 20] } };

describe('entry by event', () => {
  it('takes the events of its name that fit, and says why', () => {
    const accepts = (total: number, name = 'Order Completed') => entryEvent.accepts(big, { type: 'event', event: eventOf(name, { total }) }, facts(total));
    expect(accepts(30)).toMatchObject({ yes: true, used: { 'event.properties.total': 30 } });
    expect(accepts(10).yes).toBe(false);
    expect(accepts(30, 'order completed').yes).toBe(false);
  });

  it('ENG-21: a condition that cannot be decided lets nobody in, and says so', () => {
    const answer = entryEvent.accepts({ event: 'A', where: { nonsense: 1 } }, { type: 'event', event: eventOf('A') }, facts(1));
    expect(answer).toMatchObject({ yes: false, because: expect.stringContaining('could not be decided') as string });
  });

  it('ENG-44: an event that comes in too late starts nothing, and says so', () => {
    const old = (at: string) => entryEvent.accepts({ event: 'Order Delivered', ignoreOlderThan: 'PT6H' }, { type: 'event', event: eventOf('Order Delivered', {}, at) }, facts(1));
    expect(old('2026-05-04T04:00:00.000Z').yes).toBe(true);
    expect(old('2026-05-04T03:59:59.000Z')).toMatchObject({ yes: false, because: expect.stringContaining('more than 6 hours ago') as string });
  });
});
