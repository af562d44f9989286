import type { Run, Waiting } from '../engine/run.ts';
import { wayOut } from '../engine/ways.ts';
import { stepKind } from '../nodes/index.ts';
import type { Program } from '../program.ts';
import { landingOf, stepOf, timerOf, titleOf, type Landing, type Redirects, type Timer } from './landing.ts';

/** A run that can go on in the newer program. */
export interface Move {
  readonly run: string;
  readonly from: string;
  readonly to: string;
  readonly how: 'rests' | 'rejoins' | 'enters';
  readonly timer: Timer;
  readonly because: string;
}

/** What becomes of those who rest at one step in one way. */
export interface StepMove {
  readonly step: string;
  readonly to: string | null;
  readonly how: Landing['how'];
  readonly timer: Timer;
  readonly runs: number;
  readonly because: string;
  /** For those with nowhere to go: the next step on their way that is still there. */
  readonly suggestion?: string;
  /** The same as a sentence, e.g. `12 people at "Wait": stay where they are, the step is as it was. Their time runs on.` */
  readonly words: string;
}

/** What becomes of the people inside; each open run is in exactly one of `moves`, `stays` and `unmapped`. */
export interface MigrationPlan {
  readonly moves: readonly Move[];
  /** Ids of runs that stay on their version as they should: redirected to null, or not at rest. */
  readonly stays: readonly string[];
  /** Runs that cannot go on by themselves (DIFF-2) and for which nobody said where to go. They stay as well. */
  readonly unmapped: readonly { readonly run: string; readonly step: string; readonly because: string }[];
  /** The same by step, with numbers; by the steps' ids. Runs that rest nowhere are in none. */
  readonly steps: readonly StepMove[];
}

/**
 * Where each open run would go from one version to another (DIFF-2): to its own step where that is still there and of the same kind, to the step that
 * `redirects` names for it, or nowhere (`null` there means "stay on your version"). Finished runs are left out; nothing is moved by this: `moveRun` does.
 */
export function planMigration(runs: readonly Pick<Run, 'id' | 'status' | 'waiting'>[], from: Program, to: Program, redirects: Redirects = {}): MigrationPlan {
  const moves: Move[] = [];
  const stays: string[] = [];
  const unmapped: { run: string; step: string; because: string }[] = [];
  const groups = new Groups();
  for (const { id, status, waiting } of runs) {
    if (status === 'finished') continue;
    const landing = landingOf(waiting, from, to, redirects);
    const step = waiting?.step;
    if (step === undefined || landing.how === 'stays') stays.push(id);
    else if (landing.how === 'unmapped') unmapped.push({ run: id, step, because: landing.because });
    else moves.push({ run: id, from: step, to: landing.to, how: landing.how, timer: timerOf(landing, waiting), because: landing.because });
    groups.add(landing, waiting, 1);
  }
  return { moves, stays, unmapped, steps: groups.told(from, to) };
}

/** Runs that rest at one step in the same way: all that a landing depends on. */
export interface Resting {
  readonly step: string;
  /** Whether they wait for the result of what the step asked for. */
  readonly result: boolean;
  /** Whether they have a timer. */
  readonly timed: boolean;
  readonly runs: number;
}

/**
 * The `steps` that `planMigration` would answer, from counts instead of runs (DIFF-2): for journeys with more people inside than anybody wants to load.
 */
export function planSteps(resting: readonly Resting[], from: Program, to: Program, redirects: Redirects = {}): StepMove[] {
  const groups = new Groups();
  for (const { step, result, timed, runs } of resting) {
    // a landing asks whether there is a moment, never which
    const waiting = { step, visit: 1, since: NEVER, ...(result ? { result: true as const } : {}), ...(timed ? { due: NEVER } : {}) };
    groups.add(landingOf(waiting, from, to, redirects), waiting, runs);
  }
  return groups.told(from, to);
}

const NEVER = '1970-01-01T00:00:00.000Z';

type Group = Omit<StepMove, 'words' | 'suggestion'>;

class Groups {
  readonly #groups = new Map<string, Group>();

  add(landing: Landing, waiting: Waiting | null, runs: number): void {
    if (waiting === null) return;
    const { how, to, because } = landing;
    const { step } = waiting;
    const timer = timerOf(landing, waiting);
    const key = JSON.stringify([step, how, to, timer, because]);
    this.#groups.set(key, { step, to, how, timer, because, runs: (this.#groups.get(key)?.runs ?? 0) + runs });
  }

  /** By the steps' ids. */
  told(from: Program, to: Program): StepMove[] {
    return [...this.#groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => told(group, from, to));
  }
}

const SAID: Readonly<Record<Landing['how'], string>> = {
  rests: 'stay where they are', rejoins: 'stay where they are', enters: 'go to another step', stays: 'stay on their version', unmapped: 'have nowhere to go, and stay on their version',
};
const TIMERS: Readonly<Record<Timer, string>> = { none: '', kept: ' Their time runs on.', anew: ' Their time is counted anew, from when they began to wait.', cleared: ' The time they waited is dropped.' };

function told(group: Group, from: Program, to: Program): StepMove {
  const suggestion = group.how === 'unmapped' ? nextStanding(group.step, from, to) : undefined;
  const words = `${group.runs} ${group.runs === 1 ? 'person' : 'people'} at ${titleOf(from, group.step)}: ${SAID[group.how]}; ${group.because}.${TIMERS[group.timer]}`;
  return { ...group, ...(suggestion === undefined ? {} : { suggestion }), words };
}

/** The nearest step after a step, by the ways of the old version, that the new one still has; the step itself where it only became another kind. */
function nextStanding(start: string, from: Program, to: Program): string | undefined {
  const seen = new Set<string>();
  let row = [start];
  while (row.length > 0) {
    const found = row.find((id) => stepOf(to, id) !== undefined);
    if (found !== undefined) return found;
    for (const id of row) seen.add(id);
    const after = row.flatMap((id) => {
      const step = stepOf(from, id);
      return (step && stepKind(step.kind)?.ports(step).flatMap((port) => wayOut(step, port.id) ?? [])) ?? [];
    });
    row = [...new Set(after)].filter((id) => !seen.has(id));
  }
  return undefined;
}
