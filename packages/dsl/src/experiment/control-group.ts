import { compareGroups, rateFigure, type Comparison, type Figure } from './compare.ts';
import { inWords, percent, sureInWords } from './words.ts';

export interface GroupCount {
  readonly entered: number;
  /** Runs of these that reached the goal. */
  readonly reached: number;
}

export interface ControlGroupEffect extends Comparison {
  readonly treated: GroupCount & { readonly rate: Figure };
  readonly held: GroupCount & { readonly rate: Figure };
  readonly because: string;
}

/**
 * What a journey brings about: how much more often a goal is reached by those who get its messages than by the control group, who get nothing. May be looked at as
 * often as one likes (EXP-1).
 *
 * @param confidence 0..1, of the ranges and of what is called clear
 */
export function compareControlGroup(treated: GroupCount, held: GroupCount, confidence = 0.95): ControlGroupEffect {
  const alpha = 1 - confidence;
  const empty = treated.entered === 0 || held.entered === 0;
  const comparison: Comparison = empty
    ? { times: { value: null, low: 0, high: null }, confidence: 0 }
    : compareGroups(treated.reached, held.reached, { own: treated.entered, other: held.entered }, alpha);
  const withRate = (group: GroupCount) => ({ ...group, rate: rateFigure(group.reached, group.entered, alpha) });
  return { ...comparison, treated: withRate(treated), held: withRate(held), because: words(treated, held, comparison, confidence) };
}

function words(treated: GroupCount, held: GroupCount, { times, confidence }: Comparison, needed: number): string {
  const of = ({ reached, entered }: GroupCount) => `${inWords(reached)} of ${inWords(entered)}${entered === 0 ? '' : ` (${percent(reached / entered)})`}`;
  const figures = `${of(treated)} of those who get messages, ${of(held)} of the control group`;
  if (confidence <= needed) return `no difference is clear yet: ${figures}`;
  const range = `between ${round(times.low)} and ${times.high === null ? 'many' : round(times.high)} times as often`;
  return `the journey ${times.low > 1 ? 'helps' : 'does harm'}, ${sureInWords(confidence)} sure: ${figures}, ${range}`;
}

const round = (times: number) => Math.round(times * 100) / 100;
