import type { Graph } from '@attune/dsl';

/** Where a step stands in a small picture: `x` and `y` in cells, from the left and from the top. */
export interface PicturePlace { readonly id: string; readonly kind: string; readonly x: number; readonly y: number }
export interface PictureLine { readonly from: PicturePlace; readonly to: PicturePlace }
export interface Picture { readonly places: readonly PicturePlace[]; readonly lines: readonly PictureLine[]; readonly width: number; readonly height: number }

/**
 * A journey from left to right: the canvas runs from top to bottom, a card of the gallery is wider than high. The column is
 * the longest way from a start (a way back does not count), the row follows the place on the canvas.
 */
export function pictureOf(graph: Pick<Graph, 'nodes' | 'edges'>): Picture {
  const columns = columnsOf(graph);
  const rows = new Map<string, number>();
  const byColumn = grouped(graph.nodes, (node) => columns.get(node.id) ?? 0);
  let height = 1;
  for (const nodes of byColumn.values()) height = Math.max(height, nodes.length);
  for (const nodes of byColumn.values()) {
    const sorted = nodes.toSorted((a, b) => a.position.x - b.position.x);
    for (const [i, node] of sorted.entries()) rows.set(node.id, i + (height - sorted.length) / 2);
  }
  const places = graph.nodes.map((node) => ({ id: node.id, kind: node.kind, x: columns.get(node.id) ?? 0, y: rows.get(node.id) ?? 0 }));
  const byId = new Map(places.map((place) => [place.id, place]));
  const lines = graph.edges.flatMap((edge) => {
    const from = byId.get(edge.from.node);
    const to = byId.get(edge.to);
    return from && to ? [{ from, to }] : [];
  });
  return { places, lines, width: Math.max(0, ...places.map((place) => place.x)) + 1, height };
}

function grouped<T, K>(items: readonly T[], by: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = by(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function columnsOf({ nodes, edges }: Pick<Graph, 'nodes' | 'edges'>): Map<string, number> {
  const next = grouped(edges, (edge) => edge.from.node);
  const columns = new Map<string, number>();
  const onWay = new Set<string>();
  const visit = (id: string, column: number): void => {
    if (onWay.has(id) || (columns.get(id) ?? -1) >= column) return;
    columns.set(id, column);
    onWay.add(id);
    for (const edge of next.get(id) ?? []) visit(edge.to, column + 1);
    onWay.delete(id);
  };
  const targets = new Set(edges.map((edge) => edge.to));
  for (const node of nodes) if (!targets.has(node.id)) visit(node.id, 0);
  for (const node of nodes) if (!columns.has(node.id)) visit(node.id, 0);
  return columns;
}
