import { expect, it } from 'vitest';
import { momentInWords } from './moment-words.ts';

it('says a moment by the clock of a zone, also on the day on which clocks change', () => {
  expect(momentInWords('2026-05-04T10:00:00.000Z', 'UTC')).toBe('Mon 4 May 2026, 10:00');
  expect(momentInWords('2026-05-04T22:05:59.999Z', 'Europe/Berlin')).toBe('Tue 5 May 2026, 00:05');
  expect(momentInWords('2026-03-29T00:59:00.000Z', 'Europe/Berlin')).toBe('Sun 29 March 2026, 01:59');
  expect(momentInWords('2026-03-29T01:00:00.000Z', 'Europe/Berlin')).toBe('Sun 29 March 2026, 03:00');
  expect(momentInWords('2026-12-31T18:30:00.000Z', 'Asia/Kathmandu')).toBe('Fri 1 January 2027, 00:15');
  expect(momentInWords('soon', 'UTC')).toBe('soon');
});
