import { durationInWords } from '../time/index.ts';
import { behaviourOf, type Behaviour } from './behaviour.ts';
import { operationOf } from './rule.ts';

/** The words that `describeCondition` and `explain` share. */
const LONGEST = 60;

const clip = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** `a`, `a and b`, `a, b and c`. */
export function inWords(parts: readonly string[], last = 'and'): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1) ?? ''}`;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** An instant as people write it, in UTC: `3 May 2026, 12:00 UTC`; null for any other text. */
function momentWords(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) || !/(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return null;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

/** A value as it is read out: texts in quotes, lists with `joined` before the last. */
export function valueWords(value: unknown, joined = 'and'): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return momentWords(value) ?? `'${clip(value)}'`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return clip(JSON.stringify(value));
  if (value.length === 0) return 'nothing';
  const shown = value.slice(0, 5).map((item) => valueWords(item));
  return inWords(value.length > 5 ? [...shown, `${value.length - 5} more`] : shown, joined);
}

/** A name of a value as people write it: `first_name` and `firstName` are both `first name`. */
export function nameWords(key: string): string {
  return clip(key.replaceAll(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`).replaceAll('_', ' ').trim()) || key;
}

const SENTIMENT: Readonly<Record<string, string>> = { label: 'mood', score: 'mood score', confidence: 'certainty of the mood', at: 'time of the mood', source: 'source of the mood', evidence: 'words of the mood' };

const KNOWN_PATHS = 2_000;
const knownPaths = new Map<string, string>();

/** What a `var` reads, in words: `customer.plan` is `plan`. */
export function pathWords(path: string): string {
  const known = knownPaths.get(path);
  if (known !== undefined) return known;
  if (knownPaths.size >= KNOWN_PATHS) knownPaths.clear();
  const words = readPathWords(path);
  knownPaths.set(path, words);
  return words;
}

function readPathWords(path: string): string {
  const [root = '', ...rest] = path.split('.');
  if (path === '') return 'the item';
  if (root === 'customer' && rest.length > 0) return rest.map(nameWords).join(' ');
  if (root === 'event' && rest[0] === 'properties' && rest.length > 1) return rest.slice(1).map(nameWords).join(' ');
  if (root === 'event' && rest[0] === 'name') return 'the event';
  if (root === 'event' && rest[0] === 'at') return 'the time of the event';
  if (root === 'sentiment') return SENTIMENT[rest[0] ?? 'label'] ?? nameWords(rest.join(' '));
  if (root === 'consent' && rest.length === 2) return `consent to ${rest[1] ?? ''} by ${rest[0] ?? ''}`;
  if (root === 'steps' && rest[1] === 'outcome') return `the outcome of step ${rest[0] ?? ''}`;
  if (root === 'now') return 'now';
  return path.split('.').map(nameWords).join(' ');
}

/** The path of a `var` that is written out, or null. */
export function writtenPath(rule: unknown): string | null {
  const operation = operationOf(rule);
  if (operation?.op !== 'var') return null;
  const [path = ''] = operation.args;
  return typeof path === 'string' || typeof path === 'number' ? String(path) : null;
}

const pastWindow = (within: string | null) => (within === null ? '' : ` in ${durationInWords(within)}`);

/** ` in 30 days where value is more than 20`: what narrows a behaviour down. */
export function narrowing(behaviour: Behaviour, describe: (rule: unknown) => string): string {
  return `${pastWindow(behaviour.within)}${behaviour.where === undefined ? '' : ` where ${describe(behaviour.where)}`}`;
}

const ARITHMETIC: Readonly<Record<string, string>> = { '+': 'plus', '-': 'minus', '*': 'times', '/': 'divided by', '%': 'modulo' };

/** What is compared, as a noun: `plan`, `the number of Order Completed in 30 days`, `'pro'`. */
export function termWords(rule: unknown, describe: (rule: unknown) => string): string {
  const operation = operationOf(rule);
  if (!operation) return valueWords(rule, 'or');
  const path = writtenPath(rule);
  if (path !== null) return pathWords(path);
  const { op, args } = operation;
  if (op === 'var') return `the value at ${termWords(args[0], describe)}`;
  const behaviour = behaviourOf(op, args);
  if (behaviour) {
    const tail = narrowing(behaviour, describe);
    if (op === 'count') return `the number of ${behaviour.event}${tail}`;
    if (op === 'sum') return `the sum of ${nameWords(behaviour.property ?? '')} of ${behaviour.event}${tail}`;
    if (op === 'latest') return `the latest ${nameWords(behaviour.property ?? '')} of ${behaviour.event}${tail}`;
    if (op === 'since') return `the time since the last ${behaviour.event}${tail}`;
  }
  const sign = ARITHMETIC[op];
  if (sign && args.length > 1) return args.map((arg) => termWords(arg, describe)).join(` ${sign} `);
  return describe(rule);
}

/** Seconds as people say them: 259200 is `3 days`. */
export function secondsInWords(seconds: number): string {
  const units = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]] as const;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  const amount = Math.floor((seconds / size) * 10) / 10;
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** `1` is `once`. */
export const times = (count: number) => (count === 1 ? 'once' : `${count} times`);
