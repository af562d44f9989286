import { check, compile, type Graph, type GraphEdge, type GraphNode, type Issue, type World } from '@attune/dsl';
import { describe, expect, it } from 'vitest';
import { journeyTemplates, type JourneyTemplate } from './index.ts';

/** A journey that is as it should be, in a workspace that has what it needs. */
interface Base {
  readonly key: string;
  readonly graph: Graph;
  readonly world: World;
}
/** A journey with one thing broken; the world where that was broken instead. */
interface Mutant {
  readonly graph: unknown;
  readonly world?: World;
}
type Operator = (base: Base) => Mutant[];

/** The properties that a journey and its words speak of. */
const propertiesOf = (template: JourneyTemplate): string[] => [...new Set([...JSON.stringify([template.program, template.messages]).matchAll(/properties\.(\w+)/g)].map(([, name = '']) => name))];

const worldOf = (template: JourneyTemplate): World => ({
  events: template.needs.events.map((name) => ({ name, properties: propertiesOf(template) })),
  ...restOf(template),
});
const restOf = ({ needs, messages }: JourneyTemplate): World => ({
  traits: needs.traits, segments: needs.segments, channels: needs.channels, topics: needs.topics,
  templates: messages.map(({ key, channel, subject, body }) => ({ key, channel, body, ...(subject === null ? {} : { subject }) })),
});

const node = (id: string, kind: string, config: Record<string, unknown>): GraphNode => ({ id, kind, config, position: { x: 0, y: 0 } });
const edge = (from: string, port: string, to: string): GraphEdge => ({ id: `${from}:${port}`, from: { node: from, port }, to });
const v = (path: string) => ({ var: path });

/** A marketing journey with what the library has none of: guards, a switch, hours, limits, other journeys, words of its own. */
const guarded: Base = {
  key: 'guarded',
  graph: {
    dsl: 'attune/graph@1',
    settings: { key: 'guarded', name: 'Guarded', category: 'marketing', timezone: 'Europe/Berlin', audience: { '!': { in_segment: 'staff' } }, exits: [{ id: 'bought', event: 'Order Completed', match: { entry: 'properties.cart', event: 'properties.cart' }, goal: true }], reentry: { mode: 'after-exit', key: 'event.properties.cart' } },
    nodes: [
      node('in', 'entry-event', { event: 'Cart Updated', where: { '>': [v('event.properties.value'), 20] } }), node('calm', 'branch', { paths: [{ id: 'trouble', when: { '==': [v('customer.open_complaint'), true] } }] }), node('care', 'enrol', { journey: 'complaint-rescue' }),
      node('hours', 'window', { from: '09:00', to: '18:00' }), node('plan', 'switch', { value: v('customer.plan'), cases: [{ id: 'paid', is: ['pro', 'team'] }, { id: 'free', is: 'free' }] }),
      node('still', 'branch', { paths: [{ id: 'trouble', when: { '==': [v('customer.open_complaint'), true] } }] }), node('mood', 'sentiment', {}),
      node('offer', 'message', { channel: 'email', topic: 'offers', content: { subject: 'Your cart', body: 'Hello {{default customer.plan "there"}}, sorry for the wait: we give you a voucher.' } }),
      node('days', 'delay', { for: 'P2D' }), node('again', 'goto', { max: 2 }), node('end', 'exit', {}), node('rest', 'delay', { until: { time: '10:00' } }),
    ],
    edges: [
      edge('in', 'next', 'calm'), edge('calm', 'trouble', 'care'), edge('care', 'next', 'end'), edge('calm', 'otherwise', 'hours'), edge('hours', 'next', 'plan'), edge('plan', 'paid', 'still'), edge('plan', 'free', 'still'), edge('plan', 'otherwise', 'end'),
      edge('still', 'trouble', 'care'), edge('still', 'otherwise', 'mood'), edge('mood', 'negative', 'care'), edge('mood', 'neutral', 'offer'), edge('mood', 'positive', 'offer'), edge('mood', 'unsure', 'offer'), edge('offer', 'next', 'days'), edge('days', 'next', 'again'), edge('again', 'step', 'rest'), edge('rest', 'next', 'plan'), edge('again', 'next', 'end'),
    ],
  },
  world: {
    events: [{ name: 'Cart Updated', properties: [{ name: 'value', type: 'number' }, 'cart'] }, { name: 'Order Completed', properties: ['cart'] }],
    traits: [{ name: 'open_complaint', type: 'boolean' }, { name: 'plan', type: 'string', values: ['pro', 'team', 'free'] }], segments: ['staff'], channels: ['email'], topics: ['offers'], journeys: ['complaint-rescue'], templates: [],
  },
};
/** Nothing starts it but a segment. */
const bySegment: Base = {
  key: 'by-segment',
  graph: {
    dsl: 'attune/graph@1',
    settings: { key: 'by-segment', name: 'By segment', category: 'marketing', exits: [{ id: 'complaint', event: 'Complaint Opened' }] },
    nodes: [
      node('in', 'entry-segment', { segment: 'vip' }), node('first', 'message', { channel: 'email', topic: 'news', content: { subject: 'Hello', body: 'Welcome to the circle.' } }), node('wait', 'delay', { for: 'P3D' }), node('kind', 'branch', { paths: [{ id: 'many', when: { '>': [v('customer.orders'), 5] } }] }),
      node('second', 'message', { channel: 'email', topic: 'news', content: { subject: 'For you', body: 'A look behind the curtain.' } }), node('end', 'exit', {}),
    ],
    edges: [edge('in', 'next', 'first'), edge('first', 'next', 'wait'), edge('wait', 'next', 'kind'), edge('kind', 'many', 'second'), edge('kind', 'otherwise', 'end'), edge('second', 'next', 'end')],
  },
  world: { events: [{ name: 'Complaint Opened' }], traits: [{ name: 'orders', type: 'number' }], segments: ['vip'], channels: ['email'], topics: ['news'], journeys: [], templates: [] },
};
const bases: readonly Base[] = [...journeyTemplates.map((template) => ({ key: template.key, graph: template.graph, world: worldOf(template) })), guarded, bySegment];

