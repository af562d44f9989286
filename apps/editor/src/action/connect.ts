import { Spline } from 'lucide-react';
import { words } from '../canvas/words.ts';
import { nodeById, portsOf } from '../document/kinds.ts';
import type { Tools } from '../canvas/tools.ts';
import type { Action } from './action.ts';

function source({ editor }: Tools) {
  const { graph, selection } = editor.getState();
  const node = selection.length === 1 ? nodeById(graph, selection[0]!) : null;
  return node && portsOf(node).length > 0 ? node.id : null;
}

export const connectAction: Action = {
  id: 'connect',
  label: words.action.connect,
  icon: Spline,
  shortcut: ['c'],
  inMenu: true,
  enabled: (tools) => source(tools) !== null,
  run: (tools) => tools.view.setState({ connecting: source(tools) }),
};
