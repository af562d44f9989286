import type { Duration } from '../json.ts';
import { remembered } from './remembered.ts';

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/(\d+)Y/, 'year'],
  [/(\d+)M/, 'month'],
  [/(\d+)W/, 'week'],
  [/(\d+)D/, 'day'],
];
const CLOCK: readonly (readonly [RegExp, string])[] = [
  [/(\d+)H/, 'hour'],
  [/(\d+)M/, 'minute'],
  [/([\d.]+)S/, 'second'],
];

/** `P2D` as `2 days`, `-PT90M` as `90 minutes before`; what is no duration comes back unchanged. */
export const durationInWords: (text: Duration) => string = remembered(500, inWords);

function inWords(text: Duration): string {
  const body = text.replace(/^-?P/, '');
  const [calendar = '', clock = ''] = body.split('T');
  const said = [...say(calendar, UNITS), ...say(clock, CLOCK)];
  if (said.length === 0) return text;
  return said.join(' ') + (text.startsWith('-') ? ' before' : '');
}

function say(part: string, units: readonly (readonly [RegExp, string])[]): string[] {
  return units.flatMap(([pattern, name]) => {
    const number = pattern.exec(part)?.[1];
    return number === undefined ? [] : [`${number} ${name}${number === '1' ? '' : 's'}`];
  });
}

const DAYS: Readonly<Record<string, string>> = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' };

/** `['mon', 'tue']` as `Mon, Tue`. */
export function weekdaysInWords(days: readonly string[]): string {
  return days.map((day) => DAYS[day] ?? day).join(', ');
}
