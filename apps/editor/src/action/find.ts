import { Search } from 'lucide-react';
import { words } from '../canvas/words.ts';
import { always, type Action } from './action.ts';

export const findAction: Action = {
  id: 'find',
  label: words.action.find,
  icon: Search,
  shortcut: ['mod+f'],
  whileWriting: 'anywhere',
  inMenu: true,
  enabled: always,
  // cards outside of the view are not in the page: the browser's own search would not find them
  run: ({ view }) => view.setState((now) => ({ outline: false, found: now.found ?? { text: '', ids: [] } })),
};
