import { operators } from './operators.ts';
import type { Code, Part } from './operator.ts';
import { operationOf } from './rule.ts';

/** Turns a checked condition into code once, so that asking it costs about a microsecond. */
export function compileCondition(rule: unknown): Part {
  if (Array.isArray(rule)) {
    const parts = rule.map(compileCondition);
    const code: Code = (scope, evaluation) => parts.map((part) => part.code(scope, evaluation));
    return { code, literal: parts.every((part) => part.literal), size: sizeOf(parts) };
  }
  const operation = operationOf(rule);
  if (!operation) return { code: () => rule, literal: true, size: 1 };
  const operator = operators.get(operation.op);
  // Only checked conditions come here; this guards against a caller that forgot.
  if (!operator) throw new TypeError(`There is no operator "${operation.op}".`);
  const parts = operation.args.map((arg, index) => (operator.written?.includes(index) ? { code: () => arg, literal: true, size: 1 } : compileCondition(arg)));
  return { code: operator.build(parts, operation.args, compileCondition), literal: false, size: sizeOf(parts) };
}

const sizeOf = (parts: readonly Part[]) => parts.reduce((size, part) => size + part.size, 1);
