import { moveRun, type Run } from '@attune/dsl';
import { count, trailOf, type Batch } from './batch.ts';
import type { Moving, Payload } from './items.ts';
import type { Held, Person } from './person.ts';
import type { Compiled } from './program.ts';
import { factsFor, take } from './runs.ts';

/** Takes a customer's runs of older versions to the one they are to go on in. Whoever is there already is left alone, so that asking twice is asking once. */
export function moveRuns(batch: Batch, person: Person, payload: Extract<Payload, { kind: 'move' }>): void {
  const { move } = payload;
  const state = batch.plan.states.get(move.journey);
  if (state === 'paused') {
    if ([...person.runs.values()].some((held) => concerned(held, move))) batch.out.held.push({ journey: move.journey, kind: 'move', customer: person.id, payload: { move } });
    return;
  }
  // an archived journey has let go of its people, or is about to
  if (state !== 'live') return;
  const to = programOf(batch, move.journey, move.to);
  for (const held of [...person.runs.values()]) if (concerned(held, move)) moveOne(batch, person, held, to, move);
}

const concerned = ({ run }: Held, { journey, from, to }: Moving): boolean => run.journey === journey && run.status === 'open' && run.version < to && (from === null || run.version === from);

function programOf(batch: Batch, journey: string, version: number): Compiled {
  const program = batch.versions.get(journey, version);
  if (!program) throw new Error(`version ${version} of the journey "${journey}" is missing`);
  return program;
}

function moveOne(batch: Batch, person: Person, held: Held, to: Compiled, { redirects }: Moving): void {
  const { run } = held;
  const from = programOf(batch, run.journey, run.version);
  const { landing, ...answer } = moveRun(withSameTrials(run, from, to), { from: from.program, to: to.program, version: to.version, redirects }, factsFor(batch, person, to), batch.now);
  if (landing.to === null) {
    const { step, visit } = run.waiting ?? { step: 'journey', visit: 0 };
    trailOf(batch, run, [{ at: batch.now, step, visit, outcome: 'stays', because: `keeps its version ${run.version}: ${landing.because}`, used: { from: run.version, to: to.version } }]);
    return;
  }
  const leaves = landing.how === 'enters';
  countOver(batch, run, to.version, leaves);
  // what it was counted as until now is counted; what follows is of the new version alone
  held.run = { ...run, version: to.version, waiting: leaves ? null : run.waiting };
  take(batch, person, to, answer, 'withdrawn');
}

/** An experiment that compares something else begins anew, also for those who took part in the one before. */
function withSameTrials(run: Run, from: Compiled, to: Compiled): Run {
  const { trials, ...others } = run;
  if (trials === undefined) return run;
  const same = Object.entries(trials).filter(([step]) => from.experiments.get(step)?.signature === to.experiments.get(step)?.signature);
  if (same.length === Object.keys(trials).length) return run;
  return same.length === 0 ? others : { ...others, trials: Object.fromEntries(same) };
}

/**
 * The run counts in the version it is in: as one that entered, with its goals, and where it stays at its step as one that waits there. So the counts of all
 * versions together say what they said, and those of each add up. At a step that it leaves it has been, in the version it comes from.
 */
function countOver(batch: Batch, run: Run, version: number, leaves: boolean): void {
  const to = { journey: run.journey, version };
  const over = (step: string, what: string) => { count(batch, run, step, what, -1); count(batch, to, step, what); };
  const all = ['entered', ...Object.keys(run.goals).map((goal) => `goal:${goal}`)];
  for (const what of all) {
    over('journey', what);
    if (run.holdout) over('journey', `held:${what}`);
  }
  if (run.waiting === null) return;
  if (leaves) count(batch, run, run.waiting.step, 'left');
  else over(run.waiting.step, 'entered');
}
