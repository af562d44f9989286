import type { Duration } from '../json.ts';

const UNITS = [
  ['Y', 'year'],
  ['M', 'month'],
  ['W', 'week'],
  ['D', 'day'],
] as const;
const TIME_UNITS = [
  ['H', 'hour'],
  ['M', 'minute'],
  ['S', 'second'],
] as const;

/** `P1DT12H` as `1 day and 12 hours`. */
export function spanInWords(duration: Duration): string {
  const [date = '', time = ''] = duration.slice(1).split('T');
  const words = [...read(date, UNITS), ...read(time, TIME_UNITS)];
  return words.length > 0 ? inWords(words) : duration;
}

function read(text: string, units: readonly (readonly [string, string])[]): string[] {
  return units.flatMap(([letter, unit]) => {
    const amount = new RegExp(`(\\d+(?:\\.\\d+)?)${letter}`).exec(text)?.[1];
    return amount === undefined || Number(amount) === 0 ? [] : [`${amount} ${unit}${amount === '1' ? '' : 's'}`];
  });
}

/** `a`, `a and b`, `a, b and c`. */
export function inWords(parts: readonly string[], last = 'and'): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1) ?? ''}`;
}
