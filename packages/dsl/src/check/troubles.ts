import { defaultCareEvents } from '../gate/care.ts';
import { operationOf } from '../condition/rule.ts';
import type { JourneySettings } from '../settings.ts';
import { anyCount, counting, isEmpty, isSame, join, narrow, type Values } from './symbolic/values.ts';
import type { Known, State } from './symbolic/state.ts';
import { passagesOf } from './symbolic/walk.ts';
import type { View } from './view.ts';

/** Something that weighs on a customer, in which nobody should be sold anything (GATE-5). */
export interface Trouble {
  readonly code: string;
  /** `Somebody <who>` */
  readonly who: string;
  /** Events that begin it and end it. */
  readonly opens: readonly string[];
  readonly closes: readonly string[];
  /** Names of traits, segments and events of the shop's own that speak of it. */
  readonly named: RegExp;
  /** True where a journey is held against it only if the shop sends such events at all. */
  readonly rare: boolean;
}

const { complaint, refund, delivery } = defaultCareEvents;
export const troubles: readonly Trouble[] = [
  { code: 'promotion-in-complaint', who: 'with an open complaint', ...complaint, named: /complain|ticket|grievance/i, rare: false },
  { code: 'promotion-in-refund', who: 'who waits for a refund', ...refund, named: /refund|return_?(request|pending)|money_?back/i, rare: true },
  { code: 'promotion-in-delay', who: 'whose delivery is late', ...delivery, named: /(deliver|parcel|shipment|order)\w*[\s_-]*(late|delay)|(late|delayed)[\s_-]*(deliver|parcel|shipment|order)/i, rare: true },
];

/** Words of a name or a value that say it is over. */
const OVER = /resolv|solved|closed|declined|completed|refunded|delivered|cancel|done|ended|finished/i;
const CALM: ReadonlySet<string> = new Set(['no', 'none', 'false', '0', '', 'ok', 'never', 'off']);
const isCalm = (text: string): boolean => CALM.has(text.toLowerCase()) || OVER.test(text);

export const opens = (trouble: Trouble, event: string): boolean => trouble.opens.includes(event) || (trouble.named.test(event) && !trouble.closes.includes(event) && !OVER.test(event));
export const closes = (trouble: Trouble, event: string): boolean => trouble.closes.includes(event) || (trouble.named.test(event) && OVER.test(event));

/** What the journey holds each value against, by path: the words in which it speaks of a trouble. */
export type Vocabulary = ReadonlyMap<string, readonly (string | number | boolean)[]>;

export function vocabularyOf(view: View): Vocabulary {
  const found = new Map<string, (string | number | boolean)[]>();
  const rules = [...view.conditions.map((c) => c.condition), ...view.steps.flatMap((step) => passagesOf(step).flatMap((p) => [...(p.holds ?? []), ...(p.fails ?? [])]))];
  const visit = (rule: unknown): void => {
    if (Array.isArray(rule)) return rule.forEach(visit);
    const operation = operationOf(rule);
    if (operation === null) return;
    const path = operation.args.map((arg) => operationOf(arg)).find((arg) => arg?.op === 'var')?.args[0];
    if (typeof path === 'string') found.set(path, [...(found.get(path) ?? []), ...operation.args.flat().filter((arg) => typeof arg === 'string' || typeof arg === 'number' || typeof arg === 'boolean')]);
    operation.args.forEach(visit);
  };
  rules.forEach(visit);
  return found;
}

/** What a term is while the trouble lasts, of what it can be; null where it says nothing about it. */
export function signOf(trouble: Trouble, { term, values }: Known, vocabulary: Vocabulary = new Map()): Values | null {
  if (term.sort === 'segment') return trouble.named.test(term.segment) && !OVER.test(term.segment) ? narrow(values, { op: 'truthy' }, true) : null;
  if (term.sort === 'past') return term.op === 'count' && term.past.where === undefined && opens(trouble, term.past.event) ? narrow(values, { op: '>=', literal: 1 }, true) : null;
  if (term.sort !== 'path' || !term.path.startsWith('customer.') || !trouble.named.test(term.path) || OVER.test(term.path)) return null;
  const own = (vocabulary.get(term.path) ?? []).filter((word) => !isCalm(String(word)));
  if (own.length > 0) return join(own.map((literal) => narrow(values, { op: '===', literal }, true)));
  const yes = counting(values, true);
  const words = (yes.texts?.oneOf ?? ['open', 'yes', 'true', '1']).filter((text) => !isCalm(text));
  return { ...narrow(yes, { op: 'in', list: [true, ...words] }, true), numbers: yes.numbers && narrow({ ...yes, bools: [], texts: null }, { op: '>=', literal: 1 }, true).numbers };
}

