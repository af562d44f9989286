import { describe, expect, it } from 'vitest';
import { compile, decompile, parseGraph } from '../compile/index.ts';
import { cartProgram, edge, node, smallGraph } from '../compile/sample.ts';
import type { Graph, GraphEdge, GraphNode } from '../graph.ts';
import type { Issue } from '../issue.ts';
import type { World } from '../node-kind.ts';
import { getAt } from '../compile/place.ts';
import { simulate, type SimulationInput } from '../simulate/index.ts';
import { check, checks } from './index.ts';

const mail = (id: string, body: string, more: Record<string, unknown> = {}): GraphNode => node(id, 'message', { channel: 'email', content: { subject: 'Hello', body }, ...more });
const marketing = { category: 'marketing' as const, exits: [{ id: 'complaint', event: 'Complaint Opened' }] };
const draw = (nodes: GraphNode[], edges: GraphEdge[], settings: Partial<Graph['settings']> = {}): Graph => smallGraph({ nodes, edges, settings });

interface Case {
  readonly what: string;
  readonly code: string;
  readonly severity: Issue['severity'];
  readonly at: { path: string; node?: string };
  readonly bad: Graph;
  /** The same journey put right. */
  readonly good: Graph;
  readonly world?: World;
}

const branch = (when: unknown): Graph => draw([node('b', 'branch', { paths: [{ id: 'yes', label: 'Yes', when }] }), node('x', 'exit', {}), node('y', 'exit', {})], [edge('pause', 'next', 'b'), edge('b', 'yes', 'x'), edge('b', 'otherwise', 'y')]);
const two = (between: Record<string, unknown>): Graph => draw([mail('first', 'One'), node('gap', 'delay', between), mail('second', 'Two')], [edge('pause', 'next', 'first'), edge('first', 'next', 'gap'), edge('gap', 'next', 'second')]);
const one = (message: GraphNode, settings: Partial<Graph['settings']> = {}): Graph => draw([message], [edge('pause', 'next', message.id)], settings);
const circle = (kind: string, config: Record<string, unknown>, port: string): Graph => draw([node('a', 'update', { tag: ['x'] }), node('b', kind, config), node('end', 'exit', {})], [edge('pause', 'next', 'a'), edge('a', 'next', 'b'), edge('b', port, 'a'), edge('b', 'next', 'end')].filter((e, i, all) => all.findIndex((o) => o.id === e.id) === i));
const moods = (negative: string): Graph => draw([node('mood', 'sentiment', {}), mail('offer', 'Buy', { topic: 'offers' }), node('out', 'exit', {})], [edge('pause', 'next', 'mood'), edge('mood', 'negative', negative), ...['neutral', 'positive', 'unsure'].map((p) => edge('mood', p, 'offer'))], marketing);
const heard = (event: string): Graph => draw([node('tell', 'emit', { event: 'Care Needed' }), node('w', 'wait', { for: [{ id: 'it', event }] })], [edge('pause', 'next', 'tell'), edge('tell', 'next', 'w')]);
const by = (is: string[]): GraphNode => node('s', 'switch', { value: { var: 'customer.plan' }, cases: [{ id: 'one', is: 'a' }, { id: 'two', is }] });
const byMood = (category: 'marketing' | 'service'): Graph => ({ ...draw([], [], { category }), nodes: [node('entry-1', 'entry-sentiment', { to: 'negative' }), node('pause', 'delay', { for: 'P1D' })] });

const experiment = (metric: Record<string, unknown>, more: Record<string, unknown> = {}) => node('which', 'split', { arms: [{ id: 'a', weight: 1 }, { id: 'b', weight: 1 }], experiment: { metric }, ...more });
const trying = (split: GraphNode, settings: Partial<Graph['settings']> = {}): Graph => draw([split], [edge('pause', 'next', 'which')], { goals: [{ event: 'Order Completed', within: 'P7D' }], reentry: { mode: 'never' }, ...settings });
const keeping = (keepAs: string): Graph => draw([node('w', 'wait', { for: [{ id: 'bought', event: 'Order Completed', keepAs }] })], [edge('pause', 'next', 'w')]);

