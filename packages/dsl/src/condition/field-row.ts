import type { Json } from '../json.ts';
import { operationOf } from './rule.ts';
import type { FieldOperator, FieldRow } from './rows.ts';
import { writtenPath } from './words.ts';

const variable = (field: string): Json => ({ var: field });

/** Operators written as `{op: [field, value]}`. */
const PLAIN: readonly (readonly [FieldOperator, string])[] = [
  ['=', '=='], ['!=', '!='], ['<', '<'], ['<=', '<='], ['>', '>'], ['>=', '>='], ['in', 'in'], ['beginsWith', 'starts_with'], ['endsWith', 'ends_with'], ['matches', 'matches_text'], ['before', 'before'], ['after', 'after'], ['withinLast', 'within_last'],
];
const byRow: ReadonlyMap<FieldOperator, string> = new Map(PLAIN);
const byLogic: ReadonlyMap<string, FieldOperator> = new Map(PLAIN.map(([row, logic]) => [logic, row]));
/** Rows that say the opposite of another one. */
const OPPOSITES: readonly (readonly [FieldOperator, FieldOperator])[] = [
  ['notIn', 'in'], ['doesNotContain', 'contains'], ['doesNotBeginWith', 'beginsWith'], ['doesNotEndWith', 'endsWith'], ['doesNotMatch', 'matches'], ['notSet', 'set'],
];
const opposite: ReadonlyMap<FieldOperator, FieldOperator> = new Map(OPPOSITES);
const negated: ReadonlyMap<FieldOperator, FieldOperator> = new Map(OPPOSITES.map(([no, yes]) => [yes, no]));

/** The condition of a field's row. */
export function fieldLogic({ field, operator, value }: FieldRow): Json {
  const positive = opposite.get(operator);
  if (positive) return { '!': fieldLogic({ type: 'field', field, operator: positive, value }) };
  if (operator === 'null') return { '==': [variable(field), null] };
  if (operator === 'notNull') return { '!=': [variable(field), null] };
  if (operator === 'set') return variable(field);
  if (operator === 'contains') return { in: [value, variable(field)] };
  if (operator === 'between') {
    const [lower = null, upper = null] = Array.isArray(value) ? (value as readonly Json[]) : [value];
    return { '<=': [lower, variable(field), upper] };
  }
  return { [byRow.get(operator) ?? '==']: [variable(field), value] };
}

/** The row of a rule about one field, or null; whether it is exact is for the caller to see by converting it back. */
export function fieldRow(rule: unknown): FieldRow | null {
  const operation = operationOf(rule);
  if (!operation) return null;
  const { op, args } = operation;
  if (op === '!') {
    const row = fieldRow(args[0]);
    const operator = row && negated.get(row.operator);
    return row && operator ? { ...row, operator } : null;
  }
  if (op === 'var') return row(writtenPath(rule), 'set', null);
  if (op === 'in' && operationOf(args[1])) return row(writtenPath(args[1]), 'contains', args[0]);
  if (op === '<=' && args.length === 3) return row(writtenPath(args[1]), 'between', [args[0], args[2]]);
  if (args[1] === null && (op === '==' || op === '!=')) return row(writtenPath(args[0]), op === '==' ? 'null' : 'notNull', null);
  const operator = byLogic.get(op);
  return operator && args.length === 2 ? row(writtenPath(args[0]), operator, args[1]) : null;
}

/** A row's value is a literal: a rule on the right-hand side cannot be typed into a field. */
function row(field: string | null, operator: FieldOperator, value: unknown): FieldRow | null {
  const values = Array.isArray(value) ? value : [value];
  if (field === null || field === '' || values.some((item) => typeof item === 'object' && item !== null)) return null;
  return { type: 'field', field, operator, value: (value ?? null) as Json };
}
