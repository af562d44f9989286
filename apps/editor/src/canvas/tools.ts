import { createContext, useContext, useRef } from 'react';
import { useStore } from 'zustand';
import type { Checker } from '../document/checking.ts';
import type { Graph } from '@attune/dsl';
import { sameMeaning, type EditorState, type EditorStore } from '../document/editor-store.ts';
import type { Saver } from '../document/saving.ts';
import type { ViewState, ViewStore } from './view-store.ts';

/** What every part of the journey's screen works with. One object for the life of the screen. */
export interface Tools {
  readonly journeyKey: string;
  readonly editor: EditorStore;
  readonly checker: Checker;
  readonly saver: Saver;
  readonly view: ViewStore;
  /** Says something to the person, briefly. */
  tell(message: string, tone?: 'good' | 'bad'): void;
}

export const ToolsContext = createContext<Tools | null>(null);

export function useTools(): Tools {
  const tools = useContext(ToolsContext);
  if (!tools) throw new Error('This part belongs inside a journey\'s screen: wrap it in ToolsContext.');
  return tools;
}

export function useDoc<T>(select: (state: EditorState) => T): T {
  return useStore(useTools().editor, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useTools().view, select);
}

/** The document as long as it means the same: dragging a card changes the document sixty times a second, but not what it says. */
export function useMeaning(): Graph {
  const held = useRef<Graph | null>(null);
  return useDoc((doc) => {
    if (!held.current || !sameMeaning(held.current, doc.graph)) held.current = doc.graph;
    return held.current;
  });
}
