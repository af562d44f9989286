import type { Graph, GraphEdge, GraphNode, Port } from '@attune/dsl';
import { fitsOnEdge, isEntry, kindOf, knownPorts, nodeById, portsOf } from './kinds.ts';
import { noteById, withNotes } from './notes.ts';
import { below, cardHeight, cardWidth, freeSpot, GAP, openUp, type Point } from './place.ts';

/**
 * What a person can do to a journey, as pure functions of the document. Each answers the new document and, where that
 * matters, what is selected afterwards; one that would change nothing answers the same document.
 */
export interface Edit {
  readonly graph: Graph;
  readonly select?: readonly string[];
}

/** A readable id that was not used in this document: `message`, `message-2`; entries are `entry-1`, `entry-2`. */
export function freshId(graph: Graph, kind: string): string {
  const entry = isEntry(kind);
  const base = entry ? 'entry' : kind;
  let highest = 0;
  for (const { id } of [...graph.nodes, ...(graph.notes ?? [])]) {
    if (id === base) highest = Math.max(highest, 1);
    else if (id.startsWith(`${base}-`) && /^\d+$/.test(id.slice(base.length + 1))) highest = Math.max(highest, Number(id.slice(base.length + 1)));
  }
  return highest === 0 && !entry ? base : `${base}-${highest + 1}`;
}

export function edgeId(from: GraphEdge['from']): string {
  // one edge a port: the port names it
  return `${from.node}:${from.port}`;
}

export function edgeFrom(graph: Graph, node: string, port: string): GraphEdge | null {
  return graph.edges.find((edge) => edge.from.node === node && edge.from.port === port) ?? null;
}

function newNode(graph: Graph, kind: string, position: Point): GraphNode {
  const found = kindOf(kind);
  return { id: freshId(graph, kind), kind, config: found ? (found.defaults() as Record<string, unknown>) : {}, position: round(position) };
}

const round = ({ x, y }: Point) => ({ x: Math.round(x), y: Math.round(y) });

/** Adds a node on its own. A further way in leads where the others lead, since all entries of a journey share their first step. */
export function addNode(graph: Graph, kind: string, position: Point): Edit {
  const node = newNode(graph, kind, freeSpot(graph, position));
  const next: Graph = { ...graph, nodes: [...graph.nodes, node] };
  const first = isEntry(kind) ? firstStep(graph) : null;
  return { graph: first ? link(next, { node: node.id, port: portsOf(node)[0]?.id ?? 'next' }, first) : next, select: [node.id] };
}

/** The step all entries lead to, where they agree. */
function firstStep(graph: Graph): string | null {
  const entries = new Set(graph.nodes.filter((node) => isEntry(node.kind)).map((node) => node.id));
  const targets = new Set(graph.edges.filter((edge) => entries.has(edge.from.node)).map((edge) => edge.to));
  return targets.size === 1 ? [...targets][0]! : null;
}

/** Puts a node into a connection: what followed now follows the new node, and moves down to make room. */
export function insertOnEdge(graph: Graph, edge: string, kind: string): Edit {
  const found = graph.edges.find((e) => e.id === edge);
  const source = found && nodeById(graph, found.from.node);
  const target = found && nodeById(graph, found.to);
  const known = kindOf(kind);
  if (!found || !source || !target || !known || !fitsOnEdge(known)) return { graph };
  const fresh = newNode(graph, kind, { x: 0, y: source.position.y + cardHeight(source) + GAP });
  const node = { ...fresh, position: { x: Math.round(target.position.x + (cardWidth(target) - cardWidth(fresh)) / 2), y: fresh.position.y } };
  const port = portsOf(node)[0];
  if (!port) return { graph };
  const moved = openUp(graph, target.id, node.position.y + cardHeight(node));
  const added: Graph = { ...moved, nodes: [...moved.nodes, node], edges: moved.edges.filter((e) => e.id !== edge) };
  return { graph: link(link(added, found.from, node.id), { node: node.id, port: port.id }, found.to), select: [node.id] };
}

