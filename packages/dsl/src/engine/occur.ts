import type { HostFacts } from '../facts.ts';
import type { Instant } from '../json.ts';
import type { Occurrence } from '../node-kind.ts';
import type { Program } from '../program.ts';
import { normalInstant } from '../time/index.ts';
import { advance } from './advance.ts';
import type { TrailEntry } from './command.ts';
import { createRun, zoneFor } from './create-run.ts';
import { admit, entryEvent } from './entries.ts';
import type { Run } from './run.ts';
import type { Signal } from './signal.ts';
import { JOURNEY, type Advance } from './work.ts';

/** What has occurred, and all that is needed to say what it means. */
export interface Occurring {
  /** The version of the program that new runs get. */
  readonly version: number;
  /** The customer's open runs in this journey. Each is advanced on this program: a host that keeps older versions calls `advance` for their runs itself and passes them with `settled`. */
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
  const { occurrence, facts, settled } = occurring;
  const now = normalInstant(occurring.now);
  const signal = signalOf(occurrence);
  const changed: Advance[] = [];
  const runs = occurring.runs.map((run) => {
    if (signal === null || settled?.has(run.id)) return run;
    const step = advance(program, run, signal, facts, now);
    if (step.run !== run || step.trail.length > 0 || step.commands.length > 0) changed.push(step);
    return step.run;
  });
  return { changed, ...enter(program, { ...occurring, now, runs }) };
}

/** What open runs see of an occurrence; null where it is about entering only. */
function signalOf(occurrence: Occurrence): Signal | null {
  if (occurrence.type === 'event') return { type: 'event', event: occurrence.event };
  return occurrence.type === 'segment' || occurrence.type === 'sentiment' ? { type: 'change' } : null;
}

function enter(program: Program, { version, runs, occurrence, facts, now, newRunId, lastEntry, seed }: Occurring): Pick<Occurred, 'entered' | 'refused'> {
  const event = entryEvent(occurrence, now);
  const zone = () => zoneFor(program, facts);
  const admission = admit({ program, occurrence, facts: { ...facts, event, steps: {}, now }, zone, runs, lastEntry });
  if (!admission) return { entered: null, refused: null };
  const entry = (outcome: string): TrailEntry => ({ at: now, step: JOURNEY, visit: 0, outcome, because: admission.because, used: admission.used });
  if (!admission.admitted) return { entered: null, refused: entry('refused') };
  const id = newRunId();
  // Runs of one customer are told apart by their key also where re-entry allows several at a time.
  const entryKey = admission.beside ? `${admission.entryKey}#${id}` : admission.entryKey;
  const run = createRun(program, {
    id, version, customer: String(facts.customer['id'] ?? ''), entryKey, entry: admission.entry, event, zone: zone(), now, ...(seed === undefined ? {} : { seed }),
  });
  const begun = advance(program, run, { type: 'start' }, facts, now);
  return { entered: { ...begun, trail: [entry('entered'), ...begun.trail] }, refused: null };
}
