import { describe, expect, it } from 'vitest';
import { copyText, pasteText } from './clipboard.ts';
import { deleteNodes, move, shifted, updateConfig, updateDetails } from './commands.ts';
import { createEditorStore } from './editor-store.ts';
import { findOnCanvas } from './find.ts';
import { addNote, freshNoteId, noteById, updateNote } from './notes.ts';
import { renameStage, setStage, stageBands, stageNames } from './stages.ts';
import { drawn, sample } from './testing.ts';
import { tidy } from './tidy.ts';

const at = (graph: ReturnType<typeof sample>) => new Map(graph.nodes.map((node) => [node.id, node.position]));

describe('notes on the canvas', () => {
  it('are added, written, moved with steps, and deleted, without touching the steps', () => {
    const added = addNote(sample(), { x: 10.4, y: 20 }, 'Ask Care');
    expect(added.select).toEqual(['note-1']);
    expect(noteById(added.graph, 'note-1')).toEqual({ id: 'note-1', text: 'Ask Care', position: { x: 10, y: 20 } });
    const written = updateNote(added.graph, 'note-1', { text: 'Ask Care first' }).graph;
    const moved = move(written, shifted(written, ['note-1', 'day'], { x: 16, y: 0 })).graph;
    expect(noteById(moved, 'note-1')?.position).toEqual({ x: 26, y: 20 });
    expect(at(moved).get('day')).toEqual({ x: 16, y: 200 });
    expect(deleteNodes(moved, ['note-1']).graph).toEqual(move(sample(), new Map([['day', { x: 16, y: 200 }]])).graph);
  });

  it('share ids with steps, so that a selection may hold both', () => {
    const graph = addNote({ ...sample(), nodes: sample().nodes.map((node) => (node.id === 'end' ? { ...node, id: 'note-1' } : node)), edges: [] }, { x: 0, y: 0 }).graph;
    expect(graph.notes?.map((note) => note.id)).toEqual(['note-2']);
    expect(freshNoteId(graph)).toBe('note-3');
  });

  it('stay selected in the store and come along when copied', () => {
    const graph = addNote(sample(), { x: 0, y: 0 }, 'Why so late?').graph;
    const store = createEditorStore(graph);
    store.getState().select(['day', 'note-1']);
    store.getState().change('Move', (g) => move(g, shifted(g, ['day', 'note-1'], { x: 8, y: 8 })));
    expect(store.getState().selection).toEqual(['day', 'note-1']);
    const pasted = pasteText(sample(), copyText(graph, ['day', 'note-1']), { x: 500, y: 0 });
    expect(pasted.ok && pasted.edit.select).toEqual(['delay', 'note-1']);
    expect(pasted.ok && pasted.edit.graph.notes).toEqual([{ id: 'note-1', text: 'Why so late?', position: { x: 500, y: 0 } }]);
  });
});

describe('paste of many', () => {
  it('is one step of the history: one undo takes all steps and connections out, one redo brings them back (as does a delete)', () => {
    const store = createEditorStore(sample());
    const pasted = pasteText(sample(), copyText(sample(), ['day', 'fork', 'mail']), { x: 900, y: 0 });
    if (!pasted.ok) throw new Error(pasted.why);
    store.getState().change('Paste', () => pasted.edit);
    expect(store.getState().graph.nodes).toHaveLength(8);
    expect(drawn(store.getState().graph)).toEqual(expect.arrayContaining(['delay>branch', 'branch.yes>message']));
    store.getState().undo();
    expect(store.getState().graph).toEqual(sample());
    store.getState().redo();
    expect(drawn(store.getState().graph)).toHaveLength(7);
  });
});

describe('stages', () => {
  const staged = () => setStage(setStage(sample(), ['day', 'fork'], 'Think').graph, ['mail', 'end'], 'Act').graph;

  it('lie under their cards, from top to bottom, and are renamed as a whole', () => {
    const bands = stageBands(staged());
    expect(bands.map((band) => [band.name, band.nodes])).toEqual([['Think', ['day', 'fork']], ['Act', ['mail', 'end']]]);
    expect(bands[0]!.y).toBeLessThan(200);
    expect(bands[0]!.y + bands[0]!.height).toBeGreaterThan(400);
    expect(stageNames(renameStage(staged(), 'Think', 'Wonder').graph)).toEqual(['Wonder', 'Act']);
  });

  it('are left with an empty name, and setting what is set changes nothing', () => {
    expect(setStage(staged(), ['day', 'fork', 'mail', 'end'], '').graph).toEqual(sample());
    const graph = staged();
    expect(setStage(graph, ['day'], 'Think').graph).toBe(graph);
  });
});

describe('searching the canvas', () => {
  it('finds what a card says, its settings, its note and its stage, in reading order', () => {
    const graph = addNote(setStage(updateDetails(sample(), 'mail', { note: 'Legal has seen it' }).graph, ['fork'], 'Decide').graph, { x: 0, y: 900 }, 'Hello to all').graph;
    expect(findOnCanvas(graph, 'hello')).toEqual(['mail', 'note-1']);
    expect(findOnCanvas(graph, 'legal')).toEqual(['mail']);
    expect(findOnCanvas(graph, 'DECIDE')).toEqual(['fork']);
    expect(findOnCanvas(graph, 'signed up')).toEqual(['entry-1']);
    expect(findOnCanvas(graph, 'pro')).toEqual(['fork']);
    expect(findOnCanvas(graph, '  ')).toEqual([]);
    expect(findOnCanvas(graph, 'no such thing')).toEqual([]);
  });
});

describe('tidying up', () => {
  it('moves nothing the second time, and brings back one card that was moved while the rest stays', () => {
    const once = tidy(sample()).graph;
    expect(tidy(once).graph).toBe(once);
    const away = move(once, new Map([['mail', { x: 2000, y: -300 }]])).graph;
    expect(at(tidy(away).graph)).toEqual(at(once));
  });

  it('leaves the first step where it is', () => {
    const elsewhere = move(sample(), new Map([['entry-1', { x: 5000, y: 77 }]])).graph;
    expect(at(tidy(elsewhere).graph).get('entry-1')).toEqual({ x: 5000, y: 77 });
  });

  it('of a selection moves only what is selected', () => {
    const graph = move(sample(), new Map([['fork', { x: 3000, y: 3000 }], ['mail', { x: 40, y: 40 }]])).graph;
    const tidied = tidy(graph, new Map(), ['fork', 'mail']).graph;
    const [before, after] = [at(graph), at(tidied)];
    for (const id of ['entry-1', 'day', 'end', 'fork']) expect(after.get(id)).toEqual(before.get(id));
    expect(after.get('mail')!.y).toBeGreaterThan(3000);
  });
});

describe('moving', () => {
  it('to the same place is no change, and what stays put stays the same object', () => {
    const graph = sample();
    expect(move(graph, new Map([['day', { x: 0, y: 200 }]])).graph).toBe(graph);
    const moved = move(graph, new Map([['day', { x: 1, y: 200 }]])).graph;
    expect(moved.nodes.filter((node, i) => node !== graph.nodes[i]).map((node) => node.id)).toEqual(['day']);
    expect(updateConfig(graph, 'day', { for: 'P3D' }).graph.nodes[0]).toBe(graph.nodes[0]);
  });
});
