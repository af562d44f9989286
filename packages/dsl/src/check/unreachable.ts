import type { Issue } from '../issue.ts';
import { atNode, reached, type View } from './view.ts';

/** Steps nobody can come to. They stay in the journey (LANG-2), so the marketer must know. */
export function unreachable(view: View): Issue[] {
  const seen = reached(view);
  const led = new Set([...view.nodes.values()].flatMap((node) => node.ways.flatMap((w) => w.to ?? [])));
  return view.steps.filter((node) => !seen.has(node.id)).map((node) => ({
    ...atNode(node, 'unreachable-step', 'warning', `Nobody can come to "${node.title}": nothing leads there. Connect a step to it, or remove it.`),
    ...(led.has(node.id) ? {} : { fix: { title: `Remove "${node.title}"`, changes: view.removing(node) } }),
  }));
}
