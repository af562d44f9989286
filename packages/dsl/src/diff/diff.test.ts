import { describe, expect, it } from 'vitest';
import { cartProgram } from '../compile/sample.ts';
import { getAt } from '../compile/place.ts';
import type { Run } from '../engine/run.ts';
import type { Program } from '../program.ts';
import { compile } from '../compile/compile.ts';
import { decompile } from '../compile/decompile.ts';
import type { Graph } from '../graph.ts';
import { diff, diffGraphs } from './diff.ts';
import { planMigration } from './plan-migration.ts';

const changed = (change: (program: Program) => void): Program => {
  const program = cartProgram();
  change(program);
  return program;
};
const step = (program: Program, id: string) => program.steps[id] as Record<string, unknown>;

describe('diff', () => {
  it('DIFF-1: equal programs have no difference, whatever the order of their keys', () => {
    const { steps, ...rest } = cartProgram();
    const turned = { steps: Object.fromEntries(Object.entries(steps).toReversed()), ...rest } as Program;
    expect(diff(cartProgram(), turned)).toEqual({ changes: [], words: [] });
  });

  it('DIFF-1: names a step that came and one that went', () => {
    const after = changed((p) => {
      delete p.steps['size'];
      p.steps['note'] = { kind: 'update', tag: ['seen'], next: 'done' };
    });
    const { changes, words } = diff(cartProgram(), after);
    expect(changes.map((c) => [c.kind, c.step, c.path])).toEqual([['added', 'note', '/steps/note'], ['removed', 'size', '/steps/size']]);
    expect(words[0]).toContain('seen');
  });

  it('DIFF-1: names a changed field by its name in the inspector, with what it was', () => {
    const { changes } = diff(cartProgram(), changed((p) => { step(p, 'remind')['topic'] = 'news'; }));
    expect(changes).toEqual([{ kind: 'changed', step: 'remind', path: '/steps/remind/topic', from: 'offers', to: 'news', words: '"Remind them": Topic is now news (was offers).' }]);
  });

  it('DIFF-1: tells lengths of time and conditions in words, a condition as one thing', () => {
    const branch = (value: number): Program => changed((p) => {
      p.steps['size'] = { kind: 'branch', paths: [{ id: 'big', label: 'Big', when: { and: [{ '>': [{ var: 'event.properties.value' }, value] }, { '==': [{ var: 'customer.plan' }, value > 10 ? 'pro' : 'free'] }] }, next: 'done' }], otherwise: 'done' };
      p.steps['rest'] = { kind: 'delay', for: value > 10 ? 'P2D' : 'PT1H', next: 'done' };
    });
    const { words } = diff(branch(5), branch(50));
    expect(words).toHaveLength(2);
    expect(words[0]).toMatch(/^"Branch": Paths 1, When is now .*50.*pro.* \(was .*5.*free.*\)\.$/);
    expect(words[1]).toBe('"Wait a while": How long is now 2 days (was 1 hour).');
  });

  it('DIFF-1: a way that leads elsewhere is moved, not changed', () => {
    const { changes } = diff(cartProgram(), changed((p) => { step(p, 'remind')['skipped'] = 'wait'; }));
    expect(changes).toEqual([{ kind: 'moved', step: 'remind', path: '/steps/remind/skipped', from: 'done', to: 'wait', words: expect.stringMatching(/^From "Remind them" by "not sent" people now go to ".+" \(was ".+"\)\.$/) as string }]);
  });

  it('DIFF-1: names changed settings, entries and the first step', () => {
    const after = changed((p) => {
      p.name = 'Carts';
      p.start = 'remind';
      (p.entry[0] as Record<string, unknown>)['event'] = 'Cart Viewed';
      delete p.audience;
    });
    expect(diff(cartProgram(), after).changes.map((c) => [c.kind, c.step, c.path]).toSorted()).toEqual([['changed', null, '/audience'], ['changed', null, '/name'], ['changed', 'entry-1', '/entry/0/event'], ['moved', null, '/start']]);
  });

  it('DIFF-1: every change points to what it speaks of', () => {
    const after = changed((p) => {
      step(p, 'wait')['timeout'] = { after: 'P3D', next: 'done' };
      step(p, 'an-hour')['kind'] = 'exit';
    });
    const { changes } = diff(cartProgram(), after);
    expect(changes.length).toBeGreaterThan(2);
    for (const { path, to } of changes) expect(getAt(after, path.split('/').slice(1)), path).toEqual(to);
  });
});

