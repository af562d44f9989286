import { describe, expect, it } from 'vitest';
import { edge, node, smallGraph } from '../compile/sample.ts';
import type { Graph } from '../graph.ts';
import type { Duration } from '../json.ts';
import { check } from './index.ts';
import { mail } from './testing.ts';

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

const ask = (id: string) => node(id, 'survey', { survey: 'nps', question: 'How likely are you to recommend us?', channel: 'email', timeout: { after: 'P7D' } });
const asks = (days: Duration, reentry?: NonNullable<Graph['settings']['reentry']>): Graph => smallGraph({
  nodes: [ask('ask-1'), node('gap', 'delay', { for: days }), ask('ask-2'), node('end', 'exit', {})],
  edges: [edge('pause', 'next', 'ask-1'), ...['promoter', 'passive', 'detractor', 'timeout'].flatMap((port) => [edge('ask-1', port, 'gap'), edge('ask-2', port, 'end')]), edge('gap', 'next', 'ask-2')],
  settings: reentry === undefined ? {} : { reentry },
});

describe('questions', () => {
  it('CHK-3: finds a second survey within its time on one path, with somebody who comes to both', () => {
    expect(check(asks('P30D'))).toEqual([expect.objectContaining({ code: 'surveys-close', severity: 'warning', node: 'ask-2', witness: expect.objectContaining({ step: 'ask-2' }) as unknown })]);
    expect(check(asks('P90D'))).toEqual([]);
  });

  it('CHK-3: finds people who come in again before they may be asked again', () => {
    const [again] = check(asks('P120D', { mode: 'after-exit', after: 'P30D' }));
    expect(again).toMatchObject({ code: 'surveys-close', severity: 'hint', path: '/settings/reentry/after', fix: { changes: [{ path: '/settings/reentry/after', value: 'P90D' }] } });
    expect(check(asks('P120D', { mode: 'after-exit', after: 'P90D' }))).toEqual([]);
    expect(check(asks('P120D', { mode: 'never' }))).toEqual([]);
  });
});
