import { edge, node, smallGraph } from '../compile/sample.ts';
import type { Graph, GraphEdge, GraphNode } from '../graph.ts';
import type { Issue } from '../issue.ts';
import type { World } from '../node-kind.ts';

/** A copy of a document with one place set, or taken out where `to` is undefined. */
function withPlace(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    const index = Number(key);
    if (rest.length === 0 && to === undefined) return value.filter((_, i) => i !== index);
    return Object.assign([...(value as unknown[])], { [index]: withPlace(value[index], rest, to) });
  }
  const { [key]: inner, ...others } = (value ?? {}) as Record<string, unknown>;
  return rest.length === 0 && to === undefined ? others : { ...others, [key]: withPlace(inner, rest, to) };
}

/** The document as it is once the remedy of an issue was applied. */
export function applyFix(document: unknown, issue: Issue): unknown {
  return (issue.fix?.changes ?? []).reduce((next, { path, value }) => withPlace(next, path.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')), value), document);
}

/** A message of one's own words. */
export const mail = (id: string, body: string, more: Record<string, unknown> = {}): GraphNode => node(id, 'message', { channel: 'email', content: { subject: 'Hello', body }, ...more });
export const marketing = { category: 'marketing' as const, exits: [{ id: 'complaint', event: 'Complaint Opened' }] };
export const draw = (nodes: GraphNode[], edges: GraphEdge[], settings: Partial<Graph['settings']> = {}): Graph => smallGraph({ nodes, edges, settings });

/** A journey with one thing wrong, and the same journey put right. */
export interface Case {
  readonly what: string;
  readonly code: string;
  readonly severity: Issue['severity'];
  readonly at: { path: string; node?: string };
  readonly bad: Graph;
  /** The same journey put right. */
  readonly good: Graph;
  readonly world?: World;
}

export const branch = (when: unknown): Graph => draw([node('b', 'branch', { paths: [{ id: 'yes', label: 'Yes', when }] }), node('x', 'exit', {}), node('y', 'exit', {})], [edge('pause', 'next', 'b'), edge('b', 'yes', 'x'), edge('b', 'otherwise', 'y')]);
const two = (between: Record<string, unknown>): Graph => draw([mail('first', 'One'), node('gap', 'delay', between), mail('second', 'Two')], [edge('pause', 'next', 'first'), edge('first', 'next', 'gap'), edge('gap', 'next', 'second')]);
const one = (message: GraphNode, settings: Partial<Graph['settings']> = {}): Graph => draw([message], [edge('pause', 'next', message.id)], settings);
const circle = (kind: string, config: Record<string, unknown>, port: string): Graph => draw([node('a', 'update', { tag: ['x'] }), node('b', kind, config), node('end', 'exit', {})], [edge('pause', 'next', 'a'), edge('a', 'next', 'b'), edge('b', port, 'a'), edge('b', 'next', 'end')].filter((e, i, all) => all.findIndex((o) => o.id === e.id) === i));
const moods = (negative: string): Graph => draw([node('mood', 'sentiment', {}), mail('offer', 'Buy', { topic: 'offers' }), node('out', 'exit', {})], [edge('pause', 'next', 'mood'), edge('mood', 'negative', negative), ...['neutral', 'positive', 'unsure'].map((p) => edge('mood', p, 'offer'))], marketing);
const heard = (event: string): Graph => draw([node('tell', 'emit', { event: 'Care Needed' }), node('w', 'wait', { for: [{ id: 'it', event }] })], [edge('pause', 'next', 'tell'), edge('tell', 'next', 'w')]);
const by = (is: string[]): GraphNode => node('s', 'switch', { value: { var: 'customer.plan' }, cases: [{ id: 'one', is: 'a' }, { id: 'two', is }] });
const byMood = (category: 'marketing' | 'service'): Graph => ({ ...draw([], [], { category }), nodes: [node('entry-1', 'entry-sentiment', { to: 'negative' }), node('pause', 'delay', { for: 'P1D' })] });


const asks = (path: string, value: unknown, id = 'b'): GraphNode => node(id, 'branch', { paths: [{ id: 'yes', when: { '==': [{ var: path }, value] } }] });
const end = node('end', 'exit', {});
const offer = mail('m', 'Buy', { topic: 'offers' });
const twice = (value: string): Graph => draw([asks('customer.plan', 'pro'), asks('customer.plan', value, 'c'), end, node('x', 'exit', {})], [edge('pause', 'next', 'b'), edge('b', 'yes', 'c'), edge('b', 'otherwise', 'end'), edge('c', 'yes', 'end'), ...(value === 'pro' ? [] : [edge('c', 'otherwise', 'x')])]);
const begun = (entry: Record<string, unknown>, settings: Partial<Graph['settings']>, kind = 'entry-event'): Graph => ({ ...draw([], [], settings), nodes: [node('entry-1', kind, entry), node('pause', 'delay', { for: 'P1D' })] });
const sentTo = (path: string, value: unknown, port: 'yes' | 'otherwise'): Graph => draw([asks(path, value), offer, end], [edge('pause', 'next', 'b'), edge('b', port, 'm'), edge('b', port === 'yes' ? 'otherwise' : 'yes', 'end')], marketing);
const split = (weights: readonly number[]): Graph => draw([node('s', 'split', { arms: weights.map((weight, i) => ({ id: `a${i}`, weight })) }), end, mail('m', 'Hi')], [edge('pause', 'next', 's'), edge('s', 'a0', 'end'), edge('s', 'a1', 'm')]);
const same = { id: 'done', event: 'Order Completed' };
const compared = { ...same, match: { entry: 'properties.id', event: 'properties.id' } };
const endless = (more: Record<string, unknown>): Graph => draw([node('w', 'wait', { for: [{ id: 'did', event: 'Product Viewed' }], ...more }), end], [edge('pause', 'next', 'w'), edge('w', 'did', 'end'), ...('timeout' in more ? [edge('w', 'timeout', 'end')] : [])]);

const experiment = (metric: Record<string, unknown>, more: Record<string, unknown> = {}) => node('which', 'split', { arms: [{ id: 'a', weight: 1 }, { id: 'b', weight: 1 }], experiment: { metric }, ...more });
const trying = (split: GraphNode, settings: Partial<Graph['settings']> = {}): Graph => draw([split], [edge('pause', 'next', 'which')], { goals: [{ event: 'Order Completed', within: 'P7D' }], reentry: { mode: 'never' }, ...settings });
const keeping = (keepAs: string): Graph => draw([node('w', 'wait', { for: [{ id: 'bought', event: 'Order Completed', keepAs }] })], [edge('pause', 'next', 'w')]);

/** One for each thing that the checks find. */
export const cases: Case[] = [
  { what: 'an experiment about a goal that the journey does not have', code: 'unknown-goal', severity: 'error', at: { path: '/nodes/2/config/experiment/metric/goal', node: 'which' }, bad: trying(experiment({ goal: 'goal-2' })), good: trying(experiment({ goal: 'goal-1' })) },
  { what: 'an experiment that counts whoever comes again', code: 'experiment-repeats', severity: 'hint', at: { path: '/nodes/2', node: 'which' }, bad: trying(experiment({ event: 'Order Completed' }), { reentry: { mode: 'after-exit' } }), good: trying(experiment({ event: 'Order Completed' }, { key: 'run' }), { reentry: { mode: 'after-exit' } }) },
  { what: 'a name for what is kept that a step has', code: 'kept-name-taken', severity: 'error', at: { path: '/nodes/2/config/for/0/keepAs', node: 'w' }, bad: keeping('pause'), good: keeping('order') },
  { what: 'a step that nothing leads to', code: 'unreachable-step', severity: 'warning', at: { path: '/nodes/2', node: 'alone' }, bad: draw([node('alone', 'exit', {})], []), good: draw([node('alone', 'exit', {})], [edge('pause', 'next', 'alone')]) },
  { what: 'a circle in which nobody waits', code: 'loop-without-wait', severity: 'error', at: { path: '/nodes/2', node: 'a' }, bad: circle('update', { tag: ['y'] }, 'next'), good: circle('goto', { max: 2 }, 'step') },
  { what: 'a circle nobody is let out of', code: 'never-out', severity: 'warning', at: { path: '/nodes/1', node: 'pause' }, bad: draw([node('b', 'delay', { for: 'P1D' })], [edge('pause', 'next', 'b'), edge('b', 'next', 'pause')]), good: circle('goto', { max: 2 }, 'step') },
  { what: 'a way out left open beside a connected one', code: 'port-open', severity: 'hint', at: { path: '/nodes/2', node: 'b' }, bad: { ...branch({ in_segment: 'vip' }), edges: branch(null).edges.filter((e) => e.from.port !== 'otherwise') }, good: branch({ in_segment: 'vip' }) },
  { what: 'a number above 10 and below 5', code: 'condition-never', severity: 'warning', at: { path: '/nodes/2/config/paths/0/when', node: 'b' }, bad: branch({ and: [{ '>': [{ var: 'customer.age' }, 10] }, { '<': [{ var: 'customer.age' }, 5] }] }), good: branch({ and: [{ '>': [{ var: 'customer.age' }, 5] }, { '<': [{ var: 'customer.age' }, 10] }] }) },
  { what: 'a condition that is always met', code: 'condition-always', severity: 'warning', at: { path: '/nodes/2/config/paths/0/when', node: 'b' }, bad: branch({ '==': [1, 1] }), good: branch({ '==': [{ var: 'customer.age' }, 1] }) },
  { what: 'marketing with no topic', code: 'topic-missing', severity: 'warning', at: { path: '/nodes/2/config/topic', node: 'm' }, bad: one(mail('m', 'Buy'), marketing), good: one(mail('m', 'Buy', { topic: 'offers' }), marketing), world: { topics: ['offers'] } },
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
  { what: 'a way that an earlier branch leaves nobody for', code: 'way-never', severity: 'warning', at: { path: '/nodes/3/config/paths/0', node: 'c' }, bad: twice('free'), good: twice('pro') },
  { what: 'a start whose condition the audience rules out', code: 'start-never', severity: 'warning', at: { path: '/nodes/0', node: 'entry-1' }, bad: begun({ event: 'Signed Up', where: { '==': [{ var: 'customer.plan' }, 'pro'] } }, { audience: { '==': [{ var: 'customer.plan' }, 'free'] } }), good: begun({ event: 'Signed Up', where: { '==': [{ var: 'customer.plan' }, 'pro'] } }, { audience: { in: [{ var: 'customer.plan' }, ['pro', 'free']] } }) },
  { what: 'an arm without a share', code: 'way-never', severity: 'warning', at: { path: '/nodes/2/config/arms/1', node: 's' }, bad: split([1, 0]), good: split([1, 1]) },
  { what: 'a wait that may never end', code: 'wait-without-end', severity: 'warning', at: { path: '/nodes/2/config/for', node: 'w' }, bad: endless({}), good: endless({ timeout: { after: 'P7D' } }) },
  { what: 'an end that compares with an event which is not there', code: 'match-never', severity: 'warning', at: { path: '/settings/exits/0/match' }, bad: begun({ segment: 'vip' }, { exits: [compared] }, 'entry-segment'), good: begun({ segment: 'vip' }, { exits: [same] }, 'entry-segment') },
  { what: 'a key of an event which is not there', code: 'reentry-key-missing', severity: 'warning', at: { path: '/settings/reentry/key' }, bad: begun({ segment: 'vip' }, { reentry: { mode: 'always', key: 'event.properties.id' } }, 'entry-segment'), good: begun({ segment: 'vip' }, { reentry: { mode: 'always' } }, 'entry-segment') },
  { what: 'an audience that is everybody', code: 'condition-always', severity: 'warning', at: { path: '/settings/audience' }, bad: draw([], [], { audience: { or: [{ in_segment: 'vip' }, { '!': { in_segment: 'vip' } }] } }), good: draw([], [], { audience: { in_segment: 'vip' } }) },
  { what: 'offers for people whose complaint is open', code: 'promotion-in-complaint', severity: 'warning', at: { path: '/nodes/3', node: 'm' }, bad: sentTo('customer.complaint_open', true, 'yes'), good: sentTo('customer.complaint_open', true, 'otherwise') },
  { what: 'offers for people who wait for a refund', code: 'promotion-in-refund', severity: 'warning', at: { path: '/nodes/3', node: 'm' }, bad: sentTo('customer.refund_pending', true, 'yes'), good: sentTo('customer.refund_pending', true, 'otherwise') },
  { what: 'offers for people whose parcel is late', code: 'promotion-in-delay', severity: 'warning', at: { path: '/nodes/3', node: 'm' }, bad: sentTo('customer.delivery_late', 'yes', 'yes'), good: sentTo('customer.delivery_late', 'yes', 'otherwise') },
  { what: 'offers to somebody who may wait for a refund, where refunds are asked for', code: 'promotion-in-refund', severity: 'hint', at: { path: '/nodes/2', node: 'm' }, bad: one(offer, marketing), good: one(offer, { ...marketing, exits: [{ id: 'refund', event: 'Refund Requested' }] }), world: { events: [{ name: 'Refund Requested' }] } },
  { what: 'offers for people who are unhappy', code: 'promotion-when-unhappy', severity: 'warning', at: { path: '/nodes/3', node: 'offer' }, bad: moods('offer'), good: moods('out') },
  { what: 'a zone that never changes its clocks', code: 'zone-fixed', severity: 'hint', at: { path: '/settings/timezone' }, bad: draw([], [], { timezone: 'Etc/GMT+5' }), good: draw([], [], { timezone: 'America/New_York' }) },
  { what: 'a schedule on the night of the clock change', code: 'clock-change', severity: 'hint', at: { path: '/nodes/0/config/cron', node: 'entry-1' }, bad: begun({ cron: '30 2 * * mon' }, {}, 'entry-schedule'), good: begun({ cron: '30 5 * * mon' }, {}, 'entry-schedule') },
  { what: 'a text above a number', code: 'type-mismatch', severity: 'warning', at: { path: '/nodes/2/config/paths/0/when/>/1', node: 'b' }, bad: branch({ '>': [{ var: 'customer.plan' }, 3] }), good: branch({ '==': [{ var: 'customer.plan' }, 'pro'] }), world: { traits: [{ name: 'plan', type: 'string', values: ['pro', 'free'] }] } },
  { what: 'a value that is spelled otherwise', code: 'value-never-seen', severity: 'warning', at: { path: '/nodes/2/config/paths/0/when/==/1', node: 'b' }, bad: branch({ '==': [{ var: 'customer.plan' }, 'prp'] }), good: branch({ '==': [{ var: 'customer.plan' }, 'pro'] }), world: { traits: [{ name: 'plan', type: 'string', values: ['pro', 'free'] }] } },
  { what: 'a property that the event never had', code: 'unknown-property', severity: 'warning', at: { path: '/nodes/2/config/paths/0/when/>/0/var', node: 'b' }, bad: branch({ '>': [{ var: 'event.properties.totl' }, 3] }), good: branch({ '>': [{ var: 'event.properties.total' }, 3] }), world: { events: [{ name: 'Signed Up', properties: ['total'] }] } },
];
