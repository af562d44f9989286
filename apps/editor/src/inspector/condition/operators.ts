import type { FieldOperator } from '@attune/dsl';
import { words } from '../../canvas/words.ts';

/** What stands to the right of an operator. */
export type Right = 'one' | 'two' | 'list' | 'duration' | 'moment' | 'none';

interface Told {
  readonly label: string;
  readonly right: Right;
  /** Types of values it is offered for first; absent: all. */
  readonly types?: readonly string[];
}

const w = words.condition.operators;

/** All operators the rows know, in the order in which they are offered. */
export const operators: Readonly<Record<FieldOperator, Told>> = {
  '=': { label: w.is, right: 'one' },
  '!=': { label: w.isNot, right: 'one' },
  '>': { label: w.more, right: 'one', types: ['number'] },
  '>=': { label: w.atLeast, right: 'one', types: ['number'] },
  '<': { label: w.less, right: 'one', types: ['number'] },
  '<=': { label: w.atMost, right: 'one', types: ['number'] },
  between: { label: w.between, right: 'two', types: ['number'] },
  in: { label: w.oneOf, right: 'list', types: ['string', 'number'] },
  notIn: { label: w.noneOf, right: 'list', types: ['string', 'number'] },
  contains: { label: w.contains, right: 'one', types: ['string', 'array'] },
  doesNotContain: { label: w.containsNot, right: 'one', types: ['string', 'array'] },
  beginsWith: { label: w.begins, right: 'one', types: ['string'] },
  doesNotBeginWith: { label: w.beginsNot, right: 'one', types: ['string'] },
  endsWith: { label: w.ends, right: 'one', types: ['string'] },
  doesNotEndWith: { label: w.endsNot, right: 'one', types: ['string'] },
  matches: { label: w.matches, right: 'one', types: ['string'] },
  doesNotMatch: { label: w.matchesNot, right: 'one', types: ['string'] },
  before: { label: w.before, right: 'moment', types: ['string', 'date'] },
  after: { label: w.after, right: 'moment', types: ['string', 'date'] },
  withinLast: { label: w.withinLast, right: 'duration', types: ['string', 'date'] },
  set: { label: w.yes, right: 'none', types: ['boolean'] },
  notSet: { label: w.no, right: 'none', types: ['boolean'] },
  notNull: { label: w.known, right: 'none' },
  null: { label: w.unknown, right: 'none' },
};

/** The operators that make sense for a value of this type; all where its type is not known. */
export function operatorsFor(type: string, current: FieldOperator): readonly { readonly value: FieldOperator; readonly label: string }[] {
  const names = Object.keys(operators) as FieldOperator[];
  const known = ['string', 'number', 'boolean', 'array', 'date'].includes(type);
  return names.filter((name) => name === current || !known || (operators[name].types?.includes(type) ?? true)).map((name) => ({ value: name, label: operators[name].label }));
}

/** What the right-hand side starts with when an operator is chosen; what fits is kept. */
export function startValue(operator: FieldOperator, was: unknown, type: string): string | number | boolean | null | readonly (string | number)[] {
  const single = typeof was === 'string' || typeof was === 'number' ? was : Array.isArray(was) && (typeof was[0] === 'string' || typeof was[0] === 'number') ? (was[0] as string | number) : null;
  switch (operators[operator].right) {
    case 'none': return null;
    case 'list': return single === null || single === '' ? [] : [single];
    case 'two': return [Number(single) || 0, Number(single) || 0];
    case 'duration': return 'P30D';
    case 'moment': return typeof was === 'string' && !Number.isNaN(Date.parse(was)) ? was : '';
    case 'one': return single ?? (type === 'number' ? 0 : type === 'boolean' ? true : '');
  }
}
