import { LayoutGrid } from 'lucide-react';
import { words } from '../canvas/words.ts';
import { tidy } from '../document/tidy.ts';
import type { Action } from './action.ts';

export const tidyAction: Action = {
  id: 'tidy',
  label: words.action.tidy,
  icon: LayoutGrid,
  shortcut: ['shift+t'],
  inMenu: true,
  enabled: ({ editor }) => editor.getState().graph.nodes.length > 1,
  run({ editor, view }) {
    const { selection, change } = editor.getState();
    const part = selection.length > 1;
    change(words.did.tidy, (graph) => tidy(graph, view.getState().sizes, part ? selection : []));
    if (!part) requestAnimationFrame(() => view.getState().flow?.fit());
  },
};
