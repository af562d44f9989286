import { diffGraphs, sameJson, type Graph, type GraphEdge } from '@attune/dsl';
import { freshId } from './commands.ts';
import { withNotes } from './notes.ts';

export type Side = 'mine' | 'theirs';

/** A place that both changed, each in another way. */
export interface Clash {
  /** `settings`, or the id of a step or note. */
  readonly id: string;
  /** What I did there and what they did, in words. */
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
}

export interface Comparison {
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
  readonly clashes: readonly Clash[];
}

const SETTINGS = 'settings';

/** What two people did to the same document since `base`, in words, and where they are at odds. */
export function compare(base: Graph, mine: Graph, theirs: Graph): Comparison {
  const told = { mine: diffGraphs(base, mine), theirs: diffGraphs(base, theirs) };
  const { clashing } = merge(base, mine, theirs);
  const said = (side: Side, id: string) => told[side].changes.filter((change) => (change.step ?? SETTINGS) === id).map((change) => change.words);
  return { mine: told.mine.words, theirs: told.theirs.words, clashes: [...clashing].map((id) => ({ id, mine: said('mine', id), theirs: said('theirs', id) })) };
}

/**
 * One document out of two that grew from the same one: every change of both where they do not overlap, and the preferred side's where they
 * do. Fields are the grain: two people may work on one step. A step that one side deleted and the other changed is such an overlap. Two new
 * steps that happen to have the same id both stay; mine gets another.
 */
export function merge(base: Graph, mine: Graph, theirs: Graph, prefer: (id: string) => Side = () => 'mine'): { readonly graph: Graph; readonly clashing: ReadonlySet<string> } {
  const clashing = new Set<string>();
  const own = apart(base, mine, theirs);
  const pick = picker(prefer, clashing);
  const nodes = lists(base.nodes, own.nodes, theirs.nodes, pick, ['id', 'kind']);
  const alive = new Set(nodes.map((node) => node.id));
  const edges = lists(base.edges.map(keyed), own.edges.map(keyed), theirs.edges.map(keyed), (id, values) => pick(id.slice(0, id.indexOf(':')), values), ['id', 'from'])
    .filter((edge) => alive.has(edge.from.node) && alive.has(edge.to));
  const notes = lists(base.notes ?? [], own.notes ?? [], theirs.notes ?? [], pick, ['id']);
  const settings = fields(SETTINGS, base.settings, own.settings, theirs.settings, pick);
  return { graph: withNotes({ ...theirs, settings, nodes, edges }, notes), clashing };
}

interface Three<T> { readonly base: T | undefined; readonly mine: T | undefined; readonly theirs: T | undefined }
type Choose = <T>(id: string, values: Three<T>) => T | undefined;

/** Takes the side that changed; where both did, the preferred one. */
function picker(prefer: (id: string) => Side, clashing: Set<string>): Choose {
  return (id, { base, mine, theirs }) => {
    if (sameJson(mine, theirs) || sameJson(base, mine)) return theirs;
    if (sameJson(base, theirs)) return mine;
    clashing.add(id);
    return prefer(id) === 'mine' ? mine : theirs;
  };
}

/** An edge is the way out it hangs on: its id is made of it, whoever drew it. */
const keyed = (edge: GraphEdge): GraphEdge => ({ ...edge, id: `${edge.from.node}:${edge.from.port}` });

function lists<T extends { readonly id: string }>(base: readonly T[], mine: readonly T[], theirs: readonly T[], pick: Choose, whole: readonly (keyof T)[]): T[] {
  const [was, own, other] = [base, mine, theirs].map((list) => new Map(list.map((item) => [item.id, item])));
  const ids = [...new Set([...theirs, ...mine].map(({ id }) => id))];
  return ids.flatMap((id) => {
    const three = { base: was?.get(id), mine: own?.get(id), theirs: other?.get(id) };
    const { mine: m, theirs: t, base: b } = three;
    // gone on one side, or another thing under the same name: nothing to mix
    if (!m || !t || !b || whole.some((name) => !sameJson(m[name], t[name]))) {
      const taken = pick(id, three);
      return taken === undefined ? [] : [taken];
    }
    return [fields(id, b, m, t, pick)];
  });
}

/** An object field by field, and its `config` field by field too. */
function fields<T extends object>(id: string, base: T, mine: T, theirs: T, pick: Choose): T {
  const at = (value: T | undefined, name: string) => (value as Record<string, unknown> | undefined)?.[name];
  const merged: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const three = { base: at(base, name), mine: at(mine, name), theirs: at(theirs, name) };
    const value = name === 'config' ? fields(id, (three.base ?? {}) as object, (three.mine ?? {}) as object, (three.theirs ?? {}) as object, pick)
      // where both moved a card there is nothing to ask: the last hand wins
      : name === 'position' ? (sameJson(three.base, three.mine) ? three.theirs : three.mine)
      : pick(id, three);
    if (value !== undefined) merged[name] = value;
  }
  return merged as T;
}

/** My document, with my new steps under other ids where the others made one of the same name. */
function apart(base: Graph, mine: Graph, theirs: Graph): Graph {
  const old = new Set(base.nodes.map(({ id }) => id));
  let all: Graph = { ...theirs, nodes: [...theirs.nodes, ...mine.nodes] };
  const renamed = new Map<string, string>();
  for (const node of mine.nodes) {
    const other = theirs.nodes.find(({ id }) => id === node.id);
    if (old.has(node.id) || !other || sameJson(other, node)) continue;
    const id = freshId(all, node.kind);
    renamed.set(node.id, id);
    all = { ...all, nodes: [...all.nodes, { ...node, id }] };
  }
  if (renamed.size === 0) return mine;
  const name = (id: string) => renamed.get(id) ?? id;
  return {
    ...mine,
    nodes: mine.nodes.map((node) => (renamed.has(node.id) ? { ...node, id: name(node.id) } : node)),
    edges: mine.edges.map((edge) => ({ ...edge, id: `${name(edge.from.node)}:${edge.from.port}`, from: { ...edge.from, node: name(edge.from.node) }, to: name(edge.to) })),
  };
}
