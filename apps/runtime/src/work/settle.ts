import { evaluate, recheckAt, truthy, type Facts } from '@attune/dsl';
import type { Batch } from './batch.ts';
import { armDates } from './dates.ts';
import { factsOf, type Person } from './person.ts';
import { showOccurrence } from './react.ts';
import { signal, world } from './runs.ts';
import { concerns, type Touch } from './segment.ts';

/** Rounds of "a segment changed, so a journey acted, so a segment changed" before we call it a circle. */
const MOST_ROUNDS = 25;

/** A customer who came into a segment, or left it. */
export interface Edge { readonly segment: string; readonly edge: 'enter' | 'leave' }

const scope = (batch: Batch, person: Person): Facts => ({ ...factsOf(person, world(batch), batch.now), event: null, steps: {}, now: batch.now });

/** Looks at the segments that a touch concerns, and keeps memberships and the moment to look again. */
export function lookAtSegments(batch: Batch, person: Person, touch: Touch): Edge[] {
  const edges: Edge[] = [];
  for (const segment of batch.plan.segments) {
    if (!concerns(segment, touch)) continue;
    const facts = scope(batch, person);
    const answer = evaluate(segment.condition, facts);
    // a condition that cannot be answered is an error and not a "no": who is inside stays inside (COND-3)
    if (answer.ok && truthy(answer.value) !== person.segments.has(segment.key)) {
      const edge = person.segments.has(segment.key) ? 'leave' : 'enter';
      if (edge === 'enter') person.segments.add(segment.key);
      else person.segments.delete(segment.key);
      person.facts = null;
      edges.push({ segment: segment.key, edge });
    }
    if (segment.timed) lookAgain(person, recheckAt(segment.condition, facts));
    // a mood is known until it expires, and nothing happens then that would tell
    if (segment.sentiment && facts.sentiment !== null && person.mood !== null) lookAgain(person, person.mood.expiresAt);
  }
  return edges;
}

/** One timer a customer, at the earliest moment that any segment asked for. */
export function lookAgain(person: Person, at: string | null): void {
  if (at === null || (person.recheckAt !== null && person.recheckAt <= at)) return;
  person.recheckAt = at;
  person.dirty = true;
}

/**
 * Carries out what follows from a change of a customer: segments, the journeys that watch segments, the waits that watch
 * conditions, and again, until nothing follows any more.
 */
export function settle(batch: Batch, person: Person): void {
  for (let round = 0; person.touch !== null; round++) {
    if (round === MOST_ROUNDS) throw new Error(`Segments and journeys keep changing each other for one customer: still not settled after ${MOST_ROUNDS} rounds.`);
    const touch: Touch = person.touch;
    person.touch = null;
    const edges = lookAtSegments(batch, person, touch);
    armDates(batch, person, touch);
    for (const edge of [...edges, ...(touch.moved ?? [])]) showOccurrence(batch, person, { type: 'segment', ...edge });
    if (touch.mood) showOccurrence(batch, person, { type: 'sentiment', ...touch.mood });
    for (const held of [...person.runs.values()]) {
      if (held.run.status === 'open' && held.run.waiting?.watches === true) signal(batch, person, held, { type: 'change' });
    }
    if (edges.length > 0) touchSegments(person);
  }
}

/** Segments that are defined by other segments look again after these changed. */
function touchSegments(person: Person): void {
  person.touch = { ...(person.touch as Touch | null), segments: true };
}
