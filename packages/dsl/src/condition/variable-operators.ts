import { MANY, measure, missingValue, spend, type Code, type Evaluation, type Operator } from './operator.ts';
import { readPath } from './rule.ts';

const constant = (value: unknown): Code => () => value;

const pathOf = (value: unknown): readonly string[] => (value === undefined || value === null || value === '' ? [] : String(value).split('.'));

const variable: Operator = {
  name: 'var',
  arity: [0, 2],
  build: ([path, fallback], [written]) => {
    const otherwise = fallback?.code ?? constant(null);
    if (path === undefined || path.literal) {
      const keys = pathOf(written);
      const name = keys.join('.');
      return (scope, evaluation) => {
        const { recorded } = evaluation.facts;
        if (recorded !== undefined && scope === evaluation.root && Object.hasOwn(recorded, name)) return recorded[name];
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
    const { recorded } = evaluation.facts;
    const name = String(key);
    const value = recorded !== undefined && scope === evaluation.root && Object.hasOwn(recorded, name) ? recorded[name] : readPath(scope, pathOf(key));
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

/** What reads the facts. */
export const variableOperators: readonly Operator[] = [variable, missing, missingSome];
