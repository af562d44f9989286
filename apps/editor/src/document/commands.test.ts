import { nodeKinds } from '@attune/dsl';
import { describe, expect, it } from 'vitest';
import { addAfterPort, addNear, addNode, connect, deleteNodes, disconnect, freshId, insertOnEdge, updateConfig, updateDetails, whyNotConnect } from './commands.ts';
import { fitsOnEdge } from './kinds.ts';
import { drawn, journey, node, sample } from './testing.ts';

const at = { x: 400, y: 0 };

describe('adding', () => {
  it('gives a readable id that was never used in this document', () => {
    const graph = journey([node('message', 'message'), node('message-7', 'message')], []);
    expect(freshId(graph, 'message')).toBe('message-8');
    expect(freshId(graph, 'delay')).toBe('delay');
    expect(freshId(graph, 'entry-event')).toBe('entry-1');
  });

  it('selects what was added and fills it with the defaults of its kind', () => {
    const { graph, select } = addNode(journey([], []), 'delay', at);
    expect(select).toEqual(['delay']);
    expect(graph.nodes).toEqual([{ id: 'delay', kind: 'delay', config: { for: 'P1D' }, position: at }]);
  });

  it('never lays a card on another one', () => {
    const once = addNode(journey([], []), 'delay', at).graph;
    const twice = addNode(once, 'delay', at).graph;
    expect(Math.abs(twice.nodes[1]!.position.x - twice.nodes[0]!.position.x)).toBeGreaterThanOrEqual(248);
  });

  it('leads a second way in to the step the first one leads to', () => {
    expect(drawn(addNode(sample(), 'entry-manual', at).graph)).toContain('entry-2>day');
  });

  it('puts a step into a connection and links both sides', () => {
    const { graph, select } = insertOnEdge(sample(), 'day:next', 'message');
    expect(select).toEqual(['message']);
    expect(drawn(graph)).toEqual(['day>message', 'entry-1>day', 'fork.otherwise>end', 'fork.yes>mail', 'mail>end', 'message>fork']);
  });

  it('makes room below an inserted step and moves everything that follows', () => {
    const { graph } = insertOnEdge(sample(), 'day:next', 'message');
    const y = (id: string) => graph.nodes.find((n) => n.id === id)!.position.y;
    expect(y('message')).toBeGreaterThan(y('day'));
    expect(y('fork')).toBeGreaterThan(y('message'));
    expect(y('end') - y('fork')).toBe(400);
    expect(y('day')).toBe(200);
  });

  it('refuses to put into a connection what cannot be left or come to', () => {
    const graph = sample();
    for (const kind of nodeKinds.filter((k) => !fitsOnEdge(k))) expect(insertOnEdge(graph, 'day:next', kind.kind).graph).toBe(graph);
    expect(nodeKinds.some((k) => !fitsOnEdge(k))).toBe(true);
  });

  it('keeps every connection of the document when any kind is put into any connection', () => {
    for (const kind of nodeKinds.filter(fitsOnEdge)) {
      for (const edge of sample().edges) {
        const { graph, select } = insertOnEdge(sample(), edge.id, kind.kind);
        expect(graph.edges.some((e) => e.from.node === edge.from.node && e.from.port === edge.from.port && e.to === select?.[0])).toBe(true);
        expect(graph.edges.filter((e) => e.from.node === select?.[0]).map((e) => e.to)).toEqual([edge.to]);
      }
    }
  });

  it('adds behind an open way out, and into the connection of a taken one', () => {
    const open = journey([node('a', 'delay', { for: 'P1D' })], []);
    expect(drawn(addAfterPort(open, 'a', 'next', 'exit').graph)).toEqual(['a>exit']);
    expect(drawn(addAfterPort(sample(), 'day', 'next', 'delay').graph)).toContain('delay>fork');
  });

  it('adds behind the selected step at its open way out first', () => {
    const graph = disconnect(sample(), ['fork:otherwise']).graph;
    expect(drawn(addNear(graph, 'fork', 'delay', at).graph)).toEqual(['day>fork', 'entry-1>day', 'fork.otherwise>delay', 'fork.yes>mail', 'mail>end']);
  });

  it('goes on at the one open end where nothing is selected, and stands alone where several ends are open', () => {
    const begun = journey([node('entry-1', 'entry-event', { event: 'Signed Up' })], []);
    expect(drawn(addNear(begun, null, 'delay', at).graph)).toEqual(['entry-1>delay']);
    const forked = journey([node('entry-1', 'entry-event', { event: 'Signed Up' }), node('fork', 'branch', { paths: [{ id: 'yes', label: 'Yes', when: true }] })], ['entry-1>fork']);
    expect(drawn(addNear(forked, null, 'delay', at).graph)).toEqual(['entry-1>fork']);
  });

  it('never takes a connection apart for a step that ends the journey', () => {
    const { graph } = addNear(sample(), 'day', 'exit', at);
    expect(drawn(graph)).toEqual(drawn(sample()));
    expect(graph.nodes).toHaveLength(6);
  });
});

