import type { Edge, Node } from '@xyflow/react';
import type { CanvasNote, Graph, GraphEdge, GraphNode } from '@attune/dsl';
import { portsOf, summaryOf, titleOf } from '../document/kinds.ts';
import { sizeOfNote } from '../document/notes.ts';
import { cardHeight, cardWidth, type Point } from '../document/place.ts';
import type { Sizes } from '../document/tidy.ts';
import { bypassOf, type Box, type Bypass } from './edge-path.ts';
import type { Overlay } from './view-store.ts';
import { words } from './words.ts';

export type CardNode = Node<{ readonly node: GraphNode }, 'card'>;
export type NoteNode = Node<{ readonly note: CanvasNote }, 'note'>;
/** A step of an older version that is no longer there. */
export type GhostNode = Node<{ readonly node: GraphNode }, 'ghost'>;
export type BoardNode = CardNode | NoteNode | GhostNode;
export type LineEdge = Edge<{ readonly port: string; readonly bypass: Bypass | null; readonly gone?: boolean }, 'line'>;

interface Drawn<T> {
  readonly selected: boolean;
  readonly size: { readonly width: number; readonly height: number } | undefined;
  readonly flow: T;
}

// React Flow redraws what changed its identity: a node that stayed the same keeps its object, so dragging one card draws one card
const cards = new WeakMap<GraphNode, Drawn<CardNode>>();
const lines = new WeakMap<GraphEdge, Drawn<LineEdge>>();

/** The document's nodes as React Flow wants them. */
export function flowNodes(graph: Graph, selection: readonly string[], sizes: Sizes): CardNode[] {
  const chosen = new Set(selection);
  return graph.nodes.map((node) => {
    const selected = chosen.has(node.id);
    const size = sizes.get(node.id);
    const known = cards.get(node);
    if (known && known.selected === selected && known.size === size) return known.flow;
    const flow: CardNode = {
      id: node.id,
      type: 'card',
      position: node.position,
      data: { node },
      selected,
      width: cardWidth(node),
      ariaLabel: `${titleOf(node)}. ${summaryOf(node).map((part) => part.text).join(' ')}`,
      ...(size ? { measured: size } : {}),
    };
    cards.set(node, { selected, size, flow });
    return flow;
  });
}

const notes = new WeakMap<CanvasNote, Drawn<NoteNode>>();

/** The notes on the canvas, under the cards. */
export function flowNotes(graph: Graph, selection: readonly string[]): NoteNode[] {
  return (graph.notes ?? []).map((note) => {
    const selected = selection.includes(note.id);
    const known = notes.get(note);
    if (known && known.selected === selected) return known.flow;
    const size = sizeOfNote(note);
    const flow: NoteNode = { id: note.id, type: 'note', position: note.position, data: { note }, selected, ...size, measured: size, zIndex: -1, ariaLabel: words.note.label(note.text) };
    notes.set(note, { selected, size, flow });
    return flow;
  });
}

/** What an older version had and this one has not: seen, but out of reach. */
export function flowGhosts({ gone, goneEdges }: Overlay): { readonly nodes: GhostNode[]; readonly edges: LineEdge[] } {
  const fixed = { selectable: false, draggable: false, connectable: false, deletable: false, focusable: false } as const;
  return {
    nodes: gone.map((node) => ({ id: ghostId(node.id), type: 'ghost', position: node.position, data: { node }, width: cardWidth(node), height: cardHeight(node), measured: { width: cardWidth(node), height: cardHeight(node) }, ...fixed })),
    edges: goneEdges.map((edge) => {
      const lost = new Set(gone.map((node) => node.id));
      const end = (id: string) => (lost.has(id) ? ghostId(id) : id);
      return { id: `gone:${edge.id}`, type: 'line', source: end(edge.from.node), sourceHandle: edge.from.port, target: end(edge.to), targetHandle: 'in', data: { port: edge.from.port, bypass: null, gone: true }, selectable: false, focusable: false, reconnectable: false };
    }),
  };
}

const ghostId = (id: string) => `gone:${id}`;

/** Beyond this many nodes, looking for cards behind every connection costs more than it helps. */
const MOST_BYPASSED = 160;

/** The document's connections as React Flow wants them. One that leads nowhere (a damaged document) is not drawn; the checks name it. */
export function flowEdges(graph: Graph, selection: readonly string[], sizes: Sizes = new Map()): LineEdge[] {
  const chosen = new Set(selection);
  const present = new Map(graph.nodes.map((node) => [node.id, node]));
  const boxes = graph.nodes.length <= MOST_BYPASSED ? graph.nodes.map((node) => ({ id: node.id, ...boxOf(node, sizes) })) : [];
  return graph.edges.flatMap((edge) => {
    const source = present.get(edge.from.node);
    const target = present.get(edge.to);
    if (!source || !target) return [];
    const selected = chosen.has(edge.id);
    const [start, end] = [portOf(source, edge.from.port, sizes), topOf(target, sizes)];
    // a way back has to go round the two cards it joins, too
    const others = end.y < start.y ? boxes : boxes.filter((box) => box.id !== source.id && box.id !== target.id);
    const bypass = others.length > 0 ? bypassOf(start, end, others) : null;
    const known = lines.get(edge);
    if (known && known.selected === selected && sameBypass(known.flow.data?.bypass ?? null, bypass)) return [known.flow];
    const flow: LineEdge = {
      id: edge.id,
      type: 'line',
      source: edge.from.node,
      sourceHandle: edge.from.port,
      target: edge.to,
      targetHandle: 'in',
      selected,
      data: { port: edge.from.port, bypass },
      ariaLabel: `From ${titleOf(source)} to ${titleOf(target)}`,
    };
    lines.set(edge, { selected, size: undefined, flow });
    return [flow];
  });
}

function boxOf(node: GraphNode, sizes: Sizes): Box {
  const size = sizes.get(node.id) ?? { width: cardWidth(node), height: cardHeight(node) };
  return { x: node.position.x, y: node.position.y, width: size.width, height: size.height };
}

function portOf(node: GraphNode, port: string, sizes: Sizes): Point {
  const box = boxOf(node, sizes);
  const ports = portsOf(node);
  const index = Math.max(0, ports.findIndex((p) => p.id === port));
  return { x: box.x + (box.width * (index + 0.5)) / Math.max(1, ports.length), y: box.y + box.height };
}

function topOf(node: GraphNode, sizes: Sizes): Point {
  const box = boxOf(node, sizes);
  return { x: box.x + box.width / 2, y: box.y };
}

function sameBypass(a: Bypass | null, b: Bypass | null): boolean {
  return a === b || (a !== null && b !== null && a.x === b.x && a.top === b.top && a.bottom === b.bottom && a.back === b.back);
}
