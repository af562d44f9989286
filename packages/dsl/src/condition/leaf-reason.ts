import type { Json } from '../json.ts';
import { durationInWords } from '../time/index.ts';
import { behaviourOf, bounds, type Behaviour } from './behaviour.ts';
import { comparisonOf, ORDERING_WORDS, type Comparison } from './comparison.ts';
import { againstWords, sentence } from './describe.ts';
import { momentOf } from './moment.ts';
import type { Evaluation, Part } from './operator.ts';
import { operators } from './operators.ts';
import { operationOf, truthy } from './rule.ts';
import { narrowing, nameWords, secondsInWords, termWords, times, valueWords, writtenPath } from './words.ts';

/** One thing that was so, with the values it was read from. */
export interface Reason {
  readonly words: string;
  readonly used: Readonly<Record<string, Json>>;
}

interface Asking {
  readonly evaluation: Evaluation;
  readonly partOf: (rule: unknown) => Part;
}

const valueOf = (rule: unknown, { evaluation, partOf }: Asking): unknown => partOf(rule).code(evaluation.root, evaluation) ?? null;

/** Says what a single question found, e.g. `plan was 'free', not 'pro'`. */
export function leafReason(rule: unknown, evaluation: Evaluation, partOf: (rule: unknown) => Part): Reason {
  const asking: Asking = { evaluation, partOf };
  const operation = operationOf(rule);
  const { op, args } = operation ?? { op: '', args: [] };
  const comparison = comparisonOf(rule);
  if (comparison) return compared(comparison, rule, asking);
  const behaviour = behaviourOf(op, args);
  if (behaviour) return behaved(op, behaviour, rule, asking);
  if (op === 'var') return { words: was(rule, valueOf(rule, asking)), used: usedBy(rule, asking) };
  if (op === 'in_segment') {
    const inside = truthy(valueOf(rule, asking));
    return { words: `${inside ? 'in' : 'not in'} segment ${valueWords(args[0])}`, used: { [`in_segment(${String(args[0])})`]: inside } };
  }
  return tested(op, args, rule, asking);
}

/** `plan was 'pro'`, or that it is not known. */
function was(term: unknown, value: unknown): string {
  const [root, channel, topic, ...rest] = writtenPath(term)?.split('.') ?? [];
  if (root === 'consent' && topic !== undefined && rest.length === 0) return consentWords(topic, channel ?? '', value);
  const name = termWords(term, sentence);
  return value === null ? `${name} is not known` : `${name} ${Array.isArray(value) ? 'were' : 'was'} ${valueWords(value)}`;
}

function consentWords(topic: string, channel: string, value: unknown): string {
  if (value === true) return `they agreed to ${topic} by ${channel}`;
  return value === false ? `they refused ${topic} by ${channel}` : `they never answered about ${topic} by ${channel}`;
}

/** The values that a rule reads, by name: paths of `var`, and counts and sums by what they count. */
function usedBy(rule: unknown, asking: Asking): Record<string, Json> {
  const used: Record<string, Json> = {};
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) return part.forEach(visit);
    const operation = operationOf(part);
    if (!operation) return;
    const path = writtenPath(part);
    const behaviour = behaviourOf(operation.op, operation.args);
    if (path !== null) used[path] = kept(valueOf(part, asking));
    else if (behaviour) used[keyOf(operation.op, behaviour)] = kept(valueOf(part, asking));
    // The rule about each item of a list reads the item, not the customer.
    else operation.args.forEach((arg, index) => operators.get(operation.op)?.itemRule !== index && visit(arg));
  };
  visit(rule);
  return used;
}

/** What a trail keeps of a value; the whole of a megabyte of text helps nobody. */
function kept(value: unknown): Json {
  if (typeof value === 'string') return value.length > 500 ? `${value.slice(0, 499)}…` : value;
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json;
  const text = JSON.stringify(value);
  return text.length > 2_000 ? `${text.slice(0, 1_999)}…` : (value as Json);
}

function keyOf(op: string, behaviour: Behaviour): string {
  const options = [behaviour.event, behaviour.property, behaviour.within, behaviour.where === undefined ? null : `where ${sentence(behaviour.where)}`];
  return `${op}(${options.filter((option) => option !== null).join(', ')})`;
}

function compared(comparison: Comparison, rule: unknown, asking: Asking): Reason {
  const { term, against } = comparison;
  const used = usedBy(rule, asking);
  const value = valueOf(term, asking);
  const operation = operationOf(term);
  const behaviour = operation && behaviourOf(operation.op, operation.args);
  const needs = () => ` (needs ${wantedWords(comparison, asking)})`;
  if (behaviour && operation) return { words: `${behaviourWords(operation.op, behaviour, value)}${needs()}`, used };
  const wantedValue = operationOf(against) ? valueOf(against, asking) : against;
  const holds = truthy(valueOf(rule, asking));
  const equality = !(comparison.op in ORDERING_WORDS);
  if (value === null) return { words: `${termWords(term, sentence)} is not known${wantedValue === null ? '' : needs()}`, used };
  if (!equality) return { words: `${was(term, value)}${needs()}`, used };
  const same = holds === !comparison.op.startsWith('!');
  return { words: `${was(term, value)}${same || wantedValue === null ? '' : `, not ${valueWords(wantedValue, 'or')}`}`, used };
}

