import type { Graph } from '../graph.ts';
import { pointer, type Issue, type Severity } from '../issue.ts';
import type { Needs, NodeKind, Port, World } from '../node-kind.ts';
import type { Program } from '../program.ts';
import type { JourneySettings } from '../settings.ts';
import { entryId, kindInGraph, kindOfEntry } from '../compile/kinds.ts';
import { stepKind } from '../nodes/index.ts';
import { conditionsOf, type PlacedCondition } from '../compile/conditions.ts';
import { getAt, type Place } from '../compile/place.ts';
import { tellsOfTrouble } from './troubles.ts';
import { walk, type Walked } from './symbolic/walk.ts';

export interface Way {
  readonly port: Port;
  /** The node it leads to; null where it is not connected. */
  readonly to: string | null;
  /** Where the document says where it leads; absent where it says nothing. */
  readonly at?: Place;
}

/** A step of one way out that a fix adds. */
export interface Added {
  readonly id: string;
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly next: string | null;
  /** The card it is put beside. */
  readonly near: ViewNode;
}

/** One node, the same whether it stood in a graph or a program. */
export interface ViewNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** The marketer's own title, or the kind's. */
  readonly title: string;
  readonly config: unknown;
  /** Where the config stands in the document. */
  readonly at: Place;
  /** Where the node itself stands. */
  readonly self: Place;
  /** False where the config does not fit the kind; only its edges are looked at then. */
  readonly sound: boolean;
  readonly needs: Needs;
  readonly ways: readonly Way[];
}

/** What all checks look at: one reading of the document. */
export interface View {
  readonly world: World;
  readonly settings: JourneySettings;
  /** Where the settings stand: at the root of a program, under `settings` in a graph. */
  readonly settingsAt: Place;
  readonly nodes: ReadonlyMap<string, ViewNode>;
  readonly entries: readonly ViewNode[];
  readonly steps: readonly ViewNode[];
  /** First step of each entry. */
  readonly starts: readonly string[];
  /** The program, where the document is complete enough to be one. */
  readonly program: Program | null;
  readonly conditions: readonly PlacedCondition[];
  /** People followed through the journey with what must be so of them; worked out once, when it is first asked for. */
  walked(): Walked;
  /** The changes that add a step to the document. */
  adding(step: Added): { path: string; value: unknown }[];
  /** The changes that connect a way out of a node which leads nowhere. */
  connecting(node: ViewNode, port: Port, to: string): { path: string; value: unknown }[];
  /** The changes that take a node and its lines out. */
  removing(node: ViewNode): { path: string; value?: unknown }[];
}

/** What differs between a graph and a program when something is added. */
type Writing = Pick<View, 'adding' | 'connecting' | 'removing'>;

const NOTHING: Needs = {};

function soundly<T>(sound: boolean, read: () => T, otherwise: T): T {
  if (sound) return read();
  try {
    // A draft's half-filled config: its ports are drawn as far as they can be known; what is wrong with it is told by `compile`.
    return read();
  } catch {
    return otherwise;
  }
}

function toNode(id: string, kind: NodeKind, label: string | undefined, config: unknown, self: Place, at: Place, sound: boolean, target: (port: Port) => Omit<Way, 'port'>): ViewNode {
  return {
    id, kind, config, at, self, sound,
    title: label ?? kind.title,
    needs: sound ? kind.needs(config) : NOTHING,
    ways: soundly(sound, () => kind.ports(config), []).map((port) => ({ port, ...target(port) })),
  };
}

function toView(nodes: Map<string, ViewNode>, settings: JourneySettings, settingsAt: Place, world: World, starts: string[], program: Program | null, writing: Writing): View {
  const all = [...nodes.values()];
  let walked: Walked | null = null;
  const view: View = {
    world, settings, settingsAt, nodes, program,
    ...writing,
    walked: () => (walked ??= walk(view, { matters: tellsOfTrouble })),
    entries: all.filter((n) => n.kind.role === 'entry'),
    steps: all.filter((n) => n.kind.role === 'step'),
    starts: [...new Set(starts)].filter((id) => nodes.has(id)),
    conditions: conditionsOf(settings, settingsAt, all),
  };
  return view;
}

