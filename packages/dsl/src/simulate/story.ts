import type { TrailEntry } from '../engine/command.ts';
import { JOURNEY } from '../engine/work.ts';
import type { Instant, Zone } from '../json.ts';
import { stepKind } from '../nodes/index.ts';
import type { Program } from '../program.ts';
import { momentInWords } from '../time/index.ts';
import { byMoment } from './input.ts';
import type { SimulatedRun } from './simulation.ts';

/** One thing that happened to the customer, told: when by their clock, where, what, and why. */
export interface StoryLine {
  readonly at: Instant;
  /** By the customer's clock, e.g. `Mon 4 May 2026, 12:00`. */
  readonly local: string;
  /** Id of the run; null where nobody was let in. */
  readonly run: string | null;
  /** Id of the step, or `journey`. */
  readonly step: string;
  /** What happened and why, e.g. `"Remind them": sent, They agreed to offers by email.` */
  readonly words: string;
}

/** Outcomes that belong to no way out, as a marketer says them. */
const SAID: Readonly<Record<string, string>> = {
  entered: 'came in', refused: 'was not let in', waiting: 'waits', undecided: 'could not be decided', goal: 'reached a goal', finished: 'the journey is over', failed: 'failed', sent: 'was sent', skipped: 'was not sent', next: 'goes on',
};

/** Everything that happened, run by run and refusal by refusal, in the order of time. */
export function storyOf(program: Program, runs: readonly SimulatedRun[], refused: readonly TrailEntry[], zone: Zone): StoryLine[] {
  const line = (run: string | null) => (entry: TrailEntry): StoryLine => ({ at: entry.at, local: momentInWords(entry.at, zone), run, step: entry.step, words: wordsOf(program, entry) });
  // `sort` is stable: what happened at one moment stays in the order of its run.
  return [...runs.flatMap(({ id, trail }) => trail.map(line(id))), ...refused.map(line(null))].sort(byMoment);
}

function wordsOf(program: Program, { step: id, outcome, because }: TrailEntry): string {
  const step = Object.hasOwn(program.steps, id) ? program.steps[id] : undefined;
  const kind = step && stepKind(step.kind);
  const way = step && kind?.ports(step).find((port) => port.id === outcome)?.label;
  const what = way ? `goes by “${way}”` : SAID[outcome] ?? outcome;
  const where = id === JOURNEY ? '' : `“${step?.label ?? kind?.title ?? id}”: `;
  // a reason that says it all over again says it once
  const said = because.startsWith(what) ? because : what.endsWith(because) ? what : `${what}, ${because}`;
  return `${where}${said}${/[.!?]$/.test(said) ? '' : '.'}`;
}
