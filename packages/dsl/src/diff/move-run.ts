import { leaveFor, rejoin } from '../engine/walk.ts';
import { Work, type Advance } from '../engine/work.ts';
import type { Run } from '../engine/run.ts';
import type { HostFacts } from '../facts.ts';
import type { Instant } from '../json.ts';
import type { Program } from '../program.ts';
import { normalInstant } from '../time/index.ts';
import { landingOf, stepOf, type Landing, type Redirects } from './landing.ts';

/** From which version to which. */
export interface Moving {
  readonly from: Program;
  readonly to: Program;
  /** The number of the version that `to` is. */
  readonly version: number;
  readonly redirects?: Redirects;
}

/**
 * Moves one run to another version, as `planMigration` says it would be (DIFF-5): the run as it is there, commands to carry out, and a trail entry that
 * says why. A run that stays comes back as it is, with its landing. Pure, like `advance`, and never throws: what breaks ends the run as `failed`.
 *
 * - A step whose settings are the same keeps the wait as it is, its timer too.
 * - A step whose settings changed makes the wait anew, as though it had been so from the beginning: a delay of a day that became three ends three
 *   days after it began, at once where that is over; a wait listens for the events of the new version. What happened before the move is not looked at again.
 * - What was asked already (a message, a call, a task) is not asked again, and its time limit stays.
 * - A redirect enters the step it names: what its step asked is withdrawn, its timer cleared.
 * - Visits are kept, so that ids of commands stay distinct; a "go back" counts on with the new limit.
 */
export function moveRun(run: Run, { from, to, version, redirects = {} }: Moving, facts: HostFacts, now: Instant): Advance & { readonly landing: Landing } {
  const landing: Landing = run.status === 'finished' ? { how: 'stays', to: null, because: 'is over' } : landingOf(run.waiting, from, to, redirects);
  if (landing.to === null || run.waiting === null) return { run, commands: [], trail: [], landing };
  const work = new Work(to, { ...run, version }, facts, normalInstant(now));
  const { step, visit } = run.waiting;
  work.note(step, visit, 'moved', landing.because, { from: run.version, to: version, step: landing.to });
  if (landing.how === 'rejoins') rejoin(work);
  else if (landing.how === 'enters') leaveFor(work, stepOf(from, step), landing.to);
  return { ...work.done(), landing };
}
