import type { Duration } from '../json.ts';
import { behaviourOf } from './behaviour.ts';
import { checkCondition } from './check-condition.ts';
import { parseSpan } from './moment.ts';
import { operators } from './operators.ts';
import { operationOf } from './rule.ts';
import { writtenPath } from './words.ts';

/** What a condition reads (COND-2), so that a host can fetch it for a whole batch at once. */
export interface ConditionNeeds {
  /** Event names whose history is read, each with the longest look-back, or null for "ever". */
  readonly events: Readonly<Record<string, Duration | null>>;
  readonly segments: readonly string[];
  /** First names of the customer's traits, e.g. `address` for `customer.address.city`. */
  readonly traits: readonly string[];
  readonly sentiment: boolean;
  readonly consent: boolean;
}

interface Found {
  readonly events: Map<string, Duration | null>;
  readonly segments: Set<string>;
  readonly traits: Set<string>;
  readonly roots: Set<string>;
}

/** Lists what a condition reads. A malformed condition reads nothing: `checkCondition` tells what is wrong with it. */
export function conditionNeeds(condition: unknown): ConditionNeeds {
  const found: Found = { events: new Map(), segments: new Set(), traits: new Set(), roots: new Set() };
  if (!checkCondition(condition).some((issue) => issue.severity === 'error')) collect(condition, true, found);
  return {
    events: Object.fromEntries(found.events),
    segments: [...found.segments],
    traits: [...found.traits],
    sentiment: found.roots.has('sentiment'),
    consent: found.roots.has('consent'),
  };
}

/** The longer of two look-backs; null is for ever. A month counts as its longest, so that nothing is left out. */
export function longer(a: Duration | null, b: Duration | null): Duration | null {
  const length = (duration: Duration) => {
    const span = parseSpan(duration);
    return span ? span.months * 31 * 86_400_000 + span.ms : 0;
  };
  if (a === null || b === null) return null;
  return length(a) >= length(b) ? a : b;
}

function collect(rule: unknown, atTop: boolean, found: Found): void {
  if (Array.isArray(rule)) {
    for (const item of rule) collect(item, atTop, found);
    return;
  }
  const operation = operationOf(rule);
  if (!operation) return;
  const { op, args } = operation;
  const behaviour = behaviourOf(op, args);
  if (behaviour) {
    found.events.set(behaviour.event, found.events.has(behaviour.event) ? longer(found.events.get(behaviour.event) ?? null, behaviour.within) : behaviour.within);
    if (behaviour.where !== undefined) collect(behaviour.where, true, found);
    return;
  }
  if (op === 'in_segment' && typeof args[0] === 'string') found.segments.add(args[0]);
  if (op === 'in' && writtenPath(args[1]) === 'segments' && typeof args[0] === 'string') found.segments.add(args[0]);
  const named = op === 'var' ? [writtenPath(rule)] : op === 'missing' || op === 'missing_some' ? args.flat() : [];
  if (atTop) for (const path of named) if (typeof path === 'string') note(path, found);
  const operator = operators.get(op);
  args.forEach((arg, index) => collect(arg, atTop && operator?.itemRule !== index, found));
}

function note(path: string, found: Found): void {
  const [root = '', trait] = path.split('.');
  found.roots.add(root);
  if (root === 'customer' && trait !== undefined) found.traits.add(trait);
}
