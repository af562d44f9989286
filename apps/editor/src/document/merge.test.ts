import type { Graph } from '@attune/dsl';
import { describe, expect, it } from 'vitest';
import { addAfterPort, connect, deleteNodes, insertOnEdge, move, updateConfig, updateDetails, updateSettings } from './commands.ts';
import { compare, merge } from './merge.ts';
import { addNote } from './notes.ts';
import { drawn, sample } from './testing.ts';

const config = (graph: Graph, id: string) => graph.nodes.find((node) => node.id === id)?.config;

describe('two people at one journey', () => {
  it('both keep what they did where it does not overlap, down to two fields of one step', () => {
    const base = sample();
    const mine = updateDetails(updateConfig(base, 'mail', { channel: 'email', content: { subject: 'Hi', body: 'Hello' }, topic: 'news' }).graph, 'day', { label: 'A day off' }).graph;
    const theirs = insertOnEdge(updateConfig(updateSettings(base, { ...base.settings, name: 'Ours' }).graph, 'mail', { channel: 'sms', content: { subject: 'Hi', body: 'Hello' } }).graph, 'entry-1:next', 'wait').graph;
    const { graph, clashing } = merge(base, mine, theirs);
    expect([...clashing]).toEqual([]);
    expect(graph.settings.name).toBe('Ours');
    expect(config(graph, 'mail')).toEqual({ channel: 'sms', content: { subject: 'Hi', body: 'Hello' }, topic: 'news' });
    expect(graph.nodes.find((node) => node.id === 'day')?.label).toBe('A day off');
    expect(drawn(graph)).toContain('entry-1>wait');
    expect(graph.nodes.some((node) => node.kind === 'wait')).toBe(true);
  });

  it('are told of each place both changed, with what each did in words, and the choice of a side is kept to that place', () => {
    const base = sample();
    const mine = updateDetails(updateConfig(base, 'day', { for: 'P2D' }).graph, 'mail', { label: 'My mail' }).graph;
    const theirs = updateDetails(updateConfig(base, 'day', { for: 'P5D' }).graph, 'mail', { label: 'Their mail' }).graph;
    const { clashes, mine: did, theirs: theyDid } = compare(base, mine, theirs);
    expect(clashes.map((clash) => clash.id)).toEqual(['day', 'mail']);
    expect(clashes[0]).toMatchObject({ mine: ['"Wait a while": How long is now 2 days (was 1 day).'], theirs: ['"Wait a while": How long is now 5 days (was 1 day).'] });
    expect(did).toHaveLength(2);
    expect(theyDid).toHaveLength(2);
    const { graph } = merge(base, mine, theirs, (id) => (id === 'day' ? 'theirs' : 'mine'));
    expect(config(graph, 'day')).toEqual({ for: 'P5D' });
    expect(graph.nodes.find((node) => node.id === 'mail')?.label).toBe('My mail');
  });

  it('a step that one deleted and the other changed is such a place; no connection is left in the air', () => {
    const base = sample();
    const mine = deleteNodes(base, ['mail']).graph;
    const theirs = updateDetails(base, 'mail', { label: 'Keep me' }).graph;
    expect([...merge(base, mine, theirs).clashing]).toContain('mail');
    const gone = merge(base, mine, theirs, () => 'mine').graph;
    expect(gone.nodes.some((node) => node.id === 'mail')).toBe(false);
    const ids = new Set(gone.nodes.map((node) => node.id));
    expect(gone.edges.every((edge) => ids.has(edge.to) && ids.has(edge.from.node))).toBe(true);
    expect(merge(base, mine, theirs, () => 'theirs').graph.nodes.find((node) => node.id === 'mail')?.label).toBe('Keep me');
  });

  it('two new steps of the same id both stay, with their connections', () => {
    const base = deleteNodes(sample(), ['mail']).graph;
    const mine = addAfterPort(base, 'fork', 'yes', 'message').graph;
    const theirs = connect(addAfterPort(updateConfig(base, 'fork', { paths: [{ id: 'no', label: 'No', when: true }] }).graph, 'fork', 'no', 'message').graph, { node: 'message', port: 'next' }, 'end').graph;
    const { graph } = merge(base, updateConfig(mine, 'message', { channel: 'email', topic: 'mine' }).graph, theirs);
    expect(graph.nodes.filter((node) => node.kind === 'message').map((node) => node.id).sort()).toEqual(['message', 'message-2']);
    expect(config(graph, 'message-2')).toMatchObject({ topic: 'mine' });
  });

  it('a card both moved is nothing to ask about, and notes come along from both', () => {
    const base = sample();
    const mine = addNote(move(base, new Map([['day', { x: 9, y: 9 }]])).graph, { x: 0, y: 0 }, 'mine').graph;
    const theirs = move(base, new Map([['day', { x: 7, y: 7 }], ['end', { x: 1, y: 1 }]])).graph;
    const { graph, clashing } = merge(base, mine, theirs);
    expect([...clashing]).toEqual([]);
    expect(graph.nodes.find((node) => node.id === 'day')?.position).toEqual({ x: 9, y: 9 });
    expect(graph.nodes.find((node) => node.id === 'end')?.position).toEqual({ x: 1, y: 1 });
    expect(graph.notes?.map((note) => note.text)).toEqual(['mine']);
  });

  it('who changed nothing gets the other one\'s document', () => {
    const theirs = deleteNodes(sample(), ['fork']).graph;
    expect(merge(sample(), sample(), theirs).graph).toEqual(theirs);
    expect(drawn(merge(sample(), theirs, sample()).graph)).toEqual(drawn(theirs));
  });
});
