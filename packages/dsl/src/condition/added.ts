import type { EventFact } from '../facts.ts';
import { behaviourNames, behaviourOf, bounds, inWindow, type Behaviour } from './behaviour.ts';
import { momentOf, parseSpan, windowStart, zoneOf } from './moment.ts';
import { CannotEvaluate, measure, spend, type Code, type Evaluation, type Operator, type Part } from './operator.ts';
import { segmentName, usedName } from './reads.ts';
import { isRecord, operationOf, readPath, truthy } from './rule.ts';
import { matchesText } from './text-match.ts';

/** The operators that JSON Logic lacks: segments, past events, moments and text. */
const none: readonly EventFact[] = [];

/** Milliseconds since 1970 of the moment the condition is asked at. */
function nowOf(evaluation: Evaluation): number {
  const now = momentOf(evaluation.facts.now);
  if (Number.isNaN(now)) throw new CannotEvaluate('condition-no-now', 'The condition looks at time, but was asked without `now`.');
  return now;
}

/** The past events that a behaviour asks for, oldest first. */
export function pastEvents(behaviour: Behaviour, where: Part | null, evaluation: Evaluation): readonly EventFact[] {
  const history = evaluation.facts.history;
  const all = history && Object.hasOwn(history, behaviour.event) ? (history[behaviour.event] ?? none) : none;
  spend(evaluation, all.length);
  const recent = behaviour.within === null ? all : inWindow(all, behaviour.within, nowOf(evaluation));
  if (!where) return recent;
  return recent.filter((event) => {
    spend(evaluation, where.size);
    return truthy(where.code({ ...evaluation.facts, event }, evaluation));
  });
}

const numeric = (value: unknown) => (typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN);
const property = (event: EventFact, path: string) => readPath(event.properties, path.split('.'));

type Read = (events: readonly EventFact[], behaviour: Behaviour, evaluation: Evaluation) => unknown;

/** What a record kept of a behaviour, or undefined. Of whether something happened it keeps how often. */
function recordedOf(name: string, behaviour: Behaviour, { facts: { recorded } }: Evaluation): unknown {
  if (recorded === undefined) return undefined;
  const own = usedName(name, behaviour);
  if (Object.hasOwn(recorded, own)) return recorded[own];
  const counted = name === 'happened' ? usedName('count', behaviour) : own;
  if (!Object.hasOwn(recorded, counted)) return undefined;
  const { least, most } = bounds(behaviour);
  return Number(recorded[counted]) >= least && Number(recorded[counted]) <= most;
}

const overHistory = (name: string, read: Read): Operator => {
  const form = behaviourNames.get(name) ?? { names: 1, options: [] };
  return {
    name,
    arity: [form.names, form.names + 1],
    written: [0, 1, 2],
    check(args, report) {
      const issues = [];
      for (let index = 0; index < form.names; index += 1) {
        const value = args[index];
        if (typeof value !== 'string' || value === '' || value.length > 200) {
          issues.push(report('condition-argument', [index], `"${name}" needs ${index === 0 ? 'the name of an event' : 'the name of a property'} here, e.g. ["Order Completed"${index === 1 || form.names === 2 ? ', "value"' : ''}].`));
        }
      }
      const options = args[form.names];
      if (options === undefined) return issues;
      if (!isRecord(options)) return [...issues, report('condition-argument', [form.names], `The options of "${name}" are an object such as {"within": "P30D"}.`)];
      for (const key of Object.keys(options)) {
        if (!form.options.includes(key)) issues.push(report('condition-argument', [form.names, key], `"${name}" has no option "${key}"; it has ${form.options.join(', ')}.`));
      }
      if ('within' in options && !parseSpan(options['within'])) issues.push(report('condition-argument', [form.names, 'within'], 'This is not an ISO 8601 duration: write e.g. "P30D" for thirty days.'));
      for (const key of ['atLeast', 'atMost']) {
        const value = options[key];
        if (value !== undefined && (typeof value !== 'number' || !Number.isInteger(value) || value < 0)) issues.push(report('condition-argument', [form.names, key], `"${key}" is a whole number, 0 or more.`));
      }
      return issues;
    },
    build(_parts, args, compile): Code {
      const behaviour = behaviourOf(name, args) as Behaviour;
      const where = behaviour.where === undefined ? null : compile(behaviour.where);
      return (_scope, evaluation) => {
        const known = recordedOf(name, behaviour, evaluation);
        if (known !== undefined) return known;
        return read(pastEvents(behaviour, where, evaluation), behaviour, evaluation);
      };
    },
  };
};

