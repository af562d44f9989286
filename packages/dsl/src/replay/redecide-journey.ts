import type { TrailEntry } from '../engine/command.ts';
import { whyClosed } from '../engine/entries.ts';
import { goalId } from '../engine/outcomes.ts';
import { decide } from '../decide.ts';
import type { Facts } from '../facts.ts';
import type { Json } from '../json.ts';
import { matches } from '../match.ts';
import type { Occurrence } from '../node-kind.ts';
import { entryKind } from '../nodes/index.ts';
import type { Program } from '../program.ts';
import { addDuration } from '../time/index.ts';
import { eventOf, recallFacts } from './recall.ts';
import type { Redecided } from './redecide.ts';

/** Decisions that belong to no step: coming in, goals, exits, the end. */
export function redecideJourney(program: Program, entry: TrailEntry): Redecided {
  const { outcome } = entry;
  const facts = recallFacts(entry);
  if (outcome === 'entered' || outcome === 'refused') return told(entry, admits(program, entry, facts) ? 'entered' : 'refused');
  if (outcome === 'goal') return told(entry, reachesGoal(program, entry, facts) ? 'goal' : null);
  if (outcome === 'finished') return told(entry, ends(program, entry, facts) ? 'finished' : null);
  // A success or harm of an experiment repeats what its event means; a result nobody waited for and an error are no decisions.
  return { outcome: null, same: false, because: 'It was noted, not decided.' };
}

const told = (entry: TrailEntry, again: string | null): Redecided =>
  again === entry.outcome ? { outcome: again, same: true, because: 'It comes out the same again.' } : { outcome: again, same: false, because: again === null ? 'By its record nothing would have happened.' : `By its record it would have come out as “${again}”.` };

const holds = (condition: Json | undefined, facts: Facts): boolean => {
  if (condition === undefined) return true;
  const answer = decide(condition, facts);
  return answer.ok && answer.yes;
};

/** The occurrence of a record, as the kind that takes it knows it. */
function occurrenceOf(takes: Occurrence['type'], index: number, entry: TrailEntry): Occurrence {
  const { used, at } = entry;
  const text = (name: string) => (typeof used[name] === 'string' ? (used[name] as string) : '');
  const moment = text('at') || at;
  switch (takes) {
    case 'event':
      return { type: 'event', event: eventOf(entry, 'event') };
    case 'segment':
      return { type: 'segment', segment: text('segment'), edge: used['edge'] === 'leave' ? 'leave' : 'enter' };
    case 'tick':
    case 'date':
      return { type: takes, entry: index, at: moment };
    case 'sentiment':
      return { type: 'sentiment', from: text('from') || null, to: text('to'), confidence: Number(used['confidence']), before: Number(used['before'] ?? 0) };
    case 'manual':
      return { type: 'manual', inputs: (used['inputs'] ?? {}) as { readonly [key: string]: Json } };
  }
}

function admits(program: Program, entry: TrailEntry, facts: Facts): boolean {
  const accepted = program.entry.some((one, index) => {
    const kind = entryKind(one.kind);
    return kind?.accepts(one, occurrenceOf(kind.takes, index, entry), facts).yes === true;
  });
  const keyed = program.reentry?.key === undefined || entry.used[program.reentry.key] !== null;
  return accepted && keyed && holds(program.audience, facts) && !whyClosed({ program, facts }) && mayComeAgain(program, entry, facts);
}

function mayComeAgain({ reentry }: Program, { used, at }: TrailEntry, facts: Facts): boolean {
  const last = typeof used['last'] === 'string' ? used['last'] : null;
  const mode = reentry?.mode ?? 'after-exit';
  if (mode !== 'always' && used['open'] === true) return false;
  if (mode === 'never' && last !== null) return false;
  return reentry?.after === undefined || last === null || addDuration(last, reentry.after, facts.zone) <= at;
}

function reachesGoal(program: Program, entry: TrailEntry, facts: Facts): boolean {
  const { used } = entry;
  return (program.goals ?? []).some((goal, index) => goalId(goal, index) === used['goal'] && goal.event === used['event'] && holds(goal.where, facts));
}

function ends(program: Program, entry: TrailEntry, facts: Facts): boolean {
  const { used, at } = entry;
  if (typeof used['expiresAt'] === 'string') return at >= used['expiresAt'];
  const exit = program.exits?.find(({ id, event }) => id === used['id'] && event === used['event']);
  // Without an event it was ended from outside, or nothing came after: what the record says is all there is.
  if (used['event'] === undefined) return typeof used['reason'] === 'string';
  if (exit === undefined || used['reason'] !== (exit.goal ? 'goal' : 'exited')) return false;
  return (!exit.match || matches(exit.match, eventOf(entry, 'entry'), eventOf(entry, 'event'))) && holds(exit.where, facts);
}
