import { Trash2 } from 'lucide-react';
import { words } from '../canvas/words.ts';
import { deleteNodes, disconnect } from '../document/commands.ts';
import type { Action } from './action.ts';

export const deleteAction: Action = {
  id: 'delete',
  label: words.action.delete,
  icon: Trash2,
  shortcut: ['Delete', 'Backspace'],
  inMenu: true,
  enabled: ({ editor }) => editor.getState().selection.length + editor.getState().edges.length > 0,
  run({ editor }) {
    const { selection, edges, change } = editor.getState();
    // selecting a card selects nothing else: connections go by themselves only where no card is chosen
    if (selection.length > 0) change(words.did.delete(selection.length), (graph) => deleteNodes(graph, selection));
    else change(words.did.disconnect, (graph) => disconnect(graph, edges));
  },
};
