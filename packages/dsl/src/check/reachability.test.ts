import { describe, expect, it } from 'vitest';
import { compile } from '../compile/index.ts';
import { edge, node, smallGraph } from '../compile/sample.ts';
import type { Graph } from '../graph.ts';
import type { Duration } from '../json.ts';
import { check } from './index.ts';
import { neverAgain } from './reentry.ts';
import { surveys } from './surveys.ts';
import { mail, marketing } from './testing.ts';
import { viewOfGraph, type View, type ViewNode } from './view.ts';

const v = (path: string) => ({ var: path });
const branch = (id: string, when: unknown) => node(id, 'branch', { paths: [{ id: 'yes', when }] });
const codes = (graph: Graph): string[] => check(graph).map((issue) => `${issue.severity} ${issue.code} ${issue.node ?? ''}`);

/** Two messages with a question between them. */
const between = (when: unknown): Graph => smallGraph({
  nodes: [mail('first', 'One'), branch('b', when), mail('second', 'Two'), node('end', 'exit', {})],
  edges: [edge('pause', 'next', 'first'), edge('first', 'next', 'b'), edge('b', 'yes', 'second'), edge('b', 'otherwise', 'end'), edge('second', 'next', 'end')],
});

describe('warnings about what may happen to somebody', () => {
  it('CHK-8: are warnings where somebody was found, and hints where nobody was', () => {
    const shown = check(between({ '==': [v('customer.plan'), 'pro'] })).find((issue) => issue.code === 'messages-close');
    expect(shown).toMatchObject({ severity: 'warning', witness: { step: 'second' } });
    expect(shown?.witness?.timeline).toContainEqual(expect.objectContaining({ set: { plan: 'pro' } }));
    const sums = check(between({ '==': [{ '+': [v('customer.a'), v('customer.b')] }, 41] })).find((issue) => issue.code === 'messages-close');
    expect(sums?.severity).toBe('hint');
    expect(sums?.witness).toBeUndefined();
  });

  it('CHK-10: know that nobody is of two plans at one moment, and that plans change in time', () => {
    const twice = (more: readonly [string, string][], nodes: Graph['nodes'] = []): Graph => smallGraph({
      nodes: [branch('b', { '==': [v('customer.plan'), 'pro'] }), branch('c', { '==': [v('customer.plan'), 'free'] }), node('x', 'exit', {}), node('y', 'exit', {}), ...nodes],
      edges: [edge('pause', 'next', 'b'), edge('b', 'otherwise', 'x'), edge('c', 'yes', 'y'), edge('c', 'otherwise', 'x'), ...more.map(([from, to]) => edge(from, from === 'b' ? 'yes' : 'next', to))],
    });
    expect(codes(twice([['b', 'c']]))).toEqual(['warning way-never c']);
    expect(codes(twice([['b', 'day'], ['day', 'c']], [node('day', 'delay', { for: 'P1D' })]))).toEqual([]);
    // What the event said stays as it was.
    const said = (path: string): string[] => codes(smallGraph({
      nodes: [branch('b', { '>': [v(path), 100] }), node('day', 'delay', { for: 'P1D' }), branch('c', { '<': [v(path), 50] }), node('x', 'exit', {}), node('y', 'exit', {})],
      edges: [edge('pause', 'next', 'b'), edge('b', 'yes', 'day'), edge('b', 'otherwise', 'x'), edge('day', 'next', 'c'), edge('c', 'yes', 'y'), edge('c', 'otherwise', 'x')],
    }));
    expect(said('event.properties.value')).toEqual(['warning way-never c']);
    expect(said('customer.value')).toEqual([]);
  });

  it('CHK-10: know that two messages do not follow each other on ways that exclude each other', () => {
    const after = (value: string): string[] => codes(smallGraph({
      nodes: [branch('b', { '==': [v('customer.plan'), 'pro'] }), mail('first', 'One'), node('tag', 'update', { tag: ['x'] }), branch('c', { '==': [v('customer.plan'), value] }), mail('second', 'Two'), node('end', 'exit', {})],
      edges: [edge('pause', 'next', 'b'), edge('b', 'yes', 'first'), edge('b', 'otherwise', 'tag'), edge('first', 'next', 'tag'), edge('tag', 'next', 'c'), edge('c', 'yes', 'second'), edge('c', 'otherwise', 'end'), edge('second', 'next', 'end')],
    }));
    expect(after('free')).toEqual([]);
    expect(after('pro')).toEqual(['warning messages-close second']);
  });

  it('CHK-10: a circle that a limit ends only once is a circle all the same', () => {
    const round = (port: 'step' | 'next'): string[] => codes(smallGraph({
      nodes: [node('a', 'update', { tag: ['x'] }), node('g', 'goto', { max: 2 }), node('end', 'exit', {})],
      edges: [edge('pause', 'next', 'a'), edge('a', 'next', 'g'), edge('g', port, 'a'), edge('g', port === 'step' ? 'next' : 'step', 'end')],
    }));
    expect(round('step')).toEqual([]);
    expect(round('next')).toContain('error loop-without-wait a');
  });
});

