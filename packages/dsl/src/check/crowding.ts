import type { TrailEntry } from '../engine/command.ts';
import type { Issue } from '../issue.ts';
import { durationMillis } from './span.ts';
import { atNode, reached, speaks, type View, type ViewNode, type Way } from './view.ts';
import { findWitness } from './witness.ts';

const HOUR = 3_600_000;

/** The least time that passes on the way out, in milliseconds; `theirs` where the customer decides by doing something. */
function pause(node: ViewNode, way: Way, theirs: number): number {
  const { kind } = node;
  if (kind.role !== 'step' || !node.sound || kind.restsAtLeast === undefined) return 0;
  const least = kind.restsAtLeast(node.config, way.port.id);
  return least === null ? theirs : durationMillis(least);
}

/** The steps of a sort that can follow this one in less than some time (milliseconds), whatever way is taken; the search ends at each of them. */
export function soonAfter(view: View, from: ViewNode, wanted: (node: ViewNode) => boolean, span: (next: ViewNode) => number, theirs: number): ViewNode[] {
  const least = new Map<string, number>([[from.id, 0]]);
  const queue = [from];
  const found = new Set<ViewNode>();
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const way of node.ways) {
      const next = way.to === null ? undefined : view.nodes.get(way.to);
      const at = (least.get(node.id) as number) + pause(node, way, theirs);
      if (next === undefined || at >= span(next)) continue;
      if (wanted(next)) found.add(next);
      if (at >= (least.get(next.id) ?? Infinity)) continue;
      least.set(next.id, at);
      // Beyond the next one the way is that one's own concern.
      if (!wanted(next)) queue.push(next);
    }
  }
  return [...found];
}

/** Whether the two messages really followed each other within an hour. */
const within = (first: ViewNode, second: ViewNode) => (trail: readonly TrailEntry[]): boolean =>
  trail.some((a, i) => a.step === first.id && trail.slice(i + 1).some((b) => b.step === second.id && (b.step !== a.step || b.visit !== a.visit) && Date.parse(b.at) - Date.parse(a.at) < HOUR));

/** More would make the check slow on a journey that is wrong all over. */
const MOST_WITNESSES = 3;

/** Two messages within an hour on one path. A message that answers something the customer did is not counted. */
export function crowding(view: View): Issue[] {
  const seen = reached(view);
  const told = new Set<string>();
  return view.steps.filter((n) => speaks(n) && seen.has(n.id)).flatMap((first) =>
    soonAfter(view, first, speaks, () => HOUR, Infinity).flatMap((second): Issue[] => {
      if (told.has(second.id)) return [];
      told.add(second.id);
      const again = first === second ? `"${first.title}" can reach the same person again` : `"${second.title}" can follow "${first.title}"`;
      const witness = told.size > MOST_WITNESSES ? undefined : findWitness(view, second.id, [], within(first, second));
      const issue = atNode(second, 'messages-close', 'warning', `${again} within an hour. Put a wait between them, so that nobody feels pushed.`);
      return [witness === undefined ? issue : { ...issue, witness }];
    }));
}
