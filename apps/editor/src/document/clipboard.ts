import { graphSchema, type CanvasNote, type Graph, type GraphNode } from '@attune/dsl';
import { connect, freshId, type Edit } from './commands.ts';
import { freshNoteId, withNotes } from './notes.ts';
import type { Point } from './place.ts';

const CLIP_FORMAT = 'attune/clip@1';

/** The chosen steps with the connections among them, and the chosen notes, as JSON text, for the clipboard of the machine. */
export function copyText(graph: Graph, ids: readonly string[]): string {
  const chosen = new Set(ids);
  return JSON.stringify({
    dsl: CLIP_FORMAT,
    nodes: graph.nodes.filter((node) => chosen.has(node.id)),
    edges: graph.edges.filter((edge) => chosen.has(edge.from.node) && chosen.has(edge.to)),
    ...(graph.notes?.some((note) => chosen.has(note.id)) ? { notes: graph.notes.filter((note) => chosen.has(note.id)) } : {}),
  }, null, 2);
}

/** Adds what `copyText` wrote, also from another journey. Ids that are taken get fresh ones. Says why where the text is something else. */
export function pasteText(graph: Graph, text: string, at: Point | null): { readonly ok: true; readonly edit: Edit } | { readonly ok: false; readonly why: string } {
  const clip = readClip(text);
  if (!clip) return { ok: false, why: 'The clipboard holds no steps. Copy some steps of a journey first.' };
  const names = new Map<string, string>();
  const shift = shiftTo([...clip.nodes, ...clip.notes], at);
  let next = graph;
  for (const node of clip.nodes) {
    const taken = next.nodes.some((n) => n.id === node.id) || next.notes?.some((n) => n.id === node.id);
    const id = taken ? freshId(next, node.kind) : node.id;
    names.set(node.id, id);
    next = { ...next, nodes: [...next.nodes, { ...structuredClone(node), id, position: { x: node.position.x + shift.x, y: node.position.y + shift.y } }] };
  }
  for (const edge of clip.edges) {
    const from = names.get(edge.from.node);
    const to = names.get(edge.to);
    if (from && to) next = connect(next, { node: from, port: edge.from.port }, to).graph;
  }
  const notes: string[] = [];
  for (const note of clip.notes) {
    const id = freshNoteId(next);
    notes.push(id);
    next = withNotes(next, [...(next.notes ?? []), { ...note, id, position: { x: note.position.x + shift.x, y: note.position.y + shift.y } }]);
  }
  return { ok: true, edit: { graph: next, select: [...names.values(), ...notes] } };
}

/** A copy of the chosen nodes beside them. */
export function duplicate(graph: Graph, ids: readonly string[]): Edit {
  const pasted = pasteText(graph, copyText(graph, ids), null);
  return pasted.ok ? pasted.edit : { graph };
}

function readClip(text: string): { nodes: GraphNode[]; edges: Graph['edges']; notes: CanvasNote[] } | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null || !('dsl' in json) || json.dsl !== CLIP_FORMAT) return null;
  const nodes = graphSchema.shape.nodes.safeParse('nodes' in json ? json.nodes : []);
  const edges = graphSchema.shape.edges.safeParse('edges' in json ? json.edges : []);
  const notes = graphSchema.shape.notes.safeParse('notes' in json ? json.notes : []);
  if (!nodes.success || !edges.success || !notes.success) return null;
  const found = { nodes: nodes.data, edges: edges.data, notes: notes.data ?? [] };
  return found.nodes.length + found.notes.length > 0 ? found : null;
}

function shiftTo(nodes: readonly { readonly position: Point }[], at: Point | null): Point {
  if (!at) return { x: 40, y: 40 };
  const left = Math.min(...nodes.map((node) => node.position.x));
  const top = Math.min(...nodes.map((node) => node.position.y));
  return { x: Math.round(at.x - left), y: Math.round(at.y - top) };
}
