import { graphlib, layout } from '@dagrejs/dagre';
import type { Graph } from '@attune/dsl';
import { portsOf } from './kinds.ts';
import { cardHeight, cardWidth, type Point } from './place.ts';
import { move, type Edit } from './commands.ts';

/** Sizes as they were drawn, where known; the estimate serves elsewhere. */
export type Sizes = ReadonlyMap<string, { readonly width: number; readonly height: number }>;

/** Lays the journey out from top to bottom, ways out in their order from left to right. */
export function tidy(graph: Graph, sizes: Sizes = new Map()): Edit {
  if (graph.nodes.length === 0) return { graph };
  const g = new graphlib.Graph({ multigraph: true });
  g.setGraph({ rankdir: 'TB', nodesep: 40, ranksep: 72, marginx: 0, marginy: 0 });
  g.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) g.setNode(node.id, sizes.get(node.id) ?? { width: cardWidth(node), height: cardHeight(node) });
  for (const node of graph.nodes) {
    for (const port of portsOf(node)) {
      const edge = graph.edges.find((e) => e.from.node === node.id && e.from.port === port.id);
      if (edge && g.hasNode(edge.to)) g.setEdge(node.id, edge.to, {}, edge.id);
    }
  }
  layout(g);
  const places = new Map<string, Point>();
  for (const node of graph.nodes) {
    const at = g.node(node.id) as { x: number; y: number; width: number; height: number };
    places.set(node.id, { x: Math.round(at.x - at.width / 2), y: Math.round(at.y - at.height / 2) });
  }
  return move(graph, places);
}
