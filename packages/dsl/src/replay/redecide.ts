import type { TrailEntry } from '../engine/command.ts';
import type { Signal } from '../engine/signal.ts';
import { JOURNEY } from '../engine/work.ts';
import type { Json } from '../json.ts';
import type { StepAnswer, StepKind } from '../node-kind.ts';
import { stepKind } from '../nodes/index.ts';
import { readAt } from '../path.ts';
import type { Program, Step } from '../program.ts';
import { eventOf, recallContext } from './recall.ts';
import { redecideJourney } from './redecide-journey.ts';

/**
 * A decision made again. `same`: it came out as the record says. `because` says what differs, or why it cannot be made again at all (then `outcome` is null): the
 * step is unknown, or it could not be decided in the first place.
 */
export interface Redecided {
  readonly outcome: string | null;
  readonly same: boolean;
  readonly because: string;
}

/** Outcomes of a record that are no decision: something could not be decided, or a result came that nobody waited for. */
const UNDECIDED: ReadonlySet<string> = new Set(['undecided', 'failed']);

/**
 * Makes a decision again from its trail entry and the version of the program that made it, and from nothing else (ENG-13): whoever keeps the trail can prove
 * that a decision was what it says it was, and a value that was changed afterwards is noticed where it matters. Never throws.
 */
export function redecide(program: Program, entry: TrailEntry): Redecided {
  try {
    return entry.step === JOURNEY ? redecideJourney(program, entry) : redecideStep(program, entry);
  } catch (error) {
    return { outcome: null, same: false, because: `The record cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

const DECIDES: ReadonlySet<string> = new Set(['waiting', 'finished', 'reset', 'undecided', 'failed']);
const noted: Redecided = { outcome: null, same: false, because: 'It was noted, not decided.' };

function redecideStep(program: Program, entry: TrailEntry): Redecided {
  const step = Object.hasOwn(program.steps, entry.step) ? program.steps[entry.step] : undefined;
  const kind = step && stepKind(step.kind);
  if (!step || !kind) return { outcome: null, same: false, because: `The program has no step "${entry.step}".` };
  const port = kind.ports(step).find(({ id }) => id === entry.outcome);
  // A way that is not connected is not waited for: what came of it later was only noted.
  if (!DECIDES.has(entry.outcome) && (port === undefined || (port.fallsBackTo !== undefined && readAt(step, port.at) === undefined && entry.used['result'] === undefined))) return noted;
  const mayFail = kind.ports(step).some(({ id }) => id === entry.outcome);
  if (UNDECIDED.has(entry.outcome) && !mayFail) return { outcome: null, same: false, because: 'It was not decided: the record says why.' };
  let first: Redecided | null = null;
  for (const signal of signalsOf(kind, entry)) {
    const redecided = compare(entry, answerOf(program, step, kind, entry, signal));
    if (redecided.same) return redecided;
    first ??= redecided;
  }
  return first ?? { outcome: null, same: false, because: 'Nothing in the record leads to a decision.' };
}

/** The signals that may have led to the entry, the likeliest first; null is the step's beginning. */
function signalsOf(kind: StepKind, entry: TrailEntry): (Signal | null)[] {
  const { used, outcome, step, visit, at } = entry;
  if (outcome === 'waiting' || !kind.resume) return [null];
  const { due, result, reason } = used;
  const data = used['data'] ?? used['answer'];
  if (typeof result === 'string') return [{ type: 'result', step, visit, outcome: result, ...(typeof reason === 'string' ? { reason } : {}), ...(data === undefined ? {} : { data }) }];
  if (typeof used['event'] === 'string') return [{ type: 'event', event: eventOf(entry, 'event') }, null];
  if (typeof due === 'string' && due <= at) return [{ type: 'timer', step, visit }, null];
  return [null, { type: 'change' }];
}

function answerOf(program: Program, step: Step, kind: StepKind, entry: TrailEntry, signal: Signal | null): StepAnswer | null {
  const context = recallContext(program, kind, entry, signal !== null);
  return signal === null ? kind.enter(step, context) : (kind.resume?.(step, context, signal) ?? null);
}

/** Moments that a rest works out; a changed one is a changed decision. */
const WORKED_OUT = ['due', 'until'];

function compare({ outcome, used }: TrailEntry, answer: StepAnswer | null): Redecided {
  if (answer === null) return { outcome: null, same: false, because: 'By its record the step would have gone on waiting.' };
  const again = 'go' in answer ? answer.go : 'finish' in answer ? 'finished' : answer.again === undefined ? (answer.noted ?? 'waiting') : 'reset';
  if (again !== outcome) return { outcome: again, same: false, because: `By its record it would have come out as “${again}”.` };
  const end: Readonly<Record<string, Json>> = 'finish' in answer ? { reason: answer.finish, ...(answer.id === undefined ? {} : { id: answer.id }) } : {};
  const worked: Readonly<Record<string, Json>> = 'wait' in answer ? (answer.used ?? {}) : end;
  const other = [...('wait' in answer ? WORKED_OUT : ['reason', 'id'])].find((name) => worked[name] !== undefined && used[name] !== undefined && worked[name] !== used[name]);
  return other === undefined ? { outcome: again, same: true, because: 'It comes out the same again.' } : { outcome: again, same: false, because: `By its record “${other}” would be ${JSON.stringify(worked[other])}.` };
}