const withConfig = (graph: Graph, id: string, change: (config: Record<string, unknown>) => Record<string, unknown>): Graph => ({ ...graph, nodes: graph.nodes.map((n) => (n.id === id ? { ...n, config: change(n.config) } : n)) });
const withSettings = (graph: Graph, settings: Record<string, unknown>): unknown => ({ ...graph, settings: { ...graph.settings, ...settings } });
const without = <T extends object, K extends keyof T>(object: T, key: K): Omit<T, K> => Object.fromEntries(Object.entries(object).filter(([name]) => name !== key)) as Omit<T, K>;
const redirected = (graph: Graph, which: GraphEdge, to: string): Graph => ({ ...graph, edges: graph.edges.map((e) => (e === which ? { ...e, to } : e)) });
/** Two letters changed places, or one was lost. */
const misspelled = (name: string): string => (name.length > 3 ? `${name.slice(0, 2)}${name[3] ?? ''}${name[2] ?? ''}${name.slice(4)}x` : `${name}x`);

const speaks = (n: GraphNode): boolean => n.kind === 'message';
const ofKind = (base: Base, ...kinds: string[]): GraphNode[] => base.graph.nodes.filter((n) => kinds.includes(n.kind));
const intoOf = (graph: Graph, id: string): GraphEdge[] => graph.edges.filter((e) => e.to === id);
const isEntry = (n: GraphNode): boolean => n.kind.startsWith('entry-');

/** Every value of a config under a key, wherever it stands, changed. */
function changing(graph: Graph, key: string, change: (value: unknown) => unknown): Mutant[] {
  return graph.nodes.flatMap((n) => {
    const found: Mutant[] = [];
    const visit = (value: unknown, put: (next: unknown) => unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [name, inner] of Object.entries(value)) {
        const set = (next: unknown): unknown => put(Array.isArray(value) ? value.map((item: unknown, i) => (String(i) === name ? next : item)) : { ...value, [name]: next });
        if (name === key) found.push({ graph: { ...graph, nodes: graph.nodes.map((other) => (other === n ? { ...n, config: set(change(inner)) } : other)) } });
        else visit(inner, set);
      }
    };
    visit(n.config, (next) => next);
    return found;
  });
}

