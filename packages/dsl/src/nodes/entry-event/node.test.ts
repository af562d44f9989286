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
});