/** What the other side asks for: `at least 18`, `'pro'`. */
function wantedWords({ op, term, against, upper }: Comparison, asking: Asking): string {
  const side = (rule: unknown) => (operationOf(rule) ? `${againstWords(term, rule)} ${valueWords(valueOf(rule, asking))}` : againstWords(term, rule));
  if (upper !== undefined) return `${side(against)} to ${side(upper)}`;
  const order = ORDERING_WORDS[op];
  if (order) return `${order} ${side(against)}`;
  return `${op.startsWith('!') ? 'anything but ' : ''}${side(against)}`;
}

function behaviourWords(op: string, behaviour: Behaviour, value: unknown): string {
  const tail = narrowing(behaviour, sentence);
  if (op === 'count') return countWords(behaviour.event, Number(value), tail);
  if (op === 'sum') return `${nameWords(behaviour.property ?? '')} of ${behaviour.event}${tail} came to ${valueWords(value)}`;
  if (op === 'since') return value === null ? `no ${behaviour.event}${tail}` : `the last ${behaviour.event}${tail} was ${secondsInWords(Number(value))} ago`;
  const name = `the latest ${nameWords(behaviour.property ?? '')} of ${behaviour.event}${tail}`;
  return value === null ? `${name} is not known` : `${name} was ${valueWords(value)}`;
}

const countWords = (event: string, count: number, tail: string) => (count === 0 ? `no ${event}${tail}` : `${event} ${times(count)}${tail}`);

function behaved(op: string, behaviour: Behaviour, rule: unknown, asking: Asking): Reason {
  if (op !== 'happened') return { words: behaviourWords(op, behaviour, valueOf(rule, asking)), used: usedBy(rule, asking) };
  const options = { ...(behaviour.within === null ? {} : { within: behaviour.within }), ...(behaviour.where === undefined ? {} : { where: behaviour.where as Json }) };
  const count = Number(valueOf({ count: [behaviour.event, options] }, asking));
  const { least, most } = bounds(behaviour);
  const needs = most !== Number.POSITIVE_INFINITY ? (least === most ? `exactly ${most}` : `${least > 0 ? `${least} to` : 'at most'} ${most}`) : least > 1 ? String(least) : '';
  return { words: `${countWords(behaviour.event, count, narrowing(behaviour, sentence))}${needs && ` (needs ${needs})`}`, used: { [keyOf('count', behaviour)]: count } };
}

/** Tests of text, lists and dates; anything else is shown as it is written, with the values it read. */
function tested(op: string, args: readonly unknown[], rule: unknown, asking: Asking): Reason {
  const [first, second] = args;
  const used = usedBy(rule, asking);
  const holds = truthy(valueOf(rule, asking));
  const needs = (words: string) => (holds ? '' : ` (needs ${words})`);
  if (op === 'in') {
    const inList = operationOf(first) !== null && operationOf(second) === null;
    const subject = inList ? first : second;
    const words = was(subject, valueOf(subject, asking));
    if (inList) return { words: `${words}${needs(valueWords(second, 'or'))}`, used };
    const wanted = valueWords(valueOf(first, asking));
    return { words: valueOf(subject, asking) === null ? `${words}${needs(wanted)}` : holds ? `${termWords(subject, sentence)} contained ${wanted}` : `${words}${needs(wanted)}`, used };
  }
  if (op === 'starts_with' || op === 'ends_with' || op === 'matches_text') {
    const verb = { starts_with: 'to begin with', ends_with: 'to end with', matches_text: 'to match' }[op];
    return { words: `${was(first, valueOf(first, asking))} (needs ${verb} ${valueWords(valueOf(second, asking))})`, used };
  }
  if (op === 'before' || op === 'after') return { words: `${dated(first, asking)} (needs ${op} ${operationOf(second) ? `${termWords(second, sentence)} ${valueWords(valueOf(second, asking))}` : valueWords(second)})`, used };
  if (op === 'within_last') return { words: `${dated(first, asking)} (needs within the last ${durationInWords(String(second))})`, used };
  const values = Object.entries(used).map(([name, value]) => `${name} was ${valueWords(value)}`);
  return { words: `${sentence(rule)}: ${holds ? 'yes' : 'no'}${values.length > 0 ? ` (${values.join(', ')})` : ''}`, used };
}

/** A value that should be a moment, and whether it is none. */
function dated(term: unknown, asking: Asking): string {
  const value = valueOf(term, asking);
  return `${was(term, value)}${value !== null && Number.isNaN(momentOf(value)) ? ', which is no date' : ''}`;
}