const spelledWrong = (key: string): Operator => ({ graph }) => changing(graph, key, (value) => (typeof value === 'string' ? misspelled(value) : value));
/** The first condition of each branch, changed. */
const conditions = (change: (when: unknown) => unknown): Operator => (base) => ofKind(base, 'branch').map((n) => ({
  graph: withConfig(base.graph, n.id, (config) => ({ ...config, paths: (config['paths'] as Record<string, unknown>[]).map((path, i) => (i === 0 ? { ...path, when: change(path['when']) } : path)) })),
}));
/** Pairs of messages with one delay between them. */
const pairs = ({ graph }: Base): { readonly delay: GraphNode; readonly second: GraphNode }[] => graph.nodes.filter((n) => n.kind === 'delay').flatMap((delay) => {
  const second = graph.nodes.find((n) => speaks(n) && intoOf(graph, n.id).some((e) => e.from.node === delay.id));
  const first = intoOf(graph, delay.id).some((e) => speaks(graph.nodes.find((n) => n.id === e.from.node) ?? delay));
  return second !== undefined && first ? [{ delay, second }] : [];
});
const marketing = ({ graph }: Base): boolean => graph.settings.category === 'marketing';
const withTemplates = (world: World, change: (body: string) => string, subject?: string): World[] => (world.templates ?? []).map((one) => ({ ...world, templates: (world.templates ?? []).map((t) => (t === one ? { ...t, body: change(t.body ?? ''), ...(subject === undefined ? {} : { subject }) } : t)) }));

