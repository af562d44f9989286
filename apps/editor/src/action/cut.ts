import { Scissors } from 'lucide-react';
import { words } from '../canvas/words.ts';
import { someSelected, type Action } from './action.ts';
import { copyAction } from './copy.ts';
import { deleteAction } from './delete.ts';

export const cutAction: Action = {
  id: 'cut',
  label: words.action.cut,
  icon: Scissors,
  shortcut: ['mod+x'],
  native: true,
  inMenu: true,
  enabled: someSelected,
  run(tools) {
    copyAction.run(tools);
    deleteAction.run(tools);
  },
};
