import { PanelRight, Settings2 } from 'lucide-react';
import { words } from '../canvas/words.ts';
import { wishField } from '../canvas/view-store.ts';
import { always, someSelected, type Action } from './action.ts';

export const openStepAction: Action = { id: 'open-step', label: words.action.open, icon: PanelRight, shortcut: ['Enter'], enabled: someSelected, run: ({ view }) => wishField(view, []) };

export const openJourneyAction: Action = {
  id: 'open-journey',
  label: words.action.journey,
  icon: Settings2,
  shortcut: ['Escape'],
  inMenu: true,
  enabled: always,
  run: ({ editor, view }) => {
    editor.getState().select([]);
    view.setState({ lit: null });
  },
};
