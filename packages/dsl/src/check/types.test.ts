import { describe, expect, it } from 'vitest';
import { edge, node, smallGraph } from '../compile/sample.ts';
import type { World } from '../node-kind.ts';
import { check } from './index.ts';

const world: World = {
  traits: [
    { name: 'plan', type: 'string', values: ['free', 'pro', 'team'] }, { name: 'points', type: 'number' }, { name: 'since', type: 'date' }, { name: 'newsletter', type: 'boolean' }, { name: 'likes', type: 'list' },
    { name: 'size', type: 'string', values: ['38', '39'] }, 'nickname',
  ],
  events: [
    { name: 'Signed Up', properties: [{ name: 'total', type: 'number' }, { name: 'currency', type: 'string', values: ['EUR', 'USD'] }] },
    { name: 'Order Completed', properties: [{ name: 'total', type: 'string', values: ['many', 'few'] }, 'note'] },
  ],
};
const v = (path: string) => ({ var: path });
const graphWith = (when: unknown) => smallGraph({
  nodes: [node('b', 'branch', { paths: [{ id: 'yes', when }] }), node('x', 'exit', {})],
  edges: [edge('pause', 'next', 'b'), edge('b', 'yes', 'x'), edge('b', 'otherwise', 'x')],
});
const found = (when: unknown) => check(graphWith(when), world).filter((i) => ['type-mismatch', 'value-never-seen', 'unknown-property', 'unknown-trait'].includes(i.code));

describe('typed conditions', () => {
  const wrong: readonly (readonly [string, unknown, string, string])[] = [
    ['a text above a number', { '>': [v('customer.plan'), 3] }, 'type-mismatch', '/>/1'],
    ['a text above a number, the other way round', { '<': [3, v('customer.plan')] }, 'type-mismatch', '/</0'],
    ['a number below a word', { '<': [v('customer.points'), 'ten'] }, 'type-mismatch', '/</1'],
    ['a date held against a number', { '>=': [v('customer.since'), 2026] }, 'type-mismatch', '/>=/1'],
    ['a date that equals a number', { '==': [v('customer.since'), 20260101] }, 'type-mismatch', '/==/1'],
    ['more than yes', { '>': [v('customer.newsletter'), 0] }, 'type-mismatch', '/>/1'],
    ['yes in quotes', { '==': [v('customer.newsletter'), 'true'] }, 'type-mismatch', '/==/1'],
    ['a number in quotes in a list', { in: [v('customer.points'), [5, '10']] }, 'type-mismatch', '/in/1/1'],
    ['a list that is one value', { '==': [v('customer.likes'), 'tea'] }, 'type-mismatch', '/==/1'],
    ['a text that is true', { '===': [v('customer.plan'), true] }, 'type-mismatch', '/===/1'],
    ['a moment of a yes', { within_last: [v('customer.newsletter'), 'P7D'] }, 'type-mismatch', '/within_last/1'],
    ['a moment of a word', { before: [v('customer.plan'), v('now')] }, 'type-mismatch', ''],
    ['words of a yes', { starts_with: [v('customer.newsletter'), 'y'] }, 'type-mismatch', '/starts_with/1'],
    ['the sum of words', { '>': [{ sum: ['Order Completed', 'total'] }, 3] }, 'type-mismatch', '/>/0/sum/1'],
    ['a property of the event that started it', { '>': [v('event.properties.currency'), 10] }, 'type-mismatch', '/>/1'],
    ['a property inside a look back', { happened: ['Order Completed', { where: { '>': [v('event.properties.total'), 3] } }] }, 'type-mismatch', '/happened/1/where/>/1'],
    ['inside a group', { and: [{ '==': [v('customer.plan'), 'pro'] }, { '!': { '>': [v('customer.plan'), 3] } }] }, 'type-mismatch', '/and/1/!/>/1'],
    ['a value spelled otherwise', { '==': [v('customer.plan'), 'Pro'] }, 'value-never-seen', '/==/1'],
    ['a value of a list spelled otherwise', { in: [v('event.properties.currency'), ['EUR', 'USDD']] }, 'value-never-seen', '/in/1/1'],
    ['a value nobody ever had', { '==': [v('customer.plan'), 'enterprise'] }, 'value-never-seen', '/==/1'],
    ['a property that the event never had', { '>': [v('event.properties.totl'), 3] }, 'unknown-property', '/>/0/var'],
    ['a property that the past event never had', { happened: ['Order Completed', { where: { '==': [v('event.properties.nott'), 'x'] } }] }, 'unknown-property', '/happened/1/where/==/0/var'],
    ['a trait that nobody has', { '==': [v('customer.pan'), 'pro'] }, 'unknown-trait', '/==/0/var'],
  ];
  for (const [what, when, code, at] of wrong) {
    it(`CHK-9: finds ${what}`, () => {
      const issues = found(when);
      expect(issues.map((i) => i.code)).toEqual([code]);
      if (at !== '') expect(issues[0]?.path).toBe(`/nodes/2/config/paths/0/when${at}`);
    });
  }

  const right: readonly unknown[] = [
    { '>': [v('customer.points'), 3] }, { '>': [v('customer.points'), '3'] }, { '==': [v('customer.points'), '3'] }, { '==': [v('customer.plan'), 'pro'] }, { in: [v('customer.plan'), ['pro', 'team']] },
    { '>': [v('customer.size'), 37] }, { '==': [v('customer.newsletter'), true] }, { '==': [v('customer.newsletter'), 1] }, { in: ['tea', v('customer.likes')] }, { '<': [v('customer.since'), '2026-01-01'] },
    { after: [v('customer.since'), '2026-01-01'] }, { within_last: [v('customer.since'), 'P7D'] }, { '==': [v('customer.nickname'), 3] }, { '==': [v('customer.plan'), null] }, { '!': v('customer.plan') },
    { '>': [v('event.properties.total'), 10] }, { '>': [{ count: ['Order Completed'] }, 3] }, { '>': [{ sum: ['Signed Up', 'total'] }, 3] }, { starts_with: [v('customer.plan'), 'pr'] }, { missing: ['customer.plan'] },
    { '==': [v('customer.plan'), v('event.properties.currency')] }, { '<': [1, v('customer.points'), 5] },
  ];
  for (const when of right) it(`CHK-9: lets ${JSON.stringify(when)} be`, () => expect(found(when)).toEqual([]));

  it('CHK-9: the event of a wait, an exit or a goal is the one whose properties count', () => {
    const graph = smallGraph({
      nodes: [node('w', 'wait', { for: [{ id: 'it', event: 'Order Completed', where: { '>': [v('event.properties.total'), 3] } }], timeout: { after: 'P1D' } })],
      edges: [edge('pause', 'next', 'w')],
      settings: { exits: [{ id: 'e', event: 'Order Completed', where: { '==': [v('event.properties.nota'), 'x'] } }] },
    });
    expect(check(graph, world).filter((i) => ['type-mismatch', 'unknown-property'].includes(i.code)).map((i) => `${i.code} ${i.path}`).toSorted()).toEqual(['type-mismatch /nodes/2/config/for/0/where/>/1', 'unknown-property /settings/exits/0/where/==/0/var']);
  });

  it('CHK-5: a name without a type, and a world of names alone, hold nothing against anybody', () => {
    expect(check(graphWith({ '>': [v('customer.plan'), 3] }), { traits: ['plan'], events: [{ name: 'Signed Up', properties: ['total'] }] })).toEqual([]);
  });
});