describe('connecting', () => {
  it('leads a way out to one place only', () => {
    expect(drawn(connect(sample(), { node: 'day', port: 'next' }, 'end').graph)).toEqual(['day>end', 'entry-1>day', 'fork.otherwise>end', 'fork.yes>mail', 'mail>end']);
  });

  it('says why something cannot be connected', () => {
    expect(whyNotConnect(sample(), { node: 'day', port: 'next' }, 'entry-1')).toContain('way in');
    expect(whyNotConnect(sample(), { node: 'day', port: 'next' }, 'day')).toContain('itself');
    expect(whyNotConnect(sample(), { node: 'day', port: 'nowhere' }, 'end')).toContain('no such way out');
    expect(whyNotConnect(sample(), { node: 'end', port: 'next' }, 'day')).not.toBeNull();
    expect(whyNotConnect(sample(), { node: 'mail', port: 'next' }, 'day')).toBeNull();
  });

  it('changes nothing where a connection is there already', () => {
    const graph = sample();
    expect(connect(graph, { node: 'day', port: 'next' }, 'fork').graph).toBe(graph);
  });
});

describe('deleting', () => {
  it('closes the gap where the deleted step had one way on', () => {
    expect(drawn(deleteNodes(sample(), ['day']).graph)).toEqual(['entry-1>fork', 'fork.otherwise>end', 'fork.yes>mail', 'mail>end']);
  });

  it('closes the gap over several deleted steps in a row, in any order', () => {
    const graph = journey([node('entry-1', 'entry-event', { event: 'x' }), node('a', 'delay', { for: 'P1D' }), node('b', 'delay', { for: 'P1D' }), node('c', 'exit')], ['entry-1>a', 'a>b', 'b>c']);
    expect(drawn(deleteNodes(graph, ['a', 'b']).graph)).toEqual(['entry-1>c']);
    expect(drawn(deleteNodes(graph, ['b', 'a']).graph)).toEqual(['entry-1>c']);
  });

  it('never links on where the ways part: which of them was meant would be a guess', () => {
    expect(drawn(deleteNodes(sample(), ['fork']).graph)).toEqual(['entry-1>day', 'mail>end']);
  });

  it('never links on past a way out that ended the journey', () => {
    const graph = disconnect(sample(), ['fork:otherwise']).graph;
    expect(drawn(deleteNodes(graph, ['fork']).graph)).toEqual(['entry-1>day', 'mail>end']);
  });

  it('keeps the port of the step before: what left it by "yes" still does', () => {
    expect(drawn(deleteNodes(sample(), ['mail']).graph)).toEqual(['day>fork', 'entry-1>day', 'fork.otherwise>end', 'fork.yes>end']);
  });

  it('makes no step follow itself', () => {
    const graph = journey([node('a', 'delay', { for: 'P1D' }), node('b', 'delay', { for: 'P1D' })], ['a>b', 'b>a']);
    expect(drawn(deleteNodes(graph, ['b']).graph)).toEqual([]);
  });
});

describe('editing', () => {
  it('takes the connections of a removed way out along, in the same step', () => {
    const config = { paths: [{ id: 'vip', label: 'VIP', when: { in_segment: 'vip' } }] };
    expect(drawn(updateConfig(sample(), 'fork', config).graph)).toEqual(['day>fork', 'entry-1>day', 'fork.otherwise>end', 'mail>end']);
  });

  it('keeps connections while a way out is renamed or moved', () => {
    const config = { paths: [{ id: 'new', label: 'New', when: true }, { id: 'yes', label: 'Of course', when: true }] };
    expect(drawn(updateConfig(sample(), 'fork', config).graph)).toContain('fork.yes>mail');
  });

  it('leaves details out that were cleared', () => {
    const named = updateDetails(sample(), 'day', { label: 'Rest', note: 'why' }).graph;
    expect(named.nodes[1]).toMatchObject({ label: 'Rest', note: 'why' });
    expect(updateDetails(named, 'day', { label: '', note: undefined }).graph.nodes[1]).toEqual(sample().nodes[1]);
  });
});
