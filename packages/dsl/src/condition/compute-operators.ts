import jsonLogic from 'json-logic-js';
import type { RulesLogic } from 'json-logic-js';
import { CannotEvaluate, MANY, measure, missingValue, type Operator } from './operator.ts';

const LONGEST_TEXT = 100_000;

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

/** Arithmetic and text: values from values. */
export const computeOperators: readonly Operator[] = [
  number('+', [1, MANY]),
  number('-', [1, 2]),
  number('*', [1, MANY]),
  number('/', [2, 2]),
  number('%', [2, 2]),
  number('min', [1, MANY]),
  number('max', [1, MANY]),
  textual('cat', [1, MANY]),
  textual('substr', [2, 3]),
];
