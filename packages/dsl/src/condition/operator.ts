import type { Facts } from '../facts.ts';
import type { Issue } from '../issue.ts';
import { isRecord } from './rule.ts';

/** One evaluation: what it reads, and what it may still spend (COND-4). */
export interface Evaluation {
  /** What `var` reads at the top of the condition. */
  readonly root: unknown;
  readonly facts: Partial<Facts>;
  left: number;
}

/** A compiled condition. `scope` is what `var` reads: the facts, or inside `map`, `filter`, ... an item. */
export type Code = (scope: unknown, evaluation: Evaluation) => unknown;

/** A compiled argument. */
export interface Part {
  readonly code: Code;
  /** True where it is written down in the condition, not read from the facts. */
  readonly literal: boolean;
  /** Number of operators and literals in it. */
  readonly size: number;
}

/** Reports a problem of an argument: `at` is the path below the operator's value. */
export type Report = (code: string, at: readonly (string | number)[], message: string) => Issue;

/** Everything about one operator. Conditions know no operator but the listed ones. */
export interface Operator {
  readonly name: string;
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  /** True where no arguments at all means nothing: an empty group (COND-3). */
  readonly group?: boolean;
  /** Number of the argument that is a rule about each item of a list, read with the item as its scope. */
  readonly itemRule?: number;
  /** Numbers of the arguments that are not conditions but names and options, read as they are written. */
  readonly written?: readonly number[];
  check?(args: readonly unknown[], report: Report): Issue[];
  build(parts: readonly Part[], args: readonly unknown[], compile: (rule: unknown) => Part): Code;
}

/** For operators that take any number of arguments; the size of the condition bounds them. */
export const MANY = Number.POSITIVE_INFINITY;

export const missingValue = (value: unknown): boolean => value === undefined || value === null;

/** Ends an evaluation whose condition is well formed but cannot be answered; `evaluate` turns it into an issue. */
export class CannotEvaluate extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Takes steps from the budget. */
export function spend(evaluation: Evaluation, steps: number): void {
  evaluation.left -= steps;
  if (evaluation.left < 0) throw new CannotEvaluate('condition-too-long', 'The condition takes too many steps. Make it, or the lists it goes through, smaller.');
}

const DEEPEST_VALUE = 200;

/**
 * Charges the size of a list or object to the budget before it is turned into text or handed out. A short rule can build a value
 * whose parts are shared and that is endless once written out.
 */
export function measure(value: unknown, evaluation: Evaluation, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEEPEST_VALUE) throw new CannotEvaluate('condition-too-long', 'The condition makes a value that is nested too deeply.');
  const items = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];
  spend(evaluation, items.length + 1);
  for (const item of items) measure(item, evaluation, depth + 1);
}
