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
  if (program.audience !== undefined) {
    const answer = decide(program.audience, facts);
    if (!answer.ok) return { admitted: false, because: `the audience could not be decided: ${answer.because}`, used: {} };
    if (!answer.yes) return { admitted: false, because: `not in the audience: ${answer.because}`, used: answer.used };
  }
  const closed = whyClosed(asking);
  if (closed) return { admitted: false, ...closed };
  const entryKey = keyOf(asking);
  if (entryKey === null) return { admitted: false, because: `there is no value at ${program.reentry?.key ?? ''} to tell runs apart`, used: {} };
  const open = asking.runs.length > 0 && asking.runs.some((run) => run.status === 'open' && run.entryKey === entryKey);
  const refused = whyNotAgain(asking, entryKey, open);
  if (refused) return { admitted: false, ...refused };
  return { admitted: true, entry: accepted.entry, entryKey, beside: open, because: accepted.because, used: accepted.used };
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
function whyClosed({ program: { window }, facts: { now } }: Asking): Because | null {
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

/** Why re-entry forbids another run (ENG-8), or null. Without a rule a customer comes again once they are out: never twice at a time. */
function whyNotAgain({ program, facts, lastEntry }: Asking, entryKey: string, open: boolean): Because | null {
  const { mode, after } = program.reentry ?? { mode: 'after-exit' as const };
  const last = lastEntry(entryKey);
  if (!open && mode === 'always' && after === undefined) return null;
  const zone = zoneFor(program, facts);
  const used: Readonly<Record<string, Json>> = { mode, last, ...(entryKey === '' ? {} : { key: entryKey }) };
  if (open && mode !== 'always') return { because: 'is in the journey already', used };
  if (mode === 'never' && last !== null) return { because: `was in the journey already, on ${momentInWords(last, zone)}, and may come once only`, used };
  if (after === undefined || last === null || addDuration(last, after, zone) <= facts.now) return null;
  return { because: `the last entry, on ${momentInWords(last, zone)}, is less than ${durationInWords(after)} ago`, used: { ...used, after } };
}
