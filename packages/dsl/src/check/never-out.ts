import type { Issue } from '../issue.ts';
import { loops, titles } from './loops.ts';
import { atNode, reached, type View, type ViewNode } from './view.ts';

/** A circle with waits in it, but no way out: people stay in it for ever. */
export function neverOut(view: View): Issue[] {
  const seen = reached(view);
  const exits = (view.settings.exits ?? []).length > 0;
  return loops(view, () => true).flatMap((group): Issue[] => {
    const inside = new Set(group.map((n) => n.id));
    const wayOut = group.some((n) => n.ways.length === 0 || n.ways.some((w) => w.port.fallsBackTo === undefined && (w.to === null || !inside.has(w.to))));
    const first = group[0] as ViewNode;
    if (wayOut || !seen.has(first.id)) return [];
    const inWords = exits ? 'Only an event that ends the journey lets people out' : 'Nobody is ever let out';
    return [atNode(first, 'never-out', exits ? 'hint' : 'warning', `${inWords} of the circle ${titles(group)}. Let one way lead out of it${exits ? '' : ', or add an event that ends the journey'}.`)];
  });
}
