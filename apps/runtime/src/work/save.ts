import type { Tx } from '../store/database.ts';
import { stateOf } from '../store/stored-run.ts';
import {
  addCounters, addMembers, closeLane, deleteInbox, deleteTimers, insertRuns, insertTimers, removeMembers, updateRuns, writeCalls, writeConsents, writeCustomers, writeEvents, writeFailures,
  writeHeld, writeInbox, writeMessages, writeTrail, type ConsentWrite, type CustomerWrite, type RunWrite, type TimerKey, type TimerWrite,
} from '../store/lane-write.ts';
import { writeSurveys } from '../store/lane-surveys.ts';
import { closeTasks, withdrawTasks, writeTasks } from '../store/lane-tasks.ts';
import type { Batch } from './batch.ts';
import type { Held, Person } from './person.ts';

/** What the people of a batch leave to write. */
interface Changes {
  readonly customers: CustomerWrite[];
  readonly joined: { customer: string; segment: string; since: string }[];
  readonly left: { customer: string; segment: string }[];
  readonly begun: RunWrite[];
  readonly moved: RunWrite[];
  readonly gone: TimerKey[];
  readonly timers: TimerWrite[];
  /** The longest that a run of this batch which is over is still measured. */
  scoredUntil: string | null;
}

/** Writes a batch and ends its pass: one statement a table, all started at once, so that they travel together. */
export async function save(tx: Tx, batch: Batch, lane: { readonly held: boolean; readonly stale: boolean }, seqs: readonly number[]): Promise<void> {
  const { out } = batch;
  const changes = changesOf(batch);
  const earliest = changes.timers.reduce<string | null>((least, timer) => (least === null || timer.due < least ? timer.due : least), null);
  const some = <T>(list: readonly T[], write: (tx: Tx, lane: number, list: readonly T[]) => Promise<unknown>) => (list.length > 0 ? [write(tx, batch.lane, list)] : []);
  await Promise.all([
    ...some(changes.customers, writeCustomers),
    ...some(latestConsents(out.consents), writeConsents),
    ...some(changes.left, removeMembers),
    ...some(changes.joined, addMembers),
    ...some(out.events, writeEvents),
    ...some(changes.moved, updateRuns),
    ...some(changes.begun, insertRuns),
    ...some(changes.gone, deleteTimers),
    ...some(changes.timers, insertTimers),
    ...some(out.trail, writeTrail),
    ...some(out.messages, writeMessages),
    ...some(out.calls, writeCalls),
    ...some(out.surveys, writeSurveys),
    // in this order: what was asked in this very pass may be over in it
    ...some(out.tasks, writeTasks),
    ...some(out.closed, closeTasks),
    ...(out.left.length > 0 ? [withdrawTasks(tx, batch.lane, out.left, batch.now)] : []),
    ...[...out.inbox].map(([to, list]) => writeInbox(tx, to, list)),
    ...some(out.held, writeHeld),
    ...some(out.failures, writeFailures),
    ...some(out.counts.sorted(), addCounters),
    ...some(seqs, deleteInbox),
    closeLane(tx, batch.lane, { fired: out.fired.length > 0 || lane.stale, earliest, held: lane.held || out.held.length > 0, scoredUntil: changes.scoredUntil }),
  ]);
}

/** A statement may write a row once only: of several words about the same consent the last one counts. */
function latestConsents(list: readonly ConsentWrite[]): ConsentWrite[] {
  return [...new Map(list.map((consent) => [`${consent.customer}\n${consent.channel}\n${consent.topic}`, consent])).values()];
}

function changesOf(batch: Batch): Changes {
  const changes: Changes = { customers: [], joined: [], left: [], begun: [], moved: [], gone: [...batch.out.fired], timers: [], scoredUntil: null };
  for (const person of batch.people.values()) {
    recheck(person, changes);
    if (person.dirty) changes.customers.push(customerRow(person));
    for (const segment of person.segments) if (!person.segmentsStored.has(segment)) changes.joined.push({ customer: person.id, segment, since: batch.now });
    for (const segment of person.segmentsStored) if (!person.segments.has(segment)) changes.left.push({ customer: person.id, segment });
    for (const held of person.runs.values()) runChange(batch, held, changes);
  }
  return changes;
}

function recheck(person: Person, changes: Changes): void {
  if (person.recheckAt === person.recheckStored) return;
  const run = `segment:${person.id}`;
  if (person.recheckStored !== null) changes.gone.push({ due: person.recheckStored, run });
  if (person.recheckAt !== null) changes.timers.push({ due: person.recheckAt, run, step: '', visit: 0 });
}

function runChange(batch: Batch, held: Held, changes: Changes): void {
  const { run } = held;
  const due = run.status === 'open' ? run.waiting?.due ?? null : null;
  // what a paused journey's run waits for is put aside and comes back by itself
  if (!held.changed && (held.due === due || batch.plan.states.get(run.journey) === 'paused')) return;
  if (held.changed && run.scoresUntil !== undefined && (changes.scoredUntil === null || run.scoresUntil > changes.scoredUntil)) changes.scoredUntil = run.scoresUntil;
  if (held.changed) (held.isNew ? changes.begun : changes.moved).push(runRow(held));
  if (held.due === due) return;
  if (held.due !== null) changes.gone.push({ due: held.due, run: run.id });
  if (due !== null && run.waiting) changes.timers.push({ due, run: run.id, step: run.waiting.step, visit: run.waiting.visit });
}

function runRow({ run }: Held): RunWrite {
  return {
    id: run.id, journey: run.journey, version: run.version, customer: run.customer, entry_key: run.entryKey, status: run.status, step: run.waiting?.step ?? null, state: stateOf(run),
    entered_at: run.enteredAt, finished_at: run.finish?.at ?? null, reason: run.finish?.reason ?? null, scores_until: run.scoresUntil ?? null,
  };
}

function customerRow(person: Person): CustomerWrite {
  return {
    id: person.id, traits: person.traits, timezone: person.timezone, locale: person.locale, mood: person.mood, sentiment_allowed: person.sentimentAllowed, care: person.care,
    recheck_at: person.recheckAt, created_at: person.createdAt, seen_at: person.seenAt,
  };
}
