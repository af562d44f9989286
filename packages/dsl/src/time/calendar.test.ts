import { describe, expect, it } from 'vitest';
import { addDuration, nextLocalTime, readMoment } from './calendar.ts';
import { parseZone } from './zone.ts';

const BERLIN = 'Europe/Berlin';

describe('addDuration', () => {
  it('ENG-6: P1D is a calendar day and PT24H is 24 hours; they differ when clocks change', () => {
    // Clocks go forward on 29 March 2026 at 2:00 and back on 25 October 2026 at 3:00.
    const spring = '2026-03-28T11:00:00.000Z';
    expect(addDuration(spring, 'P1D', BERLIN)).toBe('2026-03-29T10:00:00.000Z');
    expect(addDuration(spring, 'PT24H', BERLIN)).toBe('2026-03-29T11:00:00.000Z');
    const autumn = '2026-10-24T10:00:00.000Z';
    expect(addDuration(autumn, 'P1D', BERLIN)).toBe('2026-10-25T11:00:00.000Z');
    expect(addDuration(autumn, 'PT24H', BERLIN)).toBe('2026-10-25T10:00:00.000Z');
  });

  it('ENG-6: a local time that does not exist becomes the first instant after the gap', () => {
    expect(addDuration('2026-03-28T01:30:00.000Z', 'P1D', BERLIN)).toBe('2026-03-29T01:00:00.000Z');
    expect(addDuration('2026-03-07T07:45:00.000Z', 'P1D', 'America/New_York')).toBe('2026-03-08T07:00:00.000Z');
    // Lord Howe Island changes by half an hour only: 2:00 becomes 2:30.
    expect(addDuration('2026-10-02T15:40:00.000Z', 'P1D', 'Australia/Lord_Howe')).toBe('2026-10-03T15:30:00.000Z');
    // A whole day that does not exist: Samoa went from 29 to 31 December 2011.
    expect(addDuration('2011-12-29T20:00:00.000Z', 'P1D', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
  });

  it('ENG-6: a local time that exists twice is taken the first time', () => {
    expect(addDuration('2026-10-24T00:30:00.000Z', 'P1D', BERLIN)).toBe('2026-10-25T00:30:00.000Z');
  });

  it('counts months and years on the calendar, to the last day of a shorter month', () => {
    expect(addDuration('2026-01-31T12:00:00.000Z', 'P1M', 'UTC')).toBe('2026-02-28T12:00:00.000Z');
    expect(addDuration('2028-02-29T12:00:00.000Z', 'P1Y', 'UTC')).toBe('2029-02-28T12:00:00.000Z');
    expect(addDuration('2026-05-04T10:00:00.000Z', 'P1W', BERLIN)).toBe('2026-05-11T10:00:00.000Z');
    expect(addDuration('2026-05-04T10:00:00.000Z', 'P1DT1H30M0.5S', 'UTC')).toBe('2026-05-05T11:30:00.500Z');
  });

  it('goes back by a negative duration, and cuts what no date can hold', () => {
    expect(addDuration('2026-03-29T11:00:00.000Z', '-P1D', BERLIN)).toBe('2026-03-28T12:00:00.000Z');
    expect(addDuration('2026-03-29T11:00:00.000Z', '-PT1H', BERLIN)).toBe('2026-03-29T10:00:00.000Z');
    for (const zone of ['UTC', BERLIN]) {
      expect(addDuration('2026-03-29T11:00:00.000Z', 'P99999999Y', zone)).toBe('9999-12-31T23:59:59.999Z');
      expect(addDuration('2026-03-29T11:00:00.000Z', 'P9999999999999999999D', zone)).toBe('9999-12-31T23:59:59.999Z');
      expect(addDuration('2026-03-29T11:00:00.000Z', '-P9999999M', zone)).toBe('0001-01-01T00:00:00.000Z');
    }
    expect(addDuration('2026-03-29T11:00:00.000Z', 'PT99999999999999999999H', 'UTC')).toBe('9999-12-31T23:59:59.999Z');
  });

  it('a day is never shorter than the clock says in any zone of the world, and lands on the same local time unless there is a gap', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      for (const from of ['2026-03-28T01:30:00.000Z', '2026-10-31T05:30:00.000Z', '2026-04-04T15:10:00.000Z']) {
        const hours = (Date.parse(addDuration(from, 'P1D', zone)) - Date.parse(from)) / 3_600_000;
        expect([22.5, 23, 23.5, 24, 24.5, 25], `${zone} ${from}`).toContain(hours);
      }
    }
  }, 60_000);
});

