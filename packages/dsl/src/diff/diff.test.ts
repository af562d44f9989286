import { describe, expect, it } from 'vitest';
import { cartProgram } from '../compile/sample.ts';
import { getAt } from '../compile/place.ts';
import type { Run } from '../engine/run.ts';
import type { Program } from '../program.ts';
import { diff } from './diff.ts';
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
    expect(plan).toMatchObject({
      moves: [{ run: 'a', from: 'remind', to: 'remind', how: 'rests' }, { run: 'e', from: 'again', to: 'remind', how: 'enters' }],
      stays: ['d', 'f'],
      unmapped: [{ run: 'b', step: 'wait', because: 'the step is gone: say where to go' }, { run: 'c', step: 'an-hour', because: 'the step was “Wait a while” and is “End” now: say where to go' }],
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
    expect(steps[0]?.words).toBe('2 people at “Wait a while”: stay where they are; the settings of the step changed: waits by the new ones, counted from when the wait began. Their time is counted anew, from when they began to wait.');
  });
});
