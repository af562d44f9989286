import { addDuration, compareControlGroup, decideWinner, goalId, type ControlGroupEffect, type Experiment, type ExperimentCounts, type Verdict } from '@attune/dsl';
import { sql } from 'drizzle-orm';
import type { Tx } from '../store/database.ts';
import { readExperimentCounts, readExperiments, readGroupCounts, takeExperiments, writeDecision, writeFigures, type ExperimentKey, type ExperimentRow, type StoppedArm } from '../store/experiments.ts';
import { fromTimestamp } from '../store/instant.ts';
import { readRevision } from '../store/revision.ts';
import type { Plan, Versions } from './plan.ts';
import type { Compiled } from './program.ts';
import type { Passing } from './step.ts';

/** How often the figures are looked at. They may be looked at as often as one likes (EXP-1); more would only cost. */
const EVERY_MS = 60_000;

/** An experiment as it stands. */
export interface ExperimentView {
  readonly step: string;
  readonly experiment: Experiment;
  /** The hour of the first customer; null where there was none yet. */
  readonly since: string | null;
  /** The arm that everybody takes; null while it goes on. */
  readonly winner: string | null;
  /** `auto`, or who chose; null while nobody has. */
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly stopped: readonly StoppedArm[];
  /** What the figures say now, also after the decision. */
  readonly verdict: Verdict;
}

/** What a journey does against its control group, by goal. */
export interface ControlView { readonly percent: number; readonly goals: readonly { readonly goal: string; readonly effect: ControlGroupEffect }[] }

/** Looks at every running experiment of the live journeys once a minute, stops what does harm and takes the winner. */
export async function decideExperiments({ deps: { database, clock }, planner }: Pick<Passing, 'deps' | 'planner'>, plan: Plan): Promise<void> {
  const running = plan.live.flatMap((journey) => [...journey.experiments].map(([step, { experiment, signature }]) => ({ journey: journey.journey, step, signature, experiment })));
  if (running.length === 0) return;
  const nowMs = clock.now();
  const now = new Date(nowMs).toISOString();
  for (const row of await takeExperiments(database, running.map(({ journey, step, signature }) => ({ journey, step, signature })), now, new Date(nowMs - EVERY_MS).toISOString())) {
    const found = running.find((one) => one.journey === row.journey && one.step === row.step && one.signature === row.signature);
    if (found && row.winner === null) await decide(database, planner.versions, row, found.experiment, { now, zone: plan.zone });
  }
}

async function decide({ transaction, query }: Passing['deps']['database'], versions: Versions, row: ExperimentRow, experiment: Experiment, { now, zone }: { readonly now: string; readonly zone: string }): Promise<void> {
  const { counts } = await countsOf({ query }, versions, row, experiment, { now, zone, stopped: row.stopped });
  const verdict = decideWinner(counts, experiment);
  const fresh = verdict.stopped.filter(({ arm }) => !row.stopped.some((one) => one.arm === arm));
  // once a person has chosen, or chosen to go on, the figures only show; a way that does harm is stopped all the same
  const winner = row.decided_by === null ? verdict.winner : null;
  if (winner === null && fresh.length === 0) { await writeFigures({ query }, row, verdict); return; }
  const stopped = [...row.stopped, ...fresh.map(({ arm, because }) => ({ arm, because, at: now }))];
  await transaction((tx) => writeDecision(tx, row, { winner, by: winner === null ? row.decided_by : 'auto', at: winner === null ? fromTimestamp(row.decided_at) : now, stopped, figures: verdict, unless: { decidedAt: fromTimestamp(row.decided_at) } }));
}

interface Moment { readonly now: string; readonly zone: string; readonly stopped: readonly StoppedArm[] }

