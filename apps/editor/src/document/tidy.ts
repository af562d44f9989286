import { graphlib, layout } from '@dagrejs/dagre';
import type { Graph, GraphNode } from '@attune/dsl';
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
  // the first order dagre tries is that of adding, and edges of one card never cross each other for it: so ways out keep their order
  const ordered = inPortOrder(graph);
  for (const node of ordered) g.setNode(node.id, sizes.get(node.id) ?? { width: cardWidth(node), height: cardHeight(node) });
  for (const node of ordered) {
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

/** The nodes as a reader meets them: from the ways in, along the ways out from left to right. */
function inPortOrder(graph: Graph): readonly GraphNode[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const targets = new Map(graph.edges.map((edge) => [`${edge.from.node}\n${edge.from.port}`, edge.to]));
  const led = new Set(graph.edges.map((edge) => edge.to));
  const seen = new Set<GraphNode>();
  for (const root of [...graph.nodes.filter((node) => !led.has(node.id)), ...graph.nodes]) {
    const stack = [root];
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      for (const port of [...portsOf(node)].reverse()) {
        const next = byId.get(targets.get(`${node.id}\n${port.id}`) ?? '');
        if (next) stack.push(next);
      }
    }
  }
  return [...seen];
}
