import { describe, expect, it } from 'vitest';
import { cartProgram } from '../compile/sample.ts';
import { getAt } from '../compile/place.ts';
import { randomProgram } from '../engine/testing.ts';
import { randomOf } from '../simulate/random.ts';
import type { Run } from '../engine/run.ts';
import type { Program } from '../program.ts';
import { compile } from '../compile/compile.ts';
import { decompile } from '../compile/decompile.ts';
import type { Graph } from '../graph.ts';
import { diff, diffGraphs } from './diff.ts';
import { planMigration, planSteps } from './plan-migration.ts';

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
    expect(diff(cartProgram(), turned)).toMatchObject({ changes: [], words: [] });
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
    expect(changes).toEqual([{ kind: 'changed', step: 'remind', path: '/steps/remind/topic', from: 'offers', to: 'news', field: 'Topic', before: 'offers', after: 'news', words: '"Remind them": Topic is now news (was offers).' }]);
  });

  it('DIFF-1: tells lengths of time and conditions in words, a condition as one thing', () => {
    const branch = (value: number): Program => changed((p) => {
      p.steps['size'] = { kind: 'branch', paths: [{ id: 'big', label: 'Big', when: { and: [{ '>': [{ var: 'event.properties.value' }, value] }, { '==': [{ var: 'customer.plan' }, value > 10 ? 'pro' : 'free'] }] }, next: 'done' }], otherwise: 'done' };
      p.steps['rest'] = { kind: 'delay', for: value > 10 ? 'P2D' : 'PT1H', next: 'done' };
    });
    const { words } = diff(branch(5), branch(50));
    expect(words).toHaveLength(2);
    expect(words[0]).toMatch(/^"Branch": Paths "Big", When is now .*50.*pro.* \(was .*5.*free.*\)\.$/);
    expect(words[1]).toBe('"Wait a while": How long is now 2 days (was 1 hour).');
  });

  it('DIFF-1: a way that leads elsewhere is moved, not changed', () => {
    const { changes } = diff(cartProgram(), changed((p) => { step(p, 'remind')['skipped'] = 'wait'; }));
    expect(changes).toEqual([{ kind: 'moved', step: 'remind', path: '/steps/remind/skipped', port: 'skipped', from: 'done', to: 'wait', words: expect.stringMatching(/^From "Remind them" by "not sent" people now go to ".+" \(was ".+"\)\.$/) as string }]);
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

describe('what a difference says', () => {
  const wordsOf = (change: (program: Program) => void) => diff(cartProgram(), changed(change)).words;

  it('DIFF-4: pairs the items of a list by their ids, so that one more or less is one change', () => {
    expect(wordsOf((p) => { (step(p, 'wait')['for'] as unknown[]).unshift({ id: 'bought', event: 'Order Completed', next: 'done' }); })).toEqual(['"Wait for something": Wait for "bought" is new: Event Order Completed.', 'From "Wait for something" by "Order Completed" people now go to "End".']);
    expect(wordsOf((p) => { (step(p, 'wait')['for'] as unknown[]).shift(); })).toEqual(['"Wait for something": Wait for "clicked" is gone: Event Message Clicked.']);
    expect(wordsOf((p) => { (step(p, 'wait')['for'] as unknown[]).reverse(); })).toEqual(['"Wait for something": the order of Wait for is now vip, clicked (was clicked, vip).']);
    expect(wordsOf((p) => { (step(p, 'size')['paths'] as { when: unknown }[])[0]!.when = { '>': [{ var: 'event.properties.value' }, 200] }; })).toEqual([expect.stringMatching(/^"Branch.*": .+ "Large", .+ is now .+ 200 \(was .+ 100\)\.$/)]);
  });

  it('DIFF-4: says values as the form does: durations, choices, conditions, yes and no', () => {
    expect(wordsOf((p) => { step(p, 'an-hour')['for'] = 'P2D'; })).toEqual(['"Wait a while": How long is now 2 days (was 1 hour).']);
    expect(wordsOf((p) => { step(p, 'an-hour')['for'] = undefined; step(p, 'an-hour')['until'] = { time: '09:00', weekdays: ['mon', 'fri'] }; })).toEqual(['"Wait a while": How long is gone (was 1 hour).', '"Wait a while": Until is now Time 09:00; On Mon, Fri.']);
    expect(wordsOf((p) => { step(p, 'wait')['alreadyTrue'] = 'skip'; })).toEqual(['"Wait for something": If it is true already is now go on at once.']);
    expect(wordsOf((p) => { p.audience = { in_segment: 'vip' }; })).toEqual([expect.stringMatching(/^The journey: Who may come in is now .*segment .*vip.* \(was not in segment .*staff.*\)\.$/)]);
    expect(wordsOf((p) => { p.exits = []; })).toEqual([expect.stringMatching(/^The journey: Leaving early "bought" is gone: Event Order Completed; Goal yes; /)]);
  });

  it('DIFF-4: tells steps of one name apart by what they do', () => {
    const [words] = wordsOf((p) => {
      p.steps['two'] = { kind: 'delay', for: 'P2D', next: 'mood' };
      p.start = 'two';
    });
    expect(words).toBe('The journey now begins with "Wait a while: Wait 2 days" (was "Wait a while").');
  });

  it('DIFF-4: tells for every node how to draw it', () => {
    const { nodes } = diff(cartProgram(), changed((p) => {
      delete p.steps['size'];
      p.steps['note'] = { kind: 'update', tag: ['seen'], next: 'done' };
      step(p, 'remind')['skipped'] = 'wait';
      step(p, 'wait')['timeout'] = { after: 'P9D', next: 'done' };
    }));
    expect(nodes).toEqual({ 'entry-1': 'same', 'by-hand': 'same', 'an-hour': 'same', mood: 'same', remind: 'moved', wait: 'changed', again: 'same', done: 'same', note: 'added', size: 'removed' });
  });

  it('DIFF-1, DIFF-4: random journeys differ in the same way whatever the order of keys, are told without code, and each change is where it says', () => {
    const random = randomOf(99);
    const turned = (value: unknown): unknown => (Array.isArray(value) ? value.map(turned) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).toReversed().map(([key, inner]) => [key, turned(inner)])) : value);
    for (let journey = 0; journey < 150; journey += 1) {
      const [a, b] = [randomProgram(random), randomProgram(random)];
      const both = diff(a, b);
      const told = ({ changes }: ReturnType<typeof diff>) => changes.map(({ kind, step: id, path, field }) => [kind, id, path, field]);
      expect(told(diff(turned(a) as Program, turned(b) as Program))).toEqual(told(both));
      expect(diff(a, turned(a) as Program).changes).toEqual([]);
      expect(Object.keys(both.nodes).sort()).toEqual([...new Set([...Object.keys(a.steps), ...Object.keys(b.steps), 'entry-1'])].sort());
      for (const { path, from, to, words } of both.changes) {
        const there = getAt(to === undefined ? a : b, path.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')));
        // The ids of next steps are told apart from the settings they stand in.
        if (typeof there === 'object') expect(there, path).toMatchObject((to ?? from) as object);
        else expect(there, path).toEqual(to ?? from);
        expect(words).not.toMatch(/undefined|\[object|\/steps\/|\bnull\b/);
      }
    }
  }, 60_000);
});

describe('planMigration', () => {
  const run = (id: string, at: string | null, status: Run['status'] = 'open') => ({ id, status, waiting: at === null ? null : { step: at, visit: 1, since: '2026-05-04T10:00:00.000Z' } });

  it('DIFF-2: moves who can be moved, leaves who should stay, and names who has nowhere to go', () => {
    const to = changed((p) => {
      delete p.steps['wait'];
      p.steps['an-hour'] = { kind: 'exit' };
    });
    const plan = planMigration([run('a', 'remind'), run('b', 'wait'), run('c', 'an-hour'), run('d', 'size'), run('e', 'again'), run('f', null), run('g', 'wait', 'finished')], cartProgram(), to, { size: null, again: 'remind' });
    expect(plan).toMatchObject({
      moves: [{ run: 'a', from: 'remind', to: 'remind', how: 'rests' }, { run: 'e', from: 'again', to: 'remind', how: 'enters' }],
      stays: ['d', 'f'],
      unmapped: [{ run: 'b', step: 'wait', because: 'the step is gone: say where to go' }, { run: 'c', step: 'an-hour', because: 'the step was "Wait a while" and is "End" now: say where to go' }],
    });
    expect([plan.moves.length, plan.unmapped.length]).toEqual([2, 2]);
  });

  it('DIFF-2: a redirect to a step that is not there moves nobody', () => {
    expect(planMigration([run('a', 'wait')], cartProgram(), cartProgram(), { wait: 'constructor' })).toMatchObject({ moves: [], stays: [], unmapped: [{ run: 'a', step: 'wait', because: expect.stringContaining('constructor') as string }] });
  });

  it('DIFF-2: says by step how many go where, what happens to their time, and where those could go who cannot', () => {
    const to = changed((p) => {
      delete p.steps['wait'];
      step(p, 'an-hour')['for'] = 'PT2H';
      for (const [id, one] of Object.entries(p.steps)) p.steps[id] = JSON.parse(JSON.stringify(one).replaceAll('"wait"', '"done"')) as Program['steps'][string];
    });
    const { steps } = planMigration([run('a', 'wait'), run('b', 'an-hour'), run('c', 'an-hour')], cartProgram(), to);
    expect(steps).toMatchObject([{ step: 'an-hour', runs: 2, how: 'rejoins', timer: 'anew', to: 'an-hour' }, { step: 'wait', runs: 1, how: 'unmapped', to: null, suggestion: 'size' }]);
    expect(steps[0]?.words).toBe('2 people at "Wait a while": stay where they are; the settings of the step changed: waits by the new ones, counted from when the wait began. Their time is counted anew, from when they began to wait.');
  });

  it('DIFF-2: counts of people who rest the same way make the plan that the people themselves do', () => {
    const to = changed((p) => {
      delete p.steps['wait'];
      step(p, 'an-hour')['for'] = 'PT2H';
    });
    const runs = ['wait', 'an-hour', 'remind', 'size'].flatMap((at) => [{}, { due: '2026-05-04T11:00:00.000Z' }, { result: true }, { result: true, due: '2026-05-04T12:00:00.000Z' }].flatMap((more, index) =>
      Array.from({ length: index + 1 }, (_, n) => { const one = run(`${at}-${index}-${n}`, at); return { ...one, waiting: { ...one.waiting!, ...more } }; })));
    const resting = ['wait', 'an-hour', 'remind', 'size'].flatMap((at) => [false, true].flatMap((result) => [false, true].map((timed) => ({
      step: at, result, timed, runs: runs.filter(({ waiting }) => waiting.step === at && ('result' in waiting) === result && ('due' in waiting) === timed).length,
    }))));
    for (const redirects of [{}, { wait: 'remind', size: null }]) expect(planSteps(resting, cartProgram(), to, redirects)).toEqual(planMigration(runs, cartProgram(), to, redirects).steps);
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
