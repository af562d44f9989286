import { describe, expect, it } from 'vitest';
import { begin, eventOf, factsOf, programOf } from '../../engine/testing.ts';
import type { Json, JsonObject } from '../../json.ts';
import { switchOn } from './node.ts';

const program = (cases: Json, path = 'customer.plan') => programOf({
  by: { kind: 'switch', value: { var: path }, cases, otherwise: 'rest' },
  a: { kind: 'exit', reason: 'a' }, b: { kind: 'exit', reason: 'b' }, rest: { kind: 'exit', reason: 'rest' },
});
const cases = [{ id: 'one', is: ['pro', 3], next: 'a' }, { id: 'two', label: 'Two', is: 'free', next: 'b' }];
const taken = (customer: JsonObject) => begin(program(cases), { facts: factsOf({ customer: { id: 'ana', ...customer } }) });
const end = (customer: JsonObject) => taken(customer).run.finish?.id;

describe('branch on a value', () => {
  it('ENG-26: takes the case whose value, or one of whose values, equals it', () => {
    expect([end({ plan: 'pro' }), end({ plan: 'free' }), end({ plan: 'team' })]).toEqual(['a', 'b', 'rest']);
    expect(taken({ plan: 'free' }).trail[0]).toMatchObject({ step: 'by', outcome: 'two', because: "customer.plan was 'free'", used: { 'customer.plan': 'free' } });
  });

  it('ENG-26: a number equals its text; capitals, blanks, lists and objects are not looked through', () => {
    expect([end({ plan: 3 }), end({ plan: '3' })]).toEqual(['a', 'a']);
    for (const plan of ['Pro', 'pro ', ['pro'], { pro: true }, '3.0', ''] as Json[]) expect(end({ plan }), JSON.stringify(plan)).toBe('rest');
  });

  it('ENG-26: what is not known goes otherwise, and the trail says so', () => {
    for (const customer of [{}, { plan: null }]) expect(taken(customer).trail[0]).toMatchObject({ outcome: 'otherwise', because: 'customer.plan is not known', used: { 'customer.plan': null } });
    expect(taken({ plan: ['pro'] }).trail[0]?.because).toBe('customer.plan is no single value');
  });

  it('reads the event in hand, and is told of every value it depends on', () => {
    const event = program([{ id: 'ch', is: ['CH', 'LI'], next: 'a' }], 'event.properties.country');
    expect(begin(event, { event: eventOf('Begun', { country: 'LI' }) }).run.finish?.id).toBe('a');
    expect(switchOn.needs({ value: { var: 'sentiment.label' }, cases })).toEqual({ conditions: [{ at: ['value'], condition: { var: 'sentiment.label' } }], sentiment: true });
  });

  it('refuses a case without a value, two ways of one name, and a value that is no path', () => {
    const problem = (config: object) => switchOn.config.safeParse(config).error?.issues[0];
    expect(problem({ value: { var: 'customer.plan' }, cases: [{ id: 'one', is: null }] })).toMatchObject({ path: ['cases', 0, 'is'], message: 'needs a value, or a list of values of which one has to fit' });
    expect(problem({ value: { var: 'customer.plan' }, cases: [{ id: 'one', is: [] }] })?.message).toBe('is empty: say which values go this way');
    expect(problem({ value: { var: 'customer.plan' }, cases: [{ id: 'one', is: 'a' }, { id: 'one', is: 'b' }] })?.message).toContain('taken twice');
    expect(problem({ value: 'customer.plan', cases: [{ id: 'one', is: 'a' }] })?.message).toBe('is missing: choose a value, e.g. {"var": "customer.plan"}');
  });

  it('warns of a value that an earlier case takes', () => {
    const context = { world: {}, category: 'service' as const, issue: (issue: object) => issue as never };
    expect(switchOn.check?.({ value: { var: 'customer.plan' }, cases: [{ id: 'one', is: 'a' }, { id: 'two', is: ['b', 'a'] }] }, context)).toMatchObject([{ code: 'case-twice', at: ['cases', 1, 'is'] }]);
    expect(switchOn.check?.({ value: { var: 'customer.plan' }, cases }, context)).toEqual([]);
  });
});