const inSegment: Operator = {
  name: 'in_segment',
  arity: [1, 1],
  written: [0],
  check: ([key], report) => (typeof key === 'string' && key !== '' ? [] : [report('condition-argument', [0], '"in_segment" needs the key of a segment, e.g. {"in_segment": "vip"}.')]),
  build: (_parts, [key]) => (_scope, evaluation) => {
    const { segments, recorded } = evaluation.facts;
    const name = segmentName(key);
    if (recorded !== undefined && Object.hasOwn(recorded, name)) return recorded[name];
    return Array.isArray(segments) && segments.includes(key);
  },
};

/** Compares two moments. What is missing or no date makes it false (COND-3); `explain` tells which. */
const moments = (name: string, holds: (a: number, b: number) => boolean): Operator => ({
  name,
  arity: [2, 2],
  check: (args, report) =>
    args.flatMap((arg, index) =>
      operationOf(arg) !== null || !Number.isNaN(momentOf(arg)) ? [] : [report('condition-argument', [index], `"${name}" needs a moment here, e.g. "2026-05-03T18:00:00Z" or {"var": "now"}.`)],
    ),
  build: ([left, right]) => (scope, evaluation) => {
    const zone = zoneOf(evaluation.facts);
    return holds(momentOf(left?.code(scope, evaluation), zone), momentOf(right?.code(scope, evaluation), zone));
  },
});

const withinLast: Operator = {
  name: 'within_last',
  arity: [2, 2],
  written: [1],
  check: ([, span], report) => (parseSpan(span) ? [] : [report('condition-argument', [1], '"within_last" needs an ISO 8601 duration as its second value, e.g. "P7D".')]),
  build: ([value], [, within]) => {
    const span = parseSpan(within) ?? { months: 0, ms: 0 };
    return (scope, evaluation) => {
      const moment = momentOf(value?.code(scope, evaluation), zoneOf(evaluation.facts));
      const now = nowOf(evaluation);
      return moment <= now && moment >= windowStart(now, span);
    };
  },
};

const textTest = (name: string, holds: (text: string, wanted: string) => boolean): Operator => ({
  name,
  arity: [2, 2],
  build: ([left, right]) => (scope, evaluation) => {
    const value = left?.code(scope, evaluation);
    const wanted = right?.code(scope, evaluation);
    if (typeof wanted !== 'string') return false;
    const texts = Array.isArray(value) ? value : [value];
    return texts.some((text) => {
      measure(text, evaluation);
      spend(evaluation, 1);
      return (typeof text === 'string' || typeof text === 'number') && holds(String(text), wanted);
    });
  },
});

export const addedOperators: readonly Operator[] = [
  inSegment,
  overHistory('happened', (events, behaviour) => {
    const { least, most } = bounds(behaviour);
    return events.length >= least && events.length <= most;
  }),
  overHistory('count', (events) => events.length),
  overHistory('sum', (events, behaviour) =>
    events.reduce((total, event) => {
      const value = numeric(property(event, behaviour.property ?? ''));
      return Number.isFinite(value) ? total + value : total;
    }, 0),
  ),
  overHistory('latest', (events, behaviour) => {
    const last = events.at(-1);
    return (last && property(last, behaviour.property ?? '')) ?? null;
  }),
  overHistory('since', (events, _behaviour, evaluation) => {
    const last = events.at(-1);
    return last ? Math.max(0, (nowOf(evaluation) - momentOf(last.at)) / 1000) : null;
  }),
  moments('before', (a, b) => a < b),
  moments('after', (a, b) => a > b),
  withinLast,
  textTest('matches_text', matchesText),
  textTest('starts_with', (text, wanted) => text.startsWith(wanted)),
  textTest('ends_with', (text, wanted) => text.endsWith(wanted)),
];
