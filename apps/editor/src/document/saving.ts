import type { Graph } from '@attune/dsl';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EditorStore } from './editor-store.ts';
import { startKeeping, type Drafts } from './keeping.ts';
import type { Schedule } from './timer.ts';

/** What came of one attempt to save. `revision` is the one the server has now. */
export type SaveAnswer =
  | { readonly is: 'saved'; readonly revision: number }
  | { readonly is: 'conflict' }
  /** `again` is false where trying the same again cannot help, e.g. the document was refused. */
  | { readonly is: 'failed'; readonly why: string; readonly again: boolean };

export type SaveState =
  | { readonly phase: 'saved' }
  | { readonly phase: 'dirty' }
  | { readonly phase: 'saving' }
  | { readonly phase: 'failed'; readonly why: string; readonly again: boolean }
  /** Somebody else saved in between. `theirs` is what they saved. */
  | { readonly phase: 'conflict'; readonly theirs: { readonly graph: Graph; readonly revision: number } | null };

export interface SaveDeps {
  readonly key: string;
  readonly revision: number;
  /** The document of that revision, where it is not the one that is open: a draft came back that began elsewhere. */
  readonly base?: Graph;
  readonly schedule: Schedule;
  readonly drafts: Drafts;
  save(graph: Graph, revision: number): Promise<SaveAnswer>;
  /** Reads what the server has now; for conflicts. */
  load(): Promise<{ readonly graph: Graph; readonly revision: number }>;
}

export interface Saver {
  readonly state: StoreApi<SaveState>;
  /** What was last known to be saved: what a conflict's two sides grew from. */
  base(): Graph;
  /** Saves at once what is not saved yet, e.g. before publishing; answers whether all is saved. */
  flush(): Promise<boolean>;
  /** Ends a conflict: mine goes over theirs. */
  keepMine(): Promise<boolean>;
  /** Ends a conflict: theirs is taken, as a step that can be undone. */
  takeTheirs(): void;
  /** Ends a conflict: a document made of both goes on, as a step that can be undone, and is saved. */
  takeBoth(merged: Graph): Promise<boolean>;
  revision(): number;
  /** Writes the safety copy at once: the page may be gone in a moment. */
  keep(): void;
  stop(): void;
}

const QUIET_MS = 800;
const RETRY_MS = [2_000, 5_000, 15_000, 30_000] as const;

/** Saves by itself, one request at a time, and loses nothing: what could not be saved stays in the editor and in the drafts, and is tried again. */
export function startSaving(editor: EditorStore, deps: SaveDeps): Saver {
  const state = createStore<SaveState>()(() => ({ phase: 'saved' }));
  let revision = deps.revision;
  let saved = deps.base ?? editor.getState().graph;
  const keep = startKeeping(deps, () => ({ graph: editor.getState().graph, revision, base: saved }));
  let cancel = () => {};
  let failures = 0;
  let flying: Promise<boolean> | null = null;

  const dirty = () => editor.getState().graph !== saved;
  const plan = (ms: number) => {
    cancel();
    cancel = deps.schedule(() => void flush(), ms);
  };

  async function attempt(): Promise<boolean> {
    const graph = editor.getState().graph;
    state.setState({ phase: 'saving' }, true);
    const answer = await deps.save(graph, revision).catch((error: unknown): SaveAnswer => ({ is: 'failed', why: error instanceof Error ? error.message : String(error), again: true }));
    if (answer.is === 'conflict') return conflict();
    if (answer.is === 'failed') return failed(answer);
    failures = 0;
    revision = answer.revision;
    saved = graph;
    if (dirty()) {
      keep.now();
      state.setState({ phase: 'dirty' }, true);
      plan(QUIET_MS);
      return false;
    }
    keep.clear();
    state.setState({ phase: 'saved' }, true);
    return true;
  }

  function failed(answer: Extract<SaveAnswer, { is: 'failed' }>): false {
    state.setState({ phase: 'failed', why: answer.why, again: answer.again }, true);
    if (answer.again) plan(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]!);
    failures += 1;
    return false;
  }

  async function conflict(): Promise<false> {
    cancel();
    const theirs = await deps.load().catch(() => null);
    state.setState({ phase: 'conflict', theirs }, true);
    return false;
  }

  async function flush(): Promise<boolean> {
    cancel();
    if (flying) await flying;
    if (state.getState().phase === 'conflict') return false;
    if (!dirty()) return true;
    flying = attempt().finally(() => { flying = null; });
    return flying;
  }

  const unsubscribe = editor.subscribe((now, before) => {
    if (now.graph === before.graph) return;
    keep.soon();
    const { phase } = state.getState();
    if (phase === 'conflict' || phase === 'saving') return;
    state.setState({ phase: 'dirty' }, true);
    plan(QUIET_MS);
  });

  return {
    state,
    flush,
    async keepMine() {
      const now = state.getState();
      if (now.phase !== 'conflict') return true;
      const theirs = now.theirs ?? await deps.load().catch(() => null);
      if (!theirs) return false;
      revision = theirs.revision;
      state.setState({ phase: 'dirty' }, true);
      return flush();
    },
    takeTheirs() {
      const now = state.getState();
      if (now.phase !== 'conflict' || !now.theirs) return;
      const { graph, revision: theirRevision } = now.theirs;
      revision = theirRevision;
      saved = graph;
      editor.getState().change('Take the other version', () => ({ graph, select: [] }));
      keep.clear();
      state.setState({ phase: 'saved' }, true);
    },
    async takeBoth(merged) {
      const now = state.getState();
      if (now.phase !== 'conflict' || !now.theirs) return false;
      revision = now.theirs.revision;
      saved = now.theirs.graph;
      state.setState({ phase: 'dirty' }, true);
      editor.getState().change('Take both versions', () => ({ graph: merged }));
      return flush();
    },
    revision: () => revision,
    base: () => saved,
    keep: keep.owed,
    stop() {
      cancel();
      keep.stop();
      unsubscribe();
    },
  };
}
