import type { Json } from '../json.ts';
import { durationInWords } from '../time/index.ts';
import { behaviourOf, bounds, type Behaviour } from './behaviour.ts';
import { comparisonOf, ORDERING_WORDS, type Comparison } from './comparison.ts';
import { compileCondition } from './compile-condition.ts';
import { againstWords, sentence } from './describe.ts';
import { momentOf, zoneOf } from './moment.ts';
import type { Code, Evaluation } from './operator.ts';
import { readsOf, segmentName, usedBy, usedName, type Read } from './reads.ts';
import { operationOf, truthy } from './rule.ts';
import { narrowing, nameWords, secondsInWords, termWords, times, valueWords, writtenPath } from './words.ts';

/** One thing that was so, with the values it was read from. */
export interface Reason {
  readonly words: string;
  readonly used: Readonly<Record<string, Json>>;
}

/** Says what a single question found, e.g. `plan was 'free', not 'pro'`. `answer` is the question's own, null where it has no value. */
export type Leaf = (evaluation: Evaluation, answer: unknown) => Reason;

const ask = (code: Code, evaluation: Evaluation): unknown => code(evaluation.root, evaluation) ?? null;
const codeOf = (rule: unknown): Code => compileCondition(rule).code;

/** Prepares what can be said of a question before it is asked: all words that depend on the condition alone. */
export function compileLeaf(rule: unknown): Leaf {
  const { op, args } = operationOf(rule) ?? { op: '', args: [] };
  const comparison = comparisonOf(rule);
  if (comparison) return compared(comparison, rule);
  const behaviour = behaviourOf(op, args);
  if (behaviour) return behaved(op, behaviour, rule);
  if (op === 'in_segment') return inSegment(args[0]);
  const reads = readsOf(rule);
  if (op !== 'var') return tested(op, args, rule);
  const was = wasOf(rule);
  return (evaluation, answer) => ({ words: was(answer), used: usedBy(reads, evaluation, rule, answer) });
}

function inSegment(key: unknown): Leaf {
  const name = segmentName(key);
  const segment = `in segment ${valueWords(key)}`;
  return (_evaluation, answer) => {
    const inside = truthy(answer);
    return { words: inside ? segment : `not ${segment}`, used: { [name]: inside } };
  };
}

/** `plan was 'pro'`, or that it is not known. */
function wasOf(term: unknown): (value: unknown) => string {
  const [root, channel = '', topic, ...rest] = writtenPath(term)?.split('.') ?? [];
  if (root === 'consent' && topic !== undefined && rest.length === 0) return (value) => consentWords(topic, channel, value);
  const name = termWords(term, sentence);
  return (value) => (value === null ? `${name} is not known` : `${name} ${Array.isArray(value) ? 'were' : 'was'} ${valueWords(value)}`);
}

function consentWords(topic: string, channel: string, value: unknown): string {
  if (value === true) return `they agreed to ${topic} by ${channel}`;
  return value === false ? `they refused ${topic} by ${channel}` : `they never answered about ${topic} by ${channel}`;
}

function compared(comparison: Comparison, rule: unknown): Leaf {
  const { op, term, against } = comparison;
  const reads = readsOf(rule);
  const value = codeOf(term);
  const needs = needsOf(comparison);
  const operation = operationOf(term);
  const behaviour = operation && behaviourOf(operation.op, operation.args);
  if (behaviour && operation) {
    const words = behaviourWords(operation.op, behaviour);
    return (evaluation) => {
      const found = ask(value, evaluation);
      return { words: `${words(found)}${needs(evaluation)}`, used: usedBy(reads, evaluation, term, found) };
    };
  }
  const unknown = `${termWords(term, sentence)} is not known`;
  const was = wasOf(term);
  const wanted = operationOf(against) ? codeOf(against) : null;
  const otherThan = wanted ? '' : `, not ${valueWords(against, 'or')}`;
  const ordering = op in ORDERING_WORDS;
  const negative = op.startsWith('!');
  return (evaluation, answer) => {
    const found = ask(value, evaluation);
    const used = usedBy(reads, evaluation, term, found);
    if (ordering && found !== null) return { words: `${was(found)}${needs(evaluation)}`, used };
    const other = wanted ? ask(wanted, evaluation) : against;
    if (found === null) return { words: other === null ? unknown : `${unknown}${needs(evaluation)}`, used };
    if (other === null || truthy(answer) === !negative) return { words: was(found), used };
    return { words: `${was(found)}${wanted ? `, not ${valueWords(other, 'or')}` : otherThan}`, used };
  };
}

