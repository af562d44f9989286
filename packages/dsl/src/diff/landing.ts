import type { Run, Waiting } from '../engine/run.ts';
import { stepKind } from '../nodes/index.ts';
import type { Program, Step } from '../program.ts';
import { same } from './leaves.ts';
import { withoutWays } from './pieces.ts';

/** How a run comes into another version. */
export type Landing = {
  /** Why, in a marketer's words. */
  readonly because: string;
} & (
  /** It stays at its step. `rests`: with the wait it has. `rejoins`: with a wait made anew, since the step's settings changed. */
  | { readonly how: 'rests' | 'rejoins'; readonly to: string }
  /** It leaves its step for another one, which it enters as anybody does. */
  | { readonly how: 'enters'; readonly to: string }
  /** It keeps its version: as somebody wished (`stays`), or since nobody said where to go (`unmapped`). */
  | { readonly how: 'stays'; readonly to: null }
  | { readonly how: 'unmapped'; readonly to: null }
);

/** Where people go whose step is gone, by the id of that step: the id of a step of the new version, or null to stay on the old one. */
export type Redirects = Readonly<Record<string, string | null>>;

/** A step of a program by its id; undefined where there is none. */
export const stepOf = (program: Program, id: string): Step | undefined => (Object.hasOwn(program.steps, id) ? program.steps[id] : undefined);

/** What a card is called. */
export const titleOf = (program: Program, id: string): string => {
  const step = stepOf(program, id);
  return `"${step?.label ?? (step && stepKind(step.kind)?.title) ?? id}"`;
};

/** A step's settings: without its name, its place in the journey, and the ids of the steps it leads to. */
const settingsOf = ({ label: _label, expectedMood: _mood, stage: _stage, ...step }: Step): Step => withoutWays(stepKind(step.kind), step as Step);

const portsOf = (step: Step): string[] => stepKind(step.kind)?.ports(step).map(({ id }) => id) ?? [];

/** What becomes of an open run in another version (DIFF-2, DIFF-5). `planMigration` and `moveRun` both ask here, so that a plan is what is done. */
export function landingOf(waiting: Waiting | null, from: Program, to: Program, redirects: Redirects): Landing {
  if (waiting === null) return { how: 'stays', to: null, because: 'does not rest at a step, so there is nothing to move' };
  const id = waiting.step;
  const redirect = Object.hasOwn(redirects, id) ? redirects[id] : undefined;
  if (redirect === null) return { how: 'stays', to: null, because: 'is to stay on its version' };
  if (redirect !== undefined) {
    if (stepOf(to, redirect)) return { how: 'enters', to: redirect, because: `is led to ${titleOf(to, redirect)}` };
    return { how: 'unmapped', to: null, because: `there is no step "${redirect}" to go to: name another one` };
  }
  return landingOnOwn(waiting, stepOf(from, id), stepOf(to, id), to);
}

function landingOnOwn(waiting: Waiting, before: Step | undefined, after: Step | undefined, to: Program): Landing {
  const id = waiting.step;
  const unmapped = (because: string): Landing => ({ how: 'unmapped', to: null, because });
  if (!before) return unmapped('its version has no such step: say where to go');
  if (!after) return unmapped('the step is gone: say where to go');
  const [was, is] = [stepKind(before.kind), stepKind(after.kind)];
  if (!was || was !== is) return unmapped(`the step was "${was?.title ?? before.kind}" and is "${is?.title ?? after.kind}" now: say where to go`);
  if (waiting.result === true) {
    // What was asked (a message, a call, a question) was asked by the old settings, and is not asked twice: the answer decides by the new ways.
    const gone = portsOf(before).filter((port) => !portsOf(after).includes(port));
    return gone.length === 0 ? { how: 'rests', to: id, because: 'waits on for what was asked' } : unmapped(`the answer it waits for may lead by "${gone.join('", "')}", which ${titleOf(to, id)} has no more: say where to go`);
  }
  if (same(settingsOf(before), settingsOf(after))) return { how: 'rests', to: id, because: 'the step is as it was' };
  return { how: 'rejoins', to: id, because: 'the settings of the step changed: waits by the new ones, counted from when the wait began' };
}

/** What happens to the timer of a run. */
export type Timer = 'none' | 'kept' | 'anew' | 'cleared';

export function timerOf({ how }: Landing, waiting: Run['waiting']): Timer {
  if (how === 'rejoins') return 'anew';
  if (waiting?.due === undefined) return 'none';
  return how === 'enters' ? 'cleared' : 'kept';
}
