import type { Graph, GraphEdge, GraphNode } from '../graph.ts';
import { pointer, type Issue, type Result } from '../issue.ts';
import type { EntryKind, Needs, NodeKind, Port, StepKind } from '../node-kind.ts';
import { PROGRAM_FORMAT, type Entry, type Program, type Step } from '../program.ts';
import { didYouMean } from './closest.ts';
import { conditionIssues, conditionsOf } from './conditions.ts';
import { entryId, kindInGraph, nameInProgram, portIssues } from './kinds.ts';
import { nodeInGraph, parseGraph } from './parse-graph.ts';
import { getAt, withAt, type Place } from './place.ts';
import { issuesOf } from './words.ts';

/** A node with its kind, and its ways out where the config is complete enough to know them. */
interface Known {
  readonly node: GraphNode;
  readonly index: number;
  readonly kind: NodeKind;
  readonly ports: readonly Port[] | null;
}

interface Found {
  readonly known: Map<string, Known>;
  readonly issues: Issue[];
}

const titleOf = ({ node, kind }: Known): string => node.label ?? kind.title;

/** Every node's config against its kind. Ids of next steps have no place in a graph: edges say them. */
function readNodes(graph: Graph): Found {
  const issues: Issue[] = [];
  const known = new Map<string, Known>();
  const nodeAt = nodeInGraph(graph);
  const holders: { id: string; at: Place; needs: Needs }[] = [];
  graph.nodes.forEach((node, index) => {
    const kind = kindInGraph(node.kind);
    if (kind === undefined) return;
    const prefix = ['nodes', index, 'config'];
    const parsed = kind.config.safeParse(node.config);
    if (!parsed.success) issues.push(...issuesOf(parsed.error, { document: node.config, prefix, nodeAt }));
    const ports = parsed.success ? kind.ports(node.config) : null;
    for (const port of ports ?? []) {
      if (port.at.length === 0 || getAt(node.config, port.at) === undefined) continue;
      const path = pointer([...prefix, ...port.at]);
      issues.push({ code: 'next-in-config', severity: 'error', path, node: node.id, message: `In a graph the way out "${port.label}" is an edge, not a field. Remove the field and draw the edge.`, fix: { title: 'Remove the field', changes: [{ path }] } });
    }
    if (ports !== null) issues.push(...portIssues(ports, prefix, node.id));
    if (parsed.success) holders.push({ id: node.id, at: prefix, needs: kind.needs(node.config) });
    known.set(node.id, { node, index, kind, ports });
  });
  issues.push(...conditionIssues(conditionsOf(graph.settings, ['settings'], holders)));
  return { known, issues };
}

/** The edge of each connected port, by node and port; and what is wrong with the others. */
function readEdges(graph: Graph, { known, issues }: Found): Map<string, Map<string, GraphEdge>> {
  const out = new Map<string, Map<string, GraphEdge>>();
  graph.edges.forEach((edge, i) => {
    const from = known.get(edge.from.node);
    const to = known.get(edge.to);
    if (from === undefined || to === undefined) return;
    const say = (code: string, at: readonly PropertyKey[], message: string): void => void issues.push({ code, severity: 'error', path: pointer(['edges', i, ...at]), node: edge.from.node, message });
    const ports = out.get(edge.from.node) ?? new Map<string, GraphEdge>();
    if (from.ports !== null && !from.ports.some((p) => p.id === edge.from.port)) {
      say('unknown-port', ['from', 'port'], `"${titleOf(from)}" has no way out called "${edge.from.port}".${didYouMean(edge.from.port, from.ports.map((p) => p.id))} Remove the edge, or connect it to one of: ${from.ports.map((p) => p.id).join(', ') || 'none'}.`);
    } else if (ports.has(edge.from.port)) say('port-connected-twice', ['from', 'port'], `The way out "${edge.from.port}" of "${titleOf(from)}" leads to two places. Keep one edge; to go different ways, put a branch or a split there.`);
    else out.set(edge.from.node, ports.set(edge.from.port, edge));
    if (to.kind.role === 'entry') say('edge-into-entry', ['to'], `"${titleOf(to)}" is where people come in; no step can lead there. Connect the edge to the step after it.`);
  });
  return out;
}

