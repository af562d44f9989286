import { describe, expect, test } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const overnight = { from: '21:00', to: '08:00' };
const at = (instant: string, zone: string | null = 'Europe/Berlin', hours = overnight, workspace = 'UTC') => quietUntil(hours, zone, workspace, instant);

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The local time of day by `Intl`, an independent witness, as minutes since midnight. */
function wallMinutes(instant: number, zone: string): number {
  let clock = clocks.get(zone);
  if (!clock) clocks.set(zone, (clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })));
  const parts = clock.formatToParts(instant);
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value);
  return part('hour') * 60 + part('minute');
}
const isQuiet = (minutes: number, from: number, to: number) => (from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to);

describe('windows', () => {
  test('GATE-2: an overnight window holds before and after midnight, begins on the minute and ends on the minute', () => {
    expect(at('2026-01-10T19:59:59.999Z')).toBeNull();
    expect(at('2026-01-10T20:00:00.000Z')).toBe('2026-01-11T07:00:00.000Z');
    expect(at('2026-01-11T02:00:00.000Z')).toBe('2026-01-11T07:00:00.000Z');
    expect(at('2026-01-11T06:59:59.999Z')).toBe('2026-01-11T07:00:00.000Z');
    expect(at('2026-01-11T07:00:00.000Z')).toBeNull();
  });
  test('GATE-2: a window within a day is quiet inside and not outside', () => {
    const siesta = { from: '13:00', to: '15:30' };
    expect(at('2026-01-10T11:59:00Z', 'Europe/Madrid', siesta)).toBeNull();
    expect(at('2026-01-10T12:10:00Z', 'Europe/Madrid', siesta)).toBe('2026-01-10T14:30:00.000Z');
    expect(at('2026-01-10T14:30:00Z', 'Europe/Madrid', siesta)).toBeNull();
  });
  test('equal times are no quiet hours', () => expect(at('2026-01-10T22:00:00Z', 'Europe/Berlin', { from: '00:00', to: '00:00' })).toBeNull());
  test('a window up to midnight ends with the day', () => expect(at('2026-01-10T22:30:00Z', 'Europe/Berlin', { from: '22:00', to: '00:00' })).toBe('2026-01-10T23:00:00.000Z'));
});

describe('changes of the clock', () => {
  test('GATE-2: in the night the clock goes forward the morning comes an hour sooner', () => {
    expect(at('2026-03-28T22:00:00Z')).toBe('2026-03-29T06:00:00.000Z');
  });
  test('GATE-2: in the night the clock goes back the morning comes an hour later', () => {
    expect(at('2026-10-24T20:00:00Z')).toBe('2026-10-25T07:00:00.000Z');
  });
  test('an end that the clock change leaves out is the first moment after the gap', () => {
    expect(at('2026-03-28T22:00:00Z', 'Europe/Berlin', { from: '21:00', to: '02:30' })).toBe('2026-03-29T01:00:00.000Z');
  });
  test('an end that comes twice is taken the first time, and the hour that comes again is quiet again', () => {
    const short = { from: '21:00', to: '02:30' };
    expect(at('2026-10-24T20:00:00Z', 'Europe/Berlin', short)).toBe('2026-10-25T00:30:00.000Z');
    expect(at('2026-10-25T00:45:00Z', 'Europe/Berlin', short)).toBeNull();
    expect(at('2026-10-25T01:10:30Z', 'Europe/Berlin', short)).toBe('2026-10-25T01:30:00.000Z');
  });
  test('a day that the calendar leaves out does not end the night', () => {
    expect(at('2011-12-30T08:00:00Z', 'Pacific/Apia')).toBe('2011-12-30T18:00:00.000Z');
  });
});

describe('an unknown zone', () => {
  test('GATE-2: is quiet whenever it may be quiet within three hours of the workspace', () => {
    expect(at('2026-01-10T10:59:00Z', null)).toBe('2026-01-10T11:00:00.000Z');
    expect(at('2026-01-10T11:00:00Z', null)).toBeNull();
    expect(at('2026-01-10T17:59:00Z', null)).toBeNull();
    expect(at('2026-01-10T18:00:00Z', null)).toBe('2026-01-11T11:00:00.000Z');
  });
  test('a name that is no zone counts as unknown', () => expect(at('2026-01-10T10:00:00Z', 'Mars/Olympus')).toBe('2026-01-10T11:00:00.000Z'));
  test('a workspace zone that is none counts as UTC', () => expect(at('2026-01-10T10:00:00Z', null, overnight, 'nowhere')).toBe('2026-01-10T11:00:00.000Z'));
  test('strict quiet hours still leave an hour in the middle of what is allowed', () => {
    const strict = { from: '14:00', to: '10:00' };
    expect(at('2026-01-10T11:00:00Z', null, strict)).toBe('2026-01-10T11:30:00.000Z');
    expect(at('2026-01-10T11:45:00Z', null, strict)).toBeNull();
    expect(at('2026-01-10T12:30:00Z', null, strict)).toBe('2026-01-11T11:30:00.000Z');
  });
});

test('GATE-2: in every zone on earth, what is let through is not at night there, and what is held back is let through when it is due', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  expect(zones.length).toBeGreaterThan(300);
  const wrong: string[] = [];
  // An hour that does not divide the day evenly, so that all times of day come up; the spans hold both clock changes of north and south.
  const step = 7 * 3_600_000 + 13 * 60_000;
  for (const [index, zone] of zones.entries()) {
    for (let count = 0; count < 12; count += 1) {
      const now = Date.parse('2026-03-08T00:00:00Z') + ((index * 12 + count) % 1_000) * step;
      const until = quietUntil(overnight, zone, 'UTC', new Date(now).toISOString());
      const quiet = isQuiet(wallMinutes(now, zone), 21 * 60, 8 * 60);
      if (quiet !== (until !== null)) wrong.push(`${zone} ${new Date(now).toISOString()} ${until ?? 'sent'}`);
      if (until === null) continue;
      const end = Date.parse(until);
      if (wallMinutes(end, zone) !== 8 * 60 || end <= now || end - now > 13 * 3_600_000) wrong.push(`${zone} ${new Date(now).toISOString()} -> ${until}`);
    }
  }
  expect(wrong).toEqual([]);
}, 60_000);
