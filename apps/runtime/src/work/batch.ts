import type { Run, SendCommand, TrailEntry } from '@attune/dsl';
import type { Scorer } from '../sentiment/scorer.ts';
import type { SurveyWrite } from '../store/lane-surveys.ts';
import type { TaskClose, TaskWrite } from '../store/lane-tasks.ts';
import type { CallWrite, ConsentWrite, EventWrite, FailureWrite, HeldWrite, InboxWrite, MessageWrite, TimerKey, TrailWrite } from '../store/lane-write.ts';
import type { Channel } from '../channel/channel.ts';
import type { Everybody } from './best-hours.ts';
import type { Chain } from './chain.ts';
import { Counts } from './counts.ts';
import type { Payload } from './items.ts';
import { newPerson, type Person } from './person.ts';
import type { Plan, Versions } from './plan.ts';
import { newId } from './id.ts';

/** A message that a step asked for and the gate has not decided on yet. */
export interface Ask { readonly person: Person; readonly run: Run; readonly command: SendCommand }

/** Everything a pass holds in memory between what it reads and what it writes. */
export interface Batch {
  readonly lane: number;
  readonly now: string;
  readonly nowMs: number;
  readonly plan: Plan;
  readonly versions: Versions;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly scorer: Scorer;
  readonly lanes: number;
  /** What is known of everybody's hours. */
  readonly everybody: Everybody;
  /** Whether runs of this lane that are over may still count something. */
  readonly scored: boolean;
  /** Pairs `<from>\n<into>` this process has asked to merge before. */
  readonly linked: { has(pair: string): boolean };
  readonly people: Map<string, Person>;
  /** Anonymous visitors of this lane who are known to be somebody. */
  readonly identities: ReadonlyMap<string, string>;
  /** Names of events whose history a program or segment reads. */
  readonly historyNames: ReadonlySet<string>;
  /** Message ids that are in the history already, or were met in this pass. */
  readonly known: Set<string>;
  /** The chain of journeys that led to the item in hand; null where none did. */
  chain: Chain | null;
  /** What still has to be asked of the gate. */
  asks: Ask[];
  readonly out: Output;
}

export interface Output {
  readonly events: EventWrite[];
  readonly consents: ConsentWrite[];
  readonly trail: TrailWrite[];
  readonly messages: MessageWrite[];
  readonly calls: CallWrite[];
  readonly tasks: TaskWrite[];
  /** Tasks whose time was up, or that a move to another version took back. */
  readonly closed: TaskClose[];
  /** Runs that ended while they waited for somebody: what was asked of colleagues is withdrawn. */
  readonly left: string[];
  readonly surveys: SurveyWrite[];
  /** For this and other lanes. */
  readonly inbox: Map<number, InboxWrite[]>;
  readonly held: HeldWrite[];
  readonly failures: FailureWrite[];
  readonly identities: { value: string; customer: string; at: string }[];
  readonly counts: Counts;
  /** Timers that this pass took. */
  readonly fired: TimerKey[];
  /** Pairs asked to merge in this pass. */
  readonly linked: string[];
}

export const newOutput = (hour: string): Output => ({
  events: [], consents: [], trail: [], messages: [], calls: [], tasks: [], closed: [], left: [], surveys: [], inbox: new Map(), held: [], failures: [], identities: [],
  counts: new Counts(hour), fired: [], linked: [],
});

/** The customer, made where nobody heard of them before. */
export function person(batch: Batch, id: string, at: string): Person {
  let found = batch.people.get(id);
  if (!found) batch.people.set(id, found = newPerson(id, at));
  return found;
}

export function count(batch: Batch, of: { readonly journey: string; readonly version: number }, step: string, what: string, n = 1): void {
  batch.out.counts.add({ journey: of.journey, version: of.version, step, what }, n);
}

/** Puts something into the inbox of a lane, to be done by a later pass. */
export function post(batch: Batch, lane: number, customer: string, { kind, ...rest }: Payload): void {
  let list = batch.out.inbox.get(lane);
  if (!list) batch.out.inbox.set(lane, list = []);
  list.push({ kind, customer, payload: rest, at: batch.now });
}

export function trailOf(batch: Batch, run: Pick<Run, 'id' | 'journey' | 'version' | 'customer'>, entries: readonly TrailEntry[]): void {
  const [first] = entries;
  if (!first) return;
  const told = entries.map(({ step, visit, outcome, because, used }) => ({ step, visit, outcome, because, used }));
  batch.out.trail.push({ run: run.id, journey: run.journey, version: run.version, customer: run.customer, at: first.at, entries: told });
}

export function fail(batch: Batch, kind: string, subject: string, payload: unknown, error: unknown): void {
  batch.out.failures.push({ id: newId(batch.nowMs), at: batch.now, kind, subject, payload, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
