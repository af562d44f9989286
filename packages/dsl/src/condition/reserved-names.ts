import { pointer, type Issue } from '../issue.ts';
import { isRecord } from './rule.ts';

const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Where a condition of sound structure, and so of bounded size, reads a name that belongs to the machine and to no customer.
 * `at` is the JSON Pointer of the condition in its document.
 */
export function reservedNames(condition: unknown, at: string): Issue[] {
  const issues: Issue[] = [];
  visit(condition, [], at, issues);
  return issues;
}

function visit(rule: unknown, path: readonly (string | number)[], at: string, issues: Issue[]): void {
  if (Array.isArray(rule)) {
    rule.forEach((item, index) => visit(item, [...path, index], at, issues));
    return;
  }
  if (!isRecord(rule)) return;
  for (const [op, args] of Object.entries(rule)) {
    const name: unknown = op === 'var' ? (Array.isArray(args) ? args[0] : args) : null;
    const reserved = typeof name === 'string' ? name.split('.').find((part) => RESERVED.has(part)) : undefined;
    if (reserved === undefined) visit(args, [...path, op], at, issues);
    else issues.push({ code: 'condition-reserved-name', severity: 'error', path: at + pointer([...path, 'var']), message: `"${reserved}" is a reserved word and cannot be read. Name a property of the customer or the event.` });
  }
}
