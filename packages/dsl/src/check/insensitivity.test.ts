import { describe, expect, it } from 'vitest';
import { edge, node } from '../compile/sample.ts';
import { compile } from '../compile/index.ts';
import type { Graph, GraphEdge, GraphNode } from '../graph.ts';
import { simulate, type SimulationInput } from '../simulate/index.ts';
import { check } from './index.ts';

const TROUBLE = ['promotion-in-complaint', 'promotion-in-refund', 'promotion-in-delay', 'promotion-when-unhappy'];

/** A trouble as journeys know it: the event that begins it, a trait and a segment that tell of it. */
const troubles = [
  { name: 'complaint', code: 'promotion-in-complaint', event: 'Complaint Opened', over: 'Complaint Resolved', trait: 'open_complaint', segment: 'open-complaints' },
  { name: 'ticket', code: 'promotion-in-complaint', event: 'Ticket Opened', over: 'Ticket Solved', trait: 'support_ticket', segment: 'has-open-ticket' },
  { name: 'refund', code: 'promotion-in-refund', event: 'Refund Requested', over: 'Order Refunded', trait: 'refund_pending', segment: 'refund-pending' },
  { name: 'delay', code: 'promotion-in-delay', event: 'Delivery Delayed', over: 'Order Delivered', trait: 'delivery_late', segment: 'late-delivery' },
] as const;
type Trouble = (typeof troubles)[number];

/** A way on: from a node by a port. */
type Loose = readonly [string, string];
interface Piece {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly out: Loose;
}
type Part = (from: Loose, id: string) => Piece;

const one = (kind: string, config: Record<string, unknown>, out: string, more: readonly string[] = []): Part => (from, id) => ({
  nodes: [node(id, kind, config)], edges: [edge(from[0], from[1], id), ...more.map((port) => edge(id, port, 'out'))], out: [id, out],
});
const pause = one('delay', { for: 'P1D' }, 'next');
const asked = one('branch', { paths: [{ id: 'yes', when: { '>': [{ var: 'customer.orders' }, 2] } }] }, 'otherwise', ['yes']);
const looked = one('wait', { for: [{ id: 'looked', event: 'Product Viewed' }], timeout: { after: 'P2D' } }, 'looked', ['timeout']);
const tagged = one('update', { tag: ['in-campaign'] }, 'next');
const branch = (when: unknown, out: 'yes' | 'otherwise'): Part => one('branch', { paths: [{ id: 'yes', when }] }, out, [out === 'yes' ? 'otherwise' : 'yes']);
const offer: Part = (from, id) => ({ nodes: [node(id, 'message', { channel: 'email', topic: 'offers', content: { subject: 'Sale', body: 'Only what you need. Have a look.' } })], edges: [edge(from[0], from[1], id), edge(id, 'next', 'out')], out: [id, 'next'] });

function journey(parts: readonly Part[], settings: Partial<Graph['settings']> = {}, entry: GraphNode = node('in', 'entry-event', { event: 'Cart Updated' })): Graph {
  let from: Loose = ['in', 'next'];
  const pieces = parts.map((part, i) => {
    const piece = part(from, `s${i}`);
    from = piece.out;
    return piece;
  });
  return { dsl: 'attune/graph@1', settings: { key: 'j', name: 'J', category: 'marketing', ...settings }, nodes: [entry, node('out', 'exit', {}), ...pieces.flatMap((p) => [...p.nodes])], edges: pieces.flatMap((p) => [...p.edges]) };
}

const v = (path: string) => ({ var: path });
/** Questions that are answered yes by those in trouble, and how a journey may ask them. */
const signs: readonly (readonly [string, (trouble: Trouble) => unknown])[] = [
  ['a flag', ({ trait }) => ({ '==': [v(`customer.${trait}`), true] })],
  ['a flag that is set', ({ trait }) => ({ '!!': [v(`customer.${trait}`)] })],
  ['a word', ({ trait }) => ({ in: [v(`customer.${trait}`), ['open', 'waiting']] })],
  ['a number', ({ trait }) => ({ '>=': [v(`customer.${trait}`), 1] })],
  ['a segment', ({ segment }) => ({ in_segment: segment })],
  ['what happened', ({ event }) => ({ happened: [event, { within: 'P30D' }] })],
  ['a count', ({ event }) => ({ '>': [{ count: [event, { within: 'P14D' }] }, 0] })],
];
/** What stands around it. */
const shapes: readonly (readonly [string, readonly Part[]])[] = [['at once', []], ['after a day', [pause]], ['after a sign of interest', [looked]], ['after a question', [asked, tagged]]];

interface Example {
  readonly what: string;
  /** What is to be found; nothing at all in the good ones. */
  readonly code?: string;
  readonly graph: Graph;
}

