import { describe, expect, it } from 'vitest';
import type { Graph, GraphEdge, GraphNode } from '../graph.ts';
import { entryKinds, nodeKinds, stepKinds } from '../nodes/index.ts';
import { compile } from './compile.ts';
import { decompile } from './decompile.ts';
import { parseProgram } from './parse-program.ts';

function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A journey drawn at random from the examples of all kinds: loops, islands, open ways, odd ids and all. */
function randomGraph(pick: (below: number) => number): Graph {
  const one = <T>(list: readonly T[]): T => list[pick(list.length)] as T;
  const some = <T extends object>(more: T): Partial<T> => (pick(3) === 0 ? more : {});
  const steps: GraphNode[] = Array.from({ length: 1 + pick(12) }, (_, i) => {
    const kind = one(stepKinds);
    const extras = { ...some({ label: `Label ${i}` }), ...some({ stage: 'Later' }), ...some({ expectedMood: pick(5) - 2 }), ...some({ note: 'mine' }) };
    return { id: one([`s${i}`, `${i}`, `entry-${i + 40}`, `a.b-${i}`]), kind: kind.kind, config: one(kind.examples).config as Record<string, unknown>, position: { x: pick(900), y: pick(900) }, ...extras };
  });
  const entries: GraphNode[] = Array.from({ length: 1 + pick(3) }, (_, i) => {
    const kind = one(entryKinds);
    return { id: one([`entry-${i + 1}`, `in-${i}`, `entry-${i + 20}`]), kind: kind.kind, config: one(kind.examples).config as Record<string, unknown>, position: { x: 0, y: 0 } };
  });
  const edges: GraphEdge[] = entries.map((e, i) => ({ id: `e${i}`, from: { node: e.id, port: 'next' }, to: (steps[0] as GraphNode).id }));
  for (const step of steps) {
    const kind = stepKinds.find((k) => k.kind === step.kind);
    for (const port of kind?.ports(step.config) ?? []) {
      if (port.required === true || pick(4) > 0) edges.push({ id: `${step.id} ${port.id}`, from: { node: step.id, port: port.id }, to: one(steps).id });
    }
  }
  const nodes = pick(2) === 0 ? [...entries, ...steps] : [...steps, ...entries];
  return { dsl: 'attune/graph@1', settings: { key: 'random', name: 'Random', category: one(['marketing', 'service']), ...some({ holdout: 10 }), ...some({ reentry: { mode: 'always' as const } }) }, nodes, edges };
}

const meaning = ({ nodes, edges, settings }: Graph) => ({
  settings,
  nodes: nodes.map(({ position: _p, note: _n, ...rest }) => rest).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  edges: edges.map((e) => `${e.from.node} ${e.from.port} ${e.to}`).toSorted(),
});

/** What makes a journey more than a list of steps. */
function varietyOf({ nodes, edges }: Graph): string[] {
  const leads = new Map<string, string[]>();
  for (const { from, to } of edges) leads.set(from.node, [...(leads.get(from.node) ?? []), to]);
  const reach = (start: string) => {
    const seen = new Set<string>();
    for (const next = [...(leads.get(start) ?? [])]; next.length > 0;) {
      const at = next.pop() ?? '';
      if (!seen.has(at)) next.push(...(leads.get(at) ?? []));
      seen.add(at);
    }
    return seen;
  };
  const steps = nodes.filter(({ kind }) => !kind.startsWith('entry-'));
  const entries = nodes.filter(({ kind }) => kind.startsWith('entry-'));
  const reached = new Set(entries.flatMap(({ id }) => [...reach(id)]));
  return [
    ...nodes.map(({ kind }) => `kind ${kind}`),
    ...edges.map(({ from }) => `port ${nodes.find(({ id }) => id === from.node)?.kind ?? ''} ${from.port}`),
    ...(entries.length > 1 ? ['several entries'] : []),
    ...(steps.some(({ id }) => reach(id).has(id)) ? ['a loop'] : []),
    ...(steps.some(({ id }) => leads.get(id)?.includes(id)) ? ['a step that leads to itself'] : []),
    ...(steps.some(({ id }) => !reached.has(id)) ? ['an island'] : []),
    ...(steps.some(({ id }) => (edges.filter(({ to }) => to === id).length) > 1) ? ['ways that join'] : []),
    ...(steps.some(({ id }) => !leads.has(id)) ? ['an open end'] : []),
  ];
}

describe('round trips of 1,000 random journeys', () => {
  it('LANG-1 and LANG-2: hold for graphs and programs made of every kind, every way out, several entries, loops and islands', () => {
    const pick = chance(42);
    const met = new Set<string>();
    const shapes = new Set<string>();
    for (let i = 0; i < 1000; i++) {
      const graph = randomGraph(pick);
      for (const one of varietyOf(graph)) met.add(one);
      shapes.add(JSON.stringify([graph.nodes.map(({ kind }) => kind), graph.edges.map(({ from, to }) => [from, to])]));
      const program = compile(graph);
      if (!program.ok) throw new Error(`${JSON.stringify(graph)}\n${JSON.stringify(program.issues)}`);
      const again = decompile(program.value);
      if (!again.ok) throw new Error(`${JSON.stringify(program.value)}\n${JSON.stringify(again.issues)}`);
      expect(compile(again.value)).toEqual(program);
      expect(meaning(again.value)).toEqual(meaning(graph));
      expect(parseProgram(JSON.parse(JSON.stringify(program.value)))).toMatchObject({ ok: true });
    }
    expect(shapes.size).toBeGreaterThan(950);
    const ways = stepKinds.flatMap((kind) => kind.examples.flatMap(({ config }) => kind.ports(config).map(({ id }) => `port ${kind.kind} ${id}`)));
    expect([...met]).toEqual(expect.arrayContaining([...nodeKinds.map(({ kind }) => `kind ${kind}`), ...ways, 'several entries', 'a loop', 'a step that leads to itself', 'an island', 'ways that join', 'an open end']));
  }, 60_000);
});
