import { describe, expect, it } from 'vitest';
import { factsOf, T0 } from '../../engine/testing.ts';
import { entrySchedule } from './node.ts';

const tick = { type: 'tick', entry: 0, at: T0 } as const;
const facts = (more = {}) => ({ ...factsOf(more), event: null, steps: {}, now: T0 });

describe('entry by schedule', () => {
  it('takes everyone in the segment and the audience at the tick', () => {
    const accepts = (config: object, more = {}) => entrySchedule.accepts({ cron: '0 9 * * *', ...config }, tick, facts(more)).yes;
    expect(accepts({})).toBe(true);
    expect(accepts({ segment: 'readers' })).toBe(false);
    expect(accepts({ segment: 'readers' }, { segments: ['readers'] })).toBe(true);
    expect(accepts({ audience: { '>': [{ var: 'customer.points' }, 5] } }, { customer: { id: 'a', points: 6 } })).toBe(true);
    expect(accepts({ audience: { '>': [{ var: 'customer.points' }, 5] } })).toBe(false);
  });

  it('tells its host when to tick and what to do about missed ticks', () => {
    expect(entrySchedule.schedule?.({ cron: '0 9 * * *' })).toEqual({ cron: '0 9 * * *', timezone: null, missed: 'skip', segment: null });
    expect(entrySchedule.schedule?.({ cron: '0 9 * * *', timezone: 'Europe/Berlin', missed: 'once', segment: 'readers' })).toEqual({ cron: '0 9 * * *', timezone: 'Europe/Berlin', missed: 'once', segment: 'readers' });
  });

  it('refuses a schedule that is none, with a remedy', () => {
    const refused = entrySchedule.config.safeParse({ cron: 'every monday' });
    expect(refused.error?.issues[0]?.message).toContain('0 9 * * mon');
  });
});
