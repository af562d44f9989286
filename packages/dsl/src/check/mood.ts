import type { Issue } from '../issue.ts';
import { atNode, speaks, type View } from './view.ts';

/** Whether people who go this way come to a message before they rest anywhere. */
function leadsToMessage(view: View, from: string | null): boolean {
  const seen = new Set<string>();
  const stack = from === null ? [] : [from];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const node = view.nodes.get(id);
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    if (speaks(node)) return true;
    if (node.kind.role === 'step' && !node.kind.waits) stack.push(...node.ways.flatMap((w) => w.to ?? []));
  }
  return false;
}

/**
 * Reading someone's mood is for caring about them; choosing offers by it needs their word. A step that spares some of them the offer is care:
 * it is enough that one way leads to no message at once.
 */
export function mood(view: View): Issue[] {
  if (view.settings.category !== 'marketing') return [];
  return view.steps.filter((node) => node.needs.sentiment === true && node.ways.length > 0 && node.ways.every((w) => leadsToMessage(view, w.to))).map((node) =>
    atNode(node, 'mood-in-marketing', 'warning', `"${node.title}" chooses offers by people's mood. Spare the unhappy ones the offer, or move this into a service journey; if it is to stay, make sure that people have agreed to it (who has not goes to "not sure").`));
}
