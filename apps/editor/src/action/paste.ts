import { ClipboardPaste } from 'lucide-react';
import type { Tools } from '../canvas/tools.ts';
import { words } from '../canvas/words.ts';
import { pasteText } from '../document/clipboard.ts';
import { always, type Action } from './action.ts';

/** Puts copied steps onto the canvas where the person looks, or says why not. */
export function paste(tools: Tools, text: string): void {
  const { editor, view } = tools;
  const centre = view.getState().flow?.centre();
  const at = centre ? { x: centre.x - 124, y: centre.y - 80 } : null;
  const tried = pasteText(editor.getState().graph, text, at);
  if (!tried.ok) tools.tell(tried.why, 'bad');
  else editor.getState().change(words.did.paste, () => tried.edit);
}

export const pasteAction: Action = {
  id: 'paste',
  label: words.action.paste,
  icon: ClipboardPaste,
  shortcut: ['mod+v'],
  native: true,
  inMenu: true,
  enabled: always,
  run(tools) {
    const asked = navigator.clipboard?.readText?.();
    if (!asked) tools.tell(words.tell.noClipboard, 'bad');
    else asked.then((text) => paste(tools, text), () => tools.tell(words.tell.noClipboard, 'bad'));
  },
};
