import { didYouMean } from '../compile/closest.ts';
import { pointer, type Issue } from '../issue.ts';
import { behaviourOf } from './behaviour.ts';
import { operators } from './operators.ts';
import { reservedNames } from './reserved-names.ts';
import { isRecord, MAX_DEPTH, MAX_SIZE, operationOf } from './rule.ts';

/** What `var` can start with at the top of a condition. */
export const scopeNames: readonly string[] = ['customer', 'event', 'steps', 'segments', 'sentiment', 'consent', 'now'];

type Path = readonly (string | number)[];

interface Walk {
  readonly at: string;
  readonly issues: Issue[];
  size: number;
  full: boolean;
}

const problem = (walk: Walk, code: string, path: Path, message: string): Issue => ({ code, severity: 'error', path: walk.at + pointer(path), message });

/**
 * Checks the structure of a condition before anything runs it: only known operators, enough arguments, no empty group, not too
 * deep or too large (COND-3, COND-4). Takes any value at all. `at` is the JSON Pointer of the condition in its document.
 */
export function checkStructure(condition: unknown, at = ''): Issue[] {
  const walk: Walk = { at, issues: [], size: 0, full: false };
  if (condition === undefined) return [problem(walk, 'condition-missing', [], 'A condition is missing here.')];
  visit(condition, [], 0, true, walk);
  return walk.issues;
}

/**
 * Checks a condition that somebody wrote into a document: its structure, and that it reads no reserved name. Such a name has no
 * value when it is asked for (COND-4); written down it is a mistake or meant as harm, so it is refused.
 */
export function checkCondition(condition: unknown, at = ''): Issue[] {
  const issues = checkStructure(condition, at);
  return issues.some((issue) => issue.severity === 'error') ? issues : [...reservedNames(condition, at), ...issues];
}

function visit(rule: unknown, path: Path, depth: number, atTop: boolean, walk: Walk): void {
  if (walk.full) return;
  walk.size += 1;
  if (depth > MAX_DEPTH || walk.size > MAX_SIZE) {
    walk.full = true;
    const what = depth > MAX_DEPTH ? `nested deeper than ${MAX_DEPTH} levels` : `larger than ${MAX_SIZE} parts`;
    walk.issues.push(problem(walk, 'condition-too-large', path, `The condition is ${what}. Split it, or save a part of it as a segment.`));
    return;
  }
  if (Array.isArray(rule)) {
    rule.forEach((item, index) => visit(item, [...path, index], depth + 1, atTop, walk));
    return;
  }
  if (isRecord(rule)) visitOperation(rule, path, depth, atTop, walk);
  else if (!['string', 'number', 'boolean'].includes(typeof rule) && rule !== null) {
    walk.issues.push(problem(walk, 'condition-not-json', path, 'A condition is made of plain JSON only.'));
  }
}

function visitOperation(rule: Readonly<Record<string, unknown>>, path: Path, depth: number, atTop: boolean, walk: Walk): void {
  const keys = Object.keys(rule);
  const [op] = keys;
  if (keys.length !== 1 || op === undefined) {
    const message = keys.length === 0 ? 'An empty object says nothing. Write a condition, or true.' : `An object in a condition has one operator, but this one has ${keys.length} (${keys.slice(0, 4).join(', ')}). Join them with "and" or "or".`;
    walk.issues.push(problem(walk, 'condition-shape', path, message));
    return;
  }
  const operator = operators.get(op);
  if (!operator) {
    walk.issues.push(problem(walk, 'condition-unknown-operator', path, `There is no operator "${op.slice(0, 60)}".${didYouMean(op, operators.keys())}`));
    return;
  }
  const listed = Array.isArray(rule[op]);
  const args = operationOf(rule)?.args ?? [];
  const place = (index: number): Path => (listed ? [...path, op, index] : [...path, op]);
  if (operator.group && args.length === 0) {
    walk.issues.push(problem(walk, 'condition-empty-group', [...path, op], `The group "${op}" is empty. Add a rule to it or remove it.`));
    return;
  }
  const [fewest, most] = operator.arity;
  if (args.length < fewest || args.length > most) {
    const wanted = fewest === most ? `${fewest}` : args.length < fewest ? `at least ${fewest}` : `at most ${most}`;
    walk.issues.push(problem(walk, 'condition-arity', [...path, op], `"${op}" takes ${wanted} value${wanted.endsWith(' 1') || wanted === '1' ? '' : 's'}, not ${args.length}.`));
    return;
  }
  const own = operator.check?.(args, (code, [index, ...rest], message) => problem(walk, code, [...place(Number(index)), ...rest], message)) ?? [];
  walk.issues.push(...own);
  args.forEach((arg, index) => {
    if (!operator.written?.includes(index)) visit(arg, place(index), depth + 1, atTop && operator.itemRule !== index, walk);
  });
  const behaviour = own.length === 0 ? behaviourOf(op, args) : null;
  if (behaviour && behaviour.where !== undefined) visit(behaviour.where, [...place(behaviour.property === null ? 1 : 2), 'where'], depth + 1, true, walk);
  if (op === 'var' && atTop) checkName(args[0], path, walk);
}

function checkName(name: unknown, path: Path, walk: Walk): void {
  if (typeof name !== 'string' || name === '') return;
  const first = name.split('.')[0] ?? '';
  if (scopeNames.includes(first)) return;
  const hint = didYouMean(first, scopeNames);
  walk.issues.push({
    ...problem(walk, 'condition-unknown-name', [...path, 'var'], `"${name.slice(0, 100)}" is never known here.${hint || ` Write e.g. "customer.${first.slice(0, 60)}" for a property of the customer.`}`),
    severity: 'warning',
  });
}
