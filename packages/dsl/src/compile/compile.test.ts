import { describe, expect, it } from 'vitest';
import type { Graph } from '../graph.ts';
import type { Issue } from '../issue.ts';
import { nodeKinds, stepKinds } from '../nodes/index.ts';
import type { Program } from '../program.ts';
import { compile } from './compile.ts';
import { decompile } from './decompile.ts';
import { parseGraph } from './parse-graph.ts';
import { parseProgram } from './parse-program.ts';
import { cartProgram, edge, node, smallGraph } from './sample.ts';

function graphOf(program: Program): Graph {
  const graph = decompile(program);
  if (!graph.ok) throw new Error(JSON.stringify(graph.issues));
  return graph.value;
}

function programOf(graph: unknown): Program {
  const program = compile(graph);
  if (!program.ok) throw new Error(JSON.stringify(program.issues));
  return program.value;
}

const issuesOf = (graph: unknown): Issue[] => compile(graph).issues;
const byId = <T extends { id: string }>(list: readonly T[]): T[] => list.toSorted((a, b) => a.id.localeCompare(b.id));
/** What a graph means: no positions, notes, ids of edges, or order. */
const meaning = (graph: Graph) => ({
  settings: graph.settings,
  nodes: byId(graph.nodes.map(({ position: _position, note: _note, ...rest }) => rest)),
  edges: graph.edges.map((e) => `${e.from.node}.${e.from.port} -> ${e.to}`).toSorted(),
});

describe('compile and decompile', () => {
  it('LANG-1: compiling a decompiled program gives the program again', () => {
    expect(programOf(graphOf(cartProgram()))).toEqual(cartProgram());
  });

  it('LANG-1: an entry id that only repeats its place is left out, so a program has one form', () => {
    const parsed = parseProgram({ ...cartProgram(), entry: [{ kind: 'event', event: 'Cart Updated', id: 'entry-1' }] });
    if (!parsed.ok) throw new Error('refused');
    expect(parsed.value.entry[0]).not.toHaveProperty('id');
    expect(programOf(graphOf(parsed.value))).toEqual(parsed.value);
  });

  it('LANG-2: decompiling a compiled graph gives the graph again, up to positions, notes and ids of edges', () => {
    const graph = graphOf(cartProgram());
    const drawn: Graph = { ...graph, nodes: graph.nodes.toReversed().map((n, i) => ({ ...n, note: 'mine', position: { x: i, y: -i } })), edges: graph.edges.map((e, i) => ({ ...e, id: `e${i}` })) };
    expect(meaning(graphOf(programOf(drawn)))).toEqual(meaning(drawn));
  });

  it('LANG-2: steps that nothing leads to stay in the program', () => {
    const program = programOf(smallGraph({ nodes: [node('alone', 'exit', { reason: 'completed' }, { label: 'Later' })] }));
    expect(program.steps['alone']).toEqual({ kind: 'exit', reason: 'completed', label: 'Later' });
    expect(meaning(graphOf(program)).nodes.map((n) => n.id)).toEqual(['alone', 'entry-1', 'pause']);
  });

  it('LANG-2: an entry keeps an id of its own, and one called after its place goes without', () => {
    const program = programOf(smallGraph({ nodes: [node('hand', 'entry-manual', {})], edges: [edge('hand', 'next', 'pause')] }));
    expect(program.entry).toEqual([{ kind: 'event', event: 'Signed Up' }, { kind: 'manual', id: 'hand' }]);
  });

  it('LANG-2: every example of every kind survives the way to a program and back', () => {
    for (const kind of nodeKinds) {
      for (const example of kind.examples) {
        const config = example.config as Record<string, unknown>;
        const graph = kind.role === 'entry'
          ? { ...smallGraph(), nodes: [node('in', kind.kind, config), node('end', 'exit', {})], edges: [edge('in', 'next', 'end')] }
          : smallGraph({ nodes: [node('it', kind.kind, config), node('end', 'exit', {})], edges: [edge('pause', 'next', 'it'), ...kind.ports(config).map((p) => edge('it', p.id, 'end'))] });
        expect(meaning(graphOf(programOf(graph))), `${kind.kind}: ${example.title}`).toEqual(meaning(graph));
      }
    }
  });

  it('moving a node never changes what the journey means', () => {
    const graph = smallGraph();
    expect(programOf({ ...graph, nodes: graph.nodes.map((n) => ({ ...n, position: { x: 900, y: -3 } })) })).toEqual(programOf(graph));
  });
});

