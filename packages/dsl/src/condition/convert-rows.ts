import type { Json } from '../json.ts';
import { behaviourOf } from './behaviour.ts';
import { checkCondition } from './check-condition.ts';
import { fieldLogic, fieldRow } from './field-row.ts';
import { isRecord, operationOf } from './rule.ts';
import type { EventRow, MoodRow, Row, RowGroup, Rows } from './rows.ts';

/*
 * Converting both ways without loss (COND-6): every row is converted back at once, and where that does not give the same rule again, the
 * rule is kept as text. So a condition written by hand can be opened in the builder and saved unchanged.
 */

/**
 * The rows of a condition for the rule builder. No condition (undefined) gives an empty group; null where it cannot be shown as rows
 * at all because it is malformed: then show it as text, with what `checkCondition` says.
 */
export function toRows(condition: unknown): Rows | null {
  if (condition === undefined) return { type: 'group', combinator: 'and', not: false, rules: [] };
  const malformed = checkCondition(condition).some((issue) => issue.severity === 'error' && issue.code !== 'condition-empty-group');
  if (malformed) return null;
  const row = toRow(condition as Json);
  return row.type === 'group' ? row : { type: 'group', combinator: 'and', not: false, rules: [row] };
}

/** The condition of the rows. A group without rules gives `{"and": []}`, which is an issue: it says neither yes nor no. */
export function fromRows(rows: Rows): Json {
  return fromRow(rows);
}

function toRow(rule: Json): Row {
  const row = specialRow(rule) ?? fieldRow(rule) ?? groupRow(rule);
  return row && equal(fromRow(row), rule) ? row : { type: 'raw', condition: rule };
}

function fromRow(row: Row): Json {
  switch (row.type) {
    case 'group':
      return fromGroup(row);
    case 'field':
      return fieldLogic(row);
    case 'event':
      return not(row.not, fromEvent(row));
    case 'segment':
      return not(row.not, { in_segment: row.segment });
    case 'mood':
      return { [row.not ? '!=' : '==']: [{ var: 'sentiment.label' }, row.mood] };
    case 'raw':
      return row.condition;
  }
}

const not = (negated: boolean, rule: Json): Json => (negated ? { '!': rule } : rule);

function fromGroup({ combinator, rules, not: negated, wrapped }: RowGroup): Json {
  const [only] = rules;
  const inner = rules.length === 1 && only !== undefined && wrapped !== true ? fromRow(only) : { [combinator]: rules.map(fromRow) };
  return not(negated, inner);
}

function fromEvent({ event, atLeast, atMost, within, where }: EventRow): Json {
  const options: Record<string, Json> = {
    ...(within === undefined ? {} : { within }),
    ...(where === undefined ? {} : { where: fromGroup(where) }),
    ...(atLeast === undefined ? {} : { atLeast }),
    ...(atMost === undefined ? {} : { atMost }),
  };
  return { happened: Object.keys(options).length === 0 ? [event] : [event, options] };
}

function groupRow(rule: Json): RowGroup | null {
  const operation = operationOf(rule);
  if (!operation) return null;
  const { op, args } = operation;
  if (op === '!') {
    const inner = toRow(args[0] as Json);
    if (inner.type === 'group' && !inner.not) return { ...inner, not: true };
    return { type: 'group', combinator: 'and', not: true, rules: [inner] };
  }
  if (op !== 'and' && op !== 'or') return null;
  return { type: 'group', combinator: op, not: false, rules: args.map((arg) => toRow(arg as Json)), ...(args.length === 1 ? { wrapped: true } : {}) };
}

function specialRow(rule: Json): Row | null {
  const operation = operationOf(rule);
  if (!operation) return null;
  const { op, args } = operation;
  if (op === '!') {
    const inner = specialRow(args[0] as Json);
    return inner && (inner.type === 'segment' || inner.type === 'event') && !inner.not ? { ...inner, not: true } : null;
  }
  if (op === 'in_segment' && typeof args[0] === 'string') return { type: 'segment', segment: args[0], not: false };
  return moodRow(op, args) ?? eventRow(op, args);
}

function moodRow(op: string, args: readonly unknown[]): MoodRow | null {
  const [label, mood] = args;
  if ((op !== '==' && op !== '!=') || !isRecord(label) || label['var'] !== 'sentiment.label') return null;
  return mood === 'negative' || mood === 'neutral' || mood === 'positive' ? { type: 'mood', mood, not: op === '!=' } : null;
}

function eventRow(op: string, args: readonly unknown[]): EventRow | null {
  const behaviour = op === 'happened' ? behaviourOf(op, args) : null;
  if (!behaviour) return null;
  const where = behaviour.where === undefined ? null : toRows(behaviour.where);
  return {
    type: 'event',
    event: behaviour.event,
    not: false,
    ...(behaviour.atLeast === null ? {} : { atLeast: behaviour.atLeast }),
    ...(behaviour.atMost === null ? {} : { atMost: behaviour.atMost }),
    ...(behaviour.within === null ? {} : { within: behaviour.within }),
    ...(where === null ? {} : { where }),
  };
}

/** Equal as JSON, whatever the order of keys. */
function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index]));
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}
