import type { Facts } from '../facts.ts';
import type { Issue } from '../issue.ts';
import type { Json } from '../json.ts';
import { compileCondition } from './compile-condition.ts';
import { evaluate } from './evaluate.ts';
import { leafReason, type Reason } from './leaf-reason.ts';
import type { Evaluation, Part } from './operator.ts';
import { operationOf, STEP_BUDGET, truthy } from './rule.ts';
import { inWords } from './words.ts';

/** Why a condition came out as it did. */
export interface Explanation {
  /** As `evaluate` gives it; null where the condition could not be answered, and then `because` says why. */
  readonly value: Json;
  /** In words: `plan was 'pro' and Order Completed 3 times in 30 days (needs 2)`. */
  readonly because: string;
  /** The deciding values by name, e.g. `{"customer.plan": "pro"}`. */
  readonly used: Readonly<Record<string, Json>>;
  /** Present where the condition could not be answered: then it is neither yes nor no (COND-3). */
  readonly issue?: Issue;
}

const compiled = new WeakMap<object, Part>();

/** The compiled form of a part of a condition, remembered by identity. */
function partOf(rule: unknown): Part {
  if (typeof rule !== 'object' || rule === null) return compileCondition(rule);
  const known = compiled.get(rule);
  if (known) return known;
  const part = compileCondition(rule);
  compiled.set(rule, part);
  return part;
}

/**
 * Asks a condition and tells the smallest set of values that decided it (COND-5): of an "and" that failed, the one part that failed; of an
 * "or" that held, the one part that held. Every value in `used` is one that the sentence names.
 */
export function explain(condition: unknown, facts: Partial<Facts>): Explanation {
  const answer = evaluate(condition, facts);
  if (!answer.ok) return { value: null, because: answer.issue.message, used: {}, issue: answer.issue };
  // Twice the budget: parts are asked once for the answer and once for the words.
  const evaluation: Evaluation = { root: facts, facts, left: STEP_BUDGET * 2 };
  try {
    const reasons = unique(reasonsOf(condition, evaluation));
    if (reasons.length === 0) return { value: answer.value, because: truthy(answer.value) ? 'it holds for everybody' : 'it holds for nobody', used: {} };
    return { value: answer.value, because: inWords(reasons.map((reason) => reason.words)), used: Object.assign({}, ...reasons.map((reason) => reason.used)) as Record<string, Json> };
  } catch {
    // The answer stands; only its words were too long to find.
    return { value: answer.value, because: truthy(answer.value) ? 'the condition held' : 'the condition did not hold', used: {} };
  }
}

function unique(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Set<string>();
  return reasons.filter(({ words }) => words !== '' && !seen.has(words) && seen.add(words));
}

const asked = (rule: unknown, evaluation: Evaluation) => truthy(partOf(rule).code(evaluation.root, evaluation));

function reasonsOf(rule: unknown, evaluation: Evaluation): readonly Reason[] {
  const operation = operationOf(rule);
  if (!operation) return [];
  const { op, args } = operation;
  if (op === 'and' || op === 'or') return ofGroup(args, op === 'or', evaluation);
  if (op === '!' || op === '!!') return operationOf(args[0]) ? reasonsOf(args[0], evaluation) : [];
  if (op === 'if' || op === '?:') return ofChoice(args, evaluation);
  return [leafReason(rule, evaluation, partOf)];
}

/** One part decides an "or" that holds and an "and" that fails: the one with the fewest values. Otherwise all parts do. */
function ofGroup(args: readonly unknown[], decisive: boolean, evaluation: Evaluation): readonly Reason[] {
  let best: readonly Reason[] | null = null;
  const all: Reason[] = [];
  for (const arg of args) {
    if (asked(arg, evaluation) === decisive) {
      const reasons = reasonsOf(arg, evaluation);
      if (best === null || reasons.length < best.length) best = reasons;
      if (best.length <= 1) return best;
    } else if (best === null) {
      all.push(...reasonsOf(arg, evaluation));
    }
  }
  return best ?? all;
}

/** The questions up to the one that was answered with yes, and what was chosen then. */
function ofChoice(args: readonly unknown[], evaluation: Evaluation): readonly Reason[] {
  const reasons: Reason[] = [];
  for (let index = 0; index + 1 < args.length; index += 2) {
    reasons.push(...reasonsOf(args[index], evaluation));
    if (asked(args[index], evaluation)) return [...reasons, ...reasonsOf(args[index + 1], evaluation)];
  }
  return args.length % 2 === 1 ? [...reasons, ...reasonsOf(args.at(-1), evaluation)] : reasons;
}
