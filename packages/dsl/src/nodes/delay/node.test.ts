import { describe, expect, it } from 'vitest';
import { begin, eventOf, factsOf, follow, programOf, T0, timerOf, wayOf } from '../../engine/testing.ts';
import type { Json } from '../../json.ts';
import { delay } from './node.ts';

const delayed = (config: Readonly<Record<string, Json>>) => programOf({ pause: { kind: 'delay', ...config, next: 'after' }, after: { kind: 'exit', reason: 'went-on' } });
const dueOf = (config: Readonly<Record<string, Json>>, more: Parameters<typeof begin>[1] = {}) => begin(delayed(config), more).run.waiting?.due;

describe('delay', () => {
  it('ENG-6: P1D is a day of the run\'s calendar, PT24H is 24 hours', () => {
    const spring = { zone: 'Europe/Berlin', now: '2026-03-28T11:00:00.000Z' };
    expect(dueOf({ for: 'P1D' }, spring)).toBe('2026-03-29T10:00:00.000Z');
    expect(dueOf({ for: 'PT24H' }, spring)).toBe('2026-03-29T11:00:00.000Z');
  });

  it('waits until a time of day on the days named, where the customer lives', () => {
    expect(dueOf({ until: { time: '09:00' } }, { zone: 'Asia/Tokyo' })).toBe('2026-05-05T00:00:00.000Z');
    expect(dueOf({ until: { time: '09:00', weekdays: ['fri'] } })).toBe('2026-05-08T09:00:00.000Z');
  });

  it('ENG-5: goes on at once where the moment is now or past, and ends the run where it says so', () => {
    const past = { at: '2026-05-04T09:59:59Z' };
    expect(begin(delayed({ until: past })).run.finish?.id).toBe('went-on');
    expect(begin(delayed({ until: past, ifPast: 'continue' })).run.finish?.id).toBe('went-on');
    expect(begin(delayed({ until: past, ifPast: 'exit' })).run.finish).toEqual({ at: T0, reason: 'expired' });
    expect(begin(delayed({ until: { at: '2026-05-04T12:00:00+02:00' }, ifPast: 'exit' })).run.finish?.id).toBe('went-on');
    expect(begin(delayed({ for: 'PT0S', ifPast: 'exit' })).run.finish?.id).toBe('went-on');
  });

  it('ENG-5: counts the offset before it asks whether the moment is past', () => {
    const until = { value: { var: 'event.properties.starts_at' }, offset: '-P1D' };
    const at = (starts: string) => ({ event: eventOf('Booked', { starts_at: starts }) });
    expect(dueOf({ until, ifPast: 'exit' }, at('2026-05-06T10:00:00Z'))).toBe('2026-05-05T10:00:00.000Z');
    expect(begin(delayed({ until, ifPast: 'exit' }), at('2026-05-05T09:00:00Z')).run.finish?.reason).toBe('expired');
    expect(dueOf({ until: { ...until, offset: 'PT30M' } }, at('2026-05-04T10:00:00Z'))).toBe('2026-05-04T10:30:00.000Z');
  });

  it('ENG-12: a date that is missing or none does not hold anybody, and the trail says why', () => {
    const until = { value: { var: 'customer.renewal' } };
    const answer = (renewal: Json) => begin(delayed({ until }), { facts: factsOf({ customer: { id: 'ana', renewal } }) });
    expect(answer(null).trail[0]).toMatchObject({ step: 'pause', outcome: 'next', because: 'did not wait: the date to wait for is missing' });
    expect(answer('soon').trail[0]?.because).toContain('is no date: "soon"');
    expect(answer('2026-05-10').run.waiting?.due).toBe('2026-05-10T00:00:00.000Z');
    expect(begin(delayed({ until: { value: { nonsense: 1 } } })).trail[0]?.because).toContain('did not wait');
  });

  it('goes on when its timer falls due, and no event disturbs it', () => {
    const program = delayed({ for: 'P2D' });
    const { run } = begin(program);
    const answer = follow(program, run, [['2026-05-05T10:00:00.000Z', { type: 'event', event: eventOf('Order Completed') }], ['2026-05-06T10:00:00.000Z', timerOf(run)]]);
    expect(wayOf(answer)).toEqual(['pause next', 'after finished']);
  });

  it('asks for its timer as a command', () => {
    expect(begin(delayed({ for: 'PT1H' })).commands).toEqual([{ type: 'setTimer', due: '2026-05-04T11:00:00.000Z', id: 'r1:pause:1:0', step: 'pause', visit: 1 }]);
  });

  it('ENG-43: whole days with a time of the day end on that day, where the customer lives; hours at the first such time', () => {
    const berlin = (now: string) => ({ zone: 'Europe/Berlin', now });
    expect(dueOf({ for: 'P2D', atTime: '09:00' }, berlin('2026-05-04T10:00:00.000Z'))).toBe('2026-05-06T07:00:00.000Z');
    expect(dueOf({ for: 'P2D', atTime: '09:00' }, berlin('2026-05-04T05:00:00.000Z'))).toBe('2026-05-06T07:00:00.000Z');
    expect(dueOf({ for: 'PT36H', atTime: '09:00' }, berlin('2026-05-04T10:00:00.000Z'))).toBe('2026-05-06T07:00:00.000Z');
    expect(dueOf({ for: 'PT36H', atTime: '09:00' }, berlin('2026-05-04T04:00:00.000Z'))).toBe('2026-05-06T07:00:00.000Z');
    expect(dueOf({ for: 'P1D', atTime: '02:30' }, berlin('2026-03-28T10:00:00.000Z'))).toBe('2026-03-29T01:00:00.000Z');
  });

  it('ENG-43: moves the end to the next of the weekdays named, at the same time of the day', () => {
    const on = ['mon', 'tue', 'wed', 'thu', 'fri'];
    expect(dueOf({ for: 'P5D', on })).toBe('2026-05-11T10:00:00.000Z');
    expect(dueOf({ for: 'P4D', on })).toBe('2026-05-08T10:00:00.000Z');
    expect(dueOf({ for: 'P5D', atTime: '09:00', on })).toBe('2026-05-11T09:00:00.000Z');
    expect(dueOf({ for: 'PT30S', on }, { now: '2026-05-04T10:00:10.000Z' })).toBe('2026-05-04T10:00:40.000Z');
    expect(dueOf({ for: 'P5D', on }, { zone: 'Europe/Berlin', now: '2026-10-20T10:00:00.000Z' })).toBe('2026-10-26T11:00:00.000Z');
  });

  it('ENG-43: counts working days, not weekends nor the dates left out', () => {
    expect(dueOf({ workdays: 3 }, { now: '2026-05-08T10:00:00.000Z' })).toBe('2026-05-13T10:00:00.000Z');
    expect(dueOf({ workdays: 1 }, { now: '2026-05-09T10:00:00.000Z' })).toBe('2026-05-11T10:00:00.000Z');
    expect(dueOf({ workdays: 3, except: ['2026-05-11', '2026-05-09'] }, { now: '2026-05-08T10:00:00.000Z' })).toBe('2026-05-14T10:00:00.000Z');
    expect(dueOf({ workdays: 2, on: ['sat'], atTime: '08:30' })).toBe('2026-05-16T08:30:00.000Z');
    expect(begin(delayed({ workdays: 3 })).trail[0]?.because).toBe('waits 3 working days');
  });

  it('refuses two lengths at once, and a time of the day beside `until`', () => {
    const wrong = (config: Readonly<Record<string, Json>>) => delay.config.safeParse(config).success;
    expect(wrong({ for: 'P1D', workdays: 2 })).toBe(false);
    expect(wrong({})).toBe(false);
    expect(wrong({ until: { time: '09:00' }, atTime: '10:00' })).toBe(false);
    expect(wrong({ for: 'P1D', except: ['2026-12-25'] })).toBe(false);
    expect(wrong({ for: 'P1D', atTime: '10:00', on: ['mon'] })).toBe(true);
  });
});
