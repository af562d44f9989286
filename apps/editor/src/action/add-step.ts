import { Plus } from 'lucide-react';
import { words } from '../canvas/words.ts';
import { always, type Action } from './action.ts';

export const addStepAction: Action = {
  id: 'add-step',
  label: words.action.add,
  icon: Plus,
  shortcut: ['/'],
  inMenu: true,
  enabled: always,
  run({ view }) {
    const search = document.getElementById('palette-search');
    // where the palette is folded away, the list opens over the canvas
    if (search && search.offsetParent !== null) search.focus();
    else view.setState({ adding: { at: 'near' } });
  },
};
