import { describe, expect, it } from 'vitest';
import { compile } from './compile/index.ts';
import { edge, node, smallGraph } from './compile/sample.ts';
import { advance } from './engine/advance.ts';
import { draw } from './engine/hash.ts';
import { begin, doorOf, eventOf, factsOf, follow, programOf, T0, timerOf, wayOf } from './engine/testing.ts';
import type { HostFacts } from './facts.ts';
import { check } from './check/index.ts';
import { recheckAt, evaluate } from './condition/index.ts';
import { stepKinds } from './nodes/index.ts';
import type { Program } from './program.ts';
import { simulate, type SimulatedCustomer } from './simulate/index.ts';
import { addDuration, nextLocalTime, nextOpening } from './time/index.ts';

/*
 * Mistakes that other products have made and their users paid for, each a test with the number it has in our list. Those that need a database or a
 * browser stand beside the runtime's and the editor's own tests.
 */
const LATER = '2026-05-04T11:00:00.000Z';
const done = { kind: 'exit', reason: 'completed' };

describe('waiting', () => {
  const waiting = programOf({
    pause: { kind: 'delay', for: 'PT1H', next: 'wait' },
    wait: { kind: 'wait', for: [{ id: 'bought', event: 'Order Completed', next: 'won' }], timeout: { after: 'P1D', next: 'lost' } },
    won: { kind: 'exit', reason: 'won' },
    lost: { kind: 'exit', reason: 'lost' },
  });
  const order = { type: 'event', event: eventOf('Order Completed') } as const;

  it('Peer 7 ENG-9: event before, at and after the wait is armed; event and time-out in the same tick', () => {
    const { run } = begin(waiting);
    const before = follow(waiting, run, [['2026-05-04T10:30:00.000Z', order], [LATER, timerOf(run)]]);
    expect(before.run.waiting?.step).toBe('wait');
    // In the moment in which the wait begins the order of arrival says which came first.
    const armed = follow(waiting, run, [[LATER, timerOf(run)]]);
    expect(follow(waiting, armed.run, [[LATER, order]]).run.finish?.id).toBe('won');
    expect(follow(waiting, run, [[LATER, order], [LATER, timerOf(run)]]).run.status).toBe('open');
    expect(follow(waiting, armed.run, [['2026-05-05T10:59:59.999Z', order]]).run.finish?.id).toBe('won');
    const due = armed.run.waiting?.due ?? '';
    expect(due).toBe('2026-05-05T11:00:00.000Z');
    const tick = (first: 'event' | 'timer') => follow(waiting, armed.run, first === 'event' ? [[due, order], [due, timerOf(armed.run)]] : [[due, timerOf(armed.run)], [due, order]]).run.finish?.id;
    expect([tick('event'), tick('timer')]).toEqual(['won', 'lost']);
  });

  it('Peer 8 ENG-1: a branch after a delay is decided by what is so after the delay', () => {
    const program = programOf({ pause: { kind: 'delay', for: 'PT1H', next: 'ask' }, ask: { kind: 'branch', paths: [{ id: 'pro', when: { '==': [{ var: 'customer.plan' }, 'pro'] }, next: 'yes' }], otherwise: 'no' }, yes: { kind: 'exit', reason: 'yes' }, no: { kind: 'exit', reason: 'no' } });
    const { run } = begin(program, { facts: factsOf({ customer: { id: 'ana', plan: 'free' } }) });
    expect(follow(program, run, [[LATER, timerOf(run)]], factsOf({ customer: { id: 'ana', plan: 'pro' } })).run.finish?.id).toBe('yes');
  });

  it('Peer 3 ENG-2: a wait goes on after a day and after being written down by an older process, with the same ids of its commands', () => {
    const { run } = begin(waiting);
    const armed = follow(waiting, run, [[LATER, timerOf(run)]]);
    const stored = JSON.parse(JSON.stringify(armed.run)) as typeof armed.run;
    const [now, signal] = ['2026-05-05T11:00:00.000Z', timerOf(armed.run)] as const;
    expect(advance(waiting, stored, signal, factsOf(), now)).toEqual(advance(waiting, armed.run, signal, factsOf(), now));
    expect(advance(waiting, stored, signal, factsOf(), now).run.finish?.id).toBe('lost');
  });

  it('Peer 5 ENG-3: the timer of an earlier run or visit moves nothing', () => {
    const door = doorOf(waiting);
    const first = door.show({ type: 'event', event: eventOf('Begun') }).entered;
    const old = timerOf(first!.run);
    const again = programOf({ pause: { kind: 'delay', for: 'PT1H', next: 'back' }, back: { kind: 'goto', step: 'pause', max: 3, next: 'end' }, end: done });
    const { run } = begin(again);
    const second = follow(again, run, [[LATER, timerOf(run)]]);
    expect(second.run.waiting).toMatchObject({ step: 'pause', visit: 2 });
    expect(advance(again, second.run, old, factsOf(), '2026-05-04T12:30:00.000Z')).toEqual({ run: second.run, commands: [], trail: [] });
  });
});

