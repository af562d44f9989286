import { describe, expect, it } from 'vitest';
import type { Graph } from '../graph.ts';
import { decompile } from './decompile.ts';
import { CARD, layout } from './layout.ts';
import { cartProgram, edge, node, smallGraph } from './sample.ts';

const overlaps = (graph: Graph): string[] => graph.nodes.flatMap((a, i) => graph.nodes.slice(i + 1)
  .filter((b) => Math.abs(a.position.x - b.position.x) < CARD.width && Math.abs(a.position.y - b.position.y) < CARD.height).map((b) => `${a.id} on ${b.id}`));

describe('layout', () => {
  it('puts every step below the one that leads to it, but for ways back, and no card on another', () => {
    const graph = decompile(cartProgram());
    if (!graph.ok) throw new Error('the sample is broken');
    const y = new Map(graph.value.nodes.map((n) => [n.id, n.position.y]));
    for (const e of graph.value.edges.filter((one) => one.from.node !== 'again')) expect(y.get(e.to), `${e.from.node} -> ${e.to}`).toBeGreaterThan(y.get(e.from.node) as number);
    expect(overlaps(graph.value)).toEqual([]);
  });

  it('keeps the ways out of a step in their order, left to right', () => {
    const graph = layout(smallGraph({ nodes: [node('s', 'split', {}), node('c', 'exit', {}), node('b', 'exit', {}), node('a', 'exit', {})], edges: [edge('pause', 'next', 's'), edge('s', 'one', 'a'), edge('s', 'two', 'b'), edge('s', 'three', 'c')] }));
    const x = (id: string): number => graph.nodes.find((n) => n.id === id)?.position.x as number;
    expect(x('a')).toBeLessThan(x('b'));
    expect(x('b')).toBeLessThan(x('c'));
    expect(x('s')).toBe(x('b'));
  });

  it('is the same every time, and copes with an empty graph, circles and a thousand steps', () => {
    const empty: Graph = { ...smallGraph(), nodes: [], edges: [] };
    expect(layout(empty)).toEqual(empty);
    const ring = smallGraph({ nodes: Array.from({ length: 1000 }, (_, i) => node(`n${i}`, 'delay', {})), edges: Array.from({ length: 1000 }, (_, i) => edge(`n${i}`, 'next', `n${(i + 1) % 1000}`)) });
    expect(layout(ring)).toEqual(layout(ring));
    expect(overlaps(layout(ring))).toEqual([]);
  });

  it('changes positions only', () => {
    const graph = smallGraph({ nodes: [node('end', 'exit', {}, { note: 'mine', label: 'End' })] });
    const strip = (g: Graph) => ({ ...g, nodes: g.nodes.map(({ position: _position, ...rest }) => rest) });
    expect(strip(layout(graph))).toEqual(strip(graph));
  });
});
