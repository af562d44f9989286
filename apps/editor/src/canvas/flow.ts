import type { Edge, Node } from '@xyflow/react';
import type { Graph, GraphEdge, GraphNode } from '@attune/dsl';
import { summaryOf, titleOf } from '../document/kinds.ts';
import { cardWidth } from '../document/place.ts';
import type { Sizes } from '../document/tidy.ts';

export type CardNode = Node<{ readonly node: GraphNode }, 'card'>;
export type LineEdge = Edge<{ readonly port: string }, 'line'>;

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

/** The document's connections as React Flow wants them. One that leads nowhere (a damaged document) is not drawn; the checks name it. */
export function flowEdges(graph: Graph, selection: readonly string[]): LineEdge[] {
  const chosen = new Set(selection);
  const present = new Map(graph.nodes.map((node) => [node.id, node]));
  return graph.edges.flatMap((edge) => {
    const source = present.get(edge.from.node);
    const target = present.get(edge.to);
    if (!source || !target) return [];
    const selected = chosen.has(edge.id);
    const known = lines.get(edge);
    if (known && known.selected === selected) return [known.flow];
    const flow: LineEdge = {
      id: edge.id,
      type: 'line',
      source: edge.from.node,
      sourceHandle: edge.from.port,
      target: edge.to,
      targetHandle: 'in',
      selected,
      data: { port: edge.from.port },
      ariaLabel: `From ${titleOf(source)} to ${titleOf(target)}`,
    };
    lines.set(edge, { selected, size: undefined, flow });
    return [flow];
  });
}
