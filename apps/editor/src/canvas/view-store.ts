import { createStore, type StoreApi } from 'zustand/vanilla';
import type { GraphEdge, GraphNode, Witness } from '@attune/dsl';
import type { JourneyStats } from '@attune/runtime/shapes';
import type { Point } from '../document/place.ts';
import type { Sizes } from '../document/tidy.ts';

/** Where a chosen kind will be added. */
export type AddTarget =
  | { readonly at: 'edge'; readonly edge: string }
  | { readonly at: 'port'; readonly node: string; readonly port: string }
  | { readonly at: 'near' };

/** The way a tried customer took: which steps, with their outcome, and which connections. */
export interface Lit {
  readonly steps: ReadonlyMap<string, string>;
  readonly edges: ReadonlySet<string>;
  /** Where the customer is at the moment shown. */
  readonly here: string | null;
}

export interface NodeProblems {
  readonly errors: number;
  readonly warnings: number;
  readonly first: string;
}

export const panels = ['problems', 'try', 'versions', 'experiments'] as const;
export type Panel = (typeof panels)[number] | null;

/** An older drawing laid over this one: what is new since, what changed, and where what is gone once was. */
export interface Overlay {
  readonly marks: ReadonlyMap<string, 'added' | 'changed'>;
  readonly newEdges: ReadonlySet<string>;
  readonly gone: readonly GraphNode[];
  readonly goneEdges: readonly GraphEdge[];
}

/** What the search on the canvas found. */
export interface Found {
  readonly text: string;
  readonly ids: readonly string[];
}

/** What the canvas can do that only it knows how to; null until it is drawn. */
export interface FlowHandle {
  fit(): void;
  zoomIn(): void;
  zoomOut(): void;
  /** The middle of what is seen, in the document's coordinates. */
  centre(): Point;
  /** Brings a node into view. */
  show(node: string): void;
  /** Brings a node into view and gives it the focus. */
  reveal(node: string): void;
}

/** What is shown beside the document: counts, lights, open panels. Never saved, never undone. */
export interface ViewState {
  readonly stats: JourneyStats | null;
  readonly lit: Lit | null;
  readonly problems: ReadonlyMap<string, NodeProblems>;
  readonly sizes: Sizes;
  readonly adding: AddTarget | null;
  /** The node whose way out is being connected by keyboard. */
  readonly connecting: string | null;
  /** The connection a dragged kind hovers over. */
  readonly dropEdge: string | null;
  readonly panel: Panel;
  readonly outline: boolean;
  readonly publishing: boolean;
  readonly importing: boolean;
  /** The field to jump to once its form is there: a path of keys, and a number that rises with each wish. */
  readonly field: { readonly path: readonly string[]; readonly wish: number } | null;
  readonly flow: FlowHandle | null;
  /** A customer and events to play in "Try it", from a problem that names them. */
  readonly witness: Witness | null;
  /** A real customer to send through in "Try it"; null for a made-up one. */
  readonly person: string | null;
  /** The published version that the versions panel compares with; null for the latest. */
  readonly version: number | null;
  readonly overlay: Overlay | null;
  /** The search on the canvas; null while it is closed. */
  readonly found: Found | null;
  readonly shortcuts: boolean;
  /** Unsaved changes of another day came back when the journey was opened. */
  readonly restored: boolean;
}

export type ViewStore = StoreApi<ViewState>;

export function createViewStore(): ViewStore {
  return createStore<ViewState>()(() => ({
    stats: null,
    lit: null,
    problems: new Map(),
    sizes: new Map(),
    adding: null,
    connecting: null,
    dropEdge: null,
    panel: null,
    outline: false,
    publishing: false,
    importing: false,
    field: null,
    flow: null,
    witness: null,
    person: null,
    version: null,
    overlay: null,
    found: null,
    shortcuts: false,
    restored: false,
  }));
}

/** Shows a field of the selected node, or of the settings. */
export function wishField(view: ViewStore, path: readonly string[]): void {
  view.setState({ field: { path, wish: (view.getState().field?.wish ?? 0) + 1 } });
}