/** What was counted so far, over all versions that compare the same. */
async function countsOf(tx: Tx, versions: Versions, { journey, step, signature }: ExperimentKey, { guardrails, longest }: Experiment, { now, zone, stopped }: Moment): Promise<{ counts: ExperimentCounts; since: string | null }> {
  const rows = await readExperimentCounts(tx, journey, step);
  const known = await versions.load(tx, [...new Set(rows.map((row) => Number(row.version)))].map((version) => ({ journey, version })));
  const same = new Set(known.filter((one) => one.experiments.get(step)?.signature === signature).map((one) => one.version));
  const arms: Record<string, { entered: number; converted: number; harmed: number[] }> = {};
  let since: string | null = null;
  for (const { version, what, n, since: first } of rows) {
    if (!same.has(Number(version))) continue;
    const [name = '', ...rest] = what.split(':');
    const arm = (arms[rest.at(-1) ?? ''] ??= { entered: 0, converted: 0, harmed: guardrails.map(() => 0) });
    if (name === 'harmed') arm.harmed[Number(rest[0])] = (arm.harmed[Number(rest[0])] ?? 0) + Number(n);
    else arm[name === 'arm' ? 'entered' : 'converted'] += Number(n);
    const hour = fromTimestamp(first);
    if (name === 'arm' && (since === null || hour < since)) since = hour;
  }
  const over = longest !== null && since !== null && addDuration(since, longest, zone) <= now;
  return { counts: { arms, stopped: stopped.map(({ arm }) => arm), over }, since };
}

/** The published version of a journey, whatever its state; null where there is none. */
async function publishedOf({ deps: { database }, planner }: Passing, journey: string): Promise<Compiled | null> {
  const [row] = await database.query<{ published_version: number | null }>(sql`select published_version from journeys where key = ${journey}`);
  if (!row || row.published_version === null) return null;
  const [program] = await planner.versions.load(database, [{ journey, version: Number(row.published_version) }]);
  return program ?? null;
}

/** The experiments of a journey's published version as they stand, and what its control group shows; `control` is null where it has none. */
export async function viewExperiments(passing: Passing, journey: string): Promise<{ experiments: ExperimentView[]; control: ControlView | null }> {
  const { deps: { database, clock }, planner } = passing;
  const program = await publishedOf(passing, journey);
  if (program === null) return { experiments: [], control: null };
  const plan = await planner.at(database, await readRevision(database));
  const now = new Date(clock.now()).toISOString();
  const stored = await readExperiments(database, journey);
  const experiments: ExperimentView[] = [];
  for (const [step, { experiment, signature }] of program.experiments) {
    const row = stored.find((one) => one.step === step && one.signature === signature);
    const stopped = row?.stopped ?? [];
    const { counts, since } = await countsOf(database, planner.versions, { journey, step, signature }, experiment, { now, zone: plan.zone, stopped });
    experiments.push({ step, experiment, since, winner: row?.winner ?? null, decidedBy: row?.decided_by ?? null, decidedAt: fromTimestamp(row?.decided_at ?? null), stopped, verdict: decideWinner(counts, experiment) });
  }
  return { experiments, control: await controlOf(database, program, plan.holdout) };
}

async function controlOf(tx: Tx, { journey, program }: Compiled, everywhere: number): Promise<ControlView | null> {
  const percent = 100 - (100 - (program.holdout ?? 0)) * (100 - everywhere) / 100;
  const goals = program.goals ?? [];
  if (percent === 0 || goals.length === 0) return null;
  const counted = new Map((await readGroupCounts(tx, journey)).map(({ what, n }) => [what, Number(n)]));
  const of = (what: string) => counted.get(what) ?? 0;
  return {
    percent,
    goals: goals.map(goalId).map((goal) => ({
      goal,
      effect: compareControlGroup({ entered: of('entered') - of('held:entered'), reached: of(`goal:${goal}`) - of(`held:goal:${goal}`) }, { entered: of('held:entered'), reached: of(`held:goal:${goal}`) }),
    })),
  };
}

/** A person decides: an arm, or null to go on comparing until somebody decides. Answers what was wrong, or null. */
export async function chooseWinner(passing: Passing, journey: string, step: string, winner: string | null, by: string): Promise<'no-experiment' | 'no-arm' | null> {
  const program = await publishedOf(passing, journey);
  const found = program?.experiments.get(step);
  if (!found) return 'no-experiment';
  if (winner !== null && !found.experiment.arms.some((arm) => arm.id === winner)) return 'no-arm';
  const { experiments } = await viewExperiments(passing, journey);
  const view = experiments.find((one) => one.step === step);
  const at = new Date(passing.deps.clock.now()).toISOString();
  await passing.deps.database.transaction((tx) => writeDecision(tx, { journey, step, signature: found.signature }, { winner, by, at, stopped: view?.stopped ?? [], figures: view?.verdict ?? null, unless: null }));
  return null;
}
