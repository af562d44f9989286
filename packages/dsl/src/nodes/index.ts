import type { EntryKind, NodeKind, StepKind } from '../node-kind.ts';
import { branch } from './branch/node.ts';
import { delay } from './delay/node.ts';
import { emit } from './emit/node.ts';
import { enrol } from './enrol/node.ts';
import { entryDate } from './entry-date/node.ts';
import { entryEvent } from './entry-event/node.ts';
import { entryManual } from './entry-manual/node.ts';
import { entrySchedule } from './entry-schedule/node.ts';
import { entrySegment } from './entry-segment/node.ts';
import { entrySentiment } from './entry-sentiment/node.ts';
import { exit } from './exit/node.ts';
import { goto } from './goto/node.ts';
import { message } from './message/node.ts';
import { notify } from './notify/node.ts';
import { sentiment } from './sentiment/node.ts';
import { split } from './split/node.ts';
import { survey } from './survey/node.ts';
import { switchOn } from './switch/node.ts';
import { task } from './task/node.ts';
import { update } from './update/node.ts';
import { wait } from './wait/node.ts';
import { webhook } from './webhook/node.ts';
import { window } from './window/node.ts';

/** Kinds that let customers in, in the order of the palette. */
export const entryKinds: readonly EntryKind[] = [entryEvent, entrySegment, entrySentiment, entrySchedule, entryDate, entryManual];
/** Kinds of steps, in the order of the palette. */
export const stepKinds: readonly StepKind[] = [delay, window, wait, branch, switchOn, sentiment, split, message, survey, task, notify, update, emit, webhook, enrol, goto, exit];
/** THE registry: every kind there is. Palette, validator, connection rules, forms and NODES.md derive from it. */
export const nodeKinds: readonly NodeKind[] = [...entryKinds, ...stepKinds];

const steps = new Map(stepKinds.map((kind) => [kind.kind, kind]));
// In programs, where it stands in `entry`, a kind goes without the prefix that tells it from steps in a graph.
const entries = new Map(entryKinds.flatMap((kind) => [[kind.kind, kind], [kind.kind.replace(/^entry-/, ''), kind]]));

/** The step kind of a name, e.g. `delay`. */
export function stepKind(kind: string): StepKind | undefined {
  return steps.get(kind);
}

/** The entry kind of a name as graphs (`entry-event`) or programs (`event`) write it. */
export function entryKind(kind: string): EntryKind | undefined {
  return entries.get(kind);
}
