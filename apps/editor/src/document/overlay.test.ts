import { describe, expect, it } from 'vitest';
import { deleteNodes, insertOnEdge, updateConfig } from './commands.ts';
import { differenceOf } from './overlay.ts';
import { sample } from './testing.ts';

describe('an older version drawn over this one', () => {
  it('marks what is new and what changed, and keeps what is gone at its place', () => {
    const before = sample();
    const now = updateConfig(insertOnEdge(deleteNodes(before, ['mail']).graph, 'entry-1:next', 'window').graph, 'day', { for: 'P9D' }).graph;
    const { marks, gone, goneEdges, newEdges, changes } = differenceOf(before, now);
    expect(marks.get('window')).toBe('added');
    expect(marks.get('day')).toBe('changed');
    expect(gone.map((node) => node.id)).toEqual(['mail']);
    expect(goneEdges.map((edge) => edge.id)).toEqual(expect.arrayContaining(['mail:next', 'fork:yes', 'entry-1:next']));
    expect([...newEdges]).toEqual(expect.arrayContaining(['entry-1:next', 'window:next']));
    expect(changes.length).toBeGreaterThan(3);
  });

  it('of the same drawing, moved about, marks nothing', () => {
    const moved = { ...sample(), nodes: sample().nodes.map((node) => ({ ...node, position: { x: 1, y: 1 } })) };
    const { marks, gone, goneEdges, newEdges, changes } = differenceOf(sample(), moved);
    expect([marks.size, gone.length, goneEdges.length, newEdges.size, changes.length]).toEqual([0, 0, 0, 0, 0]);
  });
});
