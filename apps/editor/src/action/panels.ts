import { FileInput, FlaskConical, History, Keyboard, ListTree, PlayCircle, Rocket, TriangleAlert } from 'lucide-react';
import { words } from '../canvas/words.ts';
import { always, type Action } from './action.ts';

export const tryItAction: Action = {
  id: 'try-it', label: words.action.tryIt, icon: PlayCircle, shortcut: ['t'], enabled: always,
  run: ({ view }) => view.setState((now) => ({ panel: now.panel === 'try' ? null : 'try', lit: null })),
};
export const problemsAction: Action = {
  id: 'problems', label: words.action.problems, icon: TriangleAlert, shortcut: ['p'], enabled: always,
  run: ({ view }) => view.setState((now) => ({ panel: now.panel === 'problems' ? null : 'problems' })),
};
export const outlineAction: Action = {
  id: 'outline', label: words.action.outline, icon: ListTree, shortcut: ['o'], enabled: always,
  run: ({ view }) => view.setState((now) => ({ outline: !now.outline })),
};
export const publishAction: Action = { id: 'publish', label: words.action.publish, icon: Rocket, shortcut: ['mod+Enter'], whileWriting: 'anywhere', enabled: always, run: ({ view }) => view.setState({ publishing: true }) };
export const importAction: Action = { id: 'import', label: words.action.import, icon: FileInput, enabled: always, run: ({ view }) => view.setState({ importing: true }) };
export const versionsAction: Action = {
  id: 'versions', label: words.action.versions, icon: History, shortcut: ['v'], enabled: always,
  run: ({ view }) => view.setState((now) => ({ panel: now.panel === 'versions' ? null : 'versions' })),
};
export const experimentsAction: Action = {
  id: 'experiments', label: words.action.experiments, icon: FlaskConical, shortcut: ['e'], enabled: always,
  run: ({ view }) => view.setState((now) => ({ panel: now.panel === 'experiments' ? null : 'experiments' })),
};
export const shortcutsAction: Action = { id: 'shortcuts', label: words.action.shortcuts, icon: Keyboard, shortcut: ['?'], enabled: always, run: ({ view }) => view.setState({ shortcuts: true }) };
