import type { Graph } from '@attune/dsl';
import { cardHeight, cardWidth } from '../document/place.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The card an arrow key goes to: the nearest one in that direction, straight ahead counting more than aside; null at the edge. */
export function neighbour(graph: Graph, from: string, direction: Direction): string | null {
  const start = graph.nodes.find((node) => node.id === from);
  if (!start) return graph.nodes[0]?.id ?? null;
  const middle = (node: typeof start) => ({ x: node.position.x + cardWidth(node) / 2, y: node.position.y + cardHeight(node) / 2 });
  const here = middle(start);
  let best: string | null = null;
  let bestCost = Infinity;
  for (const node of graph.nodes) {
    const at = middle(node);
    const [dx, dy] = [at.x - here.x, at.y - here.y];
    const vertical = direction === 'up' || direction === 'down';
    const ahead = direction === 'down' ? dy : direction === 'up' ? -dy : direction === 'right' ? dx : -dx;
    const aside = Math.abs(vertical ? dx : dy);
    if (node.id === from || ahead <= 8) continue;
    const cost = ahead + 2 * aside;
    if (cost < bestCost) [best, bestCost] = [node.id, cost];
  }
  return best;
}
