import { describe, expect, it } from 'vitest';
import { begin, eventOf, factsOf, programOf } from '../../engine/testing.ts';
import type { Json } from '../../json.ts';
import { update } from './node.ts';

const facts = factsOf({ customer: { id: 'ana', first_name: 'Ana', points: 7 } });
const change = (config: Readonly<Record<string, Json>>) => begin(programOf({ write: { kind: 'update', ...config, next: 'after' }, after: { kind: 'exit', reason: 'after' } }), { facts, event: eventOf('Begun', { total: 12.5, items: ['a', 'b'] }) });

describe('update', () => {
  it('asks for all operations in one change', () => {
    const all = { set: { a: 1 }, setOnce: { b: true }, increment: { c: 2 }, min: { m: 3 }, max: { n: 4 }, append: { d: 'x' }, remove: { d: 'y' }, unset: ['e'], tag: ['t'], untag: ['u'], addTo: ['s'], removeFrom: ['v'] };
    expect(change(all).commands[0]).toEqual({ type: 'update', id: 'r1:write:1:0', step: 'write', visit: 1, change: all });
  });

  it('fills in merge fields, and takes values as they are by {"var": ...}', () => {
    const set = { greeting: 'Hello {{customer.first_name}}', total: { var: 'event.properties.total' }, items: { var: 'event.properties.items' }, rich: { '>': [{ var: 'customer.points' }, 5] }, deep: { list: ['{{customer.points}}', 2] } };
    expect(change({ set }).commands[0]).toMatchObject({ change: { set: { greeting: 'Hello Ana', total: 12.5, items: ['a', 'b'], rich: true, deep: { list: ['7', 2] } } } });
  });

  it('ENG-12: where a field has no value nothing is changed at all, the trail says why, and the run goes on', () => {
    const answer = change({ set: { known: 'yes', unknown: 'Hello {{customer.last_name}}' }, tag: ['t'] });
    expect(answer.commands.filter((command) => command.type === 'update')).toEqual([]);
    expect(answer.trail[0]).toMatchObject({ step: 'write', outcome: 'next', because: expect.stringContaining('customer.last_name') as string });
    expect(answer.run.finish?.id).toBe('after');
  });

  it('takes numbers from the event, and changes nothing where there is none', () => {
    const answer = change({ increment: { spent: { var: 'event.properties.total' } }, max: { largest: { var: 'event.properties.total' } } });
    expect(answer.commands[0]).toMatchObject({ change: { increment: { spent: 12.5 }, max: { largest: 12.5 } } });
    const odd = change({ max: { largest: { var: 'event.properties.items' } }, tag: ['t'] });
    expect(odd.commands.filter((command) => command.type === 'update')).toEqual([]);
    expect(odd.trail[0]?.because).toBe('changed nothing: max: largest is no number but ["a","b"]');
    expect(update.config.safeParse({ increment: { spent: 'much' } }).success).toBe(false);
  });
});
