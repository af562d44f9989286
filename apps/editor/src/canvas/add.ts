import { addAfterPort, addNear, addNode, insertOnEdge } from '../document/commands.ts';
import type { Point } from '../document/place.ts';
import type { Tools } from './tools.ts';
import type { AddTarget } from './view-store.ts';
import { words } from './words.ts';

/** Adds a kind at the place a person chose, and shows it. */
export function addKind(tools: Tools, kind: string, target: AddTarget): void {
  const { editor, view } = tools;
  const selected = editor.getState().selection.at(-1) ?? null;
  const centre = view.getState().flow?.centre() ?? { x: 0, y: 0 };
  editor.getState().change(target.at === 'edge' ? words.did.insert : words.did.add, (graph) => {
    if (target.at === 'edge') return insertOnEdge(graph, target.edge, kind);
    if (target.at === 'port') return addAfterPort(graph, target.node, target.port, kind);
    return addNear(graph, selected, kind, { x: centre.x - 124, y: centre.y - 56 });
  });
  view.setState({ adding: null });
  revealSelected(tools);
}

/** Adds a kind where it was dropped. */
export function dropKind(tools: Tools, kind: string, at: Point, edge: string | null): void {
  if (edge) addKind(tools, kind, { at: 'edge', edge });
  else tools.editor.getState().change(words.did.add, (graph) => addNode(graph, kind, { x: at.x - 124, y: at.y - 40 }));
}

function revealSelected({ editor, view }: Tools): void {
  const added = editor.getState().selection[0];
  // the new card has to be drawn first
  if (added !== undefined) requestAnimationFrame(() => view.getState().flow?.reveal(added));
}
