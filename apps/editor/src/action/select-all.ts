import { BoxSelect } from 'lucide-react';
import { words } from '../canvas/words.ts';
import type { Action } from './action.ts';

export const selectAllAction: Action = {
  id: 'select-all',
  label: words.action.selectAll,
  icon: BoxSelect,
  shortcut: ['mod+a'],
  inMenu: true,
  enabled: ({ editor }) => editor.getState().graph.nodes.length > 0,
  run: ({ editor }) => editor.getState().select([...editor.getState().graph.nodes, ...(editor.getState().graph.notes ?? [])].map(({ id }) => id)),
};
