import { MANY, measure, missingValue, type Evaluation, type Operator, type Part } from './operator.ts';
import { truthy } from './rule.ts';


const group = (name: string, stopAt: boolean): Operator => ({
  name,
  arity: [1, MANY],
  group: true,
  build: (parts) => (scope, evaluation) => {
    let value: unknown = null;
    for (const part of parts) {
      value = part.code(scope, evaluation);
      if (truthy(value) === stopAt) return value;
    }
    return value;
  },
});

const choice = (name: string): Operator => ({
  name,
  arity: [0, MANY],
  build: (parts) => (scope, evaluation) => {
    for (let index = 0; index + 1 < parts.length; index += 2) {
      if (truthy(parts[index]?.code(scope, evaluation))) return parts[index + 1]?.code(scope, evaluation);
    }
    return parts.length % 2 === 1 ? parts.at(-1)?.code(scope, evaluation) : null;
  },
});

type Compare = (a: never, b: never) => boolean;

/** Compares two values, or with three whether the middle lies between. A missing variable makes it false (COND-3). */
const ordering = (name: string, most: 2 | 3, compare: Compare): Operator => ({
  name,
  arity: [2, most],
  build: (parts) => {
    const [left, middle, right] = parts as [Part, Part, Part | undefined];
    const holds = (a: unknown, b: unknown, partA: Part, partB: Part, evaluation: Evaluation) => {
      if ((missingValue(a) && !partA.literal) || (missingValue(b) && !partB.literal)) return false;
      measure(a, evaluation);
      measure(b, evaluation);
      return compare(a as never, b as never);
    };
    return (scope, evaluation) => {
      const b = middle.code(scope, evaluation);
      if (!holds(left.code(scope, evaluation), b, left, middle, evaluation)) return false;
      return right === undefined || holds(b, right.code(scope, evaluation), middle, right, evaluation);
    };
  },
});

const equality = (name: string, compare: Compare): Operator => ({
  name,
  arity: [2, 2],
  build: ([left, right]) => (scope, evaluation) => {
    const a = left?.code(scope, evaluation) ?? null;
    const b = right?.code(scope, evaluation) ?? null;
    measure(a, evaluation);
    measure(b, evaluation);
    return compare(a as never, b as never);
  },
});

/** `and`, `or`, `if`, not, and the comparisons. */
export const logicOperators: readonly Operator[] = [
  choice('if'),
  choice('?:'),
  group('and', false),
  group('or', true),
  { name: '!', arity: [1, 1], build: ([part]) => (scope, evaluation) => !truthy(part?.code(scope, evaluation)) },
  { name: '!!', arity: [1, 1], build: ([part]) => (scope, evaluation) => truthy(part?.code(scope, evaluation)) },
  // The loose forms are JSON Logic's own: "1" equals 1 there, and traits often come as text.
  equality('==', (a, b) => a == b),
  equality('!=', (a, b) => a != b),
  equality('===', (a, b) => a === b),
  equality('!==', (a, b) => a !== b),
  ordering('<', 3, (a, b) => a < b),
  ordering('<=', 3, (a, b) => a <= b),
  ordering('>', 2, (a, b) => a > b),
  ordering('>=', 2, (a, b) => a >= b),
];
