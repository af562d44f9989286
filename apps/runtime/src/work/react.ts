import { occur, type EventFact, type Occurrence, type Run } from '@attune/dsl';
import { trailOf, type Batch } from './batch.ts';
import { newId } from './id.ts';
import type { Person } from './person.ts';
import type { Compiled } from './program.ts';
import { factsFor, score, signal, take } from './runs.ts';

/** Shows an event to every run that may want to see it and to every live journey that it may let the customer into. */
export function showEvent(batch: Batch, person: Person, event: EventFact): void {
  const doors = batch.plan.byEntryEvent.get(event.name);
  // nobody inside anything: the usual case, and the doors are in the order of their keys already
  if (person.runs.size === 0) {
    if (doors) for (const { journey } of doors) showTo(batch, person, journey, { type: 'event', event });
    return;
  }
  const journeys = new Set<string>();
  for (const held of [...person.runs.values()]) if (held.run.scoresUntil !== undefined) score(batch, person, held, event);
  for (const { run } of person.runs.values()) {
    if (run.status === 'open' && batch.versions.get(run.journey, run.version)?.minds.has(event.name)) journeys.add(run.journey);
  }
  for (const { journey } of doors ?? []) journeys.add(journey);
  for (const journey of [...journeys].sort()) showTo(batch, person, journey, { type: 'event', event });
}

/** Shows what is no event (a segment's edge, a tick, a mood, a call) to the live journeys with an entry that may take it. */
export function showOccurrence(batch: Batch, person: Person, occurrence: Exclude<Occurrence, { type: 'event' }>, only?: string): void {
  for (const program of batch.plan.live) if (program.entries.has(occurrence.type) && (only === undefined || only === program.journey)) showTo(batch, person, program.journey, occurrence);
}

/** What an occurrence means for one journey: for the runs inside it, each by its own version, and for the door. */
function showTo(batch: Batch, person: Person, journey: string, occurrence: Occurrence): void {
  const state = batch.plan.states.get(journey);
  if (state === 'paused') {
    // nobody enters; the runs inside see it when the journey goes on
    if (occurrence.type === 'event' && anyOpen(person, journey)) batch.out.held.push({ journey, kind: 'event', customer: person.id, payload: { journey, event: occurrence.event } });
    return;
  }
  const live = batch.plan.liveByKey.get(journey);
  if (occurrence.type === 'event') showRuns(batch, person, journey, occurrence.event, live ?? null);
  if (live) enter(batch, person, live, occurrence);
}

const anyOpen = (person: Person, journey: string) => [...person.runs.values()].some(({ run }) => run.journey === journey && run.status === 'open');

/** Runs that are not on the live version; those that are, are shown the event together with the door. */
function showRuns(batch: Batch, person: Person, journey: string, event: EventFact, live: Compiled | null): void {
  for (const held of [...person.runs.values()]) {
    const { run } = held;
    if (run.journey === journey && run.status === 'open' && run.version !== live?.version) signal(batch, person, held, { type: 'event', event });
  }
}

const NO_RUNS: readonly Run[] = [];

function openIn(person: Person, journey: string): readonly Run[] {
  if (person.runs.size === 0) return NO_RUNS;
  const runs: Run[] = [];
  for (const { run } of person.runs.values()) if (run.journey === journey && run.status === 'open') runs.push(run);
  return runs;
}

const idsAt = (ms: number) => () => newId(ms);
const entriesOf = (person: Person, journey: string) => (key: string) => person.entries.get(`${journey}\n${key}`) ?? null;

function enter(batch: Batch, person: Person, live: Compiled, occurrence: Occurrence): void {
  const runs = openIn(person, live.journey);
  const older = runs.filter((run) => run.version !== live.version);
  const answer = occur(live.program, {
    version: live.version,
    runs,
    ...(older.length > 0 ? { settled: new Set(older.map((run) => run.id)) } : {}),
    occurrence,
    facts: factsFor(batch, person, live),
    now: batch.now,
    newRunId: idsAt(batch.nowMs),
    lastEntry: entriesOf(person, live.journey),
    holdout: batch.plan.holdout,
  });
  for (const changed of answer.changed) take(batch, person, live, changed);
  if (answer.refused) trailOf(batch, { id: '', journey: live.journey, version: live.version, customer: person.id }, [answer.refused]);
  if (answer.entered) take(batch, person, live, answer.entered);
}
