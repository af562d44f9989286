import type { Facts } from '../facts.ts';
import type { Issue } from '../issue.ts';
import type { Json } from '../json.ts';
import { compileCondition } from './compile-condition.ts';
import { evaluate, type Evaluated } from './evaluate.ts';
import { compileLeaf, type Reason } from './leaf-reason.ts';
import type { Code, Evaluation } from './operator.ts';
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

/** A part of a condition that can say why it came out as it did. */
interface Teller {
  readonly code: Code;
  /** Adds its reasons. `answer` is what `code` gave, null where that was no value. */
  tell(evaluation: Evaluation, answer: unknown, found: Reason[]): void;
}

const tellers = new WeakMap<object, Teller>();

/** The prepared form of a condition, remembered by identity. */
function tellerOf(condition: unknown): Teller {
  if (typeof condition !== 'object' || condition === null) return compileTeller(condition);
  let teller = tellers.get(condition);
  if (!teller) {
    teller = compileTeller(condition);
    tellers.set(condition, teller);
  }
  return teller;
}

/**
 * Asks a condition and tells the smallest set of values that decided it (COND-5): of an "and" that failed, the one part that failed; of an
 * "or" that held, the one part that held. Every value in `used` is one that the sentence names.
 */
export function explain(condition: unknown, facts: Partial<Facts>): Explanation {
  return explainAnswer(condition, facts, evaluate(condition, facts));
}

/** As `explain`, for a condition that has been asked about these facts already. */
export function explainAnswer(condition: unknown, facts: Partial<Facts>, answer: Evaluated): Explanation {
  if (!answer.ok) return { value: null, because: answer.issue.message, used: {}, issue: answer.issue };
  const { value } = answer;
  // Twice the budget: parts are asked once for the answer and once for the words.
  const evaluation: Evaluation = { root: facts, facts, left: STEP_BUDGET * 2 };
  try {
    const found: Reason[] = [];
    tellerOf(condition).tell(evaluation, value, found);
    const reasons = unique(found);
    const [only] = reasons;
    if (only === undefined) return { value, because: truthy(value) ? 'it holds for everybody' : 'it holds for nobody', used: {} };
    if (reasons.length === 1) return { value, because: only.words, used: only.used };
    return { value, because: inWords(reasons.map(wordsOf)), used: Object.assign({}, ...reasons.map(usedOf)) as Record<string, Json> };
  } catch {
    // The answer stands; only its words were too long to find.
    return { value, because: truthy(value) ? 'the condition held' : 'the condition did not hold', used: {} };
  }
}

const wordsOf = (reason: Reason) => reason.words;
const usedOf = (reason: Reason) => reason.used;

function unique(reasons: readonly Reason[]): readonly Reason[] {
  if (reasons.length === 1 && reasons[0]?.words !== '') return reasons;
  const told: Reason[] = [];
  for (const reason of reasons) if (reason.words !== '' && !isTold(reason.words, told)) told.push(reason);
  return told;
}

/** Reasons are few: looking through them is quicker than making a set. */
function isTold(words: string, told: readonly Reason[]): boolean {
  for (const reason of told) if (reason.words === words) return true;
  return false;
}

const ask = (teller: Teller, evaluation: Evaluation): unknown => teller.code(evaluation.root, evaluation) ?? null;

function compileTeller(rule: unknown): Teller {
  const { code } = compileCondition(rule);
  const operation = operationOf(rule);
  if (!operation) return { code, tell: tellNothing };
  const { op, args } = operation;
  if (op === 'and' || op === 'or') return { code, tell: groupTell(args.map(compileTeller), op === 'or') };
  if (op === '!' || op === '!!') return { code, tell: innerTell(compileTeller(args[0])) };
  if (op === 'if' || op === '?:') return { code, tell: choiceTell(args.map(compileTeller)) };
  const leaf = compileLeaf(rule);
  return { code, tell: (evaluation, answer, found) => void found.push(leaf(evaluation, answer)) };
}

/** A literal was not found out, it was written down. */
const tellNothing: Teller['tell'] = () => {};

const innerTell = (inner: Teller): Teller['tell'] => (evaluation, _answer, found) => inner.tell(evaluation, ask(inner, evaluation), found);

/** One part decides an "or" that holds and an "and" that fails: the one with the fewest values. Otherwise all parts do. */
const groupTell = (parts: readonly Teller[], decisive: boolean): Teller['tell'] => (evaluation, _answer, found) => {
  const start = found.length;
  let best: Reason[] | null = null;
  for (const part of parts) {
    const answer = ask(part, evaluation);
    if (truthy(answer) === decisive) {
      const reasons: Reason[] = [];
      part.tell(evaluation, answer, reasons);
      if (best === null || reasons.length < best.length) best = reasons;
      if (best.length <= 1) break;
    } else if (best === null) {
      part.tell(evaluation, answer, found);
    }
  }
  if (best === null) return;
  found.length = start;
  found.push(...best);
};

/** The questions up to the one that was answered with yes, and what was chosen then. */
const choiceTell = (parts: readonly Teller[]): Teller['tell'] => (evaluation, _answer, found) => {
  for (let index = 0; index < parts.length; index += 2) {
    const question = parts[index] as Teller;
    const chosen = parts[index + 1];
    const answer = ask(question, evaluation);
    question.tell(evaluation, answer, found);
    if (chosen === undefined) return;
    if (!truthy(answer)) continue;
    chosen.tell(evaluation, ask(chosen, evaluation), found);
    return;
  }
};
