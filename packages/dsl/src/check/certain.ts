import { evaluate, truthy } from '../condition/index.ts';

type Rule = unknown;
type Literal = string | number | boolean;

/** What an `and` demands of one value. */
interface Demand {
  low: number;
  lowOpen: boolean;
  high: number;
  highOpen: boolean;
  /** The literals it must be one of, or null for any. */
  oneOf: readonly Literal[] | null;
  not: Literal[];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isLiteral = (value: unknown): value is Literal => ['string', 'number', 'boolean'].includes(typeof value);

function operation(rule: Rule): { op: string; args: readonly unknown[] } | null {
  if (!isObject(rule)) return null;
  const [op, ...more] = Object.keys(rule);
  if (op === undefined || more.length > 0) return null;
  const value = rule[op];
  return { op, args: Array.isArray(value) ? value : [value] };
}

const variable = (rule: Rule): string | null => {
  const found = operation(rule);
  return found?.op === 'var' && found.args.length === 1 && typeof found.args[0] === 'string' && found.args[0] !== '' ? found.args[0] : null;
};

const FOLDS = new Set(['and', 'or', '!', '!!', '==', '===', '!=', '!==', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', 'min', 'max', 'in', 'cat', 'if', '?:']);

/** True for what holds no value of a customer at all: it is decided now and for ever. */
const constant = (rule: Rule): boolean => {
  if (Array.isArray(rule)) return rule.every(constant);
  const found = operation(rule);
  return found === null ? !isObject(rule) : FOLDS.has(found.op) && found.args.every(constant);
};

const MIRROR: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '===': '===', '!=': '!=', '!==': '!==' };

interface Comparison {
  readonly name: string;
  readonly op: string;
  readonly value: Literal | readonly Literal[];
}

/** `var < literal` in one spelling, whichever side the variable stands on; a range of three becomes two. */
function comparisons(rule: Rule): Comparison[] {
  const found = operation(rule);
  if (found === null) return [];
  const { op, args } = found;
  const [a, b, c] = args;
  if (op === 'in' && variable(a) !== null && Array.isArray(b) && b.every(isLiteral)) return [{ name: variable(a) as string, op: 'in', value: b }];
  const mirrored = MIRROR[op];
  if (mirrored === undefined) return [];
  if (args.length === 3) return isLiteral(a) && isLiteral(c) && variable(b) !== null && op.startsWith('<') ? [{ name: variable(b) as string, op: mirrored, value: a }, { name: variable(b) as string, op, value: c }] : [];
  if (variable(a) !== null && isLiteral(b)) return [{ name: variable(a) as string, op, value: b }];
  return variable(b) !== null && isLiteral(a) ? [{ name: variable(b) as string, op: mirrored, value: a }] : [];
}

const free = (): Demand => ({ low: -Infinity, lowOpen: false, high: Infinity, highOpen: false, oneOf: null, not: [] });

function demand(d: Demand, { op, value }: Comparison): void {
  if (op === 'in' || op === '==' || op === '===') {
    const allowed = Array.isArray(value) ? (value as readonly Literal[]) : [value as Literal];
    // JSON Logic compares loosely ("1" == 1), so only literals of one type are told apart.
    d.oneOf = d.oneOf === null ? allowed : d.oneOf.filter((one) => allowed.some((other) => typeof one !== typeof other || one === other));
  } else if (op === '!=' || op === '!==') d.not.push(value as Literal);
  else if (typeof value === 'number') {
    if (op.startsWith('>') && (value > d.low || (value === d.low && op === '>'))) [d.low, d.lowOpen] = [value, op === '>'];
    if (op.startsWith('<') && (value < d.high || (value === d.high && op === '<'))) [d.high, d.highOpen] = [value, op === '<'];
  }
}

const within = (d: Demand, n: number): boolean => (d.lowOpen ? n > d.low : n >= d.low) && (d.highOpen ? n < d.high : n <= d.high);

function impossible(d: Demand): boolean {
  if (d.low > d.high || (d.low === d.high && (d.lowOpen || d.highOpen))) return true;
  if (d.oneOf === null) return false;
  return !d.oneOf.some((one) => (typeof one !== 'number' || within(d, one)) && !d.not.some((n) => n === one));
}

/** What all parts of an `and` together demand of each value. */
export function demandsOf(rule: Rule): Map<string, Demand> {
  const found = operation(rule);
  const demands = new Map<string, Demand>();
  const parts = found?.op === 'and' ? found.args.flatMap((a) => [a, ...(operation(a)?.op === 'and' ? (operation(a)?.args ?? []) : [])]) : [rule];
  for (const comparison of parts.flatMap(comparisons)) {
    const d = demands.get(comparison.name) ?? free();
    demand(d, comparison);
    demands.set(comparison.name, d);
  }
  return demands;
}

const negated = (rule: Rule): string | null => {
  const found = operation(rule);
  return found?.op === '!' && found.args.length === 1 ? JSON.stringify(found.args[0]) : null;
};

/** Whether a group holds both something and its opposite. */
function opposed(parts: readonly Rule[]): boolean {
  const said = new Set(parts.map((p) => JSON.stringify(p)));
  return parts.some((p) => said.has(negated(p) ?? ''));
}

function behaviour(args: readonly unknown[]): boolean | null {
  const options = isObject(args[1]) ? args[1] : {};
  const [least, most] = [options['atLeast'], options['atMost']];
  if (typeof least === 'number' && typeof most === 'number' && least > most) return false;
  return typeof least === 'number' && least <= 0 && most === undefined ? true : null;
}

/**
 * Whether a condition has the same answer for everybody: true, false, or null for "it depends". It sees constants, ranges and lists of
 * one value inside an `and`, opposites in one group, and impossible counts of `happened`; where it does not see through, it says null.
 */
export function certain(rule: Rule): boolean | null {
  if (constant(rule)) {
    const answer = evaluate(rule, {});
    return answer.ok ? truthy(answer.value) : null;
  }
  const found = operation(rule);
  if (found === null) return null;
  const { op, args } = found;
  if (op === 'happened') return behaviour(args);
  if (op === '!' || op === '!!') {
    const inner = certain(args[0]);
    return inner === null ? null : inner === (op === '!!');
  }
  if (op !== 'and' && op !== 'or') return [...demandsOf(rule).values()].some(impossible) ? false : null;
  const parts = args.map(certain);
  // `and` is settled by one no, `or` by one yes.
  const settles = op === 'or';
  if (parts.includes(settles) || opposed(args)) return settles;
  if (args.length > 0 && parts.every((p) => p === !settles)) return !settles;
  return op === 'and' && [...demandsOf(rule).values()].some(impossible) ? false : null;
}

/** A value that meets a demand, for examples: the first allowed literal, or a number inside the range. */
export function example(d: Demand): Literal {
  const allowed = d.oneOf?.find((one) => (typeof one !== 'number' || within(d, one)) && !d.not.includes(one));
  if (allowed !== undefined) return allowed;
  if (d.low > -Infinity) return d.high < Infinity ? (d.low + d.high) / 2 : d.low + 1;
  return d.high < Infinity ? d.high - 1 : 'something';
}