describe('nextLocalTime', () => {
  it('ENG-6: is the next time the clock on the wall shows it, also at that very moment', () => {
    expect(nextLocalTime('2026-05-04T06:59:59.999Z', '09:00', undefined, BERLIN)).toBe('2026-05-04T07:00:00.000Z');
    expect(nextLocalTime('2026-05-04T07:00:00.000Z', '09:00', undefined, BERLIN)).toBe('2026-05-04T07:00:00.000Z');
    expect(nextLocalTime('2026-05-04T07:00:00.001Z', '09:00', undefined, BERLIN)).toBe('2026-05-05T07:00:00.000Z');
  });

  it('keeps to the weekdays by the local calendar', () => {
    expect(nextLocalTime('2026-05-08T12:00:00.000Z', '09:00', ['mon', 'tue'], BERLIN)).toBe('2026-05-11T07:00:00.000Z');
    // Sunday evening in UTC is Monday in Tokyo already.
    expect(nextLocalTime('2026-05-10T20:00:00.000Z', '09:00', ['mon'], 'Asia/Tokyo')).toBe('2026-05-11T00:00:00.000Z');
    expect(nextLocalTime('2026-05-04T12:00:00.000Z', '09:00', ['mon'], BERLIN)).toBe('2026-05-11T07:00:00.000Z');
  });

  it('ENG-6: a time in the gap is its first instant after it; one that comes twice is taken once', () => {
    expect(nextLocalTime('2026-03-28T23:00:00.000Z', '02:30', undefined, BERLIN)).toBe('2026-03-29T01:00:00.000Z');
    expect(nextLocalTime('2026-10-24T23:00:00.000Z', '02:30', undefined, BERLIN)).toBe('2026-10-25T00:30:00.000Z');
    expect(nextLocalTime('2026-10-25T00:30:00.001Z', '02:30', undefined, BERLIN)).toBe('2026-10-26T01:30:00.000Z');
  });
});

describe('readMoment', () => {
  it('reads what customers\' data holds, in their zone where it names none', () => {
    expect(readMoment('2026-05-04T12:00:00+02:00', BERLIN)).toBe('2026-05-04T10:00:00.000Z');
    expect(readMoment('2026-05-04', BERLIN)).toBe('2026-05-03T22:00:00.000Z');
    expect(readMoment('2026-05-04T12:00', BERLIN)).toBe('2026-05-04T10:00:00.000Z');
    expect(readMoment(1_777_888_800, BERLIN)).toBe('2026-05-04T10:00:00.000Z');
    expect(readMoment(1_777_888_800_000, BERLIN)).toBe('2026-05-04T10:00:00.000Z');
  });

  it('is null for everything else', () => {
    for (const value of [null, undefined, true, {}, [], '', 'soon', '2026-13-01', '2026-02-30T25:00', '4 May 2026', '2026', Number.NaN, Number.POSITIVE_INFINITY]) expect(readMoment(value, BERLIN)).toBeNull();
  });
});

describe('parseZone', () => {
  it('knows all zones of the world and refuses the rest', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) expect(parseZone(zone)).toBe(zone);
    for (const name of ['Mars/Olympus', '', '+02:00', 'x'.repeat(100), 7, null, undefined, '__proto__']) expect(parseZone(name)).toBeNull();
  });
});
