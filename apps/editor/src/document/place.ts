import type { Graph, GraphNode } from '@attune/dsl';
import { portsOf } from './kinds.ts';

/** Pixels at zoom 1. The card's height is only an estimate: text wraps. */
export const CARD_WIDTH = 248;
export const CARD_HEIGHT = 112;
/** Room a port with a label needs. */
const PORT_WIDTH = 84;
const GAP = 72;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function cardWidth(node: Pick<GraphNode, 'kind' | 'config'>): number {
  return Math.max(CARD_WIDTH, portsOf(node).length * PORT_WIDTH);
}

export function cardHeight(node: Pick<GraphNode, 'kind' | 'config'>): number {
  return CARD_HEIGHT + (portsOf(node).length > 1 ? 26 : 0);
}

/** Where a card of this config stands below another, under the given port. */
export function below(graph: Graph, node: GraphNode, port: string): Point {
  const ports = portsOf(node);
  const index = Math.max(0, ports.findIndex((p) => p.id === port));
  const middle = (ports.length - 1) / 2;
  const x = node.position.x + cardWidth(node) / 2 - CARD_WIDTH / 2 + (index - middle) * (CARD_WIDTH + 32);
  return freeSpot(graph, { x, y: node.position.y + cardHeight(node) + GAP });
}

/** The first spot at or right of `wanted` on which no card lies. */
export function freeSpot(graph: Graph, wanted: Point): Point {
  let spot = wanted;
  for (let tries = 0; tries < 50 && graph.nodes.some((node) => overlaps(node, spot)); tries += 1) spot = { x: spot.x + CARD_WIDTH + 32, y: spot.y };
  return spot;
}

function overlaps(node: GraphNode, spot: Point): boolean {
  return Math.abs(node.position.x - spot.x) < CARD_WIDTH && Math.abs(node.position.y - spot.y) < CARD_HEIGHT;
}

/** Everything that can be reached from a node, itself included. */
export function reachable(graph: Graph, from: string): ReadonlySet<string> {
  const seen = new Set([from]);
  const queue = [from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const edge of graph.edges) {
      if (edge.from.node === id && !seen.has(edge.to)) {
        seen.add(edge.to);
        queue.push(edge.to);
      }
    }
  }
  return seen;
}

/** Opens a path: moves `from` and what follows it down until `needed` pixels lie between `top` and it. */
export function openUp(graph: Graph, from: string, top: number): Graph {
  const target = graph.nodes.find((node) => node.id === from);
  const shift = target ? top + GAP - target.position.y : 0;
  if (!target || shift <= 0) return graph;
  const after = reachable(graph, from);
  return {
    ...graph,
    nodes: graph.nodes.map((node) =>
      after.has(node.id) && node.position.y >= target.position.y ? { ...node, position: { x: node.position.x, y: node.position.y + shift } } : node),
  };
}

export { GAP };
