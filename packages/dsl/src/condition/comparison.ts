import { operationOf } from './rule.ts';

/** A comparison with what is looked up on the left and what it is held against on the right. */
export interface Comparison {
  readonly op: string;
  readonly term: unknown;
  readonly against: unknown;
  /** The upper limit of a three-part comparison such as `18 <= age <= 65`, where `against` is the lower one. */
  readonly upper?: unknown;
}

const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '!=': '!=', '===': '===', '!==': '!==' };

/** Reads `<`, `==` and their kin; null for other operators. `18 < age` becomes `age > 18`. */
export function comparisonOf(rule: unknown): Comparison | null {
  const operation = operationOf(rule);
  if (!operation) return null;
  const flipped = FLIPPED[operation.op];
  if (flipped === undefined) return null;
  const [left, middle, right] = operation.args;
  if (operation.args.length === 3) return { op: operation.op, term: middle, against: left, upper: right };
  return operationOf(left) === null && operationOf(middle) !== null ? { op: flipped, term: middle, against: left } : { op: operation.op, term: left, against: middle };
}

/** `more than`, `at least`, ... of an ordering. */
export const ORDERING_WORDS: Readonly<Record<string, string>> = { '<': 'less than', '<=': 'at most', '>': 'more than', '>=': 'at least' };
