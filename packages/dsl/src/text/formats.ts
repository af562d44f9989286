import { momentOf } from '../condition/moment.ts';
import { parseZone } from '../time/index.ts';
import type { Zone } from '../json.ts';
import { TextProblem } from './template.ts';

/** Whose language and clock numbers, prices and dates are written in. */
export interface Manner {
  readonly locale: string;
  readonly zone: Zone;
  /** ISO 4217 code used where a text names none; null where the workspace has none. */
  readonly currency: string | null;
}

const DATE_STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  short: { dateStyle: 'short' },
  medium: { dateStyle: 'medium' },
  long: { dateStyle: 'long' },
  full: { dateStyle: 'full' },
  time: { timeStyle: 'short' },
  datetime: { dateStyle: 'long', timeStyle: 'short' },
  weekday: { weekday: 'long' },
  month: { month: 'long' },
  day: { day: 'numeric', month: 'long' },
  year: { year: 'numeric' },
};

const CACHE_LIMIT = 200;
const cache = new Map<string, { format(value: number): string }>();

function cached(key: string, make: () => { format(value: number): string }): { format(value: number): string } {
  const known = cache.get(key);
  if (known) return known;
  if (cache.size >= CACHE_LIMIT) cache.clear();
  const fresh = make();
  cache.set(key, fresh);
  return fresh;
}

/** The locale as `Intl` takes it: `de_AT` becomes `de-AT`; null where it is none. */
export function readLocale(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 40) return null;
  try {
    return Intl.getCanonicalLocales(value.replaceAll('_', '-'))[0] ?? null;
  } catch {
    return null;
  }
}

/** A moment in words of the locale. A date without a time is that date everywhere: it does not slip a day west of Greenwich. */
export function formatDate(value: unknown, style: string, manner: Manner): string {
  const options = Object.hasOwn(DATE_STYLES, style) ? DATE_STYLES[style] : undefined;
  if (!options) throw new TextProblem('text-argument', `There is no date style "${style}"; there are ${Object.keys(DATE_STYLES).join(', ')}.`);
  const moment = momentOf(value);
  if (Number.isNaN(moment)) throw new TextProblem('text-value', `"${String(value).slice(0, 60)}" is no date.`);
  const zone = typeof value === 'string' && value.length === 10 ? 'UTC' : (parseZone(manner.zone) ?? 'UTC');
  return cached(`d|${manner.locale}|${zone}|${style}`, () => new Intl.DateTimeFormat(manner.locale, { ...options, timeZone: zone })).format(moment);
}

/** A number as the locale writes it, with at most three or exactly the given number of decimals. */
export function formatNumber(value: unknown, decimals: number | null, manner: Manner): string {
  if (decimals !== null && !(Number.isInteger(decimals) && decimals >= 0 && decimals <= 10)) throw new TextProblem('text-argument', 'A number has 0 to 10 decimals.');
  const options = decimals === null ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return cached(`n|${manner.locale}|${decimals ?? ''}`, () => new Intl.NumberFormat(manner.locale, options)).format(readNumber(value));
}

/** An amount in a currency. */
export function formatMoney(value: unknown, currency: unknown, manner: Manner): string {
  const code = typeof currency === 'string' ? currency.toUpperCase() : manner.currency;
  if (code === null || !/^[A-Z]{3}$/.test(code)) throw new TextProblem('text-argument', 'An amount needs a currency: write e.g. {{money event.properties.value "EUR"}}.');
  return cached(`m|${manner.locale}|${code}`, () => new Intl.NumberFormat(manner.locale, { style: 'currency', currency: code })).format(readNumber(value));
}

/** A value that counts as a number, also one written as text. */
export function readNumber(value: unknown): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) throw new TextProblem('text-value', `"${String(value).slice(0, 60)}" is no number.`);
  return number;
}
