import { logEvidence, priorAt, shareInterval } from './evidence.ts';

/** A value with the range in which it lies for sure (at every look). `value` is null where nothing is known, `high` where nothing bounds it yet. */
export interface Figure { readonly value: number | null; readonly low: number; readonly high: number | null }

/** How much the prior about the shares of two groups is worth, in successes: 60 expects differences of about a quarter, and loses little elsewhere. */
export const PAIR_WEIGHT = 60;

/** How many times as often something happens in one group as in another, and how sure it is that there is a difference at all (0..1). */
export interface Comparison { readonly times: Figure; readonly confidence: number }

/**
 * Compares two groups by whose the successes are. `weights` say how many people chance sends to the one for each it sends to the other: in groups that do the
 * same, each success belongs to one of them by these weights alone.
 */
export function compareGroups(successes: number, others: number, weights: { readonly own: number; readonly other: number }, alpha: number): Comparison {
  const share = weights.own / (weights.own + weights.other);
  const prior = priorAt(share, PAIR_WEIGHT);
  const toTimes = (part: number) => (part / (1 - part)) / (weights.own / weights.other);
  const { low, high } = shareInterval(successes, others, alpha, prior);
  const value = others === 0 ? null : toTimes(successes / (successes + others));
  return { times: { value, low: toTimes(low), high: high >= 1 ? null : toTimes(high) }, confidence: 1 - Math.min(1, Math.exp(-logEvidence(successes, others, share, prior))) };
}

/** The share of some that others make up, with the range in which the true one lies. */
export function rateFigure(yes: number, of: number, alpha: number): Figure {
  const { low, high } = shareInterval(yes, Math.max(0, of - yes), alpha, { a: 1, b: 1 });
  return { value: of === 0 ? null : yes / of, low, high };
}
