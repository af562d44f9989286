import type { EventFact } from '../facts.ts';
import { momentOf, parseSpan, windowStart } from './moment.ts';
import { isRecord } from './rule.ts';

/** The last moment that a date can hold; a window that reaches further back holds everything. */
const LATEST_DATE = 8.64e15;

/** What the operators over past events ask for: `["Order Completed", {"within": "P30D", "where": {...}}]`. */
export interface Behaviour {
  readonly event: string;
  /** Path of the property that `sum` and `latest` read. */
  readonly property: string | null;
  readonly within: string | null;
  /** A condition in which `event` is the past event; undefined where every one counts. */
  readonly where: unknown;
  readonly atLeast: number | null;
  readonly atMost: number | null;
}

/** Operators that read the customer's past events, with the number of names before the options. */
export const behaviourNames: ReadonlyMap<string, { readonly names: 1 | 2; readonly options: readonly string[] }> = new Map([
  ['happened', { names: 1, options: ['within', 'where', 'atLeast', 'atMost'] }],
  ['count', { names: 1, options: ['within', 'where'] }],
  ['sum', { names: 2, options: ['within', 'where'] }],
  ['latest', { names: 2, options: ['within', 'where'] }],
  ['since', { names: 1, options: ['within', 'where'] }],
]);

const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);
const numberOrNull = (value: unknown) => (typeof value === 'number' ? value : null);

/** Reads the arguments of such an operator; null where it is none. */
export function behaviourOf(op: string, args: readonly unknown[]): Behaviour | null {
  const form = behaviourNames.get(op);
  const event = args[0];
  if (!form || typeof event !== 'string') return null;
  const given = args[form.names];
  const options = isRecord(given) ? given : {};
  return {
    event,
    property: form.names === 2 ? textOrNull(args[1]) : null,
    within: textOrNull(options['within']),
    where: options['where'],
    atLeast: numberOrNull(options['atLeast']),
    atMost: numberOrNull(options['atMost']),
  };
}

/** How often an event must have happened: at least once, unless it says otherwise. */
export function bounds(behaviour: Behaviour): { readonly least: number; readonly most: number } {
  return { least: behaviour.atLeast ?? (behaviour.atMost === null ? 1 : 0), most: behaviour.atMost ?? Number.POSITIVE_INFINITY };
}

/** `2026-05-03T18:00:00.000Z`: instants in this form are in the order of their text, and comparing text is ten times cheaper than reading it. */
const isCanonical = (instant: string) => instant.length === 24 && instant.endsWith('Z') && !instant.startsWith('-');

/** The past events that lie inside the window, in the order given. `now` is in milliseconds. */
export function inWindow(history: readonly EventFact[], within: string | null, now: number): readonly EventFact[] {
  const span = parseSpan(within);
  if (!span) return history;
  const from = windowStart(now, span);
  if (!(Math.abs(from) <= LATEST_DATE)) return history;
  const fromText = new Date(from).toISOString();
  return history.filter(({ at }) => (isCanonical(at) ? at >= fromText : momentOf(at) >= from));
}