describe('what compile refuses, at its place', () => {
  const cases: [string, Graph, { code: string; path: string; node?: string }][] = [
    ['no entry', { ...smallGraph(), nodes: [node('pause', 'delay', { for: 'P1D' })], edges: [] }, { code: 'no-entry', path: '/nodes' }],
    ['an entry that leads nowhere', { ...smallGraph(), edges: [] }, { code: 'port-unconnected', path: '/nodes/0', node: 'entry-1' }],
    ['entries that lead to different steps', smallGraph({ nodes: [node('hand', 'entry-manual', {}), node('end', 'exit', {})], edges: [edge('hand', 'next', 'end')] }), { code: 'entries-differ', path: '/edges/1/to', node: 'hand' }],
    ['an edge into an entry', smallGraph({ edges: [edge('pause', 'next', 'entry-1')] }), { code: 'edge-into-entry', path: '/edges/1/to', node: 'pause' }],
    ['an edge from a way out that is not there', smallGraph({ nodes: [node('end', 'exit', {})], edges: [edge('pause', 'nexxt', 'end')] }), { code: 'unknown-port', path: '/edges/1/from/port', node: 'pause' }],
    ['two edges from one way out', smallGraph({ nodes: [node('end', 'exit', {})], edges: [edge('pause', 'next', 'end'), { ...edge('pause', 'next', 'end'), id: 'second' }] }), { code: 'port-connected-twice', path: '/edges/2/from/port', node: 'pause' }],
    ['a next step inside a config', smallGraph({ nodes: [node('more', 'delay', { for: 'P1D', next: 'pause' })] }), { code: 'next-in-config', path: '/nodes/2/config/next', node: 'more' }],
    ['a config that its kind does not take', smallGraph({ nodes: [node('more', 'delay', { for: 'tomorrow' })] }), { code: 'wrong-form', path: '/nodes/2/config/for', node: 'more' }],
    ['a mood step with ways left open', smallGraph({ nodes: [node('mood', 'sentiment', {})], edges: [edge('pause', 'next', 'mood')] }), { code: 'port-unconnected', path: '/nodes/2', node: 'mood' }],
    ['a condition with an unknown operator', smallGraph({ settings: { audience: { shell: ['rm'] } } }), { code: 'condition-unknown-operator', path: '/settings/audience' }],
  ];
  for (const [what, graph, expected] of cases) {
    it(`LANG-5: refuses ${what}`, () => {
      const found = issuesOf(graph);
      expect(found).toEqual(expect.arrayContaining([expect.objectContaining({ severity: 'error', ...expected })]));
      expect(compile(graph).ok).toBe(false);
    });
  }

  it('LANG-7: offers a fix where the remedy is sure', () => {
    const issue = issuesOf(smallGraph({ nodes: [node('more', 'delay', { for: 'P1D', next: 'pause' })] }))[0];
    expect(issue?.fix?.changes).toEqual([{ path: '/nodes/2/config/next' }]);
  });
});

describe('parseGraph', () => {
  it('takes a draft whose configs are not filled in yet', () => {
    expect(parseGraph(smallGraph({ nodes: [node('empty', 'message', {})] })).ok).toBe(true);
  });

  it('refuses kinds nobody knows, ids used twice and edges that end in the air, each at its place', () => {
    const graph = smallGraph({ nodes: [node('pause', 'dely', {})], edges: [edge('pause', 'next', 'pauze')] });
    const result = parseGraph(graph);
    expect(result.issues.map((i) => [i.code, i.path])).toEqual([['unknown-kind', '/nodes/2/kind'], ['duplicate-id', '/nodes/2/id'], ['unknown-node', '/edges/1/to']]);
    expect(result.issues[0]?.message).toContain('"delay"');
    expect(result.issues[2]?.message).toContain('"pause"');
  });
});

