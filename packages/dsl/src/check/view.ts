import type { Graph } from '../graph.ts';
import { pointer, type Issue, type Severity } from '../issue.ts';
import type { Needs, NodeKind, Port, World } from '../node-kind.ts';
import type { Program } from '../program.ts';
import type { JourneySettings } from '../settings.ts';
import { entryId, kindInGraph, kindOfEntry } from '../compile/kinds.ts';
import { stepKind } from '../nodes/index.ts';
import { conditionsOf, type PlacedCondition } from '../compile/conditions.ts';
import { getAt, type Place } from '../compile/place.ts';

export interface Way {
  readonly port: Port;
  /** The node it leads to; null where it is not connected. */
  readonly to: string | null;
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
}

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

function toNode(id: string, kind: NodeKind, label: string | undefined, config: unknown, self: Place, at: Place, sound: boolean, target: (port: Port) => string | null): ViewNode {
  return {
    id, kind, config, at, self, sound,
    title: label ?? kind.title,
    needs: sound ? kind.needs(config) : NOTHING,
    ways: soundly(sound, () => kind.ports(config), []).map((port) => ({ port, to: target(port) })),
  };
}

function toView(nodes: Map<string, ViewNode>, settings: JourneySettings, settingsAt: Place, world: World, starts: string[], program: Program | null): View {
  const all = [...nodes.values()];
  return {
    world, settings, settingsAt, nodes, program,
    entries: all.filter((n) => n.kind.role === 'entry'),
    steps: all.filter((n) => n.kind.role === 'step'),
    starts: [...new Set(starts)].filter((id) => nodes.has(id)),
    conditions: conditionsOf(settings, settingsAt, all),
  };
}

export function viewOfGraph(graph: Graph, program: Program | null, world: World): View {
  const targets = new Map(graph.edges.map((e) => [`${e.from.node} ${e.from.port}`, e.to]));
  const nodes = new Map<string, ViewNode>();
  graph.nodes.forEach((node, i) => {
    const kind = kindInGraph(node.kind);
    if (kind === undefined) return;
    const sound = program !== null || kind.config.safeParse(node.config).success;
    nodes.set(node.id, toNode(node.id, kind, node.label, node.config, ['nodes', i], ['nodes', i, 'config'], sound, (port) => targets.get(`${node.id} ${port.id}`) ?? null));
  });
  const starts = graph.edges.filter((e) => nodes.get(e.from.node)?.kind.role === 'entry').map((e) => e.to);
  return toView(nodes, graph.settings, ['settings'], world, starts, program);
}

export function viewOfProgram(program: Program, world: World): View {
  const nodes = new Map<string, ViewNode>();
  program.entry.forEach((entry, i) => {
    const kind = kindOfEntry(entry.kind);
    const id = entry.id ?? entryId(i);
    if (kind !== undefined) nodes.set(id, toNode(id, kind, entry.label, entry, ['entry', i], ['entry', i], true, () => program.start));
  });
  for (const [id, step] of Object.entries(program.steps)) {
    const kind = stepKind(step.kind);
    const target = (port: Port): string | null => {
      const to = getAt(step, port.at);
      return typeof to === 'string' ? to : null;
    };
    if (kind !== undefined) nodes.set(id, toNode(id, kind, step.label, step, ['steps', id], ['steps', id], true, target));
  }
  return toView(nodes, program, [], world, [program.start], program);
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
export const speaks = (node: ViewNode): boolean => node.kind.category === 'say' && (node.needs.channels?.length ?? 0) > 0;
