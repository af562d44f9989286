import { Undo2 } from 'lucide-react';
import { words } from '../canvas/words.ts';
import type { Action } from './action.ts';

export const undoAction: Action = {
  id: 'undo',
  label: words.action.undo,
  icon: Undo2,
  shortcut: ['mod+z'],
  whileWriting: 'document',
  enabled: ({ editor }) => editor.getState().history.past.length > 0,
  run: ({ editor }) => editor.getState().undo(),
};
