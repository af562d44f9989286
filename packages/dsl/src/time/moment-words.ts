import type { Instant, Zone } from '../json.ts';
import { clockAt } from './clock.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const two = (number: number) => String(number).padStart(2, '0');

/**
 * A moment as people say it where they live: `Mon 4 May 2026, 12:00`. The words are the language's own, so that every machine writes the same (ENG-1).
 * What is no instant comes back unchanged.
 */
export function momentInWords(instant: Instant, zone: Zone): string {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) return instant;
  const local = new Date(clockAt(ms, zone));
  return `${DAYS[local.getUTCDay()] ?? ''} ${local.getUTCDate()} ${MONTHS[local.getUTCMonth()] ?? ''} ${local.getUTCFullYear()}, ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}
