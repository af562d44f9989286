import { nodeKinds, type Graph, type GraphNode, type NodeKind, type Port, type SummaryPart } from '@attune/dsl';

const byName = new Map<string, NodeKind>(nodeKinds.map((kind) => [kind.kind, kind]));

/** The kind of the registry, or null for a name this version does not know. */
export function kindOf(name: string): NodeKind | null {
  return byName.get(name) ?? null;
}

export function isEntry(name: string): boolean {
  return byName.get(name)?.role === 'entry';
}

/**
 * A draft's config may be incomplete, and kinds may count on a complete one. What cannot be computed is drawn as absent;
 * the checks say what is missing.
 */
function guarded<T>(compute: () => T, otherwise: T): T {
  try {
    return compute();
  } catch {
    return otherwise;
  }
}

const portCache = new WeakMap<object, readonly Port[]>();

/** The ways out of a node, in the order they are drawn. */
export function portsOf(node: Pick<GraphNode, 'kind' | 'config'>): readonly Port[] {
  const known = portCache.get(node.config);
  if (known) return known;
  const kind = kindOf(node.kind);
  const ports = kind ? guarded(() => kind.ports(node.config), []) : [];
  portCache.set(node.config, ports);
  return ports;
}

/** The ports, or null where the config is too incomplete to tell, so that nobody cuts edges on a guess. */
export function knownPorts(kind: string, config: Readonly<Record<string, unknown>>): readonly Port[] | null {
  const found = kindOf(kind);
  return found ? guarded<readonly Port[] | null>(() => found.ports(config), null) : null;
}

/** The sentence on the card. */
export function summaryOf(node: Pick<GraphNode, 'kind' | 'config'>): readonly SummaryPart[] {
  const kind = kindOf(node.kind);
  return kind ? guarded(() => kind.summary(node.config), [{ text: 'Not filled in yet' }]) : [{ text: `This version does not know the kind "${node.kind}".` }];
}

/** What a person calls this node: its own label, or the title of its kind. */
export function titleOf(node: Pick<GraphNode, 'kind' | 'label'>): string {
  return node.label?.trim() || (kindOf(node.kind)?.title ?? node.kind);
}

export function nodeById(graph: Graph, id: string): GraphNode | null {
  return graph.nodes.find((node) => node.id === id) ?? null;
}

/** Whether a kind can stand in the middle of a path: it can be come to and left. */
export function fitsOnEdge(kind: NodeKind): boolean {
  return kind.role === 'step' && guarded(() => kind.ports(kind.defaults()).length > 0, false);
}