const cases: Case[] = [
  { what: 'an experiment about a goal that the journey does not have', code: 'unknown-goal', severity: 'error', at: { path: '/nodes/2/config/experiment/metric/goal', node: 'which' }, bad: trying(experiment({ goal: 'goal-2' })), good: trying(experiment({ goal: 'goal-1' })) },
  { what: 'an experiment that counts whoever comes again', code: 'experiment-repeats', severity: 'hint', at: { path: '/nodes/2', node: 'which' }, bad: trying(experiment({ event: 'Order Completed' }), { reentry: { mode: 'after-exit' } }), good: trying(experiment({ event: 'Order Completed' }, { key: 'run' }), { reentry: { mode: 'after-exit' } }) },
  { what: 'a name for what is kept that a step has', code: 'kept-name-taken', severity: 'error', at: { path: '/nodes/2/config/for/0/keepAs', node: 'w' }, bad: keeping('pause'), good: keeping('order') },
  { what: 'a step that nothing leads to', code: 'unreachable-step', severity: 'warning', at: { path: '/nodes/2', node: 'alone' }, bad: draw([node('alone', 'exit', {})], []), good: draw([node('alone', 'exit', {})], [edge('pause', 'next', 'alone')]) },
  { what: 'a circle in which nobody waits', code: 'loop-without-wait', severity: 'error', at: { path: '/nodes/2', node: 'a' }, bad: circle('update', { tag: ['y'] }, 'next'), good: circle('goto', { max: 2 }, 'step') },
  { what: 'a circle nobody is let out of', code: 'never-out', severity: 'warning', at: { path: '/nodes/1', node: 'pause' }, bad: draw([node('b', 'delay', { for: 'P1D' })], [edge('pause', 'next', 'b'), edge('b', 'next', 'pause')]), good: circle('goto', { max: 2 }, 'step') },
  { what: 'a way out left open beside a connected one', code: 'port-open', severity: 'hint', at: { path: '/nodes/2', node: 'b' }, bad: { ...branch({ in_segment: 'vip' }), edges: branch(null).edges.filter((e) => e.from.port !== 'otherwise') }, good: branch({ in_segment: 'vip' }) },
  { what: 'a number above 10 and below 5', code: 'condition-never', severity: 'warning', at: { path: '/nodes/2/config/paths/0/when', node: 'b' }, bad: branch({ and: [{ '>': [{ var: 'customer.age' }, 10] }, { '<': [{ var: 'customer.age' }, 5] }] }), good: branch({ and: [{ '>': [{ var: 'customer.age' }, 5] }, { '<': [{ var: 'customer.age' }, 10] }] }) },
  { what: 'a condition that is always met', code: 'condition-always', severity: 'warning', at: { path: '/nodes/2/config/paths/0/when', node: 'b' }, bad: branch({ '==': [1, 1] }), good: branch({ '==': [{ var: 'customer.age' }, 1] }) },
  { what: 'marketing with no topic', code: 'topic-missing', severity: 'warning', at: { path: '/nodes/2/config/topic', node: 'm' }, bad: one(mail('m', 'Buy'), marketing), good: one(mail('m', 'Buy', { topic: 'offers' }), marketing) },
  { what: 'two messages within an hour', code: 'messages-close', severity: 'warning', at: { path: '/nodes/4', node: 'second' }, bad: two({ for: 'PT59M' }), good: two({ for: 'PT1H' }) },
  { what: 'offers chosen by mood', code: 'mood-in-marketing', severity: 'warning', at: { path: '/nodes/2', node: 'mood' }, bad: moods('offer'), good: moods('out') },
  { what: 'an apology with no remedy', code: 'apology-without-remedy', severity: 'warning', at: { path: '/nodes/2', node: 'm' }, bad: one(mail('m', 'We are sorry about that.')), good: one(mail('m', 'We are sorry about that. You get a refund today.')) },
  { what: 'a zone that does not exist', code: 'unknown-zone', severity: 'error', at: { path: '/settings/timezone' }, bad: draw([], [], { timezone: 'Europe/Berlim' }), good: draw([], [], { timezone: 'Europe/Berlin' }) },
  { what: 'a time of day on the night of the clock change', code: 'clock-change', severity: 'hint', at: { path: '/nodes/2/config/until/time', node: 'd' }, bad: one(node('d', 'delay', { until: { time: '02:30' } })), good: one(node('d', 'delay', { until: { time: '04:30' } })) },
  { what: 'braces that cannot be read', code: 'text-syntax', severity: 'error', at: { path: '/nodes/2/config/content/body', node: 'm' }, bad: one(mail('m', 'Hello {{customer.first_name')), good: one(mail('m', 'Hello {{default customer.first_name "there"}}')) },
  { what: 'a merge field that nothing sets', code: 'field-never-set', severity: 'warning', at: { path: '/nodes/2/config/content/body', node: 'm' }, bad: one(mail('m', 'You live in {{customer.ctiy}}')), good: one(mail('m', 'You live in {{customer.city}}')), world: { traits: ['city'] } },
  { what: 'a merge field of a saved message that nothing sets', code: 'field-never-set', severity: 'warning', at: { path: '/nodes/2/config/template', node: 'm' }, bad: one(node('m', 'message', { channel: 'email', template: 'a' })), good: one(node('m', 'message', { channel: 'email', template: 'b' })), world: { traits: ['city'], templates: [{ key: 'a', channel: 'email', body: '{{customer.town}}' }, { key: 'b', channel: 'email', body: '{{customer.city}}' }] } },
  { what: 'an event nobody ever sent', code: 'unknown-event', severity: 'warning', at: { path: '/nodes/0/config/event', node: 'entry-1' }, bad: draw([], []), good: { ...draw([], []), nodes: [node('entry-1', 'entry-event', { event: 'Signed In' }), node('pause', 'delay', { for: 'P1D' })] }, world: { events: [{ name: 'Signed In' }] } },
  { what: 'a segment that does not exist', code: 'unknown-segment', severity: 'error', at: { path: '/nodes/2/config/paths/0/when/in_segment', node: 'b' }, bad: branch({ in_segment: 'vipp' }), good: branch({ in_segment: 'vip' }), world: { segments: ['vip'] } },
  { what: 'a trait no customer has', code: 'unknown-trait', severity: 'warning', at: { path: '/nodes/2/config/paths/0/when/==/0/var', node: 'b' }, bad: branch({ '==': [{ var: 'customer.plann' }, 'pro'] }), good: branch({ '==': [{ var: 'customer.plan' }, 'pro'] }), world: { traits: ['plan'] } },
  { what: 'a saved message that does not exist', code: 'unknown-template', severity: 'error', at: { path: '/nodes/2/config/template', node: 'm' }, bad: one(node('m', 'message', { channel: 'email', template: 'cart' })), good: one(node('m', 'message', { channel: 'email', template: 'card' })), world: { templates: [{ key: 'card', channel: 'email' }] } },
  { what: 'a saved message for another channel', code: 'template-other-channel', severity: 'warning', at: { path: '/nodes/2/config/template', node: 'm' }, bad: one(node('m', 'message', { channel: 'sms', template: 'card' })), good: one(node('m', 'message', { channel: 'email', template: 'card' })), world: { templates: [{ key: 'card', channel: 'email' }] } },
  { what: 'a channel that is not set up', code: 'unknown-channel', severity: 'warning', at: { path: '/nodes/2/config/channel', node: 'm' }, bad: one(node('m', 'message', { channel: 'sms', content: { body: 'Hi' } })), good: one(mail('m', 'Hi')), world: { channels: ['email'] } },
  { what: 'a topic nobody can agree to', code: 'unknown-topic', severity: 'warning', at: { path: '/nodes/2/config/topic', node: 'm' }, bad: one(mail('m', 'Hi', { topic: 'ofers' })), good: one(mail('m', 'Hi', { topic: 'offers' })), world: { topics: ['offers'] } },
  { what: 'an event that neither the shop nor the journey makes', code: 'unknown-event', severity: 'warning', at: { path: '/nodes/3/config/for/0/event', node: 'w' }, bad: heard('Care Wanted'), good: heard('Care Needed'), world: { events: [{ name: 'Signed Up' }] } },
  { what: 'a journey that does not exist', code: 'unknown-journey', severity: 'warning', at: { path: '/nodes/2/config/journey', node: 'hand' }, bad: one(node('hand', 'enrol', { journey: 'rescu' })), good: one(node('hand', 'enrol', { journey: 'rescue' })), world: { journeys: ['rescue'] } },
  { what: 'a value that an earlier case takes', code: 'case-twice', severity: 'warning', at: { path: '/nodes/2/config/cases/1/is', node: 's' }, bad: one(by(['b', 'a'])), good: one(by(['b', 'c'])) },
  { what: 'a mood that lets people in to marketing', code: 'mood-in-marketing', severity: 'warning', at: { path: '/nodes/0/config/to', node: 'entry-1' }, bad: byMood('marketing'), good: byMood('service') },
  { what: 'offers to somebody with an open complaint', code: 'promotion-in-complaint', severity: 'hint', at: { path: '/nodes/2', node: 'm' }, bad: one(mail('m', 'Buy', { topic: 'offers' }), { category: 'marketing' }), good: one(mail('m', 'Buy', { topic: 'offers' }), marketing) },
];

