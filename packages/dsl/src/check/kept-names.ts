import { pointer, type Issue } from '../issue.ts';
import { placeOfText } from './places.ts';
import type { View } from './view.ts';

/** Names under which steps keep something for later ones. */
export const keptNames = (view: View): string[] => view.steps.flatMap((node) => [...(node.needs.keeps ?? [])]);

/** A name that is a step's own as well: `steps.<name>` would be now the one and now the other. */
export function keptNamesTaken(view: View): Issue[] {
  return view.steps.flatMap((node) => (node.needs.keeps ?? []).flatMap((name): Issue[] => (view.nodes.has(name)
    ? [{ code: 'kept-name-taken', severity: 'error', path: pointer([...node.at, ...placeOfText(node.config, name)]), node: node.id, message: `"${node.title}" keeps something as "${name}", and a step is called that too. Choose another name.` }]
    : [])));
}
