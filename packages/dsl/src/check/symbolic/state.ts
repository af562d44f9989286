import { behaviourOf, bounds, type Behaviour } from '../../condition/behaviour.ts';
import { comparisonOf } from '../../condition/comparison.ts';
import { isWellFormed } from '../../condition/evaluate.ts';
import { evaluate, truthy } from '../../condition/index.ts';
import { operationOf } from '../../condition/rule.ts';
import { anyCount, anyValue, isEmpty, isSame, narrow, yesOrNo, type Literal, type Test, type Values } from './values.ts';

/** Something that conditions read and that has one value at one moment. */
export type Term =
  | { readonly sort: 'path'; readonly path: string }
  | { readonly sort: 'segment'; readonly segment: string }
  | { readonly sort: 'past'; readonly op: string; readonly past: Behaviour }
  /** A rule that is not seen through, as a whole: a question of yes or no, or a value. */
  | { readonly sort: 'rule'; readonly rule: unknown };

export interface Known {
  readonly term: Term;
  readonly values: Values;
  /** True where it stays as it is while a run lasts: what the entry event said. */
  readonly lasting: boolean;
}

/** What must be so at a place of a journey, by term. Empty: anything may be. Never changed: narrowing makes a new one. */
export type State = ReadonlyMap<string, Known>;

export const nothingKnown: State = new Map();

/** Beyond this many cases at once a condition is left open, so that a hostile one costs nothing. */
const MOST_CASES = 16;

const isLiteral = (value: unknown): value is Literal => value === null || ['string', 'number', 'boolean'].includes(typeof value);