/** Adds a node behind a port: into the connection where there is one, else at its open end. */
export function addAfterPort(graph: Graph, source: string, port: string, kind: string): Edit {
  const from = nodeById(graph, source);
  const known = kindOf(kind);
  if (!from || !known || known.role === 'entry') return { graph };
  const edge = edgeFrom(graph, source, port);
  if (edge) return fitsOnEdge(known) ? insertOnEdge(graph, edge.id, kind) : { graph };
  const node = newNode(graph, kind, below(graph, from, port));
  return { graph: link({ ...graph, nodes: [...graph.nodes, node] }, { node: source, port }, node.id), select: [node.id] };
}

/** The node with the only way out of the whole journey that waits to be connected; null where none or several do. */
function onlyOpenEnd(graph: Graph): GraphNode | null {
  const open = graph.nodes.filter((node) => openPort(graph, node));
  const [only] = open;
  return only && open.length === 1 && portsOf(only).filter((port) => port.fallsBackTo === undefined && !edgeFrom(graph, only.id, port.id)).length === 1 ? only : null;
}

/** Adds a node where the person most likely means it: behind the selected node, at the one open end of the journey, or else at `centre`. */
export function addNear(graph: Graph, selected: string | null, kind: string, centre: Point): Edit {
  const from = (selected === null ? null : nodeById(graph, selected)) ?? onlyOpenEnd(graph);
  if (!from || isEntry(kind)) return addNode(graph, kind, centre);
  const ports = portsOf(from);
  const open = openPort(graph, from);
  const known = kindOf(kind);
  const port = open ?? (known && fitsOnEdge(known) ? ports[0] : undefined);
  return port ? addAfterPort(graph, from.id, port.id, kind) : addNode(graph, kind, { x: from.position.x, y: from.position.y + cardHeight(from) + GAP });
}

/** The first way out that waits to be connected. One that falls back to another way is complete as it is. */
export function openPort(graph: Graph, node: GraphNode): Port | undefined {
  return portsOf(node).find((port) => port.fallsBackTo === undefined && !edgeFrom(graph, node.id, port.id));
}

function link(graph: Graph, from: GraphEdge['from'], to: string): Graph {
  const rest = graph.edges.filter((edge) => edge.from.node !== from.node || edge.from.port !== from.port);
  return { ...graph, edges: [...rest, { id: edgeId(from), from: { node: from.node, port: from.port }, to }] };
}

/** Why a connection cannot be made, in words; null where it can. */
export function whyNotConnect(graph: Graph, from: GraphEdge['from'], to: string): string | null {
  const source = nodeById(graph, from.node);
  const target = nodeById(graph, to);
  if (!source || !target) return 'One of the two steps is gone.';
  if (source.id === target.id) return 'A step cannot follow itself. Use "Go back to a step" to repeat.';
  if (isEntry(target.kind)) return 'A way in is where a journey starts; nothing can lead to it.';
  if (!portsOf(source).some((port) => port.id === from.port)) return 'This step has no such way out.';
  return null;
}

/** Leads a port to a node; a port leads to one place, so an older connection of it goes. */
export function connect(graph: Graph, from: GraphEdge['from'], to: string): Edit {
  if (whyNotConnect(graph, from, to) !== null || edgeFrom(graph, from.node, from.port)?.to === to) return { graph };
  return { graph: link(graph, from, to) };
}

export function disconnect(graph: Graph, edges: readonly string[]): Edit {
  const gone = new Set(edges);
  return graph.edges.some((edge) => gone.has(edge.id)) ? { graph: { ...graph, edges: graph.edges.filter((edge) => !gone.has(edge.id)) } } : { graph };
}