/** A state in which the trouble lasts: everything the journey asks that speaks of it says so. Null where that cannot be. */
export function amid(trouble: Trouble, event: string, vocabulary: Vocabulary, state: State): State | null {
  let next: Map<string, Known> | null = null;
  for (const [key, known] of state) {
    const sign = signOf(trouble, known, vocabulary);
    if (sign === null || isSame(sign, known.values)) continue;
    if (isEmpty(sign)) return null;
    (next ??= new Map(state)).set(key, { ...known, values: sign });
  }
  const key = keyOfEvent(event);
  if (state.has(key)) return next ?? state;
  const past = { event, property: null, within: null, where: undefined, atLeast: null, atMost: null };
  return (next ?? new Map(state)).set(key, { term: { sort: 'past', op: 'count', past }, values: narrow(anyCount, { op: '>=', literal: 1 }, true), lasting: false });
}

/** The name under which a state keeps how often an event happened at all. */
export const keyOfEvent = (event: string): string => `count ${JSON.stringify([event, null, null, null])}`;

/** Whether a term says for certain that the trouble lasts. */
function says(trouble: Trouble, known: Known): boolean {
  const { term, values } = known;
  if (signOf(trouble, known) === null || values.missing || values.bools.includes(false) || (values.numbers !== null && values.numbers.low < 1 && !values.numbers.not.includes(0))) return false;
  const { texts } = values;
  if (term.sort !== 'path' || texts === null) return true;
  if (texts.oneOf !== null) return texts.oneOf.every((text) => !isCalm(text));
  return texts.range === null ? texts.not.includes('') : texts.range.low >= 1;
}

/** Whether the way itself says that the trouble lasts, and nothing on it that it is over. */
export function saysSo(trouble: Trouble, state: State): boolean {
  const known = [...state.values()];
  const over = known.some(({ term, values }) => term.sort === 'past' && term.op === 'count' && closes(trouble, term.past.event) && (values.numbers?.low ?? 0) >= 1);
  return !over && known.some((one) => says(trouble, one));
}

/** Whether an event of the trouble ends the journey for everybody it happens to. */
export const endsIt = (trouble: Trouble, settings: JourneySettings): boolean => (settings.exits ?? []).some((exit) => exit.where === undefined && exit.match === undefined && opens(trouble, exit.event));

/** The event by which the trouble begins in this journey's shop: one that the journey or the shop names, else the usual one. */
export function eventOf(trouble: Trouble, view: View): string {
  const named = [...view.conditions.flatMap(({ condition }) => eventsIn(condition)), ...view.steps.flatMap((step) => [...(step.needs.events ?? [])]), ...(view.world.events ?? []).map((e) => e.name)];
  return named.find((name) => opens(trouble, name)) ?? (trouble.opens[0] as string);
}

function eventsIn(rule: unknown): string[] {
  if (Array.isArray(rule)) return rule.flatMap(eventsIn);
  const found = operationOf(rule);
  if (found === null) return [];
  return [...(['happened', 'count'].includes(found.op) && typeof found.args[0] === 'string' ? [found.args[0]] : []), ...found.args.flatMap(eventsIn)];
}

/** Whether the trouble is known in this shop or to this journey. */
export const isKnown = (trouble: Trouble, view: View): boolean =>
  !trouble.rare || [...(view.world.events ?? []).map((e) => e.name), ...view.steps.flatMap((s) => [...(s.needs.events ?? [])]), ...(view.settings.exits ?? []).map((e) => e.event)].some((name) => opens(trouble, name)) ||
  view.conditions.some((c) => trouble.named.test(JSON.stringify(c.condition) ?? ''));

/** Whether a term speaks of any trouble, or of the mood. */
export const tellsOfTrouble = (known: Known): boolean => known.term.sort === 'path' && known.term.path === 'sentiment.label' ? true : troubles.some((trouble) => signOf(trouble, known) !== null || (known.term.sort === 'past' && closes(trouble, known.term.past.event)));
