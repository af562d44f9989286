import type { EventFact, HostFacts } from '../facts.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Instant } from '../json.ts';
import type { Program } from '../program.ts';
import { addDuration } from '../time/index.ts';
import { experimentsOf } from './experiments.ts';
import { fits, goalId } from './outcomes.ts';
import type { FinishReason, Run, Trial } from './run.ts';
import { JOURNEY, type Work } from './work.ts';

/** Ends after which nothing is measured: the run went on elsewhere, or was taken back. */
const UNMEASURED: ReadonlySet<FinishReason> = new Set(['erased', 'superseded', 'cancelled']);

/** Notes what an event means for the experiments the customer takes part in: each success and each harm counts once a run, within the experiment's window. */
export function takeScores(work: Work, event: EventFact, host: HostFacts): void {
  if (work.trials === undefined) return;
  for (const [step, trial] of Object.entries(work.trials)) {
    const experiment = experimentsOf(work.program).get(step);
    if (!experiment || work.now > trial.until) continue;
    const after = scored(work, step, trial, experiment, event, host);
    if (after !== trial) work.trials = { ...work.trials, [step]: after };
  }
}

function scored(work: Work, step: string, trial: Trial, { metric, guardrails }: Experiment, event: EventFact, host: HostFacts): Trial {
  let after = trial;
  const note = (outcome: string, because: string, more: Readonly<Record<string, string | number>>) => work.note(JOURNEY, 0, outcome, because, { experiment: step, arm: trial.arm, event: event.name, ...more });
  if (trial.converted === undefined) {
    const reason = 'goal' in metric ? goalReached(work, metric.goal) : event.name === metric.event ? fits(work, `the success of the experiment “${step}”`, metric.where, event, host) : null;
    if (reason) {
      after = { ...after, converted: work.now };
      note('converted', reason.because, 'goal' in metric ? { goal: metric.goal } : {});
    }
  }
  guardrails.forEach((guardrail, index) => {
    if (guardrail.event !== event.name || Object.hasOwn(trial.harmed ?? {}, String(index))) return;
    const reason = fits(work, `a guardrail of the experiment “${step}”`, guardrail.where, event, host);
    if (!reason) return;
    after = { ...after, harmed: { ...after.harmed, [index]: work.now } };
    note('harmed', reason.because, { guardrail: index });
  });
  return after;
}

/** A goal that this very event reached; one reached before the customer took their way is no success of it. */
function goalReached(work: Work, goal: string): { readonly because: string } | null {
  return Object.hasOwn(work.goals, goal) && !Object.hasOwn(work.run.goals, goal) ? { because: `the goal “${goal}” was reached` } : null;
}

/** Until when events still count for a goal of a run that is over; null where they do not. */
export function goalUntil(program: Program, run: Pick<Run, 'enteredAt' | 'zone' | 'trials'>, index: number): Instant | null {
  const goal = program.goals?.[index];
  if (!goal) return null;
  if (goal.within !== undefined) return addDuration(run.enteredAt, goal.within, run.zone);
  const experiments = run.trials === undefined ? null : experimentsOf(program);
  const windows = Object.entries(run.trials ?? {}).flatMap(([step, { until }]) => {
    const metric = experiments?.get(step)?.metric;
    return metric && 'goal' in metric && metric.goal === goalId(goal, index) ? [until] : [];
  });
  return windows.sort().at(-1) ?? null;
}

/** Until when a run that is over is still measured: the longest time of what is not settled yet; null where nothing is. */
export function measuredUntil(program: Program, run: Run, now: Instant): Instant | null {
  if (run.finish === null || UNMEASURED.has(run.finish.reason)) return null;
  const goals = (program.goals ?? []).map((goal, index) => (Object.hasOwn(run.goals, goalId(goal, index)) ? null : goalUntil(program, run, index)));
  const trials = Object.entries(run.trials ?? {}).map(([step, trial]) => (isSettled(trial, experimentsOf(program).get(step)) ? null : trial.until));
  return [...goals, ...trials].filter((until) => until !== null && until > now).sort().at(-1) ?? null;
}

function isSettled({ converted, harmed }: Trial, experiment: Experiment | undefined): boolean {
  return experiment === undefined || (converted !== undefined && Object.keys(harmed ?? {}).length >= experiment.guardrails.length);
}
