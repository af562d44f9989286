import { describe, expect, it } from 'vitest';
import { cronInWords, parseCron, type Cron } from './cron.ts';
import { nextTick } from './next-tick.ts';

function ticksOf(text: string, zone: string, after: string, count: number): string[] {
  const cron = parseCron(text) as Cron;
  const ticks: string[] = [];
  for (let at = nextTick(cron, zone, after); at !== null && ticks.length < count; at = nextTick(cron, zone, at)) ticks.push(at);
  return ticks;
}

describe('cron', () => {
  it('ticks on the minutes, days and months named', () => {
    expect(ticksOf('0 9 * * mon', 'UTC', '2026-05-04T09:00:00.000Z', 2)).toEqual(['2026-05-11T09:00:00.000Z', '2026-05-18T09:00:00.000Z']);
    expect(ticksOf('*/20 8-9 * * *', 'UTC', '2026-05-04T08:30:00.000Z', 5).map((at) => at.slice(11, 16))).toEqual(['08:40', '09:00', '09:20', '09:40', '08:00']);
    expect(ticksOf('30 6 29 2 *', 'UTC', '2026-05-04T00:00:00.000Z', 2)).toEqual(['2028-02-29T06:30:00.000Z', '2032-02-29T06:30:00.000Z']);
    expect(ticksOf('0 0 13 * fri', 'UTC', '2026-05-01T12:00:00.000Z', 3)).toEqual(['2026-05-08T00:00:00.000Z', '2026-05-13T00:00:00.000Z', '2026-05-15T00:00:00.000Z']);
    expect(ticksOf('0 12 * * 7', 'UTC', '2026-05-04T00:00:00.000Z', 1)).toEqual(['2026-05-10T12:00:00.000Z']);
    expect(ticksOf('@hourly', 'UTC', '2026-05-04T00:30:00.000Z', 1)).toEqual(['2026-05-04T01:00:00.000Z']);
    expect(ticksOf('0 0 31 feb *', 'UTC', '2026-05-04T00:00:00.000Z', 1)).toEqual([]);
  });

  it('ENG-6: goes by the local clock; a time in the gap ticks once after it, one that comes twice ticks once', () => {
    expect(ticksOf('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00.000Z', 2)).toEqual(['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z']);
    expect(ticksOf('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00.000Z', 2)).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']);
    expect(ticksOf('15,45 2 29 3 *', 'Europe/Berlin', '2026-03-28T12:00:00.000Z', 2)).toEqual(['2026-03-29T01:00:00.000Z', '2027-03-29T00:15:00.000Z']);
  });

  it('refuses what is no cron of five fields', () => {
    for (const text of ['', '* * * *', '* * * * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * * 13 *', '* * * * 8', '5-1 * * * *', '*/0 * * * *', 'a b c d e', '1,,2 * * * *', '*-5 * * * *', '@never', '-1 * * * *']) {
      expect(parseCron(text), text).toBeNull();
    }
  });

  it('says the usual ones in words and shows the others as they are', () => {
    expect(cronInWords('0 9 * * mon')).toBe('every Monday at 9:00');
    expect(cronInWords('5 18 * * *')).toBe('every day at 18:05');
    expect(cronInWords('0 8 1 * *')).toBe('on day 1 of the month at 8:00');
    expect(cronInWords('*/5 * * * *')).toBe('*/5 * * * *');
    expect(cronInWords('nonsense')).toBe('nonsense');
  });
});
