export type Literal = string | number | boolean | null;

export interface Range {
  readonly low: number;
  readonly lowOpen: boolean;
  readonly high: number;
  readonly highOpen: boolean;
}

/**
 * The values that one term can still have. Each sort of value is narrowed by itself, as JSON Logic compares each in its own way. A list counts as
 * a text, for `==` and `<` compare lists by their text. Never smaller than the truth: what is left out is impossible for certain.
 */
export interface Values {
  /** Whether it may be absent (null). */
  readonly missing: boolean;
  readonly bools: readonly boolean[];
  /** Null where it is no number. */
  readonly numbers: (Range & { readonly not: readonly number[] }) | null;
  /** Null where it is no text. `range` is what the text is as a number where it has to be one, `ifNumber` and `notNumbers` what it is, and is not, should it be one. */
  readonly texts: { readonly oneOf: readonly string[] | null; readonly not: readonly string[]; readonly range: Range | null; readonly ifNumber: Range; readonly notNumbers: readonly number[] } | null;
}

export const anyRange: Range = { low: -Infinity, lowOpen: false, high: Infinity, highOpen: false };

/** Nothing known. */
export const anyValue: Values = { missing: true, bools: [true, false], numbers: { ...anyRange, not: [] }, texts: { oneOf: null, not: [], range: null, ifNumber: anyRange, notNumbers: [] } };
/** How often something happened. */
export const anyCount: Values = { missing: false, bools: [], numbers: { ...anyRange, low: 0, not: [] }, texts: null };
/** A question that is answered by yes or no. */
export const yesOrNo: Values = { missing: false, bools: [true, false], numbers: null, texts: null };

export const isEmpty = (v: Values): boolean => !v.missing && v.bools.length === 0 && v.numbers === null && v.texts === null;

const sameRange = (a: Range | null, b: Range | null): boolean => a === b || (a !== null && b !== null && a.low === b.low && a.high === b.high && a.lowOpen === b.lowOpen && a.highOpen === b.highOpen);
const sameList = (a: readonly unknown[] | null, b: readonly unknown[] | null): boolean => a === b || (a !== null && b !== null && a.length === b.length && a.every((item, i) => item === b[i]));

/** Whether both allow the same, said in the same way. */
export function isSame(a: Values, b: Values): boolean {
  if (a === b) return true;
  if (a.missing !== b.missing || !sameList(a.bools, b.bools) || !sameRange(a.numbers, b.numbers) || !sameList(a.numbers?.not ?? null, b.numbers?.not ?? null)) return false;
  const [x, y] = [a.texts, b.texts];
  return x === y || (x !== null && y !== null && sameList(x.oneOf, y.oneOf) && sameList(x.not, y.not) && sameList(x.notNumbers, y.notNumbers) && sameRange(x.range, y.range) && sameRange(x.ifNumber, y.ifNumber));
}

const inside = (r: Range, n: number): boolean => (r.lowOpen ? n > r.low : n >= r.low) && (r.highOpen ? n < r.high : n <= r.high);
const isHollow = (r: Range): boolean => r.low > r.high || (r.low === r.high && (r.lowOpen || r.highOpen));

function cut(a: Range, b: Range): Range {
  const low = b.low > a.low || (b.low === a.low && b.lowOpen) ? b : a;
  const high = b.high < a.high || (b.high === a.high && b.highOpen) ? b : a;
  return { low: low.low, lowOpen: low.lowOpen, high: high.high, highOpen: high.highOpen };
}

function numbersOf(range: Range, not: readonly number[]): Values['numbers'] {
  const kept = not.filter((n) => inside(range, n));
  // A range of one number that is ruled out is none.
  return isHollow(range) || (range.low === range.high && kept.includes(range.low)) ? null : { ...range, not: kept };
}

type Texts = NonNullable<Values['texts']>;

function textsOf(texts: Texts | null, more: Partial<Texts>): Texts | null {
  if (texts === null) return null;
  const { oneOf, not, range, ifNumber, notNumbers } = { ...texts, ...more };
  const numeric = range === null ? null : cut(range, ifNumber);
  if (numeric !== null && (isHollow(numeric) || (numeric.low === numeric.high && notNumbers.includes(numeric.low)))) return null;
  if (oneOf === null) return { oneOf, not, range, ifNumber, notNumbers };
  const fits = (n: number): boolean => (Number.isNaN(n) ? numeric === null : inside(numeric ?? ifNumber, n) && !notNumbers.includes(n));
  const kept = oneOf.filter((text) => !not.includes(text) && fits(Number(text)));
  return kept.length === 0 ? null : { oneOf: kept, not: [], range: null, ifNumber: anyRange, notNumbers: [] };
}

