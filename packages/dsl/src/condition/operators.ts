import { addedOperators } from './added.ts';
import { computeOperators } from './compute-operators.ts';
import { listOperators } from './list-operators.ts';
import { logicOperators } from './logic-operators.ts';
import type { Operator } from './operator.ts';
import { variableOperators } from './variable-operators.ts';

/*
 * Reading values, comparing and going through lists are done here, because json-logic-js walks prototypes, calls a missing age
 * "under 18", and knows no budget. What only computes a value from values is json-logic-js itself.
 */

/** The allow-list: every operator a condition may use, by name. `log` and `method` of older JSON Logic are not among them. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  [...variableOperators, ...logicOperators, ...computeOperators, ...listOperators, ...addedOperators].map((operator) => [operator.name, operator]),
);
