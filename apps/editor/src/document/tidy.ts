import { graphlib, layout } from '@dagrejs/dagre';
import type { Graph, GraphNode } from '@attune/dsl';
import { portsOf } from './kinds.ts';
import { cardHeight, cardWidth, type Point } from './place.ts';
import { move, type Edit } from './commands.ts';

/** Sizes as they were drawn, where known; the estimate serves elsewhere. */
export type Sizes = ReadonlyMap<string, { readonly width: number; readonly height: number }>;

/**
 * Lays the journey out from top to bottom, ways out in their order from left to right; or, where two or more steps are chosen, only those. The
 * first step stays where it is and the answer depends on what is connected alone: tidying twice moves nothing, and one card that was moved comes back.
 */
export function tidy(graph: Graph, sizes: Sizes = new Map(), only: readonly string[] = []): Edit {
  const chosen = new Set(only);
  const part = chosen.size > 1 ? { ...graph, nodes: graph.nodes.filter((node) => chosen.has(node.id)), edges: graph.edges.filter((edge) => chosen.has(edge.from.node) && chosen.has(edge.to)) } : graph;
  if (part.nodes.length === 0) return { graph };
  const places = placesFor(part, sizes);
  return move(graph, heldAt(part, places));
}

/** The same arrangement with the first step where it is now: what was tidy before stays, and notes beside it keep their neighbours. */
function heldAt(part: Graph, places: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  const first = inPortOrder(part)[0];
  const from = first && places.get(first.id);
  if (!first || !from) return places;
  const by = { x: first.position.x - from.x, y: first.position.y - from.y };
  return new Map([...places].map(([id, { x, y }]) => [id, { x: x + by.x, y: y + by.y }]));
}

function placesFor(graph: Graph, sizes: Sizes): ReadonlyMap<string, Point> {
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
  return places;
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
