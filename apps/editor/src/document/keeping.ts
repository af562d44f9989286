import type { Graph } from '@attune/dsl';
import type { Schedule } from './timer.ts';

/** A document that is not saved yet, with the saved one it grew from. */
export interface Draft {
  readonly graph: Graph;
  readonly revision: number;
  readonly base: Graph;
}

/** Where an unsaved document waits for a better moment (a closed tab, a crash). */
export interface Drafts {
  read(key: string): { readonly graph: unknown; readonly revision: number; readonly base: unknown } | null;
  write(key: string, draft: Draft): void;
  clear(key: string): void;
}

/** A drag changes the document sixty times a second; the safety copy follows this much later. */
const DRAFT_MS = 300;

/** Writes the safety copy: the first change at once, those that follow it closely together. */
export function startKeeping({ key, drafts, schedule }: { readonly key: string; readonly drafts: Drafts; readonly schedule: Schedule }, draft: () => Draft) {
  let waiting = false;
  let owed = false;
  let cancel = () => {};
  const now = () => {
    owed = false;
    drafts.write(key, draft());
  };
  return {
    now,
    soon() {
      owed = true;
      if (waiting) return;
      now();
      waiting = true;
      cancel = schedule(() => {
        waiting = false;
        if (owed) now();
      }, DRAFT_MS);
    },
    clear() {
      owed = false;
      drafts.clear(key);
    },
    owed() {
      if (owed) now();
    },
    stop() {
      cancel();
      if (owed) now();
    },
  };
}
