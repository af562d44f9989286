import type { LucideIcon } from 'lucide-react';
import type { Tools } from '../canvas/tools.ts';

/** Something a person can do. The toolbar, the keys, the context menu and the command palette are made from the list of these. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** e.g. `mod+z` (Ctrl, or Cmd on a Mac), `shift+mod+z`, `/`, `Delete`. Several keys may do the same. */
  readonly shortcut?: readonly string[];
  /** True where the browser's own event (copy, paste) does it, because pages may not touch the clipboard on a key. */
  readonly native?: boolean;
  /** Where its key works also while somebody writes: in any field, or in those whose words are the document's, since one key must not take back a letter here and a card there. */
  readonly whileWriting?: 'anywhere' | 'document';
  /** In the context menu of the canvas. */
  readonly inMenu?: boolean;
  enabled(tools: Tools): boolean;
  run(tools: Tools): void;
}

export const always = () => true;
export const someSelected = ({ editor }: Tools) => editor.getState().selection.length > 0;
