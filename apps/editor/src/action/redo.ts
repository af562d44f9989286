import { Redo2 } from 'lucide-react';
import { words } from '../canvas/words.ts';
import type { Action } from './action.ts';

export const redoAction: Action = {
  id: 'redo',
  label: words.action.redo,
  icon: Redo2,
  shortcut: ['mod+y', 'shift+mod+z'],
  whileWriting: 'document',
  enabled: ({ editor }) => editor.getState().history.future.length > 0,
  run: ({ editor }) => editor.getState().redo(),
};
