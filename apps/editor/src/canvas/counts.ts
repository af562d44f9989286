import type { GraphNode } from '@attune/dsl';
import type { JourneyStats } from '@attune/runtime/shapes';
import { words } from './words.ts';

const number = new Intl.NumberFormat();

/** The number a card shows, with all of them in its tooltip; null where nobody was ever there. */
export function countOf(stats: JourneyStats | null, node: Pick<GraphNode, 'id'>): { readonly text: string; readonly title: string } | null {
  // selectors of the view compare by identity: the same counts must answer the same object
  const step = stats?.steps[node.id];
  if (!step) return null;
  const known = drawn.get(step);
  if (known) return known;
  const skipped = Object.values(step.skipped).reduce((sum, n) => sum + n, 0);
  const text = step.waiting > 0 ? words.counts.waiting(number.format(step.waiting))
    : step.sent > 0 ? words.counts.sent(number.format(step.sent))
    : step.entered > 0 ? number.format(step.entered) : '';
  const reasons = Object.entries(step.skipped).map(([reason, n]) => `${number.format(n)} ${words.reason(reason)}`);
  const title = [
    words.counts.entered(number.format(step.entered)),
    words.counts.waitingNow(number.format(step.waiting)),
    words.counts.left(number.format(step.left)),
    ...(step.sent > 0 ? [words.counts.sent(number.format(step.sent))] : []),
    ...(skipped > 0 ? [words.counts.skipped(number.format(skipped), reasons.join(', '))] : []),
  ].join('\n');
  const count = text ? { text, title } : null;
  if (count) drawn.set(step, count);
  return count;
}

/** How many came into the journey. */
export function enteredCount(entered: number): { readonly text: string; readonly title: string } {
  return { text: words.counts.in(number.format(entered)), title: words.counts.entered(number.format(entered)) };
}

const drawn = new WeakMap<object, { readonly text: string; readonly title: string }>();

/** How many left a step by a way out, written; null where nobody has. */
export function portCount(stats: JourneyStats | null, node: string, port: string): string | null {
  const n = stats?.steps[node]?.ports[port] ?? 0;
  return n > 0 ? number.format(n) : null;
}
