import { closest } from '../compile/closest.ts';
import { getAt } from '../compile/place.ts';
import { pointer, type Issue } from '../issue.ts';
import type { KindIssue } from '../node-kind.ts';
import type { View, ViewNode } from './view.ts';

/** An issue of a kind at its place in the document. */
function placed(node: ViewNode, { at, fix, known, ...issue }: KindIssue): Issue {
  const path = pointer([...node.at, ...at]);
  const own = { ...issue, path, node: node.id };
  if (fix !== undefined) return { ...own, fix: { title: fix.title, changes: fix.changes.map((change) => ({ path: pointer([...node.at, ...change.at]), value: change.value })) } };
  const name = getAt(node.config, at);
  const near = known === undefined || typeof name !== 'string' ? null : closest(name, known);
  if (near === null) return own;
  return { ...own, message: issue.message.replace(/(?<=\.)(?= |$)/, ` Did you mean "${near}"?`), fix: { title: `Use "${near}"`, changes: [{ path, value: near }] } };
}

/** What each kind knows about its own config. */
export function kindChecks(view: View): Issue[] {
  const mode = view.settings.reentry?.mode;
  return [...view.nodes.values()].flatMap((node) => {
    if (!node.sound || node.kind.check === undefined) return [];
    return node.kind.check(node.config, {
      world: view.world,
      category: view.settings.category,
      endsByEvent: (view.settings.exits ?? []).length > 0,
      ...(mode === undefined ? {} : { reentry: mode }),
      issue: (issue) => placed(node, issue),
    });
  });
}