const bad: Example[] = [];
const good: Example[] = [];
troubles.forEach((trouble, t) => {
  const { code } = trouble;
  // Complaints are heeded where another trouble is what the example is about.
  const exits = [{ id: 'own', event: 'Order Completed', goal: true }, ...(code === 'promotion-in-complaint' ? [] : [{ id: 'complaint', event: 'Complaint Opened' }])];
  const leaves = { exits };
  [...signs, ...signs.slice(t % 2, (t % 2) + 2)].forEach(([sign, when], s) => {
    const [shape, before] = shapes[(t + s + 3 * Math.floor(s / signs.length)) % shapes.length] as (typeof shapes)[number];
    // The offer on the wrong side of the question, and on the right one.
    bad.push({ what: `${trouble.name}: sent to those with ${sign}, ${shape}`, code, graph: journey([...before, branch(when(trouble), 'yes'), offer], leaves) });
    good.push({ what: `${trouble.name}: spares those with ${sign}, ${shape}`, graph: journey([...before, branch(when(trouble), 'otherwise'), offer], leaves) });
  });
  const when = signs[t]?.[1](trouble);
  // Asked in time and then forgotten: a day goes by between the question and the offer.
  bad.push({ what: `${trouble.name}: asked a day too early`, code, graph: journey([branch(when, 'otherwise'), pause, offer], leaves) });
  good.push({ what: `${trouble.name}: asked again after the day`, graph: journey([branch(when, 'otherwise'), pause, branch(when, 'otherwise'), offer], leaves) });
  // Let in by the very thing.
  bad.push({ what: `${trouble.name}: begins the journey`, code, graph: journey([pause, offer], leaves, node('in', 'entry-event', { event: trouble.event })) });
  good.push({ what: `${trouble.name}: its end begins the journey`, graph: journey([pause, branch({ '>': [{ since: [trouble.over] }, 60] }, 'yes'), offer], { exits: [...exits, { id: 'again', event: trouble.event }] }, node('in', 'entry-event', { event: trouble.over })) });
  // Waited for, and led to the offer or away from it.
  const waits = (out: 'came' | 'timeout'): Part => one('wait', { for: [{ id: 'came', event: trouble.event }], timeout: { after: 'P1D' } }, out, [out === 'came' ? 'timeout' : 'came']);
  bad.push({ what: `${trouble.name}: waited for and sold to`, code, graph: journey([waits('came'), offer], leaves) });
  good.push({ what: `${trouble.name}: ends the journey`, graph: journey([looked, offer], { exits: [...exits, { id: 'trouble', event: trouble.event }] }) });
  good.push({ what: `${trouble.name}: a service journey may write`, graph: journey([branch(when, 'yes'), offer], { category: 'service' }) });
  bad.push({ what: `${trouble.name}: the audience is those in it`, code, graph: journey([offer], { ...leaves, audience: when as NonNullable<Graph['settings']['audience']> }) });
});
// Nothing looks at complaints at all.
shapes.forEach(([shape, before]) => {
  bad.push({ what: `nothing asks, ${shape}`, code: 'promotion-in-complaint', graph: journey([...before, offer]) });
  good.push({ what: `complaints end it, ${shape}`, graph: journey([...before, offer], { exits: [{ id: 'c', event: 'Complaint Opened' }] }) });
});
// The mood that was just read.
const mood = (out: string): Part => one('sentiment', {}, out, ['negative', 'neutral', 'positive', 'unsure'].filter((port) => port !== out));
const calm = { exits: [{ id: 'c', event: 'Complaint Opened' }] };
for (const [shape, before] of shapes) {
  bad.push({ what: `unhappy, ${shape}`, code: 'promotion-when-unhappy', graph: journey([...before, mood('negative'), offer], calm) });
  good.push({ what: `happy, ${shape}`, graph: journey([...before, mood('positive'), offer], calm) });
}
bad.push({ what: 'unhappy a day ago', code: 'promotion-when-unhappy', graph: journey([mood('negative'), pause, offer], calm) }, { what: 'comes in unhappy', code: 'promotion-when-unhappy', graph: journey([pause, offer], calm, node('in', 'entry-sentiment', { to: 'negative' })) });
good.push({ what: 'unhappy, and happy later', graph: journey([mood('negative'), pause, mood('positive'), offer], calm) }, { what: 'comes in happy', graph: journey([pause, offer], calm, node('in', 'entry-sentiment', { to: 'positive' })) });

const found = (graph: Graph) => check(graph).filter((issue) => TROUBLE.includes(issue.code));

describe('insensitivity', () => {
  it('CHK-12: of at least sixty journeys that sell to people in trouble and sixty that spare them, it finds nearly all, each by its own name, and hardly any wrongly', () => {
    expect(bad.length).toBeGreaterThanOrEqual(60);
    expect(good.length).toBeGreaterThanOrEqual(60);
    expect(new Set([...bad, ...good].map(({ graph }) => JSON.stringify(graph))).size).toBe(bad.length + good.length);
    const missed = bad.filter(({ graph, code }) => !found(graph).some((issue) => issue.code === code)).map(({ what }) => what);
    const wrongly = good.filter(({ graph }) => found(graph).length > 0).map(({ what, graph }) => `${what}: ${found(graph).map((i) => i.severity + i.code).join()}`);
    const hits = bad.length - missed.length;
    expect(hits / bad.length, missed.join('; ')).toBeGreaterThanOrEqual(0.95);
    expect(hits / (hits + wrongly.length), wrongly.join('; ')).toBeGreaterThanOrEqual(0.9);
  });

  it('CHK-1: each finding shows somebody whom the simulator leads to that very message', () => {
    for (const { what, graph } of bad) {
      const compiled = compile(graph);
      if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues));
      for (const { witness, node: at } of found(graph)) {
        if (witness === undefined) throw new Error(`${what} has no witness`);
        expect(witness.step).toBe(at);
        expect(simulate(compiled.value, witness as unknown as SimulationInput).runs.flatMap((run) => run.trail.map((t) => t.step)), what).toContain(witness.step);
      }
    }
  });
});
