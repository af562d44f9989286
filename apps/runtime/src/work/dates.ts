import { entryKind, zoneFor, type HostFacts } from '@attune/dsl';
import type { Batch } from './batch.ts';
import { factsOf, touched, type Person } from './person.ts';
import type { Compiled } from './program.ts';
import { showOccurrence } from './react.ts';
import { world } from './runs.ts';
import { lookAgain } from './settle.ts';
import type { Touch } from './segment.ts';

const justBefore = (at: string): string => new Date(Date.parse(at) - 1).toISOString();

/**
 * Lets the customer in by dates of theirs that have come, before anything else is done about them: what happens now must not move a moment that has passed. `since` is
 * the due time of their timer, before which nothing was due. A downtime's moments are caught up once an entry, with the first of them.
 */
export function tellDates(batch: Batch, person: Person, since: string): void {
  for (const journey of batch.plan.dated) {
    for (const entry of journey.dates) {
      const at = momentOf(journey, entry, factsOf(person, world(batch), batch.now), justBefore(since));
      if (at !== null && at <= batch.now) showOccurrence(batch, person, { type: 'date', entry, at }, journey.journey);
    }
  }
}

/** Whether a touch can move the dates of a customer, or took the timer that stood for them. */
const mayMove = ({ all, traits, time }: Touch): boolean => all === true || traits === true || time === true;

/** Looks again at the next moment that any date entry of a live journey names. */
export function armDates(batch: Batch, person: Person, touch: Touch): void {
  if (batch.plan.dated.length === 0 || !mayMove(touch)) return;
  const facts = factsOf(person, world(batch), batch.now);
  for (const journey of batch.plan.dated) for (const entry of journey.dates) lookAgain(person, momentOf(journey, entry, facts, batch.now));
}

function momentOf({ program }: Compiled, index: number, facts: HostFacts, after: string): string | null {
  const entry = program.entry[index];
  return (entry && entryKind(entry.kind)?.moment?.(entry, facts, zoneFor(program, facts), after)) ?? null;
}

/** What is due of a customer is done before the item in hand, also where their timer is still behind it: then the timer is taken off. */
export function catchUp(batch: Batch, person: Person): void {
  const due = person.recheckAt;
  if (batch.plan.dated.length === 0 || due === null || due > batch.now) return;
  person.recheckAt = null;
  person.dirty = true;
  tellDates(batch, person, due);
  touched(person, { time: true }, { row: true });
}