/** What the other side asks for: ` (needs at least 18)`, ` (needs 'pro')`. */
function needsOf({ op, term, against, upper }: Comparison): (evaluation: Evaluation) => string {
  const order = ORDERING_WORDS[op];
  const before = upper !== undefined ? '' : order ? `${order} ` : op.startsWith('!') ? 'anything but ' : '';
  const low = sideOf(term, against);
  const high = upper === undefined ? null : sideOf(term, upper);
  if (typeof low === 'string' && (high === null || typeof high === 'string')) {
    const words = ` (needs ${before}${low}${high === null ? '' : ` to ${high}`})`;
    return () => words;
  }
  return (evaluation) => ` (needs ${before}${sideWords(low, evaluation)}${high === null ? '' : ` to ${sideWords(high, evaluation)}`})`;
}

/** A side of a comparison in words; where it is looked up, its name and how. */
type Side = string | { readonly name: string; readonly code: Code };

function sideOf(term: unknown, rule: unknown): Side {
  const name = againstWords(term, rule);
  return operationOf(rule) ? { name, code: codeOf(rule) } : name;
}

const sideWords = (side: Side, evaluation: Evaluation): string => (typeof side === 'string' ? side : `${side.name} ${valueWords(ask(side.code, evaluation))}`);

function behaviourWords(op: string, behaviour: Behaviour): (value: unknown) => string {
  const tail = narrowing(behaviour, sentence);
  const { event } = behaviour;
  if (op === 'count') return (value) => countWords(event, Number(value), tail);
  const property = nameWords(behaviour.property ?? '');
  if (op === 'sum') return (value) => `${property} of ${event}${tail} came to ${valueWords(value)}`;
  if (op === 'since') return (value) => (value === null ? `no ${event}${tail}` : `the last ${event}${tail} was ${secondsInWords(Number(value))} ago`);
  const name = `the latest ${property} of ${event}${tail}`;
  return (value) => (value === null ? `${name} is not known` : `${name} was ${valueWords(value)}`);
}

const countWords = (event: string, count: number, tail: string) => (count === 0 ? `no ${event}${tail}` : `${event} ${times(count)}${tail}`);

function behaved(op: string, behaviour: Behaviour, rule: unknown): Leaf {
  if (op !== 'happened') {
    const words = behaviourWords(op, behaviour);
    const reads = readsOf(rule);
    return (evaluation, answer) => ({ words: words(answer), used: usedBy(reads, evaluation, rule, answer) });
  }
  const options = { ...(behaviour.within === null ? {} : { within: behaviour.within }), ...(behaviour.where === undefined ? {} : { where: behaviour.where as Json }) };
  const counted = codeOf({ count: [behaviour.event, options] });
  const { least, most } = bounds(behaviour);
  const needs = most !== Number.POSITIVE_INFINITY ? (least === most ? `exactly ${most}` : `${least > 0 ? `${least} to` : 'at most'} ${most}`) : least > 1 ? String(least) : '';
  const ending = needs && ` (needs ${needs})`;
  const tail = narrowing(behaviour, sentence);
  const name = usedName('count', behaviour);
  return (evaluation) => {
    const count = Number(ask(counted, evaluation));
    return { words: `${countWords(behaviour.event, count, tail)}${ending}`, used: { [name]: count } };
  };
}

