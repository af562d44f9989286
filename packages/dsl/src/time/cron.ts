import { remembered } from './remembered.ts';

/** A schedule of five fields, each the allowed values in rising order. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: readonly number[];
  readonly months: readonly number[];
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
  /** As in every cron: where both day fields are given, either may match. */
  readonly eitherDay: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const NICKNAMES: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *', '@monthly': '0 0 1 * *', '@weekly': '0 0 * * 0', '@daily': '0 0 * * *', '@midnight': '0 0 * * *', '@hourly': '0 * * * *',
};

/** Reads a cron of five fields (minute, hour, day of month, month, day of week) with lists, ranges, steps and English names; null where it is none. */
export const parseCron: (text: string) => Cron | null = remembered(500, readCron);

function readCron(text: string): Cron | null {
  const fields = (NICKNAMES[text.trim().toLowerCase()] ?? text).trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  if (fields.length !== 5 || minute === undefined || hour === undefined || day === undefined || month === undefined || weekday === undefined) return null;
  const minutes = parseField(minute, 0, 59, []);
  const hours = parseField(hour, 0, 23, []);
  const days = parseField(day, 1, 31, []);
  const months = parseField(month, 1, 12, MONTHS);
  const weekdays = parseField(weekday, 0, 7, WEEKDAYS);
  if (!minutes || !hours || !days || !months || !weekdays) return null;
  const week = [...new Set(weekdays.map((value) => value % 7))].sort((a, b) => a - b);
  return { minutes, hours, days, months, weekdays: week, eitherDay: !isAny(day) && !isAny(weekday) };
}

const isAny = (field: string) => field === '*' || field === '?';

function parseField(field: string, lowest: number, highest: number, names: readonly string[]): number[] | null {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(\*|\?|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d+))?$/i.exec(part);
    if (!match) return null;
    const [, from = '', to, step] = match;
    const any = isAny(from);
    if (any && to !== undefined) return null;
    const first = any ? lowest : parseValue(from, lowest, names);
    // `5/15` counts from 5 to the end, as `5-59/15` does.
    const last = any || (to === undefined && step !== undefined) ? (names === WEEKDAYS ? 6 : highest) : to === undefined ? first : parseValue(to, lowest, names);
    const by = step === undefined ? 1 : Number(step);
    if (first === null || last === null || by < 1 || first < lowest || last > highest || first > last) return null;
    for (let value = first; value <= last; value += by) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function parseValue(text: string, lowest: number, names: readonly string[]): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const index = names.indexOf(text.toLowerCase());
  return index < 0 ? null : index + (names === MONTHS ? lowest : 0);
}

const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The usual schedules in words (`Monday at 9:00`); the rarer ones as they are written. */
export const cronInWords: (text: string) => string = remembered(500, inWords);

function inWords(text: string): string {
  const cron = parseCron(text);
  if (!cron) return text;
  const [minute, hour] = [cron.minutes[0], cron.hours[0]];
  if (cron.minutes.length !== 1 || cron.hours.length !== 1 || cron.months.length !== 12 || minute === undefined || hour === undefined) return text;
  const time = `at ${hour}:${String(minute).padStart(2, '0')}`;
  const [allDays, allWeek] = [cron.days.length === 31, cron.weekdays.length === 7];
  if (allDays && allWeek) return `every day ${time}`;
  if (allDays) return `every ${cron.weekdays.map((day) => DAY_NAMES[day]).join(', ')} ${time}`;
  return allWeek ? `on day ${cron.days.join(', ')} of the month ${time}` : text;
}
