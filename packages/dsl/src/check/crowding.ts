import type { TrailEntry } from '../engine/command.ts';
import type { Issue } from '../issue.ts';
import { pauseBefore } from './fixes.ts';
import { valuesOf } from './places.ts';
import { covers } from './symbolic/state.ts';
import { leave, passagesOf, pauseOf, targetOf, type Stop } from './symbolic/walk.ts';
import { atNode, speaks, type View, type ViewNode } from './view.ts';
import { onward, witnessFor } from './witness.ts';

const HOUR = 3_600_000;
/** Beyond this many places looked at from one message the rest is left out. */
const MOST_LOOKED_AT = 200;

interface Next {
  readonly stop: Stop;
  readonly elapsed: number;
}

/** The messages that can follow this one in less than `limit` (milliseconds, by the step that follows), whatever way is open to those who stand here. Where only the customer's own doing leads on, nobody is pushed. */
export function following(view: View, from: ViewNode, limit: (next: ViewNode) => number, wanted: (node: ViewNode) => boolean, ownDoing: 'ends' | 'counts as nothing'): Map<ViewNode, Stop[]> {
  const found = new Map<ViewNode, Stop[]>();
  const seen = new Map<string, Next[]>();
  const queue: Next[] = (view.walked().stops.get(from.id) ?? []).map((stop) => ({ stop, elapsed: 0 }));
  for (let at = 0; at < queue.length && at < MOST_LOOKED_AT; at += 1) {
    const { stop, elapsed } = queue[at] as Next;
    const node = view.nodes.get(stop.node);
    if (node === undefined) continue;
    for (const passage of passagesOf(node)) {
      const pause = pauseOf(node, passage.port);
      const then = elapsed + (pause === Infinity && ownDoing === 'counts as nothing' ? 0 : pause);
      const to = targetOf(node, passage.port);
      const next = to === null ? undefined : view.nodes.get(to);
      if (next === undefined || then >= limit(next)) continue;
      for (const state of leave(stop.state, node, passage)) {
        const further = onward(stop, node, passage, state);
        if (further === null) continue;
        if (wanted(next)) found.set(next, [...(found.get(next) ?? []), further]);
        // Beyond the next message the way is that message's own concern.
        const before = seen.get(next.id) ?? [];
        if (wanted(next) || before.some((other) => other.elapsed <= then && covers(other.stop.state, state))) continue;
        seen.set(next.id, [...before, { stop: further, elapsed: then }]);
        queue.push({ stop: further, elapsed: then });
      }
    }
  }
  return found;
}

/** Whether the two messages really followed each other within an hour. */
const within = (first: ViewNode, second: ViewNode) => (trail: readonly TrailEntry[]): boolean =>
  trail.some((a, i) => a.step === first.id && trail.slice(i + 1).some((b) => b.step === second.id && (b.step !== a.step || b.visit !== a.visit) && Date.parse(b.at) - Date.parse(a.at) < HOUR));

/** More would make the check slow on a journey that is wrong all over. */
const MOST_WITNESSES = 5;

/**
 * Two messages within an hour on one path. A message that answers something the customer did is not counted. It is a warning where somebody was found to whom it happens, and a
 * hint where only the times in the journey leave room for it.
 */
export function crowding(view: View): Issue[] {
  const told = new Set<string>();
  const times = [...new Set([...view.nodes.values()].flatMap((node) => valuesOf(node.kind, node.config, 'time').flatMap(({ value }) => (typeof value === 'string' && /^\d\d:\d\d$/.test(value) ? [value] : []))))].slice(0, 4);
  let looked = 0;
  return view.steps.filter((n) => speaks(n) && view.walked().stops.has(n.id)).flatMap((first) =>
    [...following(view, first, () => HOUR, speaks, 'ends')].flatMap(([second, stops]): Issue[] => {
      if (told.has(second.id)) return [];
      told.add(second.id);
      const again = first === second ? `"${first.title}" can reach the same person again` : `"${second.title}" can follow "${first.title}"`;
      const sought = view.program !== null && looked < MOST_WITNESSES;
      looked += 1;
      const witness = sought ? witnessFor(view, stops.slice(0, 3), {}, within(first, second), times) : undefined;
      const fix = pauseBefore(view, stops, second, 'PT1H');
      const issue = atNode(second, 'messages-close', sought && witness === undefined ? 'hint' : 'warning', `${again} within an hour. Put a wait between them, so that nobody feels pushed.`);
      return [{ ...issue, ...(fix === null ? {} : { fix }), ...(witness === undefined ? {} : { witness }) }];
    }));
}
