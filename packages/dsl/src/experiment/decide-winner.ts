import type { Arm, Experiment, Guardrail } from './experiment.ts';
import { compareGroups, PAIR_WEIGHT, rateFigure, type Comparison, type Figure } from './compare.ts';
import { priorAt, shareInterval } from './evidence.ts';
import { countsInWords, inWords, percent, sureInWords } from './words.ts';

/** What an arm came to so far. */
export interface ArmCount {
  /** Runs that drew it. */
  readonly entered: number;
  /** Of these, runs in which the metric was reached within the window. */
  readonly converted: number;
  /** By guardrail, in the order of the experiment: runs in which it happened. */
  readonly harmed: readonly number[];
}

export interface ExperimentCounts {
  /** By id; an arm that is absent had nobody. */
  readonly arms: Readonly<Record<string, ArmCount>>;
  /** Arms that were stopped before: they stay so. */
  readonly stopped?: readonly string[];
  /** Whether the experiment's longest time is over. */
  readonly over?: boolean;
}

export interface ArmFigures {
  readonly id: string;
  readonly label: string;
  readonly control: boolean;
  readonly stopped: boolean;
  readonly entered: number;
  readonly converted: number;
  /** Converted of entered, 0..1. */
  readonly rate: Figure;
  /** How many times as often customers convert here as on the arm it is compared with; null for that one itself. */
  readonly against: ({ readonly arm: string } & Comparison) | null;
  readonly guardrails: readonly { readonly event: string; readonly count: number; readonly rate: Figure }[];
}

export interface Verdict {
  /** The arm that everybody is to take from now on; null while the experiment goes on, and in manual mode. */
  readonly winner: string | null;
  /** The arm that the figures speak for, whoever decides; null where nothing is clear. */
  readonly proposed: string | null;
  /** Arms that get no more customers. */
  readonly stopped: readonly { readonly arm: string; readonly because: string }[];
  readonly because: string;
  readonly arms: readonly ArmFigures[];
}

const NOBODY: ArmCount = { entered: 0, converted: 0, harmed: [] };
type Tallied = Arm & ArmCount;

/**
 * Whether an experiment is decided, as often as one likes to ask: the chance that two equal arms are ever told apart, or that an arm is ever
 * stopped without cause, is at most 1 - confidence in all.
 *
 * Of two arms that do the same, each conversion belongs to the one or the other by the weights they are drawn with alone: whatever the rate, however
 * late it comes, and however both change over time. So the test looks at whose the conversions are (`logEvidence`), with Bonferroni's share of the
 * error for each of several arms, and half of it set aside for guardrails where there are any. Where most customers convert it errs on the safe side.
 */
export function decideWinner(counts: ExperimentCounts, experiment: Experiment): Verdict {
  const { guardrails, confidence, mode } = experiment;
  const alpha = (1 - confidence) / (guardrails.length > 0 ? 2 : 1);
  const arms = experiment.arms.map((arm): Tallied => ({ ...arm, ...NOBODY, ...counts.arms[arm.id] }));
  const stopped = harmful(arms, experiment, counts.stopped ?? [], alpha);
  const running = arms.filter((arm) => !stopped.some((one) => one.arm === arm.id));
  const answer = choose(running, alpha, experiment, counts.over === true, stopped.length > 0);
  return {
    winner: mode === 'auto' ? answer.arm : null,
    proposed: answer.arm,
    stopped,
    because: answer.because,
    arms: figuresOf(arms, stopped, alpha, guardrails),
  };
}

/** Arms that break a guardrail for sure. The last arm left is never stopped: its customers have to go somewhere. */
function harmful(arms: readonly Tallied[], { guardrails }: Experiment, before: readonly string[], alpha: number): { arm: string; because: string }[] {
  const stopped = arms.filter((arm) => before.includes(arm.id)).map((arm) => ({ arm: arm.id, because: `“${arm.label}” was stopped before` }));
  const each = alpha / Math.max(1, guardrails.length * arms.length);
  for (const arm of arms) {
    if (stopped.some((one) => one.arm === arm.id) || stopped.length >= arms.length - 1) continue;
    const because = guardrails.map((guardrail, index) => harmOf(arm, index, guardrail, arms, each)).find((words) => words !== null);
    if (because !== undefined) stopped.push({ arm: arm.id, because });
  }
  return stopped;
}

