import type { Zone } from '../json.ts';
import { clockAt, momentShowing } from './clock.ts';

/*
 * Local days as plain numbers: days since 1 January 1970 by the calendar of a zone. The number keeps the day that was meant: a time that a gap leaves out at the
 * end of a day becomes a moment of the day after, and is still a time of the day before.
 */

const DAY = 86_400_000;

/** The local day that a moment (milliseconds since 1970) lies in. */
export function localDay(ms: number, zone: Zone): number {
  return Math.floor(clockAt(ms, zone) / DAY);
}

/** The moment at which a clock in the zone shows a minute of a day (ENG-6): after a gap its first instant, of two the first. */
export function momentOnDay(day: number, minute: number, zone: Zone): number {
  return momentShowing(day * DAY + minute * 60_000, zone);
}

/** Minutes since midnight of `HH:MM`. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The weekday of a day; 0 is Sunday. */
export function weekdayOf(day: number): number {
  // 1 January 1970 was a Thursday.
  return (((day + 4) % 7) + 7) % 7;
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Whether a day is one of the weekdays (`mon`, `tue`, ...); every day is where none are named. */
export function isOn(day: number, weekdays: readonly string[] | undefined): boolean {
  return weekdays === undefined || weekdays.includes(WEEKDAYS[weekdayOf(day)] ?? '');
}

/** A day as `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** A date and time some months later or earlier, counted as if it were UTC, and on the last day of a shorter month. */
export function addMonths(at: number, months: number): number {
  if (months === 0) return at;
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(date);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  date.setUTCDate(Math.min(day, last.getUTCDate()));
  return date.getTime();
}