describe('leaving by the right way', () => {
  const skipping = programOf({ tell: { kind: 'message', channel: 'email', content: { body: 'Hello {{customer.name}}' }, topic: 'offers', next: 'fine', skipped: 'left-out' }, fine: { kind: 'exit', reason: 'fine' }, 'left-out': { kind: 'exit', reason: 'left-out' } }, { category: 'marketing' });

  it('Peer 6 GATE-1: unsubscribed, suppressed, without an address or with words that cannot be made: out by "not sent", with the reason', () => {
    const play = (customer: SimulatedCustomer) => simulate(skipping, { customer, timeline: [{ at: T0, event: 'Begun' }], until: '2026-05-20T00:00:00Z' });
    const cases = [[{ name: 'Ana', consent: { email: { offers: false } } }, 'no-consent'], [{ name: 'Ana', email: null }, 'no-address'], [{}, 'template-error']] as const;
    for (const [customer, reason] of cases) {
      const { messages, runs } = play(customer);
      expect(messages.map((message) => message.reason), reason).toEqual([reason]);
      expect(runs[0]?.finish?.id, reason).toBe('left-out');
    }
    expect(play({ name: 'Ana' }).runs[0]?.finish?.id).toBe('fine');
    const { run } = begin(skipping);
    for (const reason of ['unsubscribed', 'suppressed', 'provider-rejected']) {
      const left = advance(skipping, run, { type: 'result', step: 'tell', visit: 1, outcome: 'skipped', reason }, factsOf(), LATER);
      expect(left.run.finish?.id).toBe('left-out');
      expect(left.trail[0]).toMatchObject({ outcome: 'skipped', used: { reason } });
    }
  });

  /** What leads out of each way of the kinds that choose by who the customer is: the facts, and where they lead. */
  const mood = (label: 'negative' | 'neutral' | 'positive', confidence = 0.9): Partial<HostFacts> => ({ sentiment: { label, score: 0, confidence, at: T0 } });
  const ways: readonly (readonly [Program['steps'][string], Partial<HostFacts>, string])[] = [
    [{ kind: 'sentiment' }, mood('negative'), 'negative'], [{ kind: 'sentiment' }, mood('neutral'), 'neutral'], [{ kind: 'sentiment' }, mood('positive'), 'positive'],
    [{ kind: 'sentiment' }, mood('positive', 0.2), 'unsure'], [{ kind: 'sentiment' }, {}, 'unsure'], [{ kind: 'sentiment' }, { ...mood('positive'), sentimentAllowed: false }, 'unsure'],
    ...['pro', 'free', 'other'].map((plan): readonly [Program['steps'][string], Partial<HostFacts>, string] => [{ kind: 'switch', value: { var: 'customer.plan' }, cases: [{ id: 'pro', is: 'pro' }, { id: 'free', is: ['free'] }] }, { customer: { id: 'ana', plan } }, plan === 'other' ? 'otherwise' : plan]),
    ...[[90, 'rich'], [30, 'some'], [1, 'otherwise']].map(([points, way]): readonly [Program['steps'][string], Partial<HostFacts>, string] => [
      { kind: 'branch', paths: [{ id: 'rich', when: { '>': [{ var: 'customer.points' }, 50] } }, { id: 'some', when: { '>': [{ var: 'customer.points' }, 20] } }] }, { customer: { id: 'ana', points: Number(points) } }, String(way)]),
  ];

  it('Peer 13 ENG-15: every way out of every kind that decides is taken by somebody; an unknown mood is "unsure", a failed call "failed"', () => {
    for (const [step, facts, way] of ways) expect(begin(programOf({ ask: step }), { facts: factsOf(facts) }).trail[0]?.outcome, JSON.stringify([step, facts])).toBe(way);
    const call = programOf({ call: { kind: 'webhook', url: 'https://shop.example/', next: 'fine', failed: 'broken' }, fine: { kind: 'exit', reason: 'fine' }, broken: { kind: 'exit', reason: 'broken' } });
    const { run } = begin(call);
    const result = (outcome: string) => advance(call, run, { type: 'result', step: 'call', visit: 1, outcome, reason: 'HTTP 500' }, factsOf(), LATER).run.finish?.id;
    expect([result('next'), result('failed')]).toEqual(['fine', 'broken']);
    const arms = programOf({ draw: { kind: 'split', arms: [{ id: 'a', weight: 1 }, { id: 'b', weight: 1 }, { id: 'c', weight: 2 }] } });
    const drawn = new Set(Array.from({ length: 60 }, (_, index) => begin(arms, { customer: `c${index}` }).trail[0]?.outcome));
    expect([...drawn].sort()).toEqual(['a', 'b', 'c']);
  });

  it('Peer 9 DIFF-2: the people of a step that is deleted are not lost (see S14)', () => {
    const program = programOf({ pause: { kind: 'delay', for: 'P1D', next: 'end' }, end: done });
    const { run } = begin(program);
    // Pinned: whatever is published meanwhile, the run goes on by its own version.
    expect(follow(program, run, [['2026-05-05T10:00:00.000Z', timerOf(run)]]).run.finish?.reason).toBe('completed');
  });
});

