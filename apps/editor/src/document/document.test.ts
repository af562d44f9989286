import { check, type Issue } from '@attune/dsl';
import { describe, expect, it } from 'vitest';
import { startChecking } from './checking.ts';
import { copyText, duplicate, pasteText } from './clipboard.ts';
import { move, updateConfig } from './commands.ts';
import { createEditorStore } from './editor-store.ts';
import { applyFix, fieldOfIssue, nodeOfIssue, setAt } from './fix.ts';
import { cardHeight, cardWidth } from './place.ts';
import { drawn, fakeSchedule, journey, sample } from './testing.ts';
import { tidy } from './tidy.ts';

describe('copy and paste', () => {
  it('carries steps and the connections among them into another journey', () => {
    const text = copyText(sample(), ['fork', 'mail']);
    const pasted = pasteText(journey([], []), text, { x: 100, y: 50 });
    expect(pasted).toMatchObject({ ok: true, edit: { select: ['fork', 'mail'] } });
    if (!pasted.ok) return;
    expect(drawn(pasted.edit.graph)).toEqual(['fork.yes>mail']);
    expect(Math.min(...pasted.edit.graph.nodes.map((n) => n.position.x))).toBe(100);
  });

  it('gives fresh ids where they are taken, and leaves the originals alone', () => {
    const { graph, select } = duplicate(sample(), ['fork', 'mail']);
    expect(select).toEqual(['branch', 'message']);
    expect(drawn(graph)).toEqual(['branch.yes>message', ...drawn(sample())].sort());
    expect(graph.nodes.slice(0, 5)).toEqual(sample().nodes);
  });

  it('says why something else cannot be pasted', () => {
    for (const text of ['', 'hello', '{}', '[1]', '{"dsl":"attune/clip@1","nodes":[{"id":"__proto__"}]}', '{"dsl":"attune/clip@1","nodes":[]}']) expect(pasteText(sample(), text, null)).toMatchObject({ ok: false });
  });
});

describe('tidy', () => {
  it('lets no two cards overlap and draws every connection downwards', () => {
    const mixed = move(sample(), new Map(sample().nodes.map((n) => [n.id, { x: 0, y: 0 }]))).graph;
    const { graph } = tidy(mixed);
    const box = (id: string) => { const n = graph.nodes.find((one) => one.id === id)!; return { ...n.position, w: cardWidth(n), h: cardHeight(n) }; };
    for (const a of graph.nodes) for (const b of graph.nodes) {
      if (a.id >= b.id) continue;
      const [p, q] = [box(a.id), box(b.id)];
      expect(p.x + p.w <= q.x || q.x + q.w <= p.x || p.y + p.h <= q.y || q.y + q.h <= p.y).toBe(true);
    }
    for (const edge of graph.edges) expect(box(edge.to).y).toBeGreaterThan(box(edge.from.node).y);
  });

  it('changes positions only', () => {
    const strip = (graph: ReturnType<typeof sample>) => ({ ...graph, nodes: graph.nodes.map(({ position: _, ...rest }) => rest) });
    expect(strip(tidy(sample()).graph)).toEqual(strip(sample()));
    expect(tidy(journey([], [])).graph.nodes).toEqual([]);
  });
});

describe('fixes', () => {
  const issue = (changes: { path: string; value?: unknown }[]): Issue => ({ code: 'x', severity: 'error', path: '/nodes/1/config/for', message: 'm', fix: { title: 'Fix', changes } });

  it('sets and removes values at their places and nothing else', () => {
    const { graph } = applyFix(sample(), issue([{ path: '/nodes/1/config/for', value: 'P3D' }, { path: '/nodes/3/config/content' }]));
    expect(graph.nodes[1]!.config).toEqual({ for: 'P3D' });
    expect(graph.nodes[3]!.config).toEqual({ channel: 'email' });
    expect(graph.nodes[0]).toEqual(sample().nodes[0]);
  });

  it('changes nothing where the remedy does not fit the document any more', () => {
    const graph = sample();
    expect(applyFix(graph, issue([{ path: '/nodes', value: 7 }])).graph).toBe(graph);
  });

  it('never touches a prototype', () => {
    setAt({}, ['__proto__', 'polluted'], true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('leads from an issue to its node and field', () => {
    expect(nodeOfIssue(sample(), issue([]))).toBe('day');
    expect(fieldOfIssue(issue([]))).toEqual(['for']);
    expect(fieldOfIssue({ ...issue([]), path: '/settings/exits/0/event' })).toEqual(['exits', '0', 'event']);
  });
});

describe('checking', () => {
  it('runs after a pause, once for many keystrokes, and not for moves', async () => {
    const clock = fakeSchedule();
    const editor = createEditorStore(sample());
    let runs = 0;
    const checker = startChecking(editor, clock.schedule, (graph, world) => { runs += 1; return check(graph, world); });
    expect(runs).toBe(1);
    for (const span of ['P2D', 'P3D', 'nonsense']) editor.getState().change('Edit', (graph) => updateConfig(graph, 'day', { for: span }), 'typing');
    expect(runs).toBe(1);
    await clock.tick(300);
    expect(runs).toBe(2);
    expect(checker.state.getState().issues.some((found) => found.severity === 'error' && nodeOfIssue(editor.getState().graph, found) === 'day')).toBe(true);
    editor.getState().change('Move', (graph) => move(graph, new Map([['day', { x: 5, y: 5 }]])));
    await clock.tick(300);
    expect(runs).toBe(2);
  });
});
