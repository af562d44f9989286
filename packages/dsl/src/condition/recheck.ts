import type { Facts } from '../facts.ts';
import type { Instant } from '../json.ts';
import { pastEvents } from './added.ts';
import { behaviourOf, bounds, type Behaviour } from './behaviour.ts';
import { comparisonOf } from './comparison.ts';
import { compileCondition } from './compile-condition.ts';
import { isWellFormed } from './evaluate.ts';
import { leavesWindow, momentOf, parseSpan, zoneOf } from './moment.ts';
import type { Evaluation } from './operator.ts';
import { operationOf, STEP_BUDGET } from './rule.ts';
import { writtenPath } from './words.ts';

/** How often a condition is asked again whose dependence on time cannot be foreseen, e.g. arithmetic over `now`. */
const UNFORESEEN_MS = 5 * 60_000;

/**
 * The earliest moment after `facts.now` at which the answer of a condition may change although nothing happens: an event leaves
 * a window, or a date passes. Null where time alone changes nothing. Never later than the change itself; sometimes earlier.
 */
export function recheckAt(condition: unknown, facts: Partial<Facts>): Instant | null {
  const now = momentOf(facts.now);
  if (Number.isNaN(now) || typeof condition !== 'object' || !isWellFormed(condition)) return null;
  try {
    const moments = changes(condition, { root: facts, facts, left: STEP_BUDGET }, now).filter((moment) => moment > now);
    return moments.length === 0 ? null : new Date(Math.ceil(Math.min(...moments))).toISOString();
  } catch {
    // The condition cannot be answered; asking it says why, so it is asked again soon.
    return new Date(now + UNFORESEEN_MS).toISOString();
  }
}

const isNow = (rule: unknown) => writtenPath(rule) === 'now';

/** Moments, in milliseconds, at which parts of a rule may change. */
function changes(rule: unknown, evaluation: Evaluation, now: number): number[] {
  if (Array.isArray(rule)) return rule.flatMap((item) => changes(item, evaluation, now));
  const operation = operationOf(rule);
  if (!operation) return [];
  const { op, args } = operation;
  const value = (part: unknown) => compileCondition(part).code(evaluation.root, evaluation);
  if (isNow(rule)) return [now + UNFORESEEN_MS];
  const behaviour = behaviourOf(op, args);
  if (behaviour) return behaviourChanges(op, behaviour, evaluation, now);
  if (op === 'within_last') {
    const moment = momentOf(value(args[0]), zoneOf(evaluation.facts));
    const span = parseSpan(args[1]);
    return [...(span && !Number.isNaN(moment) ? [moment, leavesWindow(moment, span)] : []), ...changes(args[0], evaluation, now)];
  }
  if (op === 'before' || op === 'after' || comparisonOf(rule)) {
    const other = isNow(args[0]) ? args[1] : isNow(args[1]) ? args[0] : undefined;
    if (other !== undefined && args.length === 2) return passing(momentOf(value(other), zoneOf(evaluation.facts)));
    const since = sinceChange(rule, evaluation, now);
    if (since) return since;
  }
  return args.flatMap((arg) => changes(arg, evaluation, now));
}

/** Before, at and after a moment are three answers. */
const passing = (moment: number) => (Number.isNaN(moment) ? [] : [moment, moment + 1]);

/** `since` grows with time; held against a number of seconds it changes once. */
function sinceChange(rule: unknown, evaluation: Evaluation, now: number): number[] | null {
  const comparison = comparisonOf(rule);
  const since = comparison && operationOf(comparison.term);
  if (!comparison || since?.op !== 'since' || typeof comparison.against !== 'number') return null;
  const behaviour = behaviourOf('since', since.args);
  const last = behaviour && eventsOf(behaviour, evaluation).at(-1);
  if (!behaviour || !last) return [];
  const limits = [comparison.against, comparison.upper].filter((limit) => typeof limit === 'number');
  return [...limits.flatMap((limit) => passing(momentOf(last.at) + limit * 1000)), ...windowChanges(behaviour, evaluation)].filter((moment) => moment > now);
}

function eventsOf(behaviour: Behaviour, evaluation: Evaluation) {
  return pastEvents(behaviour, behaviour.where === undefined ? null : compileCondition(behaviour.where), evaluation);
}

function windowChanges(behaviour: Behaviour, evaluation: Evaluation): number[] {
  const span = parseSpan(behaviour.within);
  return span ? eventsOf(behaviour, evaluation).map((event) => leavesWindow(momentOf(event.at), span)) : [];
}

function behaviourChanges(op: string, behaviour: Behaviour, evaluation: Evaluation, now: number): number[] {
  const inside = behaviour.where === undefined ? [] : changes(behaviour.where, evaluation, now);
  const leaving = windowChanges(behaviour, evaluation).sort((a, b) => a - b);
  if (op === 'since') return [now + UNFORESEEN_MS, ...inside];
  if (op !== 'happened') return [...leaving.slice(0, 1), ...inside];
  const { least, most } = bounds(behaviour);
  // With five in the window and two needed, the answer changes when the fourth-oldest leaves, not before.
  const turning = [leaving.length - least, leaving.length - most - 1].map((index) => leaving[index]).filter((moment) => moment !== undefined);
  return [...turning, ...inside];
}
