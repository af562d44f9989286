import { titleOf } from '../document/kinds.ts';
import type { Graph } from '@attune/dsl';

/** Names of events this journey speaks of, in the order of its nodes, read from wherever a config says `event`. */
export function eventsOf(graph: Graph): readonly string[] {
  const found = new Set<string>();
  const look = (value: unknown, depth: number) => {
    if (typeof value !== 'object' || value === null || depth > 4) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'event' && typeof inner === 'string' && inner !== '') found.add(inner);
      else look(inner, depth + 1);
    }
  };
  for (const node of graph.nodes) look(node.config, 0);
  return [...found];
}

export function stepsOf(graph: Graph): readonly { readonly id: string; readonly title: string }[] {
  return graph.nodes.map((node) => ({ id: node.id, title: titleOf(node) }));
}