const only = (n: number): Range => ({ low: n, lowOpen: false, high: n, highOpen: false });

/** Narrows to what equals the literal, as `==` or (strictly) `===` sees it. */
function equal(v: Values, literal: Literal, strict: boolean): Values {
  if (literal === null) return { missing: v.missing, bools: [], numbers: null, texts: null };
  const n = Number(literal);
  const numeric = !Number.isNaN(n) && (!strict || typeof literal === 'number');
  const text = typeof literal === 'string' ? [literal] : null;
  return {
    missing: false,
    bools: v.bools.filter((b) => (strict ? b === literal : Number(b) === n)),
    numbers: v.numbers && numeric ? numbersOf(cut(v.numbers, only(n)), v.numbers.not) : null,
    texts: text !== null ? textsOf(v.texts, { oneOf: v.texts?.oneOf?.filter((t) => t === literal) ?? text }) : strict || !numeric ? null : textsOf(v.texts, { range: cut(v.texts?.range ?? anyRange, only(n)) }),
  };
}

/** Narrows to what differs from the literal. */
function different(v: Values, literal: Literal, strict: boolean): Values {
  if (literal === null) return { ...v, missing: false };
  const n = Number(literal);
  const hit = (value: string | number | boolean): boolean => (strict ? value === literal : (value as unknown) == literal);
  return {
    missing: v.missing,
    bools: v.bools.filter((b) => !hit(b)),
    numbers: v.numbers && (hit(n) ? numbersOf(v.numbers, [...v.numbers.not, n]) : v.numbers),
    texts: textsOf(v.texts, { oneOf: v.texts?.oneOf?.filter((t) => !hit(t)) ?? null, ...(typeof literal === 'string' ? { not: [...(v.texts?.not ?? []), literal] } : strict ? {} : { notNumbers: [...(v.texts?.notNumbers ?? []), n] }) }),
  };
}

