import type { Experiments } from '@attune/runtime/shapes';
import { words } from '../../canvas/words.ts';
import { decimal, percent } from '../../ui/numbers.ts';

const w = words.experiments;
/** An experiment as it stands. */
export type Experiment = Experiments['experiments'][number];
export type Arm = Experiment['verdict']['arms'][number];

// rates lie close together, and whole percents would hide what is compared
const share = (n: number): string => (n > 0 && n < 0.1 ? `${decimal(n * 100)}%` : percent(n));

/** A share with its range, e.g. `12%, between 9% and 16%`. */
export function sayRate({ value, low, high }: Arm['rate']): string {
  return value === null ? w.noRate : w.rate(share(value), share(low), high === null ? w.open : share(high));
}

/** How many times as often as the way it is held against; null where it is held against none. */
export function sayTimes(against: Arm['against'], labelOf: (arm: string) => string): string | null {
  if (against === null) return null;
  const { times: { value, low, high }, arm } = against;
  return value === null ? w.noTimes(labelOf(arm)) : w.times(decimal(value), decimal(low), high === null ? w.open : decimal(high), labelOf(arm));
}

/** What counts as a success, in words; null where the metric is of a later make. */
export function sayMetric(metric: unknown): string | null {
  if (typeof metric !== 'object' || metric === null) return null;
  if ('goal' in metric && typeof metric.goal === 'string') return w.goal(metric.goal);
  return 'event' in metric && typeof metric.event === 'string' ? w.success(metric.event) : null;
}

/** Where the experiment stands: decided and by whom, or going on. */
export function sayState({ winner, decidedBy, experiment, verdict }: Experiment): string {
  const who = decidedBy === null ? null : (w.actors[decidedBy] ?? decidedBy);
  if (winner !== null) return w.decided(verdict.arms.find(({ id }) => id === winner)?.label ?? winner, who);
  if (who !== null) return w.goesOn(who);
  return experiment.mode === 'manual' ? w.byHand : w.running;
}
