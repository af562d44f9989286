import type { HostFacts } from '../facts.ts';
import type { Instant } from '../json.ts';
import type { Occurrence } from '../node-kind.ts';
import type { Program } from '../program.ts';
import { normalInstant } from '../time/index.ts';
import { advance } from './advance.ts';
import type { TrailEntry } from './command.ts';
import { createRun, zoneFor, type NewRun } from './create-run.ts';
import { admit, entryEvent } from './entries.ts';
import type { Run } from './run.ts';
import type { Signal } from './signal.ts';
import { JOURNEY, scopeOf, type Advance } from './work.ts';

/** What has occurred, and all that is needed to say what it means. */
export interface Occurring {
  /** The version of the program that new runs get. */
  readonly version: number;
  /** The customer's runs in this journey that are open or still measured (`scoresUntil`). Each is advanced on this program: a host that keeps older versions calls `advance` for their runs itself and passes them with `settled`. */
  readonly runs: readonly Run[];
  /** Ids of runs that have seen the occurrence already: they count for re-entry and are not advanced again. */
  readonly settled?: ReadonlySet<string>;
  readonly occurrence: Occurrence;
  readonly facts: HostFacts;
  readonly now: Instant;
  /** Makes the id of a new run; asked at most once. */
  newRunId(): string;
  /** The moment of the customer's last entry into this journey with this key, also of a run that is over; null where there was none. */
  lastEntry(entryKey: string): Instant | null;
  /** Feeds the splits of a new run; the program's own where absent. */
  readonly seed?: string;
  /** Percent of all customers who get nothing from any journey; none where absent. */
  readonly holdout?: number;
}

/** What an occurrence means for one journey and one customer. */
export interface Occurred {
  /** The runs that took it in, in the order given. */
  readonly changed: readonly Advance[];
  /** The run it started, with its first steps walked. */
  readonly entered: Advance | null;
  /** Why an entry that would have taken it did not let the customer in; null where none would have, or one did. */
  readonly refused: TrailEntry | null;
}

/**
 * What one occurrence means for one journey and one customer: first every open run takes it in (exits, goals, waits), then the entries are asked
 * (their own conditions, the audience, re-entry). So an event that ends a run may start the next one, and no run sees the event that started it.
 * Runtime and simulator both call this; nobody decides about entries elsewhere.
 */
export function occur(program: Program, occurring: Occurring): Occurred {
  const now = normalInstant(occurring.now);
  const changed: Advance[] = [];
  const runs = show(program, occurring, now, changed);
  const { entered, refused } = enter(program, occurring, now, runs);
  return { changed, entered, refused };
}

/** The open runs as they are after the occurrence; those that it changed are added to `changed`. */
function show(program: Program, { runs, occurrence, facts, settled }: Occurring, now: Instant, changed: Advance[]): readonly Run[] {
  const signal = signalOf(occurrence);
  if (signal === null || runs.length === 0) return runs;
  const after: Run[] = [];
  for (const run of runs) {
    const step = settled?.has(run.id) ? null : advance(program, run, signal, facts, now);
    if (step && (step.run !== run || step.trail.length > 0 || step.commands.length > 0)) changed.push(step);
    after.push(step ? step.run : run);
  }
  return after;
}

const START: Signal = { type: 'start' };
const CHANGE: Signal = { type: 'change' };

/** What open runs see of an occurrence; null where it is about entering only. */
function signalOf(occurrence: Occurrence): Signal | null {
  if (occurrence.type === 'event') return { type: 'event', event: occurrence.event };
  return occurrence.type === 'segment' || occurrence.type === 'sentiment' ? CHANGE : null;
}

type Entered = Pick<Occurred, 'entered' | 'refused'>;

const NOBODY: Entered = { entered: null, refused: null };

function enter(program: Program, { version, occurrence, facts, newRunId, lastEntry, seed, holdout }: Occurring, now: Instant, runs: readonly Run[]): Entered {
  const event = entryEvent(occurrence, now);
  const admission = admit({ program, occurrence, facts: scopeOf(facts, event, {}, now), runs, lastEntry });
  if (!admission) return NOBODY;
  const entry: TrailEntry = { at: now, step: JOURNEY, visit: 0, outcome: admission.admitted ? 'entered' : 'refused', because: admission.because, used: admission.used };
  if (!admission.admitted) return { entered: null, refused: entry };
  const id = newRunId();
  // Runs of one customer are told apart by their key also where re-entry allows several at a time.
  const entryKey = admission.beside ? `${admission.entryKey}#${id}` : admission.entryKey;
  const fresh: NewRun = { id, version, customer: String(facts.customer['id'] ?? ''), entryKey, entry: admission.entry, event, zone: zoneFor(program, facts), now, ...(seed === undefined ? {} : { seed }), ...(holdout === undefined ? {} : { holdout }) };
  const begun = advance(program, createRun(program, fresh), START, facts, now);
  return { entered: { run: begun.run, commands: begun.commands, trail: [entry, ...begun.trail] }, refused: null };
}
