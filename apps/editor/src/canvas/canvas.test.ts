import { describe, expect, it } from 'vitest';
import { move, updateDetails } from '../document/commands.ts';
import { journey, node, sample } from '../document/testing.ts';
import { countOf } from './counts.ts';
import { bypassOf, drawLine } from './edge-path.ts';
import { flowEdges, flowNodes } from './flow.ts';
import { neighbour } from './neighbour.ts';
import { outlineOf } from './outline-tree.ts';

const none = new Map<string, { width: number; height: number }>();

describe('what is drawn', () => {
  it('keeps the identity of cards that stayed the same, so that dragging one redraws one', () => {
    const graph = sample();
    const before = flowNodes(graph, [], none);
    const after = flowNodes(move(graph, new Map([['day', { x: 9, y: 9 }]])).graph, [], none);
    expect(after.filter((card, i) => card !== before[i]).map((card) => card.id)).toEqual(['day']);
    const labelled = updateDetails(graph, 'day', { label: 'Rest' }).graph;
    expect(flowNodes(labelled, [], none).filter((card, i) => card !== before[i]).map((card) => card.id)).toEqual(['day']);
    expect(flowNodes(graph, ['mail'], none).filter((card) => card.selected).map((card) => card.id)).toEqual(['mail']);
  });

  it('reads each card out with its title and sentence', () => {
    expect(flowNodes(sample(), [], none)[1]!.ariaLabel).toMatch(/Wait a while\. Wait .*day/);
  });

  it('leaves out connections that lead nowhere', () => {
    expect(flowEdges(journey([node('a', 'delay')], ['a>gone']), [])).toEqual([]);
    expect(flowEdges(sample(), ['day:next']).filter((line) => line.selected).map((line) => line.id)).toEqual(['day:next']);
  });
});

describe('arrow keys', () => {
  it('go to the nearest card ahead, and stay at the edge', () => {
    expect(neighbour(sample(), 'entry-1', 'down')).toBe('day');
    expect(neighbour(sample(), 'fork', 'up')).toBe('day');
    expect(neighbour(sample(), 'entry-1', 'up')).toBeNull();
    expect(neighbour(sample(), 'end', 'left')).toBe('mail');
  });
});

describe('the outline', () => {
  it('shows every step exactly once, in reading order, and says where paths meet again', () => {
    const lines = outlineOf(sample());
    expect(lines.flatMap((line) => (line.is === 'step' ? [line.node] : []))).toEqual(['entry-1', 'day', 'fork', 'mail', 'end']);
    expect(lines.filter((line) => line.is === 'see')).toMatchObject([{ node: 'end', portLabel: 'otherwise' }]);
  });

  it('shows loops, loose steps and a thousand steps in a row', () => {
    const loop = journey([node('entry-1', 'entry-manual'), node('a', 'delay'), node('b', 'delay'), node('loose', 'delay')], ['entry-1>a', 'a>b', 'b>a']);
    expect(outlineOf(loop).filter((line) => line.is === 'step')).toHaveLength(4);
    const many = Array.from({ length: 1000 }, (_, i) => node(`d${i}`, 'delay'));
    expect(outlineOf(journey(many, many.slice(1).map((n, i) => `d${i}>${n.id}`))).filter((line) => line.is === 'step')).toHaveLength(1000);
  });
});

describe('counts', () => {
  const step = { entered: 20, waiting: 0, left: 20, sent: 12, skipped: { capped: 3 }, ports: {} };
  const stats = (one: typeof step) => ({ steps: { mail: one }, runs: { open: 0, entered: 0, finished: {} }, goals: {} });

  it('show who waits first, then what was sent, then who came', () => {
    expect(countOf(stats({ ...step, waiting: 5 }), { id: 'mail' })?.text).toBe('5 waiting');
    expect(countOf(stats(step), { id: 'mail' })?.text).toBe('12 sent');
    expect(countOf(stats({ ...step, sent: 0 }), { id: 'mail' })?.text).toBe('20');
    expect(countOf(stats(step), { id: 'other' })).toBeNull();
  });

  it('tell why messages were not sent', () => {
    expect(countOf(stats(step), { id: 'mail' })?.title).toContain('3 not sent: 3 had enough messages');
  });
});

describe('a connection that leads up again', () => {
  it('climbs beside the cards, never behind the ones it joins or passes', () => {
    const boxes = [0, 200, 400].map((y) => ({ x: 0, y, width: 248, height: 112 }));
    const [from, to] = [{ x: 124, y: 512 }, { x: 124, y: 0 }];
    const lane = bypassOf(from, to, boxes);
    expect(lane?.back).toBe(true);
    expect(lane!.x < 0 || lane!.x > 248).toBe(true);
    const { path, at } = drawLine(from, to, lane);
    expect(path).toMatch(/^M124,512 /);
    expect(path).toMatch(/ 124,0$/);
    expect(boxes.some((box) => at.x > box.x && at.x < box.x + box.width)).toBe(false);
  });
});
