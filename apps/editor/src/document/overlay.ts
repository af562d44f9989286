import { diffGraphs, type Change, type Graph, type GraphEdge, type GraphNode } from '@attune/dsl';

/** What is different in `now` since `before`: in words, and as it is drawn over `now`. */
export interface Difference {
  readonly changes: readonly Change[];
  readonly marks: ReadonlyMap<string, 'added' | 'changed'>;
  readonly newEdges: ReadonlySet<string>;
  readonly gone: readonly GraphNode[];
  readonly goneEdges: readonly GraphEdge[];
}

export function differenceOf(before: Graph, now: Graph): Difference {
  const { changes } = diffGraphs(before, now);
  const here = new Map(now.nodes.map((node) => [node.id, node]));
  const marks = new Map<string, 'added' | 'changed'>();
  for (const { kind, step } of changes) if (step !== null && here.has(step)) marks.set(step, kind === 'added' ? 'added' : (marks.get(step) ?? 'changed'));
  const way = (edge: GraphEdge) => `${edge.from.node}\n${edge.from.port}\n${edge.to}`;
  const [old, fresh] = [new Set(before.edges.map(way)), new Set(now.edges.map(way))];
  return {
    changes, marks,
    newEdges: new Set(now.edges.filter((edge) => !old.has(way(edge))).map((edge) => edge.id)),
    gone: before.nodes.filter((node) => !here.has(node.id)),
    goneEdges: before.edges.filter((edge) => !fresh.has(way(edge))),
  };
}
