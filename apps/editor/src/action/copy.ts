import { Copy } from 'lucide-react';
import type { Tools } from '../canvas/tools.ts';
import { words } from '../canvas/words.ts';
import { copyText } from '../document/clipboard.ts';
import { someSelected, type Action } from './action.ts';

/** The selected steps as text; null where none is selected. */
export function selectedText({ editor }: Tools): string | null {
  const { graph, selection } = editor.getState();
  return selection.length === 0 ? null : copyText(graph, selection);
}

export const copyAction: Action = {
  id: 'copy',
  label: words.action.copy,
  icon: Copy,
  shortcut: ['mod+c'],
  native: true,
  inMenu: true,
  enabled: someSelected,
  run(tools) {
    const text = selectedText(tools);
    if (text === null) return;
    navigator.clipboard?.writeText(text).then(
      () => tools.tell(words.tell.copied(tools.editor.getState().selection.length)),
      () => tools.tell(words.tell.noClipboard, 'bad'),
    );
  },
};