function harmOf(arm: Tallied, index: number, guardrail: Guardrail, arms: readonly Tallied[], alpha: number): string | null {
  const harmed = arm.harmed[index] ?? 0;
  const words = `${guardrail.event} came of ${inWords(harmed)} of ${inWords(arm.entered)} customers of “${arm.label}”`;
  if ('most' in guardrail) {
    const { low } = shareInterval(harmed, Math.max(0, arm.entered - harmed), alpha, priorAt(guardrail.most, 20));
    return low > guardrail.most ? `${words}, for sure more than the ${percent(guardrail.most)} that are allowed` : null;
  }
  const control = arms.find((one) => one.control);
  if (arm.control) return null;
  const others = control ? [control] : arms.filter((one) => one.id !== arm.id);
  const there = others.reduce((sum, other) => sum + (other.harmed[index] ?? 0), 0);
  const weight = guardrail.relative * arm.weight;
  const allowed = weight / (weight + others.reduce((sum, other) => sum + other.weight, 0));
  const { low } = shareInterval(harmed, there, alpha, priorAt(allowed, PAIR_WEIGHT));
  const limit = guardrail.relative === 1 ? 'for sure more often' : `for sure more than ${guardrail.relative} times as often`;
  return low > allowed ? `${words}, ${limit} than on ${control ? `“${control.label}”` : 'the other ways'} (${inWords(there)} of ${inWords(others.reduce((sum, other) => sum + other.entered, 0))})` : null;
}

interface Choice { readonly arm: string | null; readonly because: string }

function choose(running: readonly Tallied[], alpha: number, { minimum, onInconclusive, arms }: Experiment, over: boolean, anyStopped: boolean): Choice {
  const [only] = running;
  if (only === undefined) return { arm: null, because: 'no way gets any customers' };
  if (running.length === 1) return { arm: only.id, because: anyStopped ? `the other ways were stopped, so “${only.label}” is left` : `“${only.label}” is the only way` };
  const short = running.filter((arm) => arm.entered < minimum);
  const clear = short.length > 0 ? null : better(running, alpha / (arms.length - 1));
  if (clear) return clear;
  const soFar = short.length > 0 ? short.map((arm) => `“${arm.label}” had ${inWords(arm.entered)} of the ${inWords(minimum)} customers it needs`).join(', ') : `nothing is clear yet: ${running.map(countsInWords).join(', ')}`;
  if (!over || onInconclusive === 'continue') return { arm: null, because: soFar };
  const taken = onInconclusive === 'control' ? running.find((arm) => arm.control) ?? only : [...running].sort((a, b) => rateOf(b) - rateOf(a))[0] ?? only;
  return { arm: taken.id, because: `the time is up, and ${soFar}; so “${taken.label}” is taken, as ${onInconclusive === 'control' ? 'the usual way' : 'the way that is ahead'}` };
}

/** The arm that is better for sure: than the control where one runs, else than every other. Where several beat the control it is the one with the highest rate. */
function better(running: readonly Tallied[], alpha: number): Choice | null {
  const control = running.find((arm) => arm.control);
  const rivals = (arm: Tallied) => (control && !arm.control ? [control] : running.filter((other) => other.id !== arm.id));
  const winners = running.filter((arm) => rivals(arm).every((rival) => ahead(arm, rival) && compare(arm, rival, alpha).confidence > 1 - alpha));
  const best = winners.sort((a, b) => rateOf(b) - rateOf(a))[0];
  if (best === undefined) return null;
  const beaten = rivals(best);
  const sure = Math.min(...beaten.map((rival) => compare(best, rival, alpha).confidence));
  return { arm: best.id, because: `“${best.label}” is better, ${sureInWords(sure)} sure: ${[best, ...beaten].map(countsInWords).join(', ')}` };
}

const rateOf = ({ converted, entered }: ArmCount) => (entered === 0 ? 0 : converted / entered);
const ahead = (arm: Tallied, rival: Tallied) => arm.converted * rival.weight > rival.converted * arm.weight;

/** An arm against another. */
const compare = (arm: Tallied, other: Tallied, alpha: number) => compareGroups(arm.converted, other.converted, { own: arm.weight, other: other.weight }, alpha);

function figuresOf(arms: readonly Tallied[], stopped: readonly { readonly arm: string }[], alpha: number, guardrails: readonly Guardrail[]): ArmFigures[] {
  const reference = arms.find((arm) => arm.control) ?? arms[0];
  const each = alpha / Math.max(1, arms.length - 1);
  return arms.map((arm) => ({
    id: arm.id, label: arm.label, control: arm.control, entered: arm.entered, converted: arm.converted,
    stopped: stopped.some((one) => one.arm === arm.id),
    rate: rateFigure(arm.converted, arm.entered, alpha),
    against: reference === undefined || reference.id === arm.id ? null : { arm: reference.id, ...compare(arm, reference, each) },
    guardrails: guardrails.map(({ event }, index) => ({ event, count: arm.harmed[index] ?? 0, rate: rateFigure(arm.harmed[index] ?? 0, arm.entered, alpha) })),
  }));
}
