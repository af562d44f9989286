import { durationInWords } from '../time/index.ts';
import { behaviourOf, bounds, type Behaviour } from './behaviour.ts';
import { checkCondition } from './check-condition.ts';
import { comparisonOf, ORDERING_WORDS, type Comparison } from './comparison.ts';
import { operationOf } from './rule.ts';
import { inWords, narrowing, nameWords, secondsInWords, termWords, times, valueWords } from './words.ts';

/** A condition in words, without asking it: `plan is 'pro' and Order Completed happened at least 2 times in 30 days`. */
export function describeCondition(condition: unknown): string {
  const issue = checkCondition(condition).find((found) => found.severity === 'error');
  return issue ? issue.message : sentence(condition);
}


/** As `describeCondition`, for parts of a condition that has been checked. */
export function sentence(rule: unknown, inside = false): string {
  const operation = operationOf(rule);
  if (!operation) return rule === true ? 'always' : rule === false || rule === null ? 'never' : valueWords(rule);
  const { op, args } = operation;
  if (op === 'and' || op === 'or') {
    const words = inWords(args.map((arg) => sentence(arg, true)), op);
    return inside && args.length > 1 ? `(${words})` : words;
  }
  if (op === '!') return negation(args[0]);
  if (op === '!!') return sentence(args[0], inside);
  if (op === 'var') return `${termWords(rule, sentence)} is set`;
  if (op === 'if' || op === '?:') return choice(args);
  const comparison = comparisonOf(rule);
  if (comparison) return comparing(comparison);
  const behaviour = behaviourOf(op, args);
  if (behaviour && op === 'happened') return happening(behaviour);
  return simple(op, args) ?? `${termWordsOrJson(rule)}`;
}

function termWordsOrJson(rule: unknown): string {
  const operation = operationOf(rule);
  if (operation && ['count', 'sum', 'latest', 'since'].includes(operation.op)) return `there is ${termWords(rule, sentence)}`;
  const text = JSON.stringify(rule);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

function negation(rule: unknown): string {
  const operation = operationOf(rule);
  if (operation?.op === 'in_segment') return `not in segment ${valueWords(operation.args[0])}`;
  if (operation?.op === 'var') return `${termWords(rule, sentence)} is not set`;
  const behaviour = operation && behaviourOf(operation.op, operation.args);
  if (behaviour && operation.op === 'happened' && behaviour.atLeast === null && behaviour.atMost === null) return `${behaviour.event} did not happen${narrowing(behaviour, sentence)}`;
  return `not (${sentence(rule)})`;
}

function choice(args: readonly unknown[]): string {
  const parts: string[] = [];
  for (let index = 0; index + 1 < args.length; index += 2) parts.push(`if ${sentence(args[index], true)} then ${sentence(args[index + 1], true)}`);
  if (args.length % 2 === 1) parts.push(`else ${sentence(args.at(-1), true)}`);
  return parts.join(', ');
}

function happening(behaviour: Behaviour): string {
  const { least, most } = bounds(behaviour);
  const tail = narrowing(behaviour, sentence);
  if (most === Number.POSITIVE_INFINITY) return least === 1 ? `${behaviour.event} happened${tail}` : `${behaviour.event} happened at least ${times(least)}${tail}`;
  if (most === 0) return `${behaviour.event} did not happen${tail}`;
  if (least === most) return `${behaviour.event} happened exactly ${times(most)}${tail}`;
  return `${behaviour.event} happened ${least === 0 ? '' : `at least ${times(least)} and `}at most ${times(most)}${tail}`;
}

function comparing({ op, term, against, upper }: Comparison): string {
  const left = termWords(term, sentence);
  const right = againstWords(term, against);
  const order = ORDERING_WORDS[op];
  if (upper !== undefined) return `${left} is ${op === '<' ? 'more than' : 'from'} ${right} ${op === '<' ? 'and less than' : 'to'} ${againstWords(term, upper)}`;
  if (order) return `${left} is ${order} ${right}`;
  const is = op.startsWith('!') ? 'is not' : 'is';
  if (against === null) return `${left} is ${is === 'is' ? 'not set' : 'set'}`;
  return `${left} ${is} ${right}`;
}

/** What a term is held against; seconds since an event are said in days and hours. */
export function againstWords(term: unknown, against: unknown): string {
  return operationOf(term)?.op === 'since' && typeof against === 'number' ? secondsInWords(against) : termWords(against, sentence);
}

const TEXT_WORDS: Readonly<Record<string, string>> = { starts_with: 'begins with', ends_with: 'ends with', matches_text: 'matches' };
const LIST_WORDS: Readonly<Record<string, string>> = { some: 'at least one of', all: 'each of', none: 'none of' };

/** The operators that are said in one pattern; null for those that are shown as they are written. */
function simple(op: string, args: readonly unknown[]): string | null {
  const [first, second] = args;
  const term = (rule: unknown) => termWords(rule, sentence);
  if (op === 'in_segment') return `in segment ${valueWords(first)}`;
  if (op === 'in') return Array.isArray(second) && operationOf(first) ? `${term(first)} is ${valueWords(second, 'or')}` : `${term(second)} contains ${term(first)}`;
  if (op === 'before' || op === 'after') return `${term(first)} is ${op} ${term(second)}`;
  if (op === 'within_last') return `${term(first)} is within the last ${durationInWords(String(second))}`;
  const text = TEXT_WORDS[op];
  if (text) return `${term(first)} ${text} ${term(second)}`;
  const list = LIST_WORDS[op];
  if (list) return `${list} ${term(first)} has ${sentence(second, true)}`;
  if (op === 'missing') return `${inWords(args.map((arg) => nameWords(String(arg))))} not set`;
  return null;
}
