import jsonLogic from 'json-logic-js';
import type { RulesLogic } from 'json-logic-js';
import { CannotEvaluate, measure, spend, type Code, type Evaluation, type Operator, type Part } from './operator.ts';
import { readPath, truthy } from './rule.ts';

/*
 * The operators of classic JSON Logic. Reading values, comparing and going through lists are done here, because json-logic-js walks
 * prototypes, calls a missing age "under 18", and knows no budget. What only computes a value from values is json-logic-js itself.
 */
/** Operators that take any number of values are bounded by the size of the condition only. */
const MANY = Number.POSITIVE_INFINITY;
const LONGEST_TEXT = 100_000;

const constant = (value: unknown): Code => () => value;
const missingValue = (value: unknown) => value === undefined || value === null;

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

/** Hands values to json-logic-js as data, never as rules: a value that looks like a rule stays a value. */
const compute = (name: string, values: readonly unknown[]): unknown =>
  jsonLogic.apply({ [name]: values.map((_, index) => ({ var: String(index) })) } as unknown as RulesLogic, values);

const number = (name: string, arity: readonly [number, number]): Operator => ({
  name,
  arity,
  build: (parts) => (scope, evaluation) => {
    const values: unknown[] = [];
    for (const part of parts) {
      const value = part.code(scope, evaluation);
      // Arithmetic with a missing value has no result; else `missing - 1` would be -1 and "under 5".
      if (missingValue(value) && !part.literal) return null;
      measure(value, evaluation);
      values.push(value);
    }
    const result = compute(name, values);
    // JSON knows neither NaN nor minus zero.
    return typeof result !== 'number' ? result : Number.isFinite(result) ? result + 0 : null;
  },
});

const textual = (name: string, arity: readonly [number, number]): Operator => ({
  name,
  arity,
  build: (parts) => (scope, evaluation) => {
    const values = parts.map((part) => part.code(scope, evaluation));
    let length = 0;
    for (const value of values) {
      measure(value, evaluation);
      length += typeof value === 'object' ? JSON.stringify(value).length : String(value).length;
    }
    if (length > LONGEST_TEXT) throw new CannotEvaluate('condition-too-long', `The condition makes a text of more than ${LONGEST_TEXT} characters.`);
    return compute(name, values);
  },
});

const merge: Operator = {
  name: 'merge',
  arity: [0, MANY],
  build: (parts) => (scope, evaluation) => {
    const merged = parts.flatMap((part) => part.code(scope, evaluation));
    spend(evaluation, merged.length);
    return merged;
  },
};

const contains: Operator = {
  name: 'in',
  arity: [2, 2],
  build: ([item, list]) => (scope, evaluation) => {
    const wanted = item?.code(scope, evaluation);
    const container = list?.code(scope, evaluation);
    if (Array.isArray(container)) return container.includes(wanted) && !Number.isNaN(wanted);
    if (typeof container !== 'string' || missingValue(wanted)) return false;
    measure(wanted, evaluation);
    return container.includes(String(wanted));
  },
};

const pathOf = (value: unknown): readonly string[] => (value === undefined || value === null || value === '' ? [] : String(value).split('.'));

const variable: Operator = {
  name: 'var',
  arity: [0, 2],
  build: ([path, fallback], [written]) => {
    const otherwise = fallback?.code ?? constant(null);
    if (path === undefined || path.literal) {
      const keys = pathOf(written);
      return (scope, evaluation) => {
        const value = readPath(scope, keys);
        return value === undefined ? otherwise(scope, evaluation) : value;
      };
    }
    return (scope, evaluation) => {
      const key = path.code(scope, evaluation);
      measure(key, evaluation);
      const value = readPath(scope, pathOf(key));
      return value === undefined ? otherwise(scope, evaluation) : value;
    };
  },
};

function absent(keys: readonly unknown[], scope: unknown, evaluation: Evaluation): unknown[] {
  spend(evaluation, keys.length);
  return keys.filter((key) => {
    measure(key, evaluation);
    const value = readPath(scope, pathOf(key));
    return missingValue(value) || value === '';
  });
}

const missing: Operator = {
  name: 'missing',
  arity: [0, MANY],
  build: (parts) => (scope, evaluation) => {
    const values = parts.map((part) => part.code(scope, evaluation));
    return absent(Array.isArray(values[0]) ? values[0] : values, scope, evaluation);
  },
};

const missingSome: Operator = {
  name: 'missing_some',
  arity: [2, 2],
  build: ([count, list]) => (scope, evaluation) => {
    const need = count?.code(scope, evaluation);
    const keys = list?.code(scope, evaluation);
    if (!Array.isArray(keys)) return [];
    const gone = absent(keys, scope, evaluation);
    return keys.length - gone.length >= Number(need) ? [] : gone;
  },
};

/** Goes through a list with a rule about each item. */
const overList = (name: string, whenNoList: unknown, go: (items: readonly unknown[], test: (item: unknown) => unknown) => unknown): Operator => ({
  name,
  arity: [2, 2],
  itemRule: 1,
  build: ([list, rule]) => (scope, evaluation) => {
    const items = list?.code(scope, evaluation);
    if (!Array.isArray(items)) return whenNoList;
    return go(items, (item) => {
      spend(evaluation, rule?.size ?? 1);
      return rule?.code(item, evaluation) ?? null;
    });
  },
});

const reduce: Operator = {
  name: 'reduce',
  arity: [2, 3],
  itemRule: 1,
  build: ([list, rule, first]) => (scope, evaluation) => {
    let accumulator = first?.code(scope, evaluation) ?? null;
    const items = list?.code(scope, evaluation);
    if (!Array.isArray(items)) return accumulator;
    for (const current of items) {
      spend(evaluation, rule?.size ?? 1);
      accumulator = rule?.code({ current, accumulator }, evaluation) ?? null;
      measure(accumulator, evaluation);
    }
    return accumulator;
  },
};

export const classicOperators: readonly Operator[] = [
  variable,
  missing,
  missingSome,
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
  contains,
  number('+', [1, MANY]),
  number('-', [1, 2]),
  number('*', [1, MANY]),
  number('/', [2, 2]),
  number('%', [2, 2]),
  number('min', [1, MANY]),
  number('max', [1, MANY]),
  textual('cat', [1, MANY]),
  textual('substr', [2, 3]),
  merge,
  overList('map', [], (items, test) => items.map(test)),
  overList('filter', [], (items, test) => items.filter((item) => truthy(test(item)))),
  overList('all', false, (items, test) => items.length > 0 && items.every((item) => truthy(test(item)))),
  overList('some', false, (items, test) => items.some((item) => truthy(test(item)))),
  overList('none', true, (items, test) => !items.some((item) => truthy(test(item)))),
  reduce,
];
