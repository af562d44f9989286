import { describe, expect, it } from 'vitest';
import { deleteNodes, insertOnEdge, move, updateConfig } from './commands.ts';
import { createEditorStore, sameMeaning } from './editor-store.ts';
import { sample } from './testing.ts';

const moved = (x: number) => (graph: ReturnType<typeof sample>) => move(graph, new Map([['day', { x, y: 0 }]]));

describe('undo and redo', () => {
  it('takes back a delete with all its connections in one step', () => {
    const store = createEditorStore(sample());
    store.getState().select(['fork']);
    store.getState().change('Delete', (graph) => deleteNodes(graph, ['fork', 'mail']));
    expect(store.getState().graph.nodes).toHaveLength(3);
    store.getState().undo();
    expect(store.getState().graph).toEqual(sample());
    expect(store.getState().selection).toEqual(['fork']);
    store.getState().redo();
    expect(store.getState().graph.nodes).toHaveLength(3);
    expect(store.getState().selection).toEqual([]);
  });

  it('counts a drag of many moves as one step, and the next drag as another', () => {
    const store = createEditorStore(sample());
    for (let x = 1; x <= 50; x += 1) store.getState().change('Move', moved(x), 'drag');
    store.getState().seal();
    for (let x = 51; x <= 60; x += 1) store.getState().change('Move', moved(x), 'drag');
    expect(store.getState().history.past).toHaveLength(2);
    store.getState().undo();
    expect(store.getState().graph.nodes[1]!.position.x).toBe(50);
    store.getState().undo();
    expect(store.getState().graph).toEqual(sample());
  });

  it('counts typing in one field as one step, and looking elsewhere ends it', () => {
    const store = createEditorStore(sample());
    const type = (text: string) => store.getState().change('Edit', (graph) => updateConfig(graph, 'mail', { channel: 'email', content: { body: text } }), 'config:mail');
    store.getState().select(['mail']);
    type('H');
    type('He');
    store.getState().select(['day']);
    store.getState().select(['mail']);
    type('Hey');
    expect(store.getState().history.past).toHaveLength(2);
  });

  it('makes no step of a change that changes nothing', () => {
    const store = createEditorStore(sample());
    store.getState().change('Insert', (graph) => insertOnEdge(graph, 'no-such-edge', 'delay'));
    expect(store.getState().history.past).toHaveLength(0);
  });

  it('forgets what could be done again once something else is done', () => {
    const store = createEditorStore(sample());
    store.getState().change('Move', moved(1));
    store.getState().undo();
    store.getState().change('Move', moved(2));
    expect(store.getState().history.future).toHaveLength(0);
    store.getState().redo();
    expect(store.getState().graph.nodes[1]!.position.x).toBe(2);
  });

  it('comes back to the very same document after any mix of steps', () => {
    const store = createEditorStore(sample());
    const steps = [
      () => store.getState().change('a', (g) => insertOnEdge(g, g.edges[0]?.id ?? '', 'message')),
      () => store.getState().change('b', (g) => deleteNodes(g, [g.nodes[2]?.id ?? ''])),
      () => store.getState().change('c', moved(7)),
    ];
    for (let i = 0; i < 30; i += 1) steps[(i * 7) % 3]!();
    const end = store.getState().graph;
    const count = store.getState().history.past.length;
    for (let i = 0; i < count; i += 1) store.getState().undo();
    expect(store.getState().graph).toEqual(sample());
    for (let i = 0; i < count; i += 1) store.getState().redo();
    expect(store.getState().graph).toEqual(end);
  });
});

describe('selection', () => {
  it('lets go of what is no longer there', () => {
    const store = createEditorStore(sample());
    store.getState().select(['day', 'mail']);
    store.getState().change('Delete', (graph) => ({ graph: { ...graph, nodes: graph.nodes.filter((n) => n.id !== 'day') } }));
    expect(store.getState().selection).toEqual(['mail']);
  });
});

describe('meaning', () => {
  it('is the same after a move and another after an edit', () => {
    const graph = sample();
    expect(sameMeaning(moved(9)(graph).graph, graph)).toBe(true);
    expect(sameMeaning(updateConfig(graph, 'day', { for: 'P2D' }).graph, graph)).toBe(false);
    expect(sameMeaning(deleteNodes(graph, ['day']).graph, graph)).toBe(false);
  });
});
