import { decide } from '../decide.ts';
import type { EventFact, Facts } from '../facts.ts';
import type { Instant, Json } from '../json.ts';
import type { Occurrence } from '../node-kind.ts';
import { entryKind } from '../nodes/index.ts';
import { readPath } from '../path.ts';
import type { Program } from '../program.ts';
import { addDuration, durationInWords, momentInWords, normalInstant } from '../time/index.ts';
import { zoneFor } from './create-run.ts';
import type { Run } from './run.ts';

/** What is asked before a customer is let in. */
export interface Asking {
  readonly program: Program;
  readonly occurrence: Occurrence;
  /** With the entry's event in hand. */
  readonly facts: Facts;
  /** The customer's runs in this journey, after they have seen the occurrence. */
  readonly runs: readonly Run[];
  /** The moment of the customer's last entry with this key, whether or not that run is over; null where there was none. */
  lastEntry(entryKey: string): Instant | null;
}

type Because = { readonly because: string; readonly used: Readonly<Record<string, Json>> };

/** Let in by an entry, refused although an entry would have taken the occurrence, or (null) of no concern. */
export type Admission =
  | ({ readonly admitted: true; readonly entry: number; readonly entryKey: string; readonly beside: boolean } & Because)
  | ({ readonly admitted: false } & Because)
  | null;

/** The event that a run is started with: the one that happened, or the inputs of somebody who added the customer by hand. */
export function entryEvent(occurrence: Occurrence, now: Instant): EventFact | null {
  if (occurrence.type === 'event') return occurrence.event;
  return occurrence.type === 'manual' ? { name: 'Manual', at: now, properties: occurrence.inputs } : null;
}

/** Asks the entries in their order, then the audience, the time in which the journey lets people in, and re-entry. */
export function admit(asking: Asking): Admission {
  const accepted = firstAccepting(asking);
  if (!accepted) return null;
  const { program, facts } = asking;
  // What one question found is kept with the next one's answer, so that the whole decision can be made again (ENG-13).
  let { used } = accepted;
  const refuse = ({ because, used: more }: Because): Admission => ({ admitted: false, because, used: { ...used, ...more } });
  if (program.audience !== undefined) {
    const answer = decide(program.audience, facts);
    if (!answer.ok) return refuse({ because: `the audience could not be decided: ${answer.because}`, used: {} });
    if (!answer.yes) return refuse({ because: `not in the audience: ${answer.because}`, used: answer.used });
    used = { ...answer.used, ...used };
  }
  const closed = whyClosed(asking);
  if (closed) return refuse(closed);
  const entryKey = keyOf(asking);
  if (entryKey === null) return refuse({ because: `there is no value at ${program.reentry?.key ?? ''} to tell runs apart`, used: { [program.reentry?.key ?? '']: null } });
  const open = asking.runs.length > 0 && asking.runs.some((run) => run.status === 'open' && run.entryKey === entryKey);
  const again = whyNotAgain(asking, entryKey, open);
  if (again.refused) return refuse(again);
  return { admitted: true, entry: accepted.entry, entryKey, beside: open, because: accepted.because, used: { ...used, ...again.used } };
}

function firstAccepting({ program, occurrence, facts }: Asking): ({ readonly entry: number } & Because) | null {
  let index = 0;
  for (const entry of program.entry) {
    const answer = (occurrence.type === 'tick' || occurrence.type === 'date') && occurrence.entry !== index ? undefined : entryKind(entry.kind)?.accepts(entry, occurrence, facts);
    if (answer?.yes) return { entry: index, because: answer.because, used: answer.used ?? {} };
    index += 1;
  }
  return null;
}

/** Why nobody is let in at this time, or null: a journey may admit people only from a moment on, or until one. */
export function whyClosed({ program: { window }, facts: { now } }: Pick<Asking, 'program' | 'facts'>): Because | null {
  if (window?.start !== undefined && now < normalInstant(window.start)) return { because: `the journey lets people in from ${normalInstant(window.start)} on`, used: { start: window.start } };
  if (window?.end !== undefined && now >= normalInstant(window.end)) return { because: `the journey let people in until ${normalInstant(window.end)}`, used: { end: window.end } };
  return null;
}

/** The value that makes runs distinct; null where it is missing. */
function keyOf({ program, facts }: Asking): string | null {
  const path = program.reentry?.key;
  if (path === undefined) return '';
  const value = readPath(facts, path);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** Whether re-entry forbids another run (ENG-8), and what that hung on. Without a rule a customer comes again once they are out: never twice at a time. */
function whyNotAgain({ program, facts, lastEntry }: Asking, entryKey: string, open: boolean): Because & { readonly refused: boolean } {
  const { mode, after } = program.reentry ?? { mode: 'after-exit' as const };
  const last = lastEntry(entryKey);
  const zone = zoneFor(program, facts);
  const used: Readonly<Record<string, Json>> = { mode, last, ...(open ? { open } : {}), ...(entryKey === '' ? {} : { key: entryKey }), ...(after === undefined ? {} : { after, zone }) };
  if (open && mode !== 'always') return { refused: true, because: 'is in the journey already', used };
  if (mode === 'never' && last !== null) return { refused: true, because: `was in the journey already, on ${momentInWords(last, zone)}, and may come once only`, used };
  if (after === undefined || last === null || addDuration(last, after, zone) <= facts.now) return { refused: false, because: '', used: last === null ? {} : used };
  return { refused: true, because: `the last entry, on ${momentInWords(last, zone)}, is less than ${durationInWords(after)} ago`, used };
}
