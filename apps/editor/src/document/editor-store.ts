import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Graph } from '@attune/dsl';
import type { Edit } from './commands.ts';
import { emptyHistory, record, redo, seal, undo, type History } from './history.ts';

/** What undo brings back: the document, and what was selected, so that the eye finds the place. */
interface Snapshot {
  readonly graph: Graph;
  readonly selection: readonly string[];
}

export interface EditorState {
  readonly graph: Graph;
  /** Ids of the selected steps and notes, in the order of their selection. Not part of the document. */
  readonly selection: readonly string[];
  /** Ids of the selected connections. */
  readonly edges: readonly string[];
  readonly history: History<Snapshot>;
  /** Makes one step of the history of `edit`. Changes of one `gesture` in a row are one step. An edit that changes nothing is none. */
  change(label: string, edit: (graph: Graph) => Edit, gesture?: string): void;
  /** Ends a gesture: a drag was let go, a field was left. */
  seal(): void;
  undo(): void;
  redo(): void;
  select(nodes: readonly string[], edges?: readonly string[]): void;
}

export type EditorStore = StoreApi<EditorState>;

/** The document being edited, its history and the selection. No React, no DOM. */
export function createEditorStore(graph: Graph): EditorStore {
  return createStore<EditorState>()((set, get) => {
    const restore = (step: ReturnType<typeof undo<Snapshot>>) => {
      if (step) set({ graph: step.value.graph, selection: alive(step.value.graph, step.value.selection), edges: [], history: step.history });
    };
    const now = (): Snapshot => ({ graph: get().graph, selection: get().selection });
    return {
      graph,
      selection: [],
      edges: [],
      history: emptyHistory,
      change(label, edit, gesture) {
        const result = edit(get().graph);
        if (result.graph === get().graph) return;
        const selection = alive(result.graph, result.select ?? get().selection);
        set({
          history: record(get().history, now(), label, gesture ?? null),
          graph: result.graph,
          selection,
          edges: get().edges.filter((id) => result.graph.edges.some((edge) => edge.id === id)),
        });
      },
      seal: () => set({ history: seal(get().history) }),
      undo: () => restore(undo(get().history, now())),
      redo: () => restore(redo(get().history, now())),
      select: (nodes, edges = []) => {
        const same = sameList(nodes, get().selection) && sameList(edges, get().edges);
        // looking elsewhere ends the gesture, so that two visits to one field are two steps
        if (!same) set({ selection: nodes, edges, history: seal(get().history) });
      },
    };
  });
}

function alive(graph: Graph, selection: readonly string[]): readonly string[] {
  const there = new Set([...graph.nodes, ...(graph.notes ?? [])].map(({ id }) => id));
  const kept = selection.filter((id) => there.has(id));
  return kept.length === selection.length ? selection : kept;
}

const sameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id, i) => id === b[i]);

/** Whether two documents say the same: all but positions. Moving a card needs no new check. */
export function sameMeaning(a: Graph, b: Graph): boolean {
  if (a.settings !== b.settings || a.edges !== b.edges || a.nodes.length !== b.nodes.length) return false;
  if ((a.notes?.length ?? 0) !== (b.notes?.length ?? 0) || a.notes?.some((note, i) => note.text !== b.notes?.[i]?.text)) return false;
  return a.nodes.every((node, i) => {
    const other = b.nodes[i];
    return other === node || (other !== undefined && other.id === node.id && other.kind === node.kind && other.config === node.config && other.label === node.label && other.expectedMood === node.expectedMood && other.stage === node.stage && other.note === node.note);
  });
}