/** Moves steps and notes to new places; ids that are not there are passed over, and what stays where it is stays the same object. */
export function move(graph: Graph, places: ReadonlyMap<string, Point>): Edit {
  let moved = 0;
  const moving = <T extends { readonly id: string; readonly position: Point }>(item: T): T => {
    const to = places.get(item.id);
    if (!to || (to.x === item.position.x && to.y === item.position.y)) return item;
    moved += 1;
    return { ...item, position: { x: to.x, y: to.y } };
  };
  const nodes = graph.nodes.map(moving);
  const notes = graph.notes?.map(moving);
  return moved === 0 ? { graph } : { graph: { ...graph, nodes, ...(notes ? { notes } : {}) } };
}

/** Where these steps and notes lie now, shifted by so much. */
export function shifted(graph: Graph, ids: readonly string[], by: Point): ReadonlyMap<string, Point> {
  const chosen = new Set(ids);
  return new Map([...graph.nodes, ...(graph.notes ?? [])].flatMap(({ id, position }) => (chosen.has(id) ? [[id, { x: position.x + by.x, y: position.y + by.y }] as const] : [])));
}

/**
 * Deletes steps and notes, and closes the gap: what led to a deleted node leads on to what followed it, but only where every way out
 * of it led to the same place. A branch whose ways part is not re-linked: choosing one of them would be a guess.
 */
export function deleteNodes(graph: Graph, ids: readonly string[]): Edit {
  let next = graph;
  for (const id of ids) next = deleteOne(next, id);
  if (ids.some((id) => noteById(graph, id))) next = withNotes(next, (graph.notes ?? []).filter((note) => !ids.includes(note.id)));
  return next === graph ? { graph } : { graph: next, select: [] };
}

function deleteOne(graph: Graph, id: string): Graph {
  const node = nodeById(graph, id);
  if (!node) return graph;
  const outgoing = graph.edges.filter((edge) => edge.from.node === id);
  const targets = new Set(outgoing.map((edge) => edge.to));
  // an unconnected way out means "the journey ends here": that is a second destination
  const closed = portsOf(node).every((port) => outgoing.some((edge) => edge.from.port === port.id || edge.from.port === port.fallsBackTo));
  const onward = targets.size === 1 && (closed || portsOf(node).length === 1) ? [...targets][0]! : null;
  const edges = graph.edges.flatMap((edge) => {
    if (edge.from.node === id) return [];
    if (edge.to !== id) return [edge];
    return onward !== null && onward !== edge.from.node ? [{ ...edge, to: onward }] : [];
  });
  return { ...graph, nodes: graph.nodes.filter((n) => n.id !== id), edges };
}

function replaceNode(graph: Graph, id: string, change: (node: GraphNode) => GraphNode): Graph {
  return { ...graph, nodes: graph.nodes.map((node) => (node.id === id ? change(node) : node)) };
}

/** Changes a node's config. Connections of ways out that no longer exist go with it, in the same step. */
export function updateConfig(graph: Graph, id: string, config: Record<string, unknown>): Edit {
  const node = nodeById(graph, id);
  if (!node) return { graph };
  const next = replaceNode(graph, id, (n) => ({ ...n, config }));
  const ports = knownPorts(node.kind, config);
  if (!ports) return { graph: next };
  const alive = new Set(ports.map((port) => port.id));
  const edges = next.edges.filter((edge) => edge.from.node !== id || alive.has(edge.from.port));
  return { graph: edges.length === next.edges.length ? next : { ...next, edges } };
}

/** What a node says beside its config; undefined takes a detail away. */
export type Details = { readonly [K in 'label' | 'note' | 'stage' | 'expectedMood']?: GraphNode[K] | undefined };

export function updateDetails(graph: Graph, id: string, details: Details): Edit {
  return {
    graph: replaceNode(graph, id, (node) => {
      const merged: Record<string, unknown> = { ...node, ...details };
      for (const key of Object.keys(details)) if (merged[key] === undefined || merged[key] === '') delete merged[key];
      return merged as GraphNode;
    }),
  };
}

export function updateSettings(graph: Graph, settings: Graph['settings']): Edit {
  return { graph: { ...graph, settings } };
}
