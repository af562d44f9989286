import { pointer, type Issue } from '../issue.ts';
import type { View } from './view.ts';

/** What each kind knows about its own config. */
export function kindChecks(view: View): Issue[] {
  const mode = view.settings.reentry?.mode;
  return [...view.nodes.values()].flatMap((node) => {
    if (!node.sound || node.kind.check === undefined) return [];
    return node.kind.check(node.config, {
      world: view.world,
      category: view.settings.category,
      ...(mode === undefined ? {} : { reentry: mode }),
      issue: ({ at, ...issue }) => ({ ...issue, path: pointer([...node.at, ...at]), node: node.id }),
    });
  });
}
