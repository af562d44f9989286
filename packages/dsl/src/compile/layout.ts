import type { Graph, GraphNode } from '../graph.ts';

/** The card's size and the space around it, in pixels at zoom 1. */
export const CARD = { width: 248, height: 120, gap: 80 } as const;

interface Links {
  readonly to: ReadonlyMap<string, readonly string[]>;
  readonly from: ReadonlyMap<string, readonly string[]>;
}

function linksOf(graph: Graph): Links {
  const to = new Map<string, string[]>(graph.nodes.map((n) => [n.id, []]));
  const from = new Map<string, string[]>(graph.nodes.map((n) => [n.id, []]));
  for (const edge of graph.edges) {
    if (edge.from.node === edge.to || !to.has(edge.from.node) || !from.has(edge.to)) continue;
    to.get(edge.from.node)?.push(edge.to);
    from.get(edge.to)?.push(edge.from.node);
  }
  return { to, from };
}

/** Nodes with all their followers behind them where no cycle forbids it: depth first in document order, without recursion. */
function orderOf(nodes: readonly GraphNode[], links: Links): { order: string[]; back: Set<string> } {
  const state = new Map<string, 'open' | 'done'>();
  const order: string[] = [];
  const back = new Set<string>();
  const roots = [...nodes.filter((n) => links.from.get(n.id)?.length === 0), ...nodes];
  for (const root of roots) {
    if (state.has(root.id)) continue;
    state.set(root.id, 'open');
    const stack = [{ id: root.id, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const child = links.to.get(top.id)?.[top.next++];
      if (child === undefined) {
        state.set(top.id, 'done');
        order.unshift(top.id);
        stack.pop();
      } else if (state.get(child) === 'open') back.add(`${top.id} ${child}`);
      else if (!state.has(child)) {
        state.set(child, 'open');
        stack.push({ id: child, next: 0 });
      }
    }
  }
  return { order, back };
}

/** The layer of each node: the longest way to it from a root, edges that close a cycle left out. */
function layersOf(graph: Graph, links: Links): string[][] {
  const { order, back } = orderOf(graph.nodes, links);
  const depth = new Map<string, number>(order.map((id) => [id, 0]));
  for (const id of order) {
    for (const child of links.to.get(id) ?? []) {
      if (!back.has(`${id} ${child}`)) depth.set(child, Math.max(depth.get(child) ?? 0, (depth.get(id) ?? 0) + 1));
    }
  }
  const layers: string[][] = [];
  for (const id of order) (layers[depth.get(id) ?? 0] ??= []).push(id);
  return layers;
}

const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** Where a card would like to stand: under the middle of its parents, beside its siblings in their order. */
function wish(id: string, index: number, layer: ReadonlySet<string>, links: Links, x: ReadonlyMap<string, number>): number {
  const step = CARD.width + CARD.gap;
  const parents = [...new Set(links.from.get(id))].filter((p) => x.has(p));
  if (parents.length === 0) return index * step;
  const siblings = [...new Set(parents.flatMap((p) => links.to.get(p) ?? []))].filter((s) => layer.has(s));
  return mean(parents.map((p) => x.get(p) ?? 0)) + (siblings.indexOf(id) - (siblings.length - 1) / 2) * step;
}

/** Gives every card its wish as far as its neighbours in the layer allow, left to right. */
function place(layers: readonly (readonly string[])[], links: Links): Map<string, number> {
  const x = new Map<string, number>();
  const step = CARD.width + CARD.gap;
  for (const layer of layers) {
    const here = new Set(layer);
    const sorted = layer.map((id, i) => ({ id, i, at: wish(id, i, here, links, x) })).toSorted((a, b) => a.at - b.at || a.i - b.i);
    // Cards pushed right by a neighbour are moved back together to where the layer as a whole wants to be.
    const placed: number[] = [];
    for (const { at } of sorted) placed.push(Math.max(at, (placed.at(-1) ?? -Infinity) + step));
    const shift = mean(sorted.map((w, i) => w.at - (placed[i] as number)));
    sorted.forEach((w, i) => x.set(w.id, (placed[i] as number) + shift));
  }
  return x;
}

/**
 * Places the cards top to bottom: longest-path layers, each ordered by the middle of its parents. Deterministic, and a function of
 * nodes, edges and their order only; `note`, `label` and all else stay as they are.
 */
export function layout(graph: Graph): Graph {
  const links = linksOf(graph);
  const layers = layersOf(graph, links);
  const row = new Map(layers.flatMap((layer, i) => layer.map((id) => [id, i] as const)));
  const x = place(layers, links);
  const left = Math.min(...x.values());
  const nodes = graph.nodes.map((node) => ({
    ...node,
    position: { x: Math.round((x.get(node.id) ?? 0) - left), y: (row.get(node.id) ?? 0) * (CARD.height + CARD.gap) },
  }));
  return { ...graph, nodes };
}
