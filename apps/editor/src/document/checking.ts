import { check, type Graph, type Issue, type World } from '@attune/dsl';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { sameMeaning, type EditorStore } from './editor-store.ts';
import type { Schedule } from './timer.ts';

export interface CheckState {
  readonly issues: readonly Issue[];
  /** True from a change until its check is done. */
  readonly pending: boolean;
}

export interface Checker {
  readonly state: StoreApi<CheckState>;
  /** What the workspace knows; asks again. */
  setWorld(world: World): void;
  stop(): void;
}

/** Long enough to stay off the keystroke, short enough to feel at once. */
const QUIET_MS = 250;

/** Keeps the list of problems current while the document changes. */
export function startChecking(editor: EditorStore, schedule: Schedule, judge: (graph: Graph, world: World) => Issue[] = check): Checker {
  let world: World = {};
  let cancel = () => {};
  const run = () => state.setState({ issues: judge(editor.getState().graph, world), pending: false });
  const state = createStore<CheckState>()(() => ({ issues: judge(editor.getState().graph, world), pending: false }));
  const later = () => {
    cancel();
    state.setState({ pending: true });
    cancel = schedule(run, QUIET_MS);
  };
  const unsubscribe = editor.subscribe((now, before) => {
    if (now.graph !== before.graph && !sameMeaning(now.graph, before.graph)) later();
  });
  return {
    state,
    setWorld(next) {
      world = next;
      later();
    },
    stop() {
      cancel();
      unsubscribe();
    },
  };
}
