import type { CanvasNote, Graph } from '@attune/dsl';
import type { Edit } from './commands.ts';
import { cardHeight, cardWidth, type Point } from './place.ts';

/** Pixels at zoom 1, where a note has no size of its own. */
export const NOTE_SIZE = { width: 200, height: 120 } as const;

export function noteById(graph: Graph, id: string): CanvasNote | null {
  return graph.notes?.find((note) => note.id === id) ?? null;
}

export function sizeOfNote(note: CanvasNote): { readonly width: number; readonly height: number } {
  return note.size ?? NOTE_SIZE;
}

/** Steps and notes share one space of ids, so that a selection can hold both. */
export function freshNoteId(graph: Graph): string {
  const taken = new Set([...graph.nodes, ...(graph.notes ?? [])].map(({ id }) => id));
  let n = 1;
  while (taken.has(`note-${n}`)) n += 1;
  return `note-${n}`;
}

export function addNote(graph: Graph, at: Point, text = ''): Edit {
  const id = freshNoteId(graph);
  return { graph: { ...graph, notes: [...(graph.notes ?? []), { id, text, position: { x: Math.round(at.x), y: Math.round(at.y) } }] }, select: [id] };
}

export function updateNote(graph: Graph, id: string, change: Partial<Pick<CanvasNote, 'text' | 'size' | 'position'>>): Edit {
  return noteById(graph, id) ? { graph: withNotes(graph, (graph.notes ?? []).map((note) => (note.id === id ? { ...note, ...change } : note))) } : { graph };
}

/** The graph with these notes; one without any says nothing of them. */
export function withNotes(graph: Graph, notes: readonly CanvasNote[]): Graph {
  const { notes: _notes, ...rest } = graph;
  return notes.length === 0 ? rest : { ...rest, notes: [...notes] };
}

const AIR = 24;

/** The first place at or right of `wanted` where a new note covers no card and no other note. */
export function freeGround(graph: Graph, wanted: Point): Point {
  const boxes = [...graph.nodes.map((node) => ({ ...node.position, width: cardWidth(node), height: cardHeight(node) })), ...(graph.notes ?? []).map((note) => ({ ...note.position, ...sizeOfNote(note) }))];
  let spot = wanted;
  // each step right passes a box for good
  for (let tries = 0; tries <= boxes.length; tries += 1) {
    const hit = boxes.find((box) => box.x < spot.x + NOTE_SIZE.width + AIR && spot.x < box.x + box.width + AIR && box.y < spot.y + NOTE_SIZE.height && spot.y < box.y + box.height);
    if (!hit) break;
    spot = { x: hit.x + hit.width + AIR, y: spot.y };
  }
  return spot;
}
