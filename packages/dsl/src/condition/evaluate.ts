import type { Facts } from '../facts.ts';
import type { Issue } from '../issue.ts';
import type { Json } from '../json.ts';
import { checkStructure } from './check-condition.ts';
import { compileCondition } from './compile-condition.ts';
import { CannotEvaluate, measure, type Code, type Evaluation } from './operator.ts';
import { STEP_BUDGET } from './rule.ts';

/** The answer of a condition: any JSON value, read as yes or no by `truthy`; or why it could not be asked. */
export type Evaluated = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly issue: Issue };

type Prepared = { readonly code: Code } | { readonly issue: Issue };

const prepared = new WeakMap<object, Prepared>();

function prepare(condition: unknown): Prepared {
  if (typeof condition !== 'object' || condition === null) {
    const issue = checkStructure(condition)[0];
    return issue ? { issue } : { code: () => condition };
  }
  const known = prepared.get(condition);
  if (known) return known;
  const issue = checkStructure(condition).find((found) => found.severity === 'error');
  const fresh: Prepared = issue ? { issue } : { code: compileCondition(condition).code };
  prepared.set(condition, fresh);
  return fresh;
}

/** True where a condition has no errors; remembered like its compiled form. */
export function isWellFormed(condition: unknown): boolean {
  return !('issue' in prepare(condition));
}

/**
 * Asks a condition (JSON Logic with the added operators) about a customer. Pure: `now` and everything else come from `facts`.
 * A condition that is malformed, too large or cannot be answered gives an issue, never "no" (COND-3). Facts that are left
 * out count as absent: no segments, no past events, no mood.
 *
 * A condition is compiled when it is first seen and remembered by identity: treat it as immutable.
 */
export function evaluate(condition: unknown, facts: Partial<Facts>): Evaluated {
  const ready = prepare(condition);
  if ('issue' in ready) return { ok: false, issue: ready.issue };
  const evaluation: Evaluation = { root: facts, facts: facts ?? {}, left: STEP_BUDGET };
  try {
    const value = ready.code(facts, evaluation);
    if (typeof value === 'object') measure(value, evaluation);
    return { ok: true, value: (value ?? null) as Json };
  } catch (error) {
    return { ok: false, issue: cannot(error) };
  }
}

/** Values from outside can refuse to be compared, e.g. an object whose `toString` is no function. */
function cannot(error: unknown): Issue {
  const [code, message] = error instanceof CannotEvaluate ? [error.code, error.message] : ['condition-failed', `The condition could not be answered: ${error instanceof Error ? error.message : String(error)}.`];
  return { code, severity: 'error', path: '', message };
}
