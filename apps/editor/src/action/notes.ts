import { StickyNote } from 'lucide-react';
import { words } from '../canvas/words.ts';
import { wishField } from '../canvas/view-store.ts';
import { addNote, freeGround } from '../document/notes.ts';
import { always, type Action } from './action.ts';

export const noteAction: Action = {
  id: 'note',
  label: words.action.note,
  icon: StickyNote,
  shortcut: ['n'],
  inMenu: true,
  enabled: always,
  run({ editor, view }) {
    const centre = view.getState().flow?.centre() ?? { x: 0, y: 0 };
    editor.getState().change(words.did.addNote, (graph) => addNote(graph, freeGround(graph, { x: centre.x - 100, y: centre.y - 60 })));
    // its words are what comes next
    wishField(view, []);
  },
};
