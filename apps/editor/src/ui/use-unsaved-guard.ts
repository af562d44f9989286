import { useBlocker } from '@tanstack/react-router';
import { words } from './words.ts';

/** Asks before what was typed and not saved is left behind, by a link as by closing the tab. */
export function useUnsavedGuard(dirty: boolean): void {
  useBlocker({ shouldBlockFn: () => dirty && !window.confirm(words.content.leave), enableBeforeUnload: () => dirty });
}