/** The ways out that must lead somewhere and do not. */
function unconnected(found: Found, edges: ReadonlyMap<string, ReadonlyMap<string, GraphEdge>>): Issue[] {
  return [...found.known.values()].flatMap((known) =>
    (known.ports ?? []).flatMap((port): Issue[] => {
      if (port.required !== true && known.kind.role !== 'entry') return [];
      if (edges.get(known.node.id)?.has(port.id) === true) return [];
      const message = known.kind.role === 'entry' ? `"${titleOf(known)}" leads nowhere. Connect it to the first step.` : `"${titleOf(known)}" does not say where "${port.label}" leads. Connect that way out to a step.`;
      return [{ code: 'port-unconnected', severity: 'error', path: pointer(['nodes', known.index]), node: known.node.id, message }];
    }),
  );
}

/** The one step that all entries lead to. */
function findStart(graph: Graph, entries: readonly Known[], edges: ReadonlyMap<string, ReadonlyMap<string, GraphEdge>>): { start: string | null; issues: Issue[] } {
  if (entries.length === 0) return { start: null, issues: [{ code: 'no-entry', severity: 'error', path: '/nodes', message: 'Nobody can come in: the journey has no entry. Add one, such as "When something happens", and connect it to the first step.' }] };
  const issues: Issue[] = [];
  let start: string | null = null;
  for (const entry of entries) {
    for (const edge of edges.get(entry.node.id)?.values() ?? []) {
      start ??= edge.to;
      if (edge.to !== start) issues.push({ code: 'entries-differ', severity: 'error', path: pointer(['edges', graph.edges.indexOf(edge), 'to']), node: entry.node.id, message: `All entries lead to the same first step, and this one leads to "${edge.to}" instead of "${start}". Connect it to "${start}", and put a branch there if they need different ways.`, fix: { title: `Connect it to "${start}"`, changes: [{ path: pointer(['edges', graph.edges.indexOf(edge), 'to']), value: start }] } });
    }
  }
  if (entries.length > 20) issues.push({ code: 'too-big', severity: 'error', path: '/nodes', message: 'A journey may have at most 20 entries. Remove some, or split the journey.' });
  return { start, issues };
}

const common = ({ label, stage, expectedMood }: GraphNode) => ({ ...(label === undefined ? {} : { label }), ...(stage === undefined ? {} : { stage }), ...(expectedMood === undefined ? {} : { expectedMood }) });

const toEntry = ({ node, kind }: Known, index: number): Entry => ({ kind: nameInProgram(kind as EntryKind), ...(node.id === entryId(index) ? {} : { id: node.id }), ...common(node), ...node.config });

/** The config with the ids of next steps put in at the ports' places. */
function toStep(known: Known, edges: ReadonlyMap<string, GraphEdge> | undefined, issues: Issue[]): Step {
  const { node, kind } = known as Known & { kind: StepKind };
  let config: unknown = node.config;
  for (const port of known.ports ?? []) {
    const edge = edges?.get(port.id);
    if (edge === undefined) continue;
    const next = withAt(config, port.at, edge.to);
    if (next === null) issues.push({ code: 'port-without-place', severity: 'error', path: pointer(['nodes', known.index, 'config', ...port.at]), node: node.id, message: `The way out "${port.label}" of "${titleOf(known)}" is connected, but the step is not set up for it. Fill in its settings, or remove the edge.` });
    else config = next;
  }
  return { kind: kind.kind, ...common(node), ...(config as Record<string, unknown>) };
}

/**
 * Turns a graph into the program that the runtime executes. Step ids are node ids; labels, stages and expected moods travel, notes and
 * positions do not. Steps that nothing leads to stay in the program (LANG-2). Takes any value; answers issues, never throws (LANG-4).
 */
export function compile(graph: unknown): Result<Program> {
  const parsed = parseGraph(graph);
  return parsed.ok ? compileGraph(parsed.value) : parsed;
}

/** `compile` for a graph that `parseGraph` has accepted. */
export function compileGraph(graph: Graph): Result<Program> {
  const found = readNodes(graph);
  const edges = readEdges(graph, found);
  const entries = [...found.known.values()].filter((k) => k.kind.role === 'entry');
  const { start, issues } = findStart(graph, entries, edges);
  issues.unshift(...found.issues);
  issues.push(...unconnected(found, edges));
  const steps = [...found.known.values()].filter((k) => k.kind.role === 'step').map((k) => [k.node.id, toStep(k, edges.get(k.node.id), issues)] as const);
  if (issues.length > 0 || start === null) return { ok: false, issues };
  return { ok: true, issues: [], value: { dsl: PROGRAM_FORMAT, ...graph.settings, entry: entries.map(toEntry), start, steps: Object.fromEntries(steps) } };
}