/** The same journey with some of its nodes told otherwise, as kinds do that are not written yet. */
function telling(graph: Graph, change: (node: ViewNode) => ViewNode): View {
  const compiled = compile(graph);
  const view = viewOfGraph(graph, compiled.ok ? compiled.value : null, {});
  const nodes = new Map([...view.nodes].map(([id, one]) => [id, change(one)]));
  const all = [...nodes.values()];
  return { ...view, nodes, steps: all.filter((n) => n.kind.role === 'step'), entries: all.filter((n) => n.kind.role === 'entry') };
}
const asking = (graph: Graph): View => telling(graph, (one) => (one.id.startsWith('ask') ? { ...one, needs: { ...one.needs, survey: { cooldown: 'P90D' } } } : one));
const asks = (days: Duration, reentry?: NonNullable<Graph['settings']['reentry']>): Graph => smallGraph({
  nodes: [mail('ask-1', 'How was it?'), node('gap', 'delay', { for: days }), mail('ask-2', 'And now?')], edges: [edge('pause', 'next', 'ask-1'), edge('ask-1', 'next', 'gap'), edge('gap', 'next', 'ask-2')],
  settings: { ...marketing, ...(reentry === undefined ? {} : { reentry }) },
});

describe('questions', () => {
  it('CHK-3: finds a second survey within 90 days on one path, with somebody who is asked twice', () => {
    const never = { mode: 'never' } as const;
    expect(surveys(asking(asks('P30D', never)))).toEqual([expect.objectContaining({ code: 'surveys-close', severity: 'warning', node: 'ask-2', witness: expect.objectContaining({ step: 'ask-2' }) as unknown })]);
    expect(surveys(asking(asks('P90D', never)))).toEqual([]);
    expect(surveys(telling(asks('P1D', never), (one) => one))).toEqual([]);
  });

  it('CHK-3: finds people who come in again and are asked again', () => {
    const [again] = surveys(asking(asks('P120D', { mode: 'after-exit', after: 'P30D' })));
    expect(again).toMatchObject({ code: 'surveys-close', severity: 'hint', path: '/settings/reentry', fix: { changes: [{ path: '/settings/reentry', value: { mode: 'after-exit', after: 'P90D' } }] } });
    expect(surveys(asking(asks('P120D', { mode: 'after-exit', after: 'P90D' })))).toEqual([]);
  });
});

describe('starts that come again by themselves', () => {
  const yearly = (reentry: NonNullable<Graph['settings']['reentry']>): View => telling(smallGraph({ settings: { reentry } }), (one) => (one.kind.role === 'entry' ? { ...one, kind: { ...one.kind, recurs: () => 'P1Y' } } : one));

  it('CHK-3: finds a rule that lets people in for one birthday only, or for every other one', () => {
    expect(neverAgain(yearly({ mode: 'never' }))).toEqual([expect.objectContaining({ code: 'reentry-never-again', path: '/settings/reentry/mode' })]);
    expect(neverAgain(yearly({ mode: 'after-exit', after: 'P400D' }))).toEqual([expect.objectContaining({ code: 'reentry-never-again', path: '/settings/reentry/after' })]);
    for (const reentry of [{ mode: 'after-exit', after: 'P300D' }, { mode: 'always' }] as const) expect(neverAgain(yearly(reentry))).toEqual([]);
  });
});