const withCode = (issues: readonly Issue[], code: string): Issue[] => issues.filter((i) => i.code === code);

describe('checks before publishing', () => {
  for (const { what, code, severity, at, bad, good, world } of cases) {
    it(`CHK-3: finds ${what}, and not where it was put right`, () => {
      expect(withCode(check(bad, world), code)).toEqual([expect.objectContaining({ severity, ...at })]);
      expect(withCode(check(good, world), code)).toEqual([]);
    });
  }

  it('CHK-4: says the same of a program as of its graph', () => {
    const program = cartProgram();
    const graph = decompile(program);
    if (!graph.ok) throw new Error('the sample is broken');
    const world: World = { events: [], traits: [], segments: [], templates: [], channels: [], topics: [] };
    const said = (issues: Issue[]) => issues.map((i) => `${i.severity} ${i.code} ${i.node ?? ''} ${i.message}`).toSorted();
    expect(said(check(graph.value, world))).toEqual(said(check(program, world)));
    expect(said(check(program, world)).length).toBeGreaterThan(8);
  });

  it('CHK-5: holds nothing against a workspace that nothing is known of', () => {
    expect(check(cartProgram()).filter((i) => i.code.startsWith('unknown'))).toEqual([]);
  });

  it('CHK-6: checks a draft as far as it is complete', () => {
    const draft = draw([node('empty', 'message', {}), mail('m', 'We are sorry.'), node('alone', 'exit', {})], [edge('pause', 'next', 'empty'), edge('empty', 'next', 'm')]);
    const codes = check(draft).map((i) => i.code);
    expect(codes).toEqual(expect.arrayContaining(['missing', 'apology-without-remedy', 'unreachable-step']));
    expect(check({ ...draft, nodes: [], edges: [] }).map((i) => i.code)).toEqual(['no-entry']);
  });

  it('CHK-7: every issue names a place of the document, a node where there is one, and says something', () => {
    for (const { bad, world } of cases) {
      const parsed = parseGraph(bad);
      expect(parsed.ok).toBe(true);
      for (const issue of check(bad, world)) {
        const keys = issue.path.split('/').slice(1).map((k) => (/^\d+$/.test(k) ? Number(k) : k.replaceAll('~1', '/').replaceAll('~0', '~')));
        // The last key may be the one that is missing; what holds it must be there.
        expect(getAt(bad, keys.slice(0, -1)), `${issue.code} at ${issue.path}`).toBeDefined();
        if (issue.node !== undefined) expect(bad.nodes.map((n) => n.id)).toContain(issue.node);
        expect(issue.message).toMatch(/[A-Z"].{20,}[.?!]$/);
      }
    }
  });

  it('CHK-7: a fix names what to write where', () => {
    const issue = withCode(check(branch({ in_segment: 'vipp' }), { segments: ['vip'] }), 'unknown-segment')[0];
    expect(issue?.message).toContain('Did you mean "vip"?');
    expect(issue?.fix?.changes).toEqual([{ path: '/nodes/2/config/paths/0/when/in_segment', value: 'vip' }]);
  });

  it('CHK-1: a warning of reachability comes with a customer and events that the simulator leads to that very step', () => {
    const value = { var: 'event.properties.value' };
    const deep = draw(
      [node('size', 'branch', { paths: [{ id: 'large', label: 'Large', when: { '>': [value, 100] } }] }), node('w', 'wait', { for: [{ id: 'viewed', event: 'Product Viewed' }] }), mail('first', 'One', { topic: 'offers' }), mail('second', 'Two', { topic: 'offers' }), node('end', 'exit', {})],
      [edge('pause', 'next', 'size'), edge('size', 'large', 'w'), edge('size', 'otherwise', 'end'), edge('w', 'viewed', 'first'), edge('first', 'next', 'second')],
      { category: 'marketing' },
    );
    const compiled = compile(deep);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues));
    const found = check(deep).filter((i) => ['messages-close', 'promotion-in-complaint'].includes(i.code));
    expect(found.map((i) => i.code).toSorted()).toEqual(['messages-close', 'promotion-in-complaint']);
    for (const { code, witness } of found) {
      if (witness === undefined) throw new Error(`${code} has no witness`);
      const { runs, issues } = simulate(compiled.value, witness as unknown as SimulationInput);
      expect(issues).toEqual([]);
      expect(runs.flatMap((r) => r.trail.map((t) => t.step)), code).toContain(witness.step);
    }
    expect(found.find((i) => i.code === 'promotion-in-complaint')?.witness?.timeline).toContainEqual(expect.objectContaining({ event: 'Complaint Opened' }));
  });

  it('says errors first, and each thing once', () => {
    const issues = check(cartProgram(), { segments: [], templates: [], events: [] });
    const rank = issues.map((i) => ['error', 'warning', 'hint'].indexOf(i.severity));
    expect(rank).toEqual(rank.toSorted((a, b) => a - b));
    expect(new Set(issues.map((i) => `${i.code} ${i.path} ${i.message}`)).size).toBe(issues.length);
  });

  it('lists every check once', () => {
    expect(new Set(checks).size).toBe(checks.length);
  });

  it('a message that answers what the customer did is not pushing', () => {
    const graph = draw([mail('first', 'One'), node('w', 'wait', { for: [{ id: 'did', event: 'Product Viewed' }], timeout: { after: 'P1D' } }), mail('second', 'Two')], [edge('pause', 'next', 'first'), edge('first', 'next', 'w'), edge('w', 'did', 'second')]);
    expect(withCode(check(graph), 'messages-close')).toEqual([]);
  });

  it('stays quick with a thousand steps', () => {
    const many = draw(Array.from({ length: 1000 }, (_, i) => mail(`m${i}`, 'Hello {{default customer.first_name "you"}}', { topic: 'offers' })), Array.from({ length: 999 }, (_, i) => edge(`m${i}`, 'next', `m${i + 1}`)), marketing);
    expect(withCode(check(many, { topics: ['offers'] }), 'unreachable-step').length).toBe(1000);
  }, 3000);
});