type Order = '<' | '<=' | '>' | '>=';
const compares: Readonly<Record<Order, (a: never, b: never) => boolean>> = { '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b };
const opposite: Readonly<Record<Order, Order>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

const beyond = (order: Order, n: number): Range =>
  order.startsWith('<') ? { ...anyRange, high: n, highOpen: order === '<' } : { ...anyRange, low: n, lowOpen: order === '>' };

/** Narrows to what an ordering comparison holds for, or (where `holds` is false) does not. What is missing is never in order (COND-3). */
function ordered(v: Values, order: Order, literal: string | number | boolean, holds: boolean): Values {
  const n = Number(literal);
  const test = (value: unknown): boolean => compares[order](value as never, literal as never) === holds;
  const range = Number.isNaN(n) ? null : beyond(holds ? order : opposite[order], n);
  // Text against text goes by the alphabet: only listed texts are told apart then. What is no number is in no order with one.
  const byLetters = typeof literal === 'string' || range === null;
  return {
    missing: v.missing && !holds,
    bools: v.bools.filter(test),
    numbers: v.numbers && (range === null ? (holds ? null : v.numbers) : numbersOf(cut(v.numbers, range), v.numbers.not)),
    texts: v.texts && (v.texts.oneOf !== null ? textsOf(v.texts, { oneOf: v.texts.oneOf.filter(test) }) : byLetters ? v.texts : textsOf(v.texts, holds ? { range: cut(v.texts.range ?? anyRange, range) } : { ifNumber: cut(v.texts.ifNumber, range) })),
  };
}

/** Narrows to what counts as yes, or as no. */
export function counting(v: Values, yes: boolean): Values {
  if (yes) return { missing: false, bools: v.bools.filter(Boolean), numbers: v.numbers && numbersOf(v.numbers, [...v.numbers.not, 0]), texts: textsOf(v.texts, { not: [...(v.texts?.not ?? []), ''] }) };
  return { missing: v.missing, bools: v.bools.filter((b) => !b), numbers: v.numbers && numbersOf(cut(v.numbers, only(0)), v.numbers.not), texts: textsOf(v.texts, { oneOf: v.texts?.oneOf?.filter((t) => t === '') ?? [''] }) };
}

export type Test =
  | { readonly op: '==' | '===' | '!=' | '!=='; readonly literal: Literal }
  | { readonly op: Order; readonly literal: string | number | boolean }
  | { readonly op: 'in'; readonly list: readonly Literal[] }
  | { readonly op: 'truthy' | 'blank' };

/** What is left of the values where the test is answered by `holds`. */
export function narrow(v: Values, test: Test, holds: boolean): Values {
  switch (test.op) {
    case '==':
    case '===':
      return (holds ? equal : different)(v, test.literal, test.op === '===');
    case '!=':
    case '!==':
      return (holds ? different : equal)(v, test.literal, test.op === '!==');
    case 'in':
      return holds ? join(test.list.map((literal) => equal(v, literal, true))) : test.list.reduce((left, literal) => different(left, literal, true), v);
    case 'truthy':
      return counting(v, holds);
    case 'blank':
      // `missing` counts an empty text as absent.
      return holds ? { missing: v.missing, bools: [], numbers: null, texts: textsOf(v.texts, { oneOf: v.texts?.oneOf?.filter((t) => t === '') ?? [''] }) } : { ...v, missing: false, texts: textsOf(v.texts, { not: [...(v.texts?.not ?? []), ''] }) };
    default:
      return ordered(v, test.op, test.literal, holds);
  }
}

/** Everything that one of the lists of values has. */
export function join(all: readonly Values[]): Values {
  const numbers = all.flatMap((v) => v.numbers ?? []);
  const texts = all.flatMap((v) => v.texts ?? []);
  return {
    missing: all.some((v) => v.missing),
    bools: [...new Set(all.flatMap((v) => v.bools))],
    numbers: numbers.length === 0 ? null : hull(numbers),
    texts: texts.length === 0 ? null : texts.every((t) => t.oneOf !== null) ? { oneOf: [...new Set(texts.flatMap((t) => t.oneOf ?? []))], not: [], range: null, ifNumber: anyRange, notNumbers: [] } : { oneOf: null, not: texts[0]?.not.filter((n) => texts.every((t) => t.not.includes(n))) ?? [], range: null, ifNumber: anyRange, notNumbers: [] },
  };
}

function hull(all: readonly NonNullable<Values['numbers']>[]): NonNullable<Values['numbers']> {
  const low = Math.min(...all.map((r) => r.low));
  const high = Math.max(...all.map((r) => r.high));
  return { low, high, lowOpen: all.every((r) => r.low > low || r.lowOpen), highOpen: all.every((r) => r.high < high || r.highOpen), not: all.length === 1 ? (all[0]?.not ?? []) : [] };
}

const numberIn = (r: Range, not: readonly number[]): number => {
  const start = Number.isFinite(r.low) ? (r.lowOpen ? (Number.isFinite(r.high) ? (r.low + r.high) / 2 : r.low + 1) : r.low) : Number.isFinite(r.high) ? (r.highOpen ? r.high - 1 : r.high) : 1;
  if (!not.includes(start)) return start;
  const room = Number.isFinite(r.high) ? (r.high - start) / (not.length + 2) : 1;
  for (let i = 1; i <= not.length + 1; i++) if (!not.includes(start + i * room) && inside(r, start + i * room)) return start + i * room;
  return start - 1;
};

/** One of the values: absent where it may be, else the plainest. Undefined where there is none. */
export function example(v: Values): Literal | undefined {
  if (v.missing) return null;
  if (v.texts?.oneOf) return v.texts.oneOf[0];
  if (v.bools.length === 1) return v.bools[0];
  if (v.numbers && (v.texts === null || v.texts.range !== null || Number.isFinite(v.numbers.low) || Number.isFinite(v.numbers.high))) return numberIn(v.numbers, v.numbers.not);
  if (v.texts === null) return v.bools[0];
  if (v.texts.range !== null) return String(numberIn(cut(v.texts.range, v.texts.ifNumber), v.texts.notNumbers));
  for (let i = 0; ; i++) if (!v.texts.not.includes(i === 0 ? 'other' : `other-${i}`)) return i === 0 ? 'other' : `other-${i}`;
}
