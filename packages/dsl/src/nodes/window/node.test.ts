import { describe, expect, it } from 'vitest';
import { begin, follow, programOf, timerOf, wayOf } from '../../engine/testing.ts';
import type { Json } from '../../json.ts';
import { nextOpening } from '../../time/index.ts';
import { window } from './node.ts';

const held = (config: Readonly<Record<string, Json>>) => programOf({ hours: { kind: 'window', ...config, next: 'after' }, after: { kind: 'exit', reason: 'went-on' } });
/** When somebody who comes at a moment goes on; `at once` where that is right then. */
function goesOn(config: Readonly<Record<string, Json>>, now: string, zone = 'Europe/Berlin'): string | undefined {
  const { run } = begin(held(config), { now, zone });
  return run.status === 'finished' ? 'at once' : run.waiting?.due?.replace(':00.000Z', 'Z');
}
const shop = { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' };
const night = { from: '20:00', to: '06:00' };

describe('window', () => {
  it('ENG-22: whoever comes within the hours goes on at once; the beginning is inside, the end is not', () => {
    expect(goesOn(shop, '2026-05-04T10:00:00Z')).toBe('at once');
    expect(goesOn(shop, '2026-05-04T07:00:00Z')).toBe('at once');
    expect(goesOn(shop, '2026-05-04T15:59:59Z')).toBe('at once');
    expect(goesOn(shop, '2026-05-04T16:00:00Z')).toBe('2026-05-05T07:00Z');
    expect(goesOn(shop, '2026-05-04T06:59:59Z')).toBe('2026-05-04T07:00Z');
    expect(goesOn(shop, '2026-05-04T06:59:59Z', 'Asia/Tokyo')).toBe('at once');
  });

  it('ENG-22: waits over days that are not chosen, and over dates that are left out', () => {
    expect(goesOn(shop, '2026-05-08T16:30:00Z')).toBe('2026-05-11T07:00Z');
    expect(goesOn(shop, '2026-05-09T10:00:00Z')).toBe('2026-05-11T07:00Z');
    expect(goesOn({ ...shop, except: ['2026-05-11', '2026-05-12'] }, '2026-05-09T10:00:00Z')).toBe('2026-05-13T07:00Z');
    expect(goesOn({ ...shop, except: ['2026-05-04'] }, '2026-05-04T10:00:00Z')).toBe('2026-05-05T07:00Z');
    expect(goesOn({ from: '09:00', to: '18:00' }, '2026-05-09T10:00:00Z')).toBe('at once');
    const year = Array.from({ length: 366 }, (_, n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
    expect(goesOn({ ...shop, except: year }, '2026-05-09T10:00:00Z')).toBe('2027-01-04T08:00Z');
  });

  it('ENG-22: hours past midnight belong to the day on which they begin', () => {
    expect(goesOn(night, '2026-05-04T18:00:00Z')).toBe('at once');
    expect(goesOn(night, '2026-05-05T03:59:00Z')).toBe('at once');
    expect(goesOn(night, '2026-05-05T04:00:00Z')).toBe('2026-05-05T18:00Z');
    const friday = { ...night, weekdays: ['fri'] };
    expect(goesOn(friday, '2026-05-09T01:00:00Z')).toBe('at once');
    expect(goesOn(friday, '2026-05-08T01:00:00Z')).toBe('2026-05-08T18:00Z');
    expect(goesOn(friday, '2026-05-09T19:00:00Z')).toBe('2026-05-15T18:00Z');
    expect(goesOn({ ...night, except: ['2026-05-08'] }, '2026-05-09T01:00:00Z')).toBe('2026-05-09T18:00Z');
    expect(goesOn({ ...night, except: ['2026-05-09'] }, '2026-05-09T01:00:00Z')).toBe('at once');
  });

  it('ENG-6, ENG-22: where clocks go forward, a beginning in the gap is the first instant after it, and hours inside it do not come', () => {
    expect(goesOn({ from: '02:30', to: '05:00' }, '2026-03-29T00:00:00Z')).toBe('2026-03-29T01:00Z');
    expect(goesOn({ from: '01:30', to: '02:30' }, '2026-03-29T00:45:00Z')).toBe('at once');
    expect(goesOn({ from: '01:30', to: '02:30' }, '2026-03-29T01:00:00Z')).toBe('2026-03-29T23:30Z');
    expect(goesOn({ from: '02:10', to: '02:50' }, '2026-03-29T00:30:00Z')).toBe('2026-03-30T00:10Z');
    expect(goesOn(night, '2026-03-29T03:30:00Z')).toBe('at once');
    expect(goesOn(night, '2026-03-29T04:00:00Z')).toBe('2026-03-29T18:00Z');
  });

  it('ENG-6, ENG-22: where clocks go back, a time that comes twice counts the first time', () => {
    expect(goesOn({ from: '02:30', to: '05:00' }, '2026-10-25T00:00:00Z')).toBe('2026-10-25T00:30Z');
    expect(goesOn({ from: '02:30', to: '05:00' }, '2026-10-25T01:15:00Z')).toBe('at once');
    expect(goesOn({ from: '01:00', to: '02:30' }, '2026-10-25T00:29:00Z')).toBe('at once');
    expect(goesOn({ from: '01:00', to: '02:30' }, '2026-10-25T00:30:00Z')).toBe('2026-10-26T00:00Z');
    expect(goesOn(night, '2026-10-25T04:59:00Z')).toBe('at once');
    expect(goesOn({ from: '06:00', to: '05:59' }, '2026-10-25T04:58:00Z')).toBe('at once');
  });

  it('ENG-22: agrees with the clock on the wall, minute by minute, on days without a change', () => {
    for (const [from, to] of [['09:15', '17:45'], ['22:00', '06:30'], ['00:00', '23:59']] as const) {
      for (let minute = 0; minute < 2 * 1440; minute += 7) {
        const now = new Date(Date.UTC(2026, 4, 4, 0, minute)).toISOString();
        const wall = new Date(Date.UTC(2026, 4, 4, 0, minute + 330)).toISOString().slice(11, 16);
        const inside = from < to ? wall >= from && wall < to : wall >= from || wall < to;
        expect(nextOpening(now, { from, to }, 'Asia/Kolkata') === now, `${wall} in ${from}-${to}`).toBe(inside);
      }
    }
  });

  it('goes on when the hours begin, and says so; another signal does not move it', () => {
    const program = held(shop);
    const waiting = begin(program, { now: '2026-05-09T10:00:00.000Z', zone: 'Europe/Berlin' }).run;
    const answer = follow(program, waiting, [['2026-05-10T10:00:00.000Z', { type: 'change' }], ['2026-05-11T07:00:00.000Z', timerOf(waiting)]]);
    expect(wayOf(answer)).toEqual(['hours next', 'after finished']);
    expect(answer.trail[0]).toMatchObject({ because: 'the hours 09:00–18:00 began', used: { due: '2026-05-11T07:00:00.000Z' } });
  });

  it('refuses hours that end when they begin, and dates that are none', () => {
    expect(window.config.safeParse({ from: '09:00', to: '09:00' }).error?.issues[0]).toMatchObject({ path: ['to'], message: expect.stringContaining('is the same as the beginning') as string });
    expect(window.config.safeParse({ ...shop, except: ['2026-02-30'] }).error?.issues[0]).toMatchObject({ path: ['except', 0], message: 'is not a date such as 2026-12-25' });
  });

  it('ENG-22: other hours on other days count beside the first ones, whichever come sooner', () => {
    const withSaturday = { ...shop, also: [{ weekdays: ['sat'], from: '10:00', to: '14:00' }, { weekdays: ['sat'], from: '22:00', to: '02:00' }] };
    expect(goesOn(withSaturday, '2026-05-08T16:30:00Z')).toBe('2026-05-09T08:00Z');
    expect(goesOn(withSaturday, '2026-05-09T11:59:00Z')).toBe('at once');
    expect(goesOn(withSaturday, '2026-05-09T12:00:00Z')).toBe('2026-05-09T20:00Z');
    expect(goesOn(withSaturday, '2026-05-09T23:59:00Z')).toBe('at once');
    expect(goesOn(withSaturday, '2026-05-10T00:00:00Z')).toBe('2026-05-11T07:00Z');
    expect(goesOn({ ...withSaturday, except: ['2026-05-09'] }, '2026-05-08T16:30:00Z')).toBe('2026-05-11T07:00Z');
    expect(window.config.safeParse({ ...shop, also: [{ weekdays: ['sat'], from: '10:00', to: '10:00' }] }).success).toBe(false);
  });
});