describe('parseProgram', () => {
  const refuse = (change: (program: Program) => unknown): Issue => {
    const result = parseProgram(change(cartProgram()));
    expect(result.ok).toBe(false);
    return result.issues[0] as Issue;
  };

  it('LANG-6: names the nearest step where a reference leads nowhere', () => {
    expect(refuse((p) => ({ ...p, start: 'an-huor' }))).toMatchObject({ code: 'unknown-step', path: '/start', message: 'There is no step "an-huor". Did you mean "an-hour"?' });
    expect(refuse((p) => ({ ...p, steps: { ...p.steps, 'an-hour': { kind: 'delay', for: 'PT1H', next: 'moood' } } }))).toMatchObject({ code: 'unknown-step', path: '/steps/an-hour/next', node: 'an-hour' });
    expect(refuse((p) => ({ ...p, steps: { ...p.steps, again: { kind: 'goto', step: 'constructor', max: 1 } } })).path).toBe('/steps/again/step');
  });

  it('LANG-6: names the nearest kind where one is unknown', () => {
    expect(refuse((p) => ({ ...p, steps: { ...p.steps, x: { kind: 'mesage' } } }))).toMatchObject({ code: 'unknown-kind', path: '/steps/x/kind', node: 'x', message: 'There is no kind "mesage". Did you mean "message"?' });
    expect(refuse((p) => ({ ...p, entry: [{ kind: 'evnt', event: 'A' }] }))).toMatchObject({ code: 'unknown-kind', path: '/entry/0/kind', node: 'entry-1' });
  });

  it('LANG-7: says in words what is missing, wrong or unknown, with a JSON Pointer', () => {
    expect(refuse(({ name: _name, ...p }) => p)).toMatchObject({ code: 'missing', path: '/name', message: '"name" is missing. Fill it in.' });
    expect(refuse((p) => ({ ...p, name: 7 })).message).toBe('"name" must be text, not a number.');
    expect(refuse((p) => ({ ...p, categroy: 'x' }))).toMatchObject({ code: 'unknown-field', path: '/categroy' });
    expect(refuse((p) => ({ ...p, category: 'markting' })).message).toContain('Did you mean "marketing"?');
    expect(refuse((p) => ({ ...p, steps: { ...p.steps, 'a/b': { kind: 'exit' } } })).path).toBe('/steps/a~1b');
    expect(refuse((p) => ({ ...p, steps: { ...p.steps, mood: { kind: 'sentiment', negative: 'done', neutral: 'done', positive: 'done' } } }))).toMatchObject({ code: 'port-unconnected', path: '/steps/mood/unsure', node: 'mood' });
  });

  it('LANG-6: refuses an entry and a step with one id, for both are nodes of one graph', () => {
    expect(refuse((p) => ({ ...p, entry: [{ kind: 'manual', id: 'done' }] }))).toMatchObject({ code: 'duplicate-id', path: '/entry/0/id' });
    expect(refuse((p) => ({ ...p, entry: [{ kind: 'manual' }], steps: { ...p.steps, 'entry-1': { kind: 'exit' } } }))).toMatchObject({ code: 'duplicate-id', path: '/entry/0' });
  });

  it('takes every kind of the registry by its examples, with all its ports connected', () => {
    for (const kind of stepKinds) {
      for (const { title, config } of kind.examples) {
        const graph = smallGraph({ nodes: [node('it', kind.kind, config as Record<string, unknown>), node('end', 'exit', {})], edges: [edge('pause', 'next', 'it'), ...kind.ports(config).map((p) => edge('it', p.id, 'end'))] });
        expect(parseProgram(programOf(graph)), `${kind.kind}: ${title}`).toMatchObject({ ok: true });
      }
    }
  });
});