const TEXT_NEEDS: Readonly<Record<string, string>> = { starts_with: 'to begin with', ends_with: 'to end with', matches_text: 'to match' };

/** Tests of text, lists and dates; anything else is shown as it is written, with the values it read. */
function tested(op: string, args: readonly unknown[], rule: unknown): Leaf {
  const [first, second] = args;
  const reads = readsOf(rule);
  if (op === 'in') return operationOf(first) !== null && operationOf(second) === null ? isOneOf(first, second, reads) : containing(first, second, reads);
  const text = Object.hasOwn(TEXT_NEEDS, op) ? TEXT_NEEDS[op] : undefined;
  if (text !== undefined || op === 'before' || op === 'after' || op === 'within_last') {
    const value = codeOf(first);
    const was = text === undefined ? datedOf(first) : wasOf(first);
    const needs = text === undefined ? dateNeeds(op, second) : textNeeds(text, second);
    return (evaluation) => {
      const found = ask(value, evaluation);
      const used = usedBy(reads, evaluation, first, found);
      // A date without a zone of its own is another moment elsewhere.
      const local = text === undefined && typeof found === 'string' && !/(?:Z|[+-]\d{2}:?\d{2})$/i.test(found);
      return { words: `${was(found)} (needs ${needs(evaluation)})`, used: local ? { ...used, zone: zoneOf(evaluation.facts) } : used };
    };
  }
  const words = sentence(rule);
  return (evaluation, answer) => {
    const used = usedBy(reads, evaluation, rule, answer);
    const values = Object.entries(used).map(([name, value]) => `${name} was ${valueWords(value)}`);
    return { words: `${words}: ${truthy(answer) ? 'yes' : 'no'}${values.length > 0 ? ` (${values.join(', ')})` : ''}`, used };
  };
}

/** `country was 'US' (needs 'DE' or 'AT')` */
function isOneOf(subject: unknown, list: unknown, reads: readonly Read[]): Leaf {
  const value = codeOf(subject);
  const was = wasOf(subject);
  const needs = ` (needs ${valueWords(list, 'or')})`;
  return (evaluation, answer) => {
    const found = ask(value, evaluation);
    return { words: truthy(answer) ? was(found) : `${was(found)}${needs}`, used: usedBy(reads, evaluation, subject, found) };
  };
}

/** `tags contained 'vip'` */
function containing(item: unknown, subject: unknown, reads: readonly Read[]): Leaf {
  const value = codeOf(subject);
  const wanted = codeOf(item);
  const was = wasOf(subject);
  const name = termWords(subject, sentence);
  return (evaluation, answer) => {
    const found = ask(value, evaluation);
    const used = usedBy(reads, evaluation, subject, found);
    const words = valueWords(ask(wanted, evaluation));
    if (!truthy(answer)) return { words: `${was(found)} (needs ${words})`, used };
    return { words: found === null ? was(found) : `${name} contained ${words}`, used };
  };
}

function textNeeds(verb: string, wanted: unknown): (evaluation: Evaluation) => string {
  const code = codeOf(wanted);
  return (evaluation) => `${verb} ${valueWords(ask(code, evaluation))}`;
}

function dateNeeds(op: string, wanted: unknown): (evaluation: Evaluation) => string {
  if (op === 'within_last' || !operationOf(wanted)) {
    const words = op === 'within_last' ? `within the last ${durationInWords(String(wanted))}` : `${op} ${valueWords(wanted)}`;
    return () => words;
  }
  const name = termWords(wanted, sentence);
  const code = codeOf(wanted);
  return (evaluation) => `${op} ${name} ${valueWords(ask(code, evaluation))}`;
}

/** A value that should be a moment, and whether it is none. */
function datedOf(term: unknown): (value: unknown) => string {
  const was = wasOf(term);
  return (value) => (value !== null && Number.isNaN(momentOf(value)) ? `${was(value)}, which is no date` : was(value));
}