export function viewOfGraph(graph: Graph, program: Program | null, world: World): View {
  const targets = new Map(graph.edges.map((e, i) => [`${e.from.node} ${e.from.port}`, { to: e.to, at: ['edges', i, 'to'] }] as const));
  const nodes = new Map<string, ViewNode>();
  graph.nodes.forEach((node, i) => {
    const kind = kindInGraph(node.kind);
    if (kind === undefined) return;
    const sound = program !== null || kind.config.safeParse(node.config).success;
    nodes.set(node.id, toNode(node.id, kind, node.label, node.config, ['nodes', i], ['nodes', i, 'config'], sound, (port) => targets.get(`${node.id} ${port.id}`) ?? { to: null }));
  });
  const starts = graph.edges.filter((e) => nodes.get(e.from.node)?.kind.role === 'entry').map((e) => e.to);
  return toView(nodes, graph.settings, ['settings'], world, starts, program, writingGraph(graph));
}

function writingGraph(graph: Graph): Writing {
  const edge = (more: number, node: string, port: string, to: string) => ({ path: pointer(['edges', graph.edges.length + more]), value: { id: `${node}:${port}`, from: { node, port }, to } });
  return {
    adding({ id, kind, config, next, near }) {
      const beside = graph.nodes.find((n) => n.id === near.id)?.position ?? { x: 0, y: 0 };
      const node = { path: pointer(['nodes', graph.nodes.length]), value: { id, kind, config, position: { x: beside.x, y: beside.y - 120 } } };
      return [node, ...(next === null ? [] : [edge(0, id, 'next', next)])];
    },
    connecting: (node, port, to) => [edge(0, node.id, port.id, to)],
    // From the last on, so that the places of the others stay.
    removing: ({ id }) => [
      ...graph.edges.flatMap((e, i) => (e.from.node === id || e.to === id ? [{ path: pointer(['edges', i]) }] : [])).toReversed(),
      ...graph.nodes.flatMap((n, i) => (n.id === id ? [{ path: pointer(['nodes', i]) }] : [])),
    ],
  };
}

export function viewOfProgram(program: Program, world: World): View {
  const nodes = new Map<string, ViewNode>();
  program.entry.forEach((entry, i) => {
    const kind = kindOfEntry(entry.kind);
    const id = entry.id ?? entryId(i);
    if (kind !== undefined) nodes.set(id, toNode(id, kind, entry.label, entry, ['entry', i], ['entry', i], true, () => ({ to: program.start, at: ['start'] })));
  });
  for (const [id, step] of Object.entries(program.steps)) {
    const kind = stepKind(step.kind);
    const target = (port: Port): Omit<Way, 'port'> => {
      const to = getAt(step, port.at);
      return typeof to === 'string' ? { to, at: ['steps', id, ...port.at] } : { to: null };
    };
    if (kind !== undefined) nodes.set(id, toNode(id, kind, step.label, step, ['steps', id], ['steps', id], true, target));
  }
  return toView(nodes, program, [], world, [program.start], program, {
    adding: ({ id, kind, config, next }) => [{ path: pointer(['steps', id]), value: { kind, ...config, ...(next === null ? {} : { next }) } }],
    connecting: (node, port, to) => [{ path: pointer(['steps', node.id, ...port.at]), value: to }],
    removing: ({ id }) => [{ path: pointer(['steps', id]) }],
  });
}

/** An issue about a node; `at` is a place in its config, left out where the node as a whole is meant. */
export function atNode(node: ViewNode, code: string, severity: Severity, message: string, at?: Place): Issue {
  return { code, severity, path: pointer(at === undefined ? node.self : [...node.at, ...at]), node: node.id, message };
}

/** The steps that people can come to. */
export function reached(view: View): Set<string> {
  const seen = new Set(view.starts);
  const stack = [...seen];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    for (const { to } of view.nodes.get(id)?.ways ?? []) {
      if (to === null || seen.has(to)) continue;
      seen.add(to);
      stack.push(to);
    }
  }
  return seen;
}

/** Steps that speak to the customer: they use a channel. */
export const speaks = (node: ViewNode): boolean => (node.kind.category === 'say' || node.needs.survey !== undefined) && (node.needs.channels?.length ?? 0) > 0;

/** Messages that may promote something: what asks a question does not. */
export const promotes = (node: ViewNode): boolean => speaks(node) && node.needs.survey === undefined;
