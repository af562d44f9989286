import { describe, expect, it } from 'vitest';
import { advance } from '../../engine/advance.ts';
import { begin, eventOf, factsOf, follow, programOf, timerOf, wayOf } from '../../engine/testing.ts';
import type { Json } from '../../json.ts';
import type { Program } from '../../program.ts';

type Branches = readonly Readonly<Record<string, Json>>[];
const waiting = (branches: Branches, more: Readonly<Record<string, Json>> = {}): Program => programOf({ wait: { kind: 'wait', for: branches, ...more } });
const come = (name: string, properties = {}) => ({ type: 'event', event: eventOf(name, properties) }) as const;
const H1 = '2026-05-04T11:00:00.000Z';
const TWO_DAYS = '2026-05-06T10:00:00.000Z';

describe('wait', () => {
  it('goes the way of the event that comes first, with what the event says', () => {
    const program = waiting([{ id: 'clicked', event: 'Message Clicked' }, { id: 'bought', event: 'Order Completed' }], { timeout: { after: 'P2D' } });
    const { run } = begin(program);
    expect(run.waiting).toMatchObject({ due: TWO_DAYS, events: ['Message Clicked', 'Order Completed'] });
    const answer = follow(program, run, [[H1, come('Other')], [H1, come('Order Completed', { total: 7 })]]);
    expect(wayOf(answer)).toEqual(['wait bought', 'journey finished']);
    expect(answer.run.steps['wait']).toMatchObject({ outcome: 'bought', data: { name: 'Order Completed', properties: { total: 7 } } });
    expect(answer.commands[0]).toMatchObject({ type: 'clearTimer', step: 'wait', visit: 1 });
  });

  it('goes the way of the time limit when nothing came', () => {
    const program = waiting([{ id: 'bought', event: 'Order Completed' }], { timeout: { after: 'P2D' } });
    const { run } = begin(program);
    expect(wayOf(follow(program, run, [[TWO_DAYS, timerOf(run)]]))).toEqual(['wait timeout', 'journey finished']);
  });

  it('waits without a limit where there is none', () => {
    expect(begin(waiting([{ id: 'bought', event: 'Order Completed' }])).run.waiting?.due).toBeUndefined();
  });

  it('asks `where` with the event that came, and `match` with both', () => {
    const program = waiting([{ id: 'big', event: 'Order Completed', where: { '>': [{ var: 'event.properties.total' }, 50] } }, { id: 'same', event: 'Order Completed', match: { entry: 'properties.cart', event: 'properties.cart' } }]);
    const { run } = begin(program, { event: eventOf('Begun', { cart: 12, total: 999 }) });
    expect(follow(program, run, [[H1, come('Order Completed', { total: 50 })]]).trail).toEqual([]);
    expect(wayOf(follow(program, run, [[H1, come('Order Completed', { total: 51 })]]))[0]).toBe('wait big');
    expect(wayOf(follow(program, run, [[H1, come('Order Completed', { total: 1, cart: '12' })]]))[0]).toBe('wait same');
  });

  it('ENG-9: looks only at events that come after it began', () => {
    const program = programOf({ pause: { kind: 'delay', for: 'PT1H', next: 'wait' }, wait: { kind: 'wait', for: [{ id: 'bought', event: 'Order Completed' }] } });
    const { run } = begin(program);
    const facts = factsOf({ history: { 'Order Completed': [eventOf('Order Completed')] } });
    const answer = follow(program, run, [['2026-05-04T10:30:00.000Z', come('Order Completed')], [H1, timerOf(run)]], facts);
    expect(answer.run.waiting?.step).toBe('wait');
    expect(wayOf(follow(program, answer.run, [[TWO_DAYS, come('Order Completed')]], facts))[0]).toBe('wait bought');
  });

  it('ENG-9: with `alreadyTrue: skip` a `when` that holds on arrival passes at once', () => {
    const program = waiting([{ id: 'vip', when: { in_segment: 'vip' } }], { alreadyTrue: 'skip', timeout: { after: 'P2D' } });
    const vip = begin(program, { facts: factsOf({ segments: ['vip'] }) });
    expect(wayOf(vip)[0]).toBe('wait vip');
    expect(vip.commands.map((command) => command.type)).toEqual(['finish']);
    expect(begin(program).run.waiting).toMatchObject({ watches: true, due: TWO_DAYS });
  });

  it('ENG-19: without it, a `when` that holds on arrival has to become true anew', () => {
    const program = waiting([{ id: 'vip', when: { in_segment: 'vip' } }]);
    const [vip, none] = [factsOf({ segments: ['vip'] }), factsOf()];
    let { run } = begin(program, { facts: vip });
    const change = { type: 'change' } as const;
    expect(advance(program, run, change, vip, H1).run).toBe(run);
    run = advance(program, run, change, none, H1).run;
    expect(run.status).toBe('open');
    expect(wayOf(advance(program, run, change, vip, H1))[0]).toBe('wait vip');
  });

  it('looks at its conditions on a change and on any event', () => {
    const program = waiting([{ id: 'thrice', when: { '>=': [{ count: ['Order Completed'] }, 3] } }]);
    const { run } = begin(program);
    const order = eventOf('Order Completed');
    const facts = (times: number) => factsOf({ history: { 'Order Completed': Array.from({ length: times }, () => order) } });
    expect(advance(program, run, { type: 'event', event: order }, facts(2), H1).run.status).toBe('open');
    expect(wayOf(advance(program, run, { type: 'event', event: order }, facts(3), H1))[0]).toBe('wait thrice');
  });

  it('ENG-21: a condition that cannot be decided lets nobody pass, and the trail says what came and why it did not count', () => {
    const program = waiting([{ id: 'odd', event: 'Order Completed', where: { nonsense: 1 } }, { id: 'odder', when: { and: [] } }], { timeout: { after: 'P2D' } });
    const begun = begin(program);
    expect(wayOf(begun)).toEqual(['wait waiting', 'wait undecided']);
    const answer = follow(program, begun.run, [[H1, come('Order Completed')], [TWO_DAYS, timerOf(begun.run)]]);
    expect(answer.trail[0]).toMatchObject({ outcome: 'undecided', because: expect.stringMatching(/“odd” could not be decided.*nonsense/) as string });
    expect(answer.run.steps['wait']?.outcome).toBe('timeout');
  });

  it('ENG-19: wakes when the passing of time alone makes a condition true', () => {
    const quiet = { '!': { happened: ['Order Completed', { within: 'P1D' }] } };
    const program = waiting([{ id: 'quiet', when: quiet }], { timeout: { after: 'P30D' } });
    const facts = factsOf({ history: { 'Order Completed': [eventOf('Order Completed')] } });
    let { run } = begin(program, { facts });
    for (let wakes = 0; run.status === 'open' && wakes < 10; wakes += 1) run = advance(program, run, timerOf(run), facts, run.waiting?.due ?? '').run;
    expect(run.steps['wait']?.outcome).toBe('quiet');
    expect(Date.parse(run.finish?.at ?? '') - Date.parse('2026-05-05T10:00:00.000Z')).toBeLessThan(60_000);
  });

  it('commands of one visit never share an id, however often it sets its timer anew', () => {
    const program = waiting([{ id: 'quiet', when: { '!': { happened: ['Ping', { within: 'P1D' }] } } }], { timeout: { after: 'P30D' } });
    const ids: string[] = [];
    let step = begin(program, { facts: factsOf({ history: { Ping: [eventOf('Ping')] } }) });
    for (let day = 5; day < 12; day += 1) {
      ids.push(...step.commands.map((command) => command.id));
      const at = `2026-05-${String(day).padStart(2, '0')}T09:00:00.000Z`;
      const ping = eventOf('Ping', {}, at);
      step = advance(program, step.run, { type: 'event', event: ping }, factsOf({ history: { Ping: [ping] } }), at);
    }
    expect(ids.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('ENG-42: an event of the moment at which the time is up still counts, in either order of the two', () => {
    const program = waiting([{ id: 'bought', event: 'Order Completed' }], { timeout: { after: 'P2D' } });
    const { run } = begin(program);
    const onTime = { type: 'event', event: eventOf('Order Completed', {}, TWO_DAYS) } as const;
    expect(wayOf(follow(program, run, [[TWO_DAYS, onTime], [TWO_DAYS, timerOf(run)]]))[0]).toBe('wait bought');
    expect(wayOf(follow(program, run, [[TWO_DAYS, timerOf(run)], [TWO_DAYS, onTime]]))[0]).toBe('wait timeout');
  });

  it('ENG-42: where the timer is late, what happened in time counts, and what happened after it does not', () => {
    const program = waiting([{ id: 'bought', event: 'Order Completed' }], { timeout: { after: 'P2D' } });
    const { run } = begin(program);
    const later = '2026-05-06T12:00:00.000Z';
    const at = (moment: string) => ({ type: 'event', event: eventOf('Order Completed', {}, moment) }) as const;
    expect(wayOf(follow(program, run, [[later, at('2026-05-06T09:59:00.000Z')]]))[0]).toBe('wait bought');
    const missed = follow(program, run, [[later, at('2026-05-06T11:00:00.000Z')]]);
    expect(wayOf(missed)[0]).toBe('wait timeout');
    expect(missed.commands[0]).toMatchObject({ type: 'clearTimer' });
  });

  it('ENG-42: begins its time anew on each such event, so often and no more, and the trail says so', () => {
    const program = waiting([{ id: 'bought', event: 'Order Completed' }], { timeout: { after: 'PT1H' }, resetOn: { event: 'Cart Updated', match: { entry: 'properties.cart', event: 'properties.cart' }, where: { '>': [{ var: 'event.properties.value' }, 0] }, most: 2 } });
    const { run } = begin(program, { event: eventOf('Begun', { cart: 'k1' }) });
    const minute = (n: number) => new Date(Date.parse('2026-05-04T10:00:00.000Z') + n * 60_000).toISOString();
    const change = (cart: string, value = 5) => come('Cart Updated', { cart, value });
    const twice = follow(program, run, [[minute(10), change('k2')], [minute(20), change('k1', 0)], [minute(30), change('k1')], [minute(50), change('k1')], [minute(55), change('k1')]]);
    expect(wayOf(twice)).toEqual(['wait reset', 'wait reset']);
    expect(twice.trail[1]).toMatchObject({ because: expect.stringMatching(/^Cart Updated came and .*, so the time begins anew \(2 of at most 2\)$/) as string, used: { resets: 2, until: minute(110) } });
    expect(twice.run.waiting?.due).toBe(minute(110));
    expect(wayOf(follow(program, twice.run, [[minute(60), timerOf(run)]]))).toEqual([]);
    expect(wayOf(follow(program, twice.run, [[minute(110), timerOf(twice.run)]]))[0]).toBe('wait timeout');
    expect(new Set(twice.commands.map((command) => command.id)).size).toBe(twice.commands.length);
  });

  it('ENG-42: an event that takes one of the ways does not begin the time anew', () => {
    const program = waiting([{ id: 'big', event: 'Cart Updated', where: { '>': [{ var: 'event.properties.value' }, 100] } }], { timeout: { after: 'PT1H' }, resetOn: { event: 'Cart Updated' } });
    const { run } = begin(program);
    expect(wayOf(follow(program, run, [[H1, come('Cart Updated', { value: 200 })]]))[0]).toBe('wait big');
    expect(wayOf(follow(program, run, [['2026-05-04T10:59:00.000Z', come('Cart Updated', { value: 20 })]]))[0]).toBe('wait reset');
  });

  it('ENG-45: keeps what the event says under a name, for texts and conditions of later steps', () => {
    const program = programOf({
      wait: { kind: 'wait', for: [{ id: 'bought', event: 'Order Completed', keepAs: 'order', next: 'note' }] },
      note: { kind: 'update', set: { last: 'order {{steps.order.data.properties.id}}', total: { var: 'steps.order.data.properties.total' } } },
    });
    const answer = follow(program, begin(program).run, [[H1, come('Order Completed', { id: 'o1', total: 7 })]]);
    expect(answer.commands).toContainEqual(expect.objectContaining({ type: 'update', change: { set: { last: 'order o1', total: 7 } } }));
    expect(answer.run.steps['order']).toEqual(answer.run.steps['wait']);
  });
});
