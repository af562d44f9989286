import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { minuteOfDay } from './clock.ts';
import { durationInWords, weekdaysInWords } from './words.ts';

describe('words of time', () => {
  it('says durations as people do', () => {
    expect(durationInWords('P2D')).toBe('2 days');
    expect(durationInWords('PT1H')).toBe('1 hour');
    expect(durationInWords('P1Y2M3W4DT5H6M7.5S')).toBe('1 year 2 months 3 weeks 4 days 5 hours 6 minutes 7.5 seconds');
    expect(durationInWords('-PT90M')).toBe('90 minutes before');
    expect(durationInWords('soon')).toBe('soon');
  });

  it('says weekdays', () => {
    expect(weekdaysInWords(['mon', 'sun'])).toBe('Mon, Sun');
  });
});

it('the minute of the local day agrees with the calendar, also when clocks change', () => {
  for (const zone of ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns', 'Africa/Casablanca', 'UTC']) {
    for (let ms = Date.UTC(2026, 1, 1); ms < Date.UTC(2026, 3, 20); ms += 47 * 60_000 + 1) {
      const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
      expect(minuteOfDay(ms, zone)).toBe(hour * 60 + minute);
    }
  }
});
