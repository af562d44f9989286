import type { Graph, GraphEdge, GraphNode } from '../graph.ts';
import type { Program } from '../program.ts';

/** A cart journey with every way of leading on: one port, two ports, a list of ports, a timeout, several entries. For tests. */
export const cartProgram = (): Program => ({
  dsl: 'attune/journey@1',
  key: 'cart-recovery',
  name: 'Cart recovery',
  category: 'marketing',
  timezone: 'customer',
  entry: [{ kind: 'event', event: 'Cart Updated', where: { '>': [{ var: 'event.properties.value' }, 20] } }, { kind: 'manual', id: 'by-hand', label: 'By hand' }],
  audience: { '!': { in_segment: 'staff' } },
  reentry: { mode: 'after-exit', after: 'P7D', key: 'event.properties.cart_id' },
  exits: [{ id: 'bought', event: 'Order Completed', match: { entry: 'properties.cart_id', event: 'properties.cart_id' }, goal: true }],
  goals: [{ event: 'Order Completed', within: 'P7D', primary: true }],
  start: 'an-hour',
  steps: {
    'an-hour': { kind: 'delay', for: 'PT1H', stage: 'Think', next: 'mood' },
    mood: { kind: 'sentiment', within: 'P30D', minConfidence: 0.6, negative: 'done', neutral: 'remind', positive: 'remind', unsure: 'remind' },
    remind: { kind: 'message', channel: 'email', template: 'cart-reminder', topic: 'offers', label: 'Remind them', expectedMood: -1, next: 'wait', skipped: 'done' },
    wait: { kind: 'wait', for: [{ id: 'clicked', event: 'Message Clicked', next: 'size' }, { id: 'vip', when: { in_segment: 'vip' }, next: 'done' }], timeout: { after: 'P2D', next: 'again' } },
    size: { kind: 'branch', paths: [{ id: 'large', label: 'Large', when: { '>': [{ var: 'event.properties.value' }, 100] }, next: 'done' }], otherwise: 'done' },
    again: { kind: 'goto', step: 'remind', max: 2, next: 'done' },
    done: { kind: 'exit', reason: 'completed' },
  },
});

export const node = (id: string, kind: string, config: Record<string, unknown>, more: Partial<GraphNode> = {}): GraphNode => ({ id, kind, config, position: { x: 0, y: 0 }, ...more });
export const edge = (from: string, port: string, to: string): GraphEdge => ({ id: `${from}:${port}`, from: { node: from, port }, to });

/** The smallest journey: somebody signs up, a day passes. */
export const smallGraph = (more: { nodes?: GraphNode[]; edges?: GraphEdge[]; settings?: Partial<Graph['settings']> } = {}): Graph => ({
  dsl: 'attune/graph@1',
  settings: { key: 'small', name: 'Small', category: 'service', ...more.settings },
  nodes: [node('entry-1', 'entry-event', { event: 'Signed Up' }), node('pause', 'delay', { for: 'P1D' }), ...(more.nodes ?? [])],
  edges: [edge('entry-1', 'next', 'pause'), ...(more.edges ?? [])],
});