const operators: Readonly<Record<string, Operator>> = {
  'cut the line from the entry': ({ graph }) => graph.edges.filter((e) => isEntry(graph.nodes.find((n) => n.id === e.from.node) as GraphNode)).map((e) => ({ graph: { ...graph, edges: graph.edges.filter((o) => o !== e) } })),
  // Where a step has one way out only, an open one is an end like any other: that is noticed where something lies behind it that nobody comes to otherwise.
  'cut a line': ({ graph }) => graph.edges.filter((e) => intoOf(graph, e.to).length === 1 || graph.edges.filter((o) => o.from.node === e.from.node && o.from.port !== 'skipped').length > 1).filter((e) => e.from.port !== 'skipped' || intoOf(graph, e.to).length === 1).map((e) => ({ graph: { ...graph, edges: graph.edges.filter((o) => o !== e) } })),
  'lead a line to nowhere': ({ graph }) => graph.edges.slice(0, 4).map((e) => ({ graph: redirected(graph, e, 'nobody') })),
  'lead a line into the entry': ({ graph }) => graph.edges.slice(1, 3).map((e) => ({ graph: redirected(graph, e, graph.nodes.find(isEntry)?.id ?? '') })),
  'take the entry away': ({ graph }) => [{ graph: { ...graph, nodes: graph.nodes.filter((n) => !isEntry(n)), edges: graph.edges.filter((e) => !isEntry(graph.nodes.find((n) => n.id === e.from.node) as GraphNode)) } }],
  'add a step that nothing leads to': ({ graph }) => [{ graph: { ...graph, nodes: [...graph.nodes, node('lost', 'update', { tag: ['x'] })] } }],
  'take an id twice': ({ graph }) => graph.nodes.slice(0, 2).map((n) => ({ graph: { ...graph, nodes: [...graph.nodes, { ...n }] } })),
  'use a kind that is not there': ({ graph }) => graph.nodes.map((n) => ({ graph: { ...graph, nodes: graph.nodes.map((o) => (o === n ? { ...n, kind: misspelled(n.kind) } : o)) } })),
  'write a next step into a config': ({ graph }) => graph.nodes.filter((n) => n.kind === 'message').map((n) => ({ graph: withConfig(graph, n.id, (c) => ({ ...c, next: 'done' })) })),
  'leave out what a step needs': (base) => ofKind(base, 'message', 'delay').map((n) => ({ graph: withConfig(base.graph, n.id, () => ({})) })),
  'write a duration wrong': ({ graph }) => changing(graph, 'for', (value) => (typeof value === 'string' ? 'two days' : value)).filter(({ graph: g }) => JSON.stringify(g).includes('two days')),
  'misspell an event of an entry or a wait': spelledWrong('event'),
  'misspell an event that ends the journey': ({ graph }) => (graph.settings.exits ?? []).map((exit, i) => ({ graph: withSettings(graph, { exits: graph.settings.exits?.map((o, j) => (i === j ? { ...o, event: misspelled(exit.event) } : o)) }) })),
  'misspell a topic': spelledWrong('topic'),
  'misspell a channel': spelledWrong('channel'),
  'misspell a saved message': spelledWrong('template'),
  'misspell a segment': spelledWrong('segment'),
  'misspell a journey': spelledWrong('journey'),
  'misspell a customer property in a condition': ({ graph }) => graph.nodes.flatMap((n) => [...JSON.stringify(n.config).matchAll(/"var":"customer\.(\w+)/g)].map(([, name = '']) => ({ graph: { ...graph, nodes: graph.nodes.map((o) => (o === n ? { ...n, config: JSON.parse(JSON.stringify(n.config).replaceAll(`customer.${name}"`, `customer.${misspelled(name)}"`)) as Record<string, unknown> } : o)) } }))),
  'misspell a property of the event in a condition': ({ graph }) => graph.nodes.flatMap((n) => [...JSON.stringify(n.config).matchAll(/event\.properties\.(\w+)/g)].map(([, name = '']) => ({ graph: { ...graph, nodes: graph.nodes.map((o) => (o === n ? { ...n, config: JSON.parse(JSON.stringify(n.config).replaceAll(`properties.${name}`, `properties.${misspelled(name)}`)) as Record<string, unknown> } : o)) } }))),
  'misspell a merge field': (base) => [...withTemplates(base.world, (body) => body.replace(/customer\.(\w+)/, (_, name: string) => `customer.${misspelled(name)}`)).filter((w) => JSON.stringify(w) !== JSON.stringify(base.world)).map((world) => ({ graph: base.graph, world })), ...changing(base.graph, 'body', (body) => String(body).replace('customer.plan', 'customer.paln')).filter(({ graph }) => JSON.stringify(graph) !== JSON.stringify(base.graph))],
  'leave braces open': (base) => [...withTemplates(base.world, (body) => `${body} {{customer.first_name`).map((world) => ({ graph: base.graph, world })), ...changing(base.graph, 'body', (body) => `${String(body)} {{#if customer.plan}}`)],
  'misspell the zone': ({ graph }) => [{ graph: withSettings(graph, { timezone: 'Europe/Berlim' }) }],
  'use a zone that never changes its clocks': ({ graph }) => [{ graph: withSettings(graph, { timezone: 'Etc/GMT-1' }) }],
  'choose a time that clocks leave out': ({ graph }) => [...changing(graph, 'time', () => '02:30'), ...changing(graph, 'from', (value) => (value === '09:00' ? '02:30' : value))],
  'take the topic out': (base) => (marketing(base) ? ofKind(base, 'message').map((n) => ({ graph: withConfig(base.graph, n.id, (c) => without(c, 'topic')) })) : []),
  'send a saved message by another channel': (base) => ofKind(base, 'message').filter((n) => n.config['template'] !== undefined).map((n) => ({ graph: withConfig(base.graph, n.id, (c) => ({ ...c, channel: 'sms' })), world: { ...base.world, channels: ['email', 'sms'] } })),
  'switch a channel off': (base) => (base.world.channels?.length === 0 ? [] : [{ graph: base.graph, world: { ...base.world, channels: [] } }]),
  'shorten the wait between two messages': (base) => pairs(base).map(({ delay }) => ({ graph: withConfig(base.graph, delay.id, () => ({ for: 'PT10M' })) })),
  'lead round the wait between two messages': (base) => pairs(base).map(({ delay, second }) => ({ graph: { ...base.graph, edges: base.graph.edges.map((e) => (e.to === delay.id ? { ...e, to: second.id } : e)) } })),
  'ask for something and its opposite': conditions((when) => ({ and: [when, { '!': when }] })),
  'ask for what is always so': conditions((when) => ({ or: [when, { '!': when }] })),
  'ask with an operator that is not there': conditions(() => ({ eqals: [v('customer.plan'), 'pro'] })),
  'ask an empty group': conditions(() => ({ and: [] })),
  'ask outside what is known': conditions(() => ({ '==': [v('custmer.plan'), 'pro'] })),
  'ask the same again behind the other way': (base) => ofKind(base, 'branch').flatMap((n) => {
    const when = (n.config['paths'] as Record<string, unknown>[])[0]?.['when'];
    const out = base.graph.edges.find((e) => e.from.node === n.id && e.from.port === 'otherwise');
    const yes = base.graph.edges.find((e) => e.from.node === n.id && e.from.port !== 'otherwise');
    if (out === undefined || yes === undefined) return [];
    const twin = node('twin', 'branch', { paths: [{ id: 'so', when }] });
    return [{ graph: { ...base.graph, nodes: [...base.graph.nodes, twin], edges: [...base.graph.edges.map((e) => (e === out ? { ...e, to: 'twin' } : e)), edge('twin', 'so', yes.to), edge('twin', 'otherwise', out.to)] } }];
  }),
  'let nobody in by an audience against the entry': (base) => ofKind(base, 'entry-event', 'entry-segment').flatMap((n) => (n.config['where'] !== undefined ? [{ graph: withSettings(base.graph, { audience: { '!': n.config['where'] } }) }] : n.kind === 'entry-segment' ? [{ graph: withSettings(base.graph, { audience: { '!': { in_segment: n.config['segment'] } } }) }] : [])),
  'go round without a wait': (base) => base.graph.edges.filter((e) => ['message', 'update', 'split', 'branch', 'enrol'].includes(base.graph.nodes.find((n) => n.id === e.from.node)?.kind ?? '')).slice(0, 3).map((e) => ({ graph: redirected(base.graph, e, e.from.node) })),
  'never let anybody out': ({ graph }) => graph.nodes.filter((n) => n.kind === 'delay' && graph.edges.filter((e) => e.from.node === n.id).length === 1).map((n) => ({ graph: redirected(graph, graph.edges.find((e) => e.from.node === n.id) as GraphEdge, n.id) })),
  'take the limit of a wait away': (base) => ofKind(base, 'wait').map((n) => ({ graph: { ...withConfig(base.graph, n.id, (c) => without(c, 'timeout')), edges: base.graph.edges.filter((e) => e.from.node !== n.id || e.from.port !== 'timeout') } })),
  'take the events that end it away': (base) => (marketing(base) && base.graph.settings.exits?.some((e) => e.event === 'Complaint Opened') ? [{ graph: { ...base.graph, settings: without(base.graph.settings, 'exits') } }] : []),
  'take the guard away': (base) => ofKind(base, 'branch').filter((n) => JSON.stringify(n.config).includes('complaint')).map((n) => ({ graph: withConfig(base.graph, n.id, () => ({ paths: [{ id: 'trouble', when: { '>': [v('event.properties.value'), 1000] } }] })) })).slice(-1),
  'turn the guard round': (base) => ofKind(base, 'branch').filter((n) => JSON.stringify(n.config).includes('complaint')).map((n) => ({ graph: { ...base.graph, edges: base.graph.edges.map((e) => (e.from.node === n.id ? { ...e, from: { ...e.from, port: e.from.port === 'otherwise' ? 'trouble' : 'otherwise' } } : e)) } })).slice(-1),
  'sell to the unhappy': (base) => (marketing(base) ? ofKind(base, 'sentiment') : []).map((n) => ({ graph: { ...base.graph, edges: base.graph.edges.map((e) => (e.from.node === n.id && e.from.port === 'negative' ? { ...e, to: base.graph.edges.find((o) => o.from.node === n.id && o.from.port === 'positive')?.to ?? e.to } : e)) } })),
  'leave a mood without a way': (base) => base.graph.edges.filter((e) => base.graph.nodes.find((n) => n.id === e.from.node)?.kind === 'sentiment').map((e) => ({ graph: { ...base.graph, edges: base.graph.edges.filter((o) => o !== e) } })),
  'say sorry and nothing else': (base) => [...withTemplates(base.world, () => 'We are so sorry about all this.', 'Sorry').map((world) => ({ graph: base.graph, world })), ...changing(base.graph, 'body', () => 'We are so sorry about all this.')],
  'give an arm no share': (base) => ofKind(base, 'split').map((n) => ({ graph: withConfig(base.graph, n.id, (c) => ({ ...c, arms: (c['arms'] as Record<string, unknown>[]).map((arm, i) => (i === 0 ? { ...arm, weight: 0 } : arm)) })) })),
  'take a value twice': (base) => ofKind(base, 'switch').map((n) => ({ graph: withConfig(base.graph, n.id, (c) => ({ ...c, cases: (c['cases'] as Record<string, unknown>[]).map((one, i, all) => (i === 0 ? one : { ...one, is: all[0]?.['is'] })) })) })),
  'go back to no step': (base) => base.graph.edges.filter((e) => e.from.port === 'step').map((e) => ({ graph: { ...base.graph, edges: base.graph.edges.filter((o) => o !== e) } })),
  'hold a text against a number': conditions(() => ({ '>': [v('customer.plan'), 3] })),
  'hold yes or no against a text': conditions(() => ({ '==': [v('customer.open_complaint'), 'yes'] })),
  'compare with an event that is not there': (base) => (ofKind(base, 'entry-segment', 'entry-schedule').length > 0 ? [{ graph: withSettings(base.graph, { exits: [...(base.graph.settings.exits ?? []), { id: 'done', event: base.world.events?.[0]?.name ?? '', match: { entry: 'properties.id', event: 'properties.id' } }] }) }] : []),
  'tell runs apart by an event that is not there': (base) => (ofKind(base, 'entry-segment', 'entry-schedule').length > 0 ? [{ graph: withSettings(base.graph, { reentry: { mode: 'always', key: 'event.properties.id' } }) }] : []),
};

const saying = (issue: Issue): string => `${issue.severity} ${issue.code} ${issue.node ?? ''} ${issue.message}`;
const known = new Map(bases.map((base) => [base, new Set(check(base.graph, base.world).map(saying))]));
const noticed = (base: Base, { graph, world }: Mutant): boolean => {
  if (!compile(graph).ok) return true;
  return check(graph as Graph, world ?? base.world).some((issue) => known.get(base)?.has(saying(issue)) !== true);
};

describe('journeys that are broken on purpose', () => {
  it('CHK-2: the library as it is raises nothing at all, whether or not the workspace is known', () => {
    for (const base of bases) {
      expect(check(base.graph, base.world).map(saying), base.key).toEqual([]);
      expect(check(base.graph).map(saying), base.key).toEqual([]);
    }
  });

  it('CHK-12: breaks journeys in at least thirty ways', () => {
    expect(Object.keys(operators).length).toBeGreaterThanOrEqual(30);
  });

  for (const [name, operator] of Object.entries(operators)) {
    it(`CHK-12: notices each time somebody is to ${name}`, () => {
      const mutants = bases.flatMap((base) => operator(base).map((mutant) => ({ base, mutant }))).filter(({ base, mutant }) => mutant.world !== undefined || JSON.stringify(mutant.graph) !== JSON.stringify(base.graph));
      expect(mutants.length).toBeGreaterThan(0);
      for (const [i, { base, mutant }] of mutants.entries()) expect(noticed(base, mutant), `${base.key} ${i}: ${JSON.stringify(mutant.graph).slice(0, 3000)}`).toBe(true);
    }, 60_000);
  }
});
