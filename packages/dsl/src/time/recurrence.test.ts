import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { randomOf } from '../simulate/random.ts';
import { nextRecurrence, type Recurrence } from './recurrence.ts';

const rule = (more: Partial<Recurrence> = {}): Recurrence => ({ every: 'year', feb29: 'feb28', offset: 'PT0S', at: '09:00', ...more });
const next = (value: unknown, after: string, more: Partial<Recurrence> = {}, zone = 'UTC') => nextRecurrence(value, rule(more), zone, after);
/** The days (UTC) on which a date comes in these years. */
function days(value: unknown, years: number, more: Partial<Recurrence>, from = '2023-01-01T00:00:00.000Z'): string[] {
  const found: string[] = [];
  for (let after = from, left = years; left > 0; left -= 1) {
    const at = next(value, after, more);
    if (at === null) break;
    found.push(at.slice(0, 10));
    after = at;
  }
  return found;
}

describe('a date that comes again', () => {
  it('ENG-27: comes on its day each year, at the time of day where the customer lives', () => {
    expect(next('1990-05-14', '2026-01-01T00:00:00Z', {}, 'America/New_York')).toBe('2026-05-14T13:00:00.000Z');
    expect(next('1990-05-14', '2026-05-14T09:00:00.000Z')).toBe('2027-05-14T09:00:00.000Z');
    expect(next('1990-05-14', '2026-05-14T08:59:59.999Z')).toBe('2026-05-14T09:00:00.000Z');
  });

  it('ENG-27: does not come before the date itself, and once where it is to come once', () => {
    expect(next('2030-05-14', '2026-01-01T00:00:00Z')).toBe('2030-05-14T09:00:00.000Z');
    expect(next('2026-05-14', '2026-01-01T00:00:00Z', { every: 'once' })).toBe('2026-05-14T09:00:00.000Z');
    expect(next('2026-05-14', '2026-05-14T09:00:00Z', { every: 'once' })).toBeNull();
  });

  it('ENG-27: 29 February comes by its rule in years that have none', () => {
    expect(days('1996-02-29', 6, { feb29: 'feb28' })).toEqual(['2023-02-28', '2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']);
    expect(days('1996-02-29', 6, { feb29: 'mar1' })).toEqual(['2023-03-01', '2024-02-29', '2025-03-01', '2026-03-01', '2027-03-01', '2028-02-29']);
    expect(days('1996-02-29', 3, { feb29: 'skip' })).toEqual(['2024-02-29', '2028-02-29', '2032-02-29']);
    expect(days('1896-02-29', 2, { feb29: 'skip' }, '1896-03-01T00:00:00.000Z')).toEqual(['1904-02-29', '1908-02-29']);
  });

  it('ENG-27: the offset is counted from the day, also over the end of a year', () => {
    expect(days('2000-01-05', 3, { offset: '-P14D' })).toEqual(['2023-12-22', '2024-12-22', '2025-12-22']);
    expect(days('2000-12-30', 3, { offset: 'P5D' })).toEqual(['2023-01-04', '2024-01-04', '2025-01-04']);
    expect(days('1996-02-29', 2, { feb29: 'mar1', offset: '-P1D' })).toEqual(['2023-02-28', '2024-02-28']);
    expect(next('2026-05-14T15:30:00Z', '2026-01-01T00:00:00Z', { every: 'once', at: null, offset: 'PT2H' })).toBe('2026-05-14T17:30:00.000Z');
  });

  it('ENG-27: every month on its day, or on the last one that the month has; every week', () => {
    expect(days('2023-01-31', 4, { every: 'month' })).toEqual(['2023-01-31', '2023-02-28', '2023-03-31', '2023-04-30']);
    expect(days('2023-01-02', 3, { every: 'week' }, '2023-02-01T00:00:00.000Z')).toEqual(['2023-02-06', '2023-02-13', '2023-02-20']);
  });

  it('ENG-27: a month and a day will do for what comes each year', () => {
    expect(days('05-14', 2, {})).toEqual(['2023-05-14', '2024-05-14']);
    expect(days('--02-29', 2, { feb29: 'skip' })).toEqual(['2024-02-29', '2028-02-29']);
    expect(next('05-14', '2026-01-01T00:00:00Z', { every: 'once' })).toBeNull();
  });

  it('ENG-27: a date written as midnight is the date it shows, in whatever zone; a moment is the day it is there', () => {
    expect(next('1990-05-14T00:00:00.000Z', '2026-01-01T00:00:00Z', {}, 'America/New_York')).toBe('2026-05-14T13:00:00.000Z');
    expect(next('2026-05-14T23:30:00Z', '2026-01-01T00:00:00Z', { every: 'once' }, 'Pacific/Auckland')).toBe('2026-05-14T21:00:00.000Z');
    expect(next(Date.parse('2026-05-14T12:00:00Z') / 1000, '2026-01-01T00:00:00Z', { every: 'once' })).toBe('2026-05-14T09:00:00.000Z');
  });

  it('ENG-6, ENG-27: a time that the clock change leaves out is the first moment after it, one that comes twice comes once', () => {
    expect(next('2000-03-29', '2026-01-01T00:00:00Z', { at: '02:30' }, 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
    const first = next('2000-10-25', '2026-01-01T00:00:00Z', { at: '02:30' }, 'Europe/Berlin');
    expect(first).toBe('2026-10-25T00:30:00.000Z');
    expect(next('2000-10-25', first ?? '', { at: '02:30' }, 'Europe/Berlin')?.slice(0, 4)).toBe('2027');
  });

  it('what is no date, or lies beyond all calendars, is never', () => {
    for (const value of [undefined, null, '', 'soon', '2026-02-30', '13-01', '2026-13-01', {}, true, Number.NaN, 1e300, '9999-12-31']) expect(next(value, '2026-01-01T00:00:00Z', { offset: 'P2D', every: 'once' }), String(value)).toBeNull();
    for (const offset of ['P999999Y', '-P999999999D', 'nonsense']) expect(next('2026-05-14', '2026-01-01T00:00:00Z', { offset })).toBeNull();
  });
});

it('ENG-27: in every zone, whatever the date, the rule and the offset, moments are on the right day at the right time, one after the other, none left out', () => {
  const random = randomOf(29_022_028);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const wrong: string[] = [];
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const date = pick(['1996-02-29', '1990-01-01', '1990-12-31', '2000-06-15', '1984-02-28', '1999-03-01']);
    const days = pick([0, 1, -1, -14, 20, -400]);
    const feb29 = pick(['feb28', 'mar1', 'skip'] as const);
    const from = Temporal.PlainDate.from('2025-11-20').add({ days: Math.floor(random() * 60) });
    const got: string[] = [];
    let after = `${from.toString()}T12:00:00.000Z`;
    for (let count = 0; count < 6; count += 1) {
      const at = nextRecurrence(date, { every: 'year', feb29, offset: `${days < 0 ? '-' : ''}P${Math.abs(days)}D`, at: '12:00' }, zone, after);
      if (at === null || at <= after) { wrong.push(`${zone} ${date} ${days} ${after} -> ${String(at)}`); break; }
      const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
      if (local.hour !== 12 || local.minute !== 0) wrong.push(`${zone} ${at} is not noon`);
      got.push(local.toPlainDate().toString());
      after = at;
    }
    // The plain way to the same: go through the years, take those whose day lies ahead.
    const expected = Array.from({ length: 50 }, (_, index) => 2020 + index).flatMap((year) => {
      const born = Temporal.PlainDate.from(date);
      const is29 = born.month === 2 && born.day === 29 && !Temporal.PlainDate.from({ year, month: 1, day: 1 }).inLeapYear;
      if (is29 && feb29 === 'skip') return [];
      return [(is29 ? Temporal.PlainDate.from({ year, month: feb29 === 'mar1' ? 3 : 2, day: feb29 === 'mar1' ? 1 : 28 }) : born.with({ year })).add({ days })];
    }).filter((day) => day.toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).epochMilliseconds > Date.parse(`${from.toString()}T12:00:00.000Z`)).slice(0, 6).map(String);
    if (JSON.stringify(got) !== JSON.stringify(expected)) wrong.push(`${zone} ${date} ${days} ${feb29} from ${from.toString()}: ${got.join(' ')} instead of ${expected.join(' ')}`);
  }
  expect(wrong).toEqual([]);
}, 60_000);
