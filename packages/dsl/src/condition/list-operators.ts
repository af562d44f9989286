import { MANY, measure, missingValue, spend, type Operator } from './operator.ts';
import { truthy } from './rule.ts';

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

/** What looks into lists and goes through them. */
export const listOperators: readonly Operator[] = [
  contains,
  merge,
  overList('map', [], (items, test) => items.map(test)),
  overList('filter', [], (items, test) => items.filter((item) => truthy(test(item)))),
  overList('all', false, (items, test) => items.length > 0 && items.every((item) => truthy(test(item)))),
  overList('some', false, (items, test) => items.some((item) => truthy(test(item)))),
  overList('none', true, (items, test) => !items.some((item) => truthy(test(item)))),
  reduce,
];