describe('planMigration', () => {
  const run = (id: string, at: string | null, status: Run['status'] = 'open') => ({ id, status, waiting: at === null ? null : { step: at, visit: 1, since: '2026-05-04T10:00:00.000Z' } });

  it('DIFF-2: moves who can be moved, leaves who should stay, and names who has nowhere to go', () => {
    const to = changed((p) => {
      delete p.steps['wait'];
      p.steps['an-hour'] = { kind: 'exit' };
    });
    const plan = planMigration([run('a', 'remind'), run('b', 'wait'), run('c', 'an-hour'), run('d', 'size'), run('e', 'again'), run('f', null), run('g', 'wait', 'finished')], cartProgram(), to, { size: null, again: 'remind' });
    expect(plan).toEqual({
      moves: [{ run: 'a', from: 'remind', to: 'remind' }, { run: 'e', from: 'again', to: 'remind' }],
      stays: ['d', 'f'],
      unmapped: [{ run: 'b', step: 'wait' }, { run: 'c', step: 'an-hour' }],
    });
  });

  it('DIFF-2: a redirect to a step that is not there moves nobody', () => {
    expect(planMigration([run('a', 'wait')], cartProgram(), cartProgram(), { wait: 'constructor' })).toEqual({ moves: [], stays: [], unmapped: [{ run: 'a', step: 'wait' }] });
  });
});

describe('diffGraphs', () => {
  const drawing = (): Graph => {
    const made = decompile(cartProgram());
    if (!made.ok) throw new Error(JSON.stringify(made.issues));
    return made.value;
  };
  const redrawn = (change: (graph: Graph) => void): Graph => {
    const graph = drawing();
    change(graph);
    return graph;
  };
  const nodeOf = (graph: Graph, id: string) => graph.nodes.find((node) => node.id === id) as Graph['nodes'][number];
  const programOf = (graph: Graph): Program => {
    const made = compile(graph);
    if (!made.ok) throw new Error(JSON.stringify(made.issues));
    return made.value;
  };

  it('DIFF-3: says of drawings what diff says of their programs', () => {
    const after = redrawn((g) => {
      nodeOf(g, 'remind').config['topic'] = 'news';
      nodeOf(g, 'remind').label = 'Remind';
      g.nodes.push({ id: 'note', kind: 'update', config: { tag: ['seen'] }, position: { x: 0, y: 0 } });
      g.nodes = g.nodes.filter((node) => node.id !== 'size');
      g.edges = g.edges.filter((edge) => edge.from.node !== 'size' && edge.to !== 'size');
      g.settings.name = 'Carts';
    });
    const told = (changes: readonly { kind: string; step: string | null; words: string }[]) => changes.map((c) => [c.kind, c.step, c.words]).toSorted();
    expect(told(diffGraphs(drawing(), after).changes)).toEqual(told(diff(programOf(drawing()), programOf(after)).changes));
    expect(diffGraphs(drawing(), after).words.length).toBeGreaterThan(4);
  });

  it('DIFF-3: copes with cards that are not filled in, and points into the newer drawing', () => {
    const after = redrawn((g) => { nodeOf(g, 'remind').config = {}; });
    expect(compile(after).ok).toBe(false);
    const { changes } = diffGraphs(drawing(), after);
    expect(changes.length).toBeGreaterThan(0);
    const index = after.nodes.findIndex((node) => node.id === 'remind');
    expect(changes.every((c) => c.step === 'remind' && c.path.startsWith(`/nodes/${index}/`))).toBe(true);
  });

  it('DIFF-3: moving a card changes nothing, a note does', () => {
    const moved = redrawn((g) => { nodeOf(g, 'remind').position = { x: 999, y: 9 }; });
    expect(diffGraphs(drawing(), moved).changes).toEqual([]);
    const noted = redrawn((g) => { g.notes = [{ id: 'note-1', text: 'Ask Care first', position: { x: 0, y: 0 } }]; });
    expect(diffGraphs(drawing(), noted).words).toEqual(['New: the note "Ask Care first".']);
    expect(diffGraphs(noted, drawing()).words).toEqual(['Gone: the note "Ask Care first".']);
    expect(compile(noted)).toEqual(compile(drawing()));
  });
});