describe('time', () => {
  it('Peer 11 ENG-22: 22:00 to 06:00, also when Sunday night begins in Tokyo and Honolulu', () => {
    const night = { from: '22:00', to: '06:00' };
    expect(nextOpening('2026-05-04T21:00:00.000Z', night, 'UTC')).toBe('2026-05-04T22:00:00.000Z');
    expect(nextOpening('2026-05-04T23:30:00.000Z', night, 'UTC')).toBe('2026-05-04T23:30:00.000Z');
    expect(nextOpening('2026-05-05T05:59:59.999Z', night, 'UTC')).toBe('2026-05-05T05:59:59.999Z');
    expect(nextOpening('2026-05-05T06:00:00.000Z', night, 'UTC')).toBe('2026-05-05T22:00:00.000Z');
    const sunday = { ...night, weekdays: ['sun'] };
    // Sunday 22:00 is 13:00 UTC in Tokyo, and 08:00 UTC on Monday in Honolulu.
    expect(nextOpening('2026-05-06T00:00:00.000Z', sunday, 'Asia/Tokyo')).toBe('2026-05-10T13:00:00.000Z');
    expect(nextOpening('2026-05-10T20:59:00.000Z', sunday, 'Asia/Tokyo')).toBe('2026-05-10T20:59:00.000Z');
    expect(nextOpening('2026-05-10T21:00:00.000Z', sunday, 'Asia/Tokyo')).toBe('2026-05-17T13:00:00.000Z');
    expect(nextOpening('2026-05-06T00:00:00.000Z', sunday, 'Pacific/Honolulu')).toBe('2026-05-11T08:00:00.000Z');
    expect(nextOpening('2026-05-11T15:59:00.000Z', sunday, 'Pacific/Honolulu')).toBe('2026-05-11T15:59:00.000Z');
    expect(nextLocalTime('2026-05-10T20:00:00.000Z', '09:00', ['mon'], 'Asia/Tokyo')).toBe('2026-05-11T00:00:00.000Z');
  });

  it('Peer 11 ENG-6: gap, overlap, month ends, and Kyiv under both of its names', () => {
    expect(nextLocalTime('2026-03-28T23:00:00.000Z', '02:30', undefined, 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
    expect(nextLocalTime('2026-10-24T23:00:00.000Z', '02:30', undefined, 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(['P1M', 'P2M', 'P13M'].map((length) => addDuration('2026-01-31T12:00:00.000Z', length, 'UTC').slice(0, 10))).toEqual(['2026-02-28', '2026-03-31', '2027-02-28']);
    for (const zone of ['Europe/Kiev', 'Europe/Kyiv']) {
      expect(addDuration('2026-10-24T12:00:00.000Z', 'P1D', zone)).toBe('2026-10-25T13:00:00.000Z');
      expect(compile(smallGraph({ settings: { timezone: zone } })).ok).toBe(true);
    }
  });

  it('Peer 11 ENG-6: a time that a gap moves past midnight still belongs to its day, and hours whose end is skipped still come', () => {
    // In Nuuk the clocks go from 23:00 on Saturday to 0:00 on Sunday.
    const midnight = '2026-03-29T01:00:00.000Z';
    expect(nextLocalTime(midnight, '23:30', ['sat'], 'America/Nuuk')).toBe(midnight);
    expect(nextOpening('2026-03-28T20:00:00.000Z', { from: '23:30', to: '06:00', weekdays: ['sat'] }, 'America/Nuuk')).toBe(midnight);
    expect(nextOpening('2026-03-28T20:00:00.000Z', { from: '23:30', to: '06:00', except: ['2026-03-29'] }, 'America/Nuuk')).toBe(midnight);
    expect(nextOpening('2026-03-29T01:30:00.000Z', { from: '02:30', to: '02:15' }, 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('Peer 19 ENG-19: who ordered in the last 30 days leaves that group when the time has passed, without any event', () => {
    const condition = { happened: ['Order Completed', { within: 'P30D' }] };
    const facts = { history: { 'Order Completed': [eventOf('Order Completed')] }, now: T0 };
    const moment = recheckAt(condition, facts);
    expect(moment).toBe('2026-06-03T10:00:00.001Z');
    expect(evaluate(condition, { ...facts, now: '2026-06-03T10:00:00.000Z' })).toEqual({ ok: true, value: true });
    expect(evaluate(condition, { ...facts, now: moment! })).toEqual({ ok: true, value: false });
  });
});

describe('experiments and circles', () => {
  it('Peer 12 ENG-10: the same person twice takes the same arm, and of 10,000 people each arm gets its share within 2 %', () => {
    const program = programOf({ draw: { kind: 'split', arms: [{ id: 'a', weight: 30 }, { id: 'b', weight: 70 }], key: 'customer' } });
    const arm = (customer: string, id = 'r1') => begin(program, { customer, id }).trail[0]?.outcome;
    let a = 0;
    for (let index = 0; index < 10_000; index += 1) if (draw('test', `customer-${index}`, 'draw') < 0.3) a += 1;
    expect(Math.abs(a / 10_000 - 0.3)).toBeLessThan(0.02);
    for (let index = 0; index < 200; index += 1) {
      expect(arm(`customer-${index}`, 'r1')).toBe(arm(`customer-${index}`, 'r2'));
      expect(arm(`customer-${index}`)).toBe(draw('test', `customer-${index}`, 'draw') < 0.3 ? 'a' : 'b');
    }
  });

  it('Peer 14 ENG-11: a loop of steps that do not wait stops with an error and is an error before publishing; going back through a delay is allowed', () => {
    const circle = (wait: boolean) => smallGraph({ nodes: [node('tag', 'update', { tag: ['x'] }), node('tag-2', 'update', { tag: ['y'] }), ...(wait ? [node('rest', 'delay', { for: 'P1D' })] : [])], edges: [edge('pause', 'next', 'tag'), edge('tag', 'next', 'tag-2'), edge('tag-2', 'next', wait ? 'rest' : 'tag'), ...(wait ? [edge('rest', 'next', 'tag')] : [])] });
    const severities = (wait: boolean) => check(circle(wait)).filter(({ severity }) => severity === 'error').length;
    expect([severities(false), severities(true)]).toEqual([1, 0]);
    const program = compile(circle(false));
    expect(program.ok && begin({ ...program.value, start: 'tag' }).run.finish?.reason).toBe('failed');
    const back = programOf({ rest: { kind: 'delay', for: 'P1D', next: 'back' }, back: { kind: 'goto', step: 'rest', max: 2, next: 'end' }, end: done });
    expect(wayOf(begin(back))).toEqual(['rest waiting']);
  });

  it('Peer 13 LANG-5: every kind that decides has a way for the rest', () => {
    for (const kind of stepKinds.filter(({ category }) => category === 'decide')) {
      for (const { config } of kind.examples) expect(kind.ports(config).length, kind.kind).toBeGreaterThan(1);
    }
  });
});