const FOLDS = new Set(['and', 'or', '!', '!!', '==', '===', '!=', '!==', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', 'min', 'max', 'in', 'cat', 'if', '?:']);

/** True for what reads nothing of a customer: it is decided now and for ever. */
const isConstant = (rule: unknown): boolean => {
  if (Array.isArray(rule)) return rule.every(isConstant);
  const found = operationOf(rule);
  return found === null ? typeof rule !== 'object' || rule === null : FOLDS.has(found.op) && found.args.every(isConstant);
};

const fixed = new WeakMap<object, boolean>();

function isFixed(rule: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return true;
  let known = fixed.get(rule);
  if (known === undefined) fixed.set(rule, (known = isConstant(rule)));
  return known;
}

const LASTING = /^(event|steps)(\.|$)/;

function readsOnlyLasting(rule: unknown): boolean {
  if (Array.isArray(rule)) return rule.every(readsOnlyLasting);
  const found = operationOf(rule);
  if (found === null) return true;
  if (found.op === 'var') return typeof found.args[0] === 'string' && LASTING.test(found.args[0]);
  return behaviourOf(found.op, found.args) === null && found.op !== 'in_segment' && found.op !== 'missing' && found.op !== 'missing_some' && found.op !== 'within_last' && found.args.every(readsOnlyLasting);
}

interface Read {
  readonly key: string;
  readonly term: Term;
  readonly free: Values;
  readonly lasting: boolean;
}

const reads = new WeakMap<object, Read>();

/** The term that a rule reads, with its name; a rule that is no single term is one as a whole. Conditions are never changed, so it is worked out once. */
function termOf(rule: unknown): Read {
  if (typeof rule !== 'object' || rule === null) return readOf(rule);
  let read = reads.get(rule);
  if (read === undefined) reads.set(rule, (read = readOf(rule)));
  return read;
}

function readOf(rule: unknown): Read {
  const found = operationOf(rule);
  const path = found?.op === 'var' && found.args.length === 1 ? found.args[0] : undefined;
  if (typeof path === 'string' && path !== '') return { key: path, term: { sort: 'path', path }, free: anyValue, lasting: LASTING.test(path) };
  const past = found && behaviourOf(found.op, found.args);
  if (found && past) {
    const op = found.op === 'happened' ? 'count' : found.op;
    const about = { ...past, atLeast: null, atMost: null };
    return { key: `${op} ${JSON.stringify([about.event, about.property, about.within, about.where ?? null])}`, term: { sort: 'past', op, past: about }, free: op === 'count' ? anyCount : anyValue, lasting: false };
  }
  return { key: `rule ${JSON.stringify(rule)}`, term: { sort: 'rule', rule }, free: anyValue, lasting: readsOnlyLasting(rule) };
}

/** Whether a value of one path forbids the other: where `sentiment` is absent there is no `sentiment.label`. */
function clashes(state: State, key: string, values: Values): boolean {
  const gone = values.missing && values.bools.length === 0 && values.numbers === null && values.texts === null;
  if (gone) return [...state].some(([other, { values: v }]) => other.startsWith(`${key}.`) && !v.missing);
  if (values.missing) return false;
  return [...state].some(([other, { values: v }]) => key.startsWith(`${other}.`) && v.missing && v.bools.length === 0 && v.numbers === null && v.texts === null);
}

function put(state: State, { key, term, free, lasting }: Read, test: Test, holds: boolean): State[] {
  const so = state.get(key)?.values;
  const values = narrow(so ?? free, test, holds);
  if (so !== undefined && isSame(so, values)) return [state];
  if (isEmpty(values) || (term.sort === 'path' && clashes(state, key, values))) return [];
  return [new Map(state).set(key, { term, values, lasting })];
}

const each = (states: readonly State[], go: (state: State) => readonly State[]): State[] => {
  const next: State[] = [];
  for (const state of states) {
    next.push(...go(state));
    // Leaving a part of a condition open is never wrong, only less sharp.
    if (next.length > MOST_CASES) return [...states];
  }
  return next;
};

/** One of several: the first, or not the first and the second, ... */
function anyOf(state: State, parts: readonly unknown[], holds: boolean): State[] {
  const found: State[] = [];
  let before: State[] = [state];
  for (const part of parts) {
    found.push(...each(before, (s) => assume(s, part, holds)));
    if (found.length > MOST_CASES) return [state];
    before = each(before, (s) => assume(s, part, !holds));
  }
  return found;
}

const allOf = (state: State, parts: readonly unknown[], holds: boolean): State[] => parts.reduce<State[]>((states, part) => each(states, (s) => assume(s, part, holds)), [state]);

function ordering(state: State, rule: unknown, holds: boolean): State[] | null {
  const comparison = comparisonOf(rule);
  if (comparison === null) return null;
  const { op, term, against, upper } = comparison;
  if (operationOf(term) === null || !isLiteral(against)) return null;
  const read = termOf(term);
  if (upper !== undefined) {
    if (!isLiteral(upper) || against === null || upper === null) return null;
    // 18 <= age <= 65: written from the limits' side, so the first one is turned round.
    const first: Test = { op: op === '<' ? '>' : '>=', literal: against };
    const second: Test = { op: op as '<' | '<=', literal: upper };
    return holds ? each(put(state, read, first, true), (s) => put(s, read, second, true)) : [...put(state, read, first, false), ...each(put(state, read, first, true), (s) => put(s, read, second, false))];
  }
  if (against === null && op.length <= 2 && !op.includes('=')) return null;
  if (against === null && (op === '<=' || op === '>=')) return null;
  return put(state, read, { op, literal: against } as Test, holds);
}

/**
 * The cases in which a condition is answered by `holds` where `state` holds already; none where that cannot be. Sees through `and`, `or`, `!`, comparisons with
 * literals, lists, `missing`, segments and counts; every other question is one of yes or no, the same wherever it is asked in the same words.
 */
export function assume(state: State, rule: unknown, holds: boolean): State[] {
  if (isFixed(rule)) {
    const answer = evaluate(rule, {});
    return !answer.ok || truthy(answer.value) === holds ? [state] : [];
  }
  const found = operationOf(rule);
  if (found === null || !isWellFormed(rule)) return [state];
  const { op, args } = found;
  switch (op) {
    case 'and':
      return holds ? allOf(state, args, true) : anyOf(state, args, false);
    case 'or':
      return holds ? anyOf(state, args, true) : allOf(state, args, false);
    case '!':
    case '!!':
      return assume(state, args[0], (op === '!!') === holds);
    case 'if':
    case '?:':
      if (args.length !== 3) break;
      return [...each(assume(state, args[0], true), (s) => assume(s, args[1], holds)), ...each(assume(state, args[0], false), (s) => assume(s, args[2], holds))];
    case 'in_segment':
      return put(state, { key: `segment ${String(args[0])}`, term: { sort: 'segment', segment: String(args[0]) }, free: yesOrNo, lasting: false }, { op: 'truthy' }, holds);
    case 'happened':
      return happened(state, rule, holds);
    case 'in':
      if (Array.isArray(args[1]) && args[1].every(isLiteral) && operationOf(args[0]) !== null) return put(state, termOf(args[0]), { op: 'in', list: args[1] }, holds);
      break;
    case 'missing': {
      const paths = args.flat();
      if (!paths.every((p) => typeof p === 'string')) break;
      const absent = paths.map((path) => termOf({ var: path }));
      if (!holds) return absent.reduce<State[]>((states, read) => each(states, (s) => put(s, read, { op: 'blank' }, false)), [state]);
      return absent.flatMap((read, i) => each(absent.slice(0, i).reduce<State[]>((states, other) => each(states, (s) => put(s, other, { op: 'blank' }, false)), [state]), (s) => put(s, read, { op: 'blank' }, true)));
    }
    case 'var':
      return put(state, termOf(rule), { op: 'truthy' }, holds);
    default:
  }
  const comparison = ordering(state, rule, holds);
  if (comparison !== null) return comparison;
  const read = termOf(rule);
  return put(state, read.term.sort === 'rule' ? { ...read, key: `? ${read.key}`, free: yesOrNo } : read, { op: 'truthy' }, holds);
}

function happened(state: State, rule: unknown, holds: boolean): State[] {
  const found = operationOf(rule);
  const past = found && behaviourOf(found.op, found.args);
  if (!past) return [state];
  const { least, most } = bounds(past);
  const read = termOf(rule);
  const above: Test = { op: '>=', literal: least };
  const below: Test = { op: '<=', literal: most };
  if (holds) return each(put(state, read, above, true), (s) => put(s, read, below, true));
  return [...put(state, read, above, false), ...each(put(state, read, above, true), (s) => put(s, read, below, false))];
}

/** What is still known after time went by: what the entry event said, and that something happened at all. */
export function afterTime(state: State): State {
  if (state.size === 0) return state;
  const kept = new Map<string, Known>();
  for (const [key, known] of state) {
    if (known.lasting) kept.set(key, known);
    else if (known.term.sort === 'past' && known.term.op === 'count' && known.term.past.within === null && known.term.past.where === undefined && (known.values.numbers?.low ?? 0) > 0) {
      if (known.values.numbers?.high === Infinity && known.values.numbers.not.length === 0) kept.set(key, known);
      else kept.set(key, { ...known, values: { ...anyCount, numbers: { low: known.values.numbers?.low ?? 0, lowOpen: known.values.numbers?.lowOpen ?? false, high: Infinity, highOpen: false, not: [] } } });
    }
  }
  return kept.size === state.size && [...kept].every(([key, known]) => state.get(key) === known) ? state : kept;
}

/** What is still known after a step may have changed the values under these paths; `past` stands for what happened, `segments` for memberships. */
export function without(state: State, forgotten: readonly string[]): State {
  if (forgotten.length === 0 || state.size === 0) return state;
  const kept = new Map<string, Known>();
  for (const [key, known] of state) if (!touches(known, forgotten)) kept.set(key, known);
  return kept.size === state.size ? state : kept;
}

/** Whether a term reads one of the paths. */
export function touches({ term }: Pick<Known, 'term'>, paths: readonly string[]): boolean {
  if (term.sort === 'segment') return paths.includes('segments');
  if (term.sort === 'past') return paths.includes('past');
  const text = term.sort === 'path' ? `"${term.path}"` : JSON.stringify(term.rule);
  return paths.some((path) => text.includes(`"${path}"`) || text.includes(`"${path}.`) || (term.sort === 'path' && path.startsWith(`${term.path}.`)));
}

/** A text that two states share where they say the same of these names. */
export const sayingOf = (state: State, keys: readonly string[]): string => keys.map((key) => { const known = state.get(key); return known === undefined ? '' : JSON.stringify(known.values); }).join('\n');

/** Only what matters of a state. */
export function keeping(state: State, matters: (key: string, known: Known) => boolean): State {
  let kept: Map<string, Known> | null = null;
  for (const [key, known] of state) if (!matters(key, known)) (kept ??= new Map(state)).delete(key);
  return kept ?? state;
}

/** Whether everything `weak` demands is demanded by `strong` in the same words: then `strong` leads nowhere that `weak` does not. */
export function covers(weak: State, strong: State): boolean {
  if (weak === strong) return true;
  for (const [key, { values }] of weak) {
    const other = strong.get(key)?.values;
    if (other === undefined || !isSame(other, values)) return false;
  }
  return true;
}
