import { graphSchema, type Graph } from '../graph.ts';
import { pointer, type Issue, type Result } from '../issue.ts';
import { upgrade } from '../upgrade/upgrade.ts';
import { didYouMean, MOST_GUESSES } from './closest.ts';
import { LIMITS } from './guard.ts';
import { kindInGraph, kindNames } from './kinds.ts';
import { getAt } from './place.ts';
import { issuesOf } from './words.ts';

/** The id of the node that a path of a graph lies in. */
export const nodeInGraph = (graph: unknown) => (path: readonly PropertyKey[]): string | undefined => {
  const id = path[0] === 'nodes' && typeof path[1] === 'number' ? getAt(graph, ['nodes', path[1], 'id']) : undefined;
  return typeof id === 'string' ? id : undefined;
};

/** Whatever would make a graph impossible to draw: kinds nobody knows, ids used twice, edges that end in the air. */
function integrity(graph: Graph): Issue[] {
  const issues: Issue[] = [];
  const ids = new Set<string>();
  const guess = (id: string): string => (issues.length < MOST_GUESSES ? didYouMean(id, ids) : '');
  // Messages are made on demand: ten thousand wrong edges need no ten thousand sentences.
  const say = (code: string, path: readonly PropertyKey[], message: () => string, node?: string): void => {
    if (issues.length < LIMITS.issues) issues.push({ code, severity: 'error', path: pointer(path), ...(node === undefined ? {} : { node }), message: message() });
  };
  graph.nodes.forEach((node, i) => {
    if (kindInGraph(node.kind) === undefined) say('unknown-kind', ['nodes', i, 'kind'], () => `There is no kind "${node.kind}".${didYouMean(node.kind, kindNames())}`, node.id);
    if (ids.has(node.id)) say('duplicate-id', ['nodes', i, 'id'], () => `Two nodes have the id "${node.id}". Give one of them another.`, node.id);
    ids.add(node.id);
  });
  const notes = new Set(ids);
  (graph.notes ?? []).forEach((note, i) => {
    if (notes.has(note.id)) say('duplicate-id', ['notes', i, 'id'], () => `The note's id "${note.id}" is used twice. Give it another.`);
    notes.add(note.id);
  });
  const edges = new Set<string>();
  graph.edges.forEach((edge, i) => {
    if (edges.has(edge.id)) say('duplicate-id', ['edges', i, 'id'], () => `Two edges have the id "${edge.id}". Give one of them another.`);
    edges.add(edge.id);
    if (!ids.has(edge.from.node)) say('unknown-node', ['edges', i, 'from', 'node'], () => `The edge begins at "${edge.from.node}", which does not exist.${guess(edge.from.node)}`);
    if (!ids.has(edge.to)) say('unknown-node', ['edges', i, 'to'], () => `The edge leads to "${edge.to}", which does not exist.${guess(edge.to)}`, ids.has(edge.from.node) ? edge.from.node : undefined);
  });
  return issues;
}

/**
 * Reads a graph. Accepts drafts: configs may be incomplete and nodes unconnected (`compile` and `check` speak of that); refuses, with
 * issues and without throwing (LANG-4), what is not a graph that can be drawn. Older versions are lifted (LANG-3).
 */
export function parseGraph(json: unknown): Result<Graph> {
  const lifted = upgrade(json);
  if (!lifted.ok) return lifted;
  const parsed = graphSchema.safeParse(lifted.value);
  if (!parsed.success) return { ok: false, issues: issuesOf(parsed.error, { document: lifted.value, nodeAt: nodeInGraph(lifted.value) }) };
  const issues = integrity(parsed.data);
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: parsed.data, issues: [] };
}
