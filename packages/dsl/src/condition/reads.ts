import type { Json } from '../json.ts';
import { behaviourOf, type Behaviour } from './behaviour.ts';
import { compileCondition } from './compile-condition.ts';
import { sentence } from './describe.ts';
import type { Code, Evaluation } from './operator.ts';
import { operators } from './operators.ts';
import { operationOf } from './rule.ts';
import { writtenPath } from './words.ts';

/** A value that a question reads, with the name that trails keep it under. */
export interface Read {
  readonly name: string;
  readonly rule: unknown;
  readonly code: Code;
}

/** The values that a rule reads: paths of `var`, and counts and sums by what they count. */
export function readsOf(rule: unknown): readonly Read[] {
  const reads: Read[] = [];
  collect(rule, reads);
  return reads;
}

function collect(rule: unknown, reads: Read[]): void {
  if (Array.isArray(rule)) {
    for (const part of rule) collect(part, reads);
    return;
  }
  const operation = operationOf(rule);
  if (!operation) return;
  const { op, args } = operation;
  if (op === 'in_segment') {
    reads.push({ name: segmentName(args[0]), rule, code: compileCondition(rule).code });
    return;
  }
  if (op === 'missing' || op === 'missing_some') {
    for (const name of args.flat()) if (typeof name === 'string') collect({ var: name }, reads);
  }
  const behaviour = behaviourOf(op, args);
  const name = writtenPath(rule) ?? (behaviour && usedName(op, behaviour));
  // As the name of a property it would reach the prototype.
  if (name === '__proto__') return;
  if (name !== null) {
    reads.push({ name, rule, code: compileCondition(rule).code });
    return;
  }
  // The rule about each item of a list reads the item, not the customer.
  const itemRule = operators.get(op)?.itemRule;
  args.forEach((arg, index) => {
    if (index !== itemRule) collect(arg, reads);
  });
}

/** `in_segment(vip)`: the name of whether the customer is in a segment. */
export const segmentName = (key: unknown): string => `in_segment(${String(key)})`;

/** `count(Order Completed, P30D)`: the name of what is read from past events. */
export function usedName(op: string, behaviour: Behaviour): string {
  const options = [behaviour.event, behaviour.property, behaviour.within, behaviour.where === undefined ? null : `where ${sentence(behaviour.where)}`];
  return `${op}(${options.filter((option) => option !== null).join(', ')})`;
}

/** The values by name. The one of the rule `known` has been looked up already. */
export function usedBy(reads: readonly Read[], evaluation: Evaluation, known: unknown, value: unknown): Readonly<Record<string, Json>> {
  const used: Record<string, Json> = {};
  for (const read of reads) used[read.name] = kept(read.rule === known ? value : read.code(evaluation.root, evaluation));
  return used;
}

/** What a trail keeps of a value; the whole of a megabyte of text helps nobody. */
function kept(value: unknown): Json {
  if (typeof value === 'string') return value.length > 500 ? `${value.slice(0, 499)}…` : value;
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json;
  const text = JSON.stringify(value);
  return text.length > 2_000 ? `${text.slice(0, 1_999)}…` : (value as Json);
}
