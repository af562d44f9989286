import type { Graph } from '@attune/dsl';
import { describe, expect, it } from 'vitest';
import { updateConfig, updateSettings } from './commands.ts';
import { createEditorStore } from './editor-store.ts';
import { merge } from './merge.ts';
import type { Drafts } from './keeping.ts';
import { startSaving, type SaveAnswer } from './saving.ts';
import { fakeSchedule, sample } from './testing.ts';

/** A server that keeps revisions, and can be told to answer otherwise. */
function setUp() {
  const clock = fakeSchedule();
  const editor = createEditorStore(sample());
  const server = { graph: sample() as Graph, revision: 1, saves: 0, next: null as SaveAnswer | null };
  const kept = new Map<string, unknown>();
  let written = 0;
  const drafts: Drafts = { read: () => null, write: (key, draft) => { written += 1; kept.set(key, draft); }, clear: (key) => void kept.delete(key) };
  const saver = startSaving(editor, {
    key: 'test', revision: 1, schedule: clock.schedule, drafts,
    async save(graph, revision) {
      server.saves += 1;
      if (server.next) { const answer = server.next; server.next = null; return answer; }
      if (revision !== server.revision) return { is: 'conflict' };
      server.graph = graph;
      server.revision += 1;
      return { is: 'saved', revision: server.revision };
    },
    load: async () => ({ graph: server.graph, revision: server.revision }),
  });
  const rename = (name: string) => editor.getState().change('Rename', (graph) => updateSettings(graph, { ...graph.settings, name }), 'name');
  return { clock, editor, server, saver, kept, rename, phase: () => saver.state.getState().phase, writes: () => written };
}

describe('saving', () => {
  it('saves once after a pause in the typing, with the revision it knows', async () => {
    const { clock, server, rename, phase, saver } = setUp();
    rename('A');
    await clock.tick(500);
    rename('Ab');
    await clock.tick(500);
    expect(phase()).toBe('dirty');
    await clock.tick(500);
    expect(phase()).toBe('saved');
    expect(server).toMatchObject({ saves: 1, revision: 2, graph: { settings: { name: 'Ab' } } });
    expect(saver.revision()).toBe(2);
  });

  it('keeps a draft until the server has it', async () => {
    const { clock, kept, rename } = setUp();
    rename('A');
    expect(kept.get('test')).toMatchObject({ revision: 1, graph: { settings: { name: 'A' } } });
    await clock.tick(1000);
    expect(kept.size).toBe(0);
  });

  it('saves what was typed while a save was on its way', async () => {
    const { clock, server, rename, phase, saver } = setUp();
    rename('A');
    const flying = saver.flush();
    rename('Ab');
    expect(await flying).toBe(false);
    expect(phase()).toBe('dirty');
    await clock.tick(1000);
    expect(server.graph.settings.name).toBe('Ab');
    expect(phase()).toBe('saved');
  });

  it('keeps everything when a save fails, says why, and tries again by itself', async () => {
    const { clock, editor, server, rename, saver, kept } = setUp();
    server.next = { is: 'failed', why: 'Attune cannot be reached', again: true };
    rename('A');
    await clock.tick(1000);
    expect(saver.state.getState()).toEqual({ phase: 'failed', why: 'Attune cannot be reached', again: true });
    expect(editor.getState().graph.settings.name).toBe('A');
    expect(kept.size).toBe(1);
    await clock.tick(2000);
    expect(saver.state.getState()).toEqual({ phase: 'saved' });
    expect(server.graph.settings.name).toBe('A');
  });

  it('does not hammer a server that refuses the document, but tries anew after the next change', async () => {
    const { clock, server, rename, saver } = setUp();
    server.next = { is: 'failed', why: 'too many nodes', again: false };
    rename('A');
    await clock.tick(1000);
    await clock.tick(60_000);
    expect(server.saves).toBe(1);
    rename('B');
    await clock.tick(1000);
    expect(saver.state.getState()).toEqual({ phase: 'saved' });
  });
});

describe('two people at once', () => {
  async function conflict() {
    const all = setUp();
    all.server.graph = updateConfig(sample(), 'day', { for: 'P9D' }).graph;
    all.server.revision = 5;
    all.rename('Mine');
    await all.clock.tick(1000);
    return all;
  }

  it('shows both versions and saves over neither', async () => {
    const { saver, server, editor, clock, rename } = await conflict();
    expect(saver.state.getState()).toMatchObject({ phase: 'conflict', theirs: { revision: 5 } });
    rename('Mine too');
    await clock.tick(60_000);
    expect(server.revision).toBe(5);
    expect(editor.getState().graph.settings.name).toBe('Mine too');
  });

  it('lets mine go over theirs', async () => {
    const { saver, server } = await conflict();
    expect(await saver.keepMine()).toBe(true);
    expect(server).toMatchObject({ revision: 6, graph: { settings: { name: 'Mine' } } });
    expect(saver.state.getState().phase).toBe('saved');
  });

  it('takes theirs as a step that can be undone, so mine is not lost', async () => {
    const { saver, server, editor, clock } = await conflict();
    saver.takeTheirs();
    expect(editor.getState().graph).toBe(server.graph);
    expect(saver.state.getState().phase).toBe('saved');
    editor.getState().undo();
    expect(editor.getState().graph.settings.name).toBe('Mine');
    await clock.tick(1000);
    expect(server).toMatchObject({ revision: 6, graph: { settings: { name: 'Mine' } } });
  });

  it('ends a conflict with a document made of both, as one step that can be undone, and saves it', async () => {
    const { clock, editor, server, rename, saver, phase } = setUp();
    rename('Mine');
    server.graph = updateConfig(server.graph, 'day', { for: 'P9D' }).graph;
    server.revision = 7;
    await clock.tick(1000);
    const state = saver.state.getState();
    if (state.phase !== 'conflict' || !state.theirs) throw new Error('there is no conflict');
    const both = merge(saver.base(), editor.getState().graph, state.theirs.graph).graph;
    expect(await saver.takeBoth(both)).toBe(true);
    expect(phase()).toBe('saved');
    expect(server).toMatchObject({ revision: 8, graph: { settings: { name: 'Mine' } } });
    expect(server.graph.nodes.find((node) => node.id === 'day')?.config).toEqual({ for: 'P9D' });
    editor.getState().undo();
    expect(editor.getState().graph.nodes.find((node) => node.id === 'day')?.config).toEqual({ for: 'P1D' });
  });

  it('writes the safety copy at the first change and then not more often than a few times a second, and never less than all of it', async () => {
    const { clock, kept, rename, saver, writes } = setUp();
    for (let i = 0; i < 60; i += 1) rename(`Name ${i}`);
    expect(writes()).toBe(1);
    await clock.tick(300);
    expect(writes()).toBe(2);
    expect(kept.get('test')).toMatchObject({ graph: { settings: { name: 'Name 59' } }, base: sample() });
    rename('Last');
    rename('Last words');
    saver.keep();
    expect(kept.get('test')).toMatchObject({ graph: { settings: { name: 'Last words' } } });
  });
});
