import { addedOperators } from './added.ts';
import { classicOperators } from './classic.ts';
import type { Operator } from './operator.ts';

/** The allow-list: every operator a condition may use, by name. `log` and `method` of older JSON Logic are not among them. */
export const operators: ReadonlyMap<string, Operator> = new Map([...classicOperators, ...addedOperators].map((operator) => [operator.name, operator]));
