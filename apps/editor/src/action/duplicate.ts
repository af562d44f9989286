import { CopyPlus } from 'lucide-react';
import { words } from '../canvas/words.ts';
import { duplicate } from '../document/clipboard.ts';
import { someSelected, type Action } from './action.ts';

export const duplicateAction: Action = {
  id: 'duplicate',
  label: words.action.duplicate,
  icon: CopyPlus,
  shortcut: ['mod+d'],
  inMenu: true,
  enabled: someSelected,
  run: ({ editor }) => editor.getState().change(words.did.duplicate, (graph) => duplicate(graph, editor.getState().selection)),
};
