import { describe, expect, it } from 'vitest';
import { factsOf, programOf } from '../engine/testing.ts';
import { occur } from '../engine/occur.ts';
import type { Program } from '../program.ts';
import { simulate } from './simulate.ts';
import type { SimulationInput } from './input.ts';

const AT = '2026-05-04T10:00:00.000Z';
const day = (number: number, time = '10:00') => `2026-05-${String(number).padStart(2, '0')}T${time}:00.000Z`;
const cart: Program = programOf(
  {
    'an-hour': { kind: 'delay', for: 'PT1H', next: 'mood' },
    mood: { kind: 'sentiment', within: 'P30D', minConfidence: 0.6, negative: 'care', neutral: 'remind', positive: 'remind', unsure: 'remind' },
    care: { kind: 'update', tag: ['unhappy'], next: 'done' },
    remind: { kind: 'message', channel: 'email', content: { subject: 'Still there, {{default customer.first_name "friend"}}?', body: 'Your cart {{event.properties.cart_id}} waits.' }, topic: 'offers', next: 'wait' },
    wait: { kind: 'wait', for: [{ id: 'clicked', event: 'Message Clicked', next: 'done' }], timeout: { after: 'P2D', next: 'done' } },
    done: { kind: 'exit', reason: 'completed' },
  },
  {
    key: 'cart', category: 'marketing', entry: [{ kind: 'event', event: 'Cart Updated', where: { '>': [{ var: 'event.properties.value' }, 20] } }],
    reentry: { mode: 'after-exit', key: 'event.properties.cart_id' },
    exits: [{ id: 'bought', event: 'Order Completed', match: { entry: 'properties.cart_id', event: 'properties.cart_id' } }],
  },
);
const updated = (at: string, cart_id = 'k1', value = 30) => ({ at, event: 'Cart Updated', properties: { cart_id, value } });
const play = (input: SimulationInput, program = cart) => simulate(program, { from: '2026-05-01T00:00:00Z', until: '2026-06-30T00:00:00Z', ...input });
const ways = ({ runs }: ReturnType<typeof play>) => runs.map((run) => run.trail.map(({ step, outcome }) => `${step} ${outcome}`));

describe('simulate', () => {
  it('plays a journey to its end and shows the messages in their words', () => {
    const result = play({ customer: { id: 'ana', traits: { first_name: 'Ana' } }, timeline: [updated(day(4))] });
    expect(ways(result)).toEqual([['journey entered', 'an-hour waiting', 'an-hour next', 'mood unsure', 'remind next', 'wait waiting', 'remind sent', 'wait timeout', 'done finished']]);
    expect(result.runs[0]).toMatchObject({ entryKey: 'k1', enteredAt: day(4), version: 1, finish: { at: day(6, '11:00'), reason: 'completed' } });
    expect(result.messages).toMatchObject([{ at: day(4, '11:00'), run: 'run-1', step: 'remind', channel: 'email', status: 'sent', subject: 'Still there, Ana?', body: 'Your cart k1 waits.' }]);
  });

  it('SIM-1: the same input gives the same bytes', () => {
    const input: SimulationInput = { customer: { id: 'ana' }, timeline: [updated(day(4)), updated(day(5), 'k2')], seed: 7 };
    expect(JSON.stringify(play(input))).toBe(JSON.stringify(play(JSON.parse(JSON.stringify(input)) as SimulationInput)));
  });

  it('ENG-4: keeps the runs of two carts apart', () => {
    const result = play({ timeline: [updated(day(4)), updated(day(4, '10:10'), 'k2'), { at: day(4, '10:30'), event: 'Order Completed', properties: { cart_id: 'k2' } }] });
    expect(result.runs.map(({ entryKey, finish }) => [entryKey, finish?.reason, finish?.id])).toEqual([['k1', 'completed', undefined], ['k2', 'exited', 'bought']]);
    expect(result.messages.map((message) => message.run)).toEqual(['run-1']);
  });

  it('ENG-8: tells why somebody was not let in', () => {
    const result = play({ timeline: [updated(day(4)), updated(day(4, '10:10'))] });
    expect(result.runs.length).toBe(1);
    expect(result.refused).toMatchObject([{ at: day(4, '10:10'), outcome: 'refused', because: 'is in the journey already' }]);
  });

  it('ENG-7, SIM-2: at one moment the timeline comes before the timer, in its order', () => {
    const order = { at: day(4, '11:00'), event: 'Order Completed', properties: { cart_id: 'k1' } };
    expect(play({ timeline: [updated(day(4)), order] }).messages).toEqual([]);
    expect(play({ timeline: [order, updated(day(4, '11:00'))] }).runs[0]?.finish?.reason).toBe('completed');
    expect(play({ timeline: [updated(day(4, '11:00')), order] }).runs[0]?.finish?.reason).toBe('exited');
  });

  it('ENG-15: reads the mood that the timeline tells, where the customer allows it', () => {
    const timeline: SimulationInput['timeline'] = [{ at: day(3), sentiment: { label: 'negative', evidence: 'where is my parcel' } }, updated(day(4))];
    expect(ways(play({ timeline }))[0]).toContain('mood negative');
    expect(ways(play({ timeline, customer: { sentimentAllowed: false } }))[0]).toContain('mood unsure');
    expect(ways(play({ timeline: [updated(day(4))], customer: { sentiment: { label: 'positive', at: '2026-01-01T00:00:00Z' } } }))[0]).toContain('mood unsure');
  });

  it('GATE-1, SIM-2: no consent given counts as consent, an empty one as none', () => {
    const timeline = [updated(day(4))];
    expect(play({ timeline, customer: { consent: {} } }).messages).toMatchObject([{ status: 'skipped', reason: 'no-consent' }]);
    expect(play({ timeline, customer: { consent: { email: { offers: true } } } }).messages).toMatchObject([{ status: 'sent' }]);
    expect(play({ timeline: [...timeline, { at: day(4, '10:30'), consent: { email: { offers: false } } }] }).messages).toMatchObject([{ status: 'skipped', reason: 'no-consent' }]);
    expect(play({ timeline, customer: { email: null } }).messages).toMatchObject([{ status: 'skipped', reason: 'no-address' }]);
  });

  it('GATE-2: a message in the customer\'s night is held back and asked about again in the morning', () => {
    const night = [updated(day(4, '21:30'))];
    const customer = { timezone: 'Europe/Berlin' };
    expect(play({ timeline: night, customer }).messages).toMatchObject([{ at: day(5, '06:00'), status: 'sent' }]);
    expect(play({ timeline: [...night, { at: day(5, '05:00'), event: 'Complaint Opened' }], customer }).messages).toMatchObject([{ at: day(5, '06:00'), status: 'skipped', reason: 'guarded' }]);
    expect(play({ timeline: night, customer, until: day(5, '05:59') }).messages).toEqual([]);
  });

  it('GATE-3: counts what it sent against the limits', () => {
    const timeline = [1, 2, 3, 4].map((number) => updated(day(number, '12:00'), `k${number}`));
    expect(play({ timeline }).messages.map(({ status, reason }) => reason ?? status)).toEqual(['sent', 'sent', 'sent', 'capped']);
  });

  it('ENG-12: a message whose field has no value is skipped, never sent half', () => {
    const program = programOf({ tell: { kind: 'message', channel: 'email', content: { body: 'Hello {{customer.first_name}}' }, next: 'on', skipped: 'off' }, on: { kind: 'exit', reason: 'on' }, off: { kind: 'exit', reason: 'off' } });
    const result = play({ timeline: [{ at: AT, event: 'Begun' }] }, program);
    expect(result.messages).toMatchObject([{ status: 'skipped', reason: 'template-error', because: expect.stringContaining('customer.first_name') as string }]);
    expect(result.runs[0]?.finish?.id).toBe('off');
  });

  it('uses the words of templates, and shows the key where it has none', () => {
    const program = programOf({ tell: { kind: 'message', channel: 'email', template: 'hello' } });
    const timeline = [{ at: AT, event: 'Begun' }];
    expect(play({ timeline }, program).messages).toMatchObject([{ status: 'sent', template: 'hello' }]);
    expect(play({ timeline, templates: [{ key: 'hello', subject: 'Hi', body: 'You' }] }, program).messages).toMatchObject([{ subject: 'Hi', body: 'You' }]);
    expect(play({ timeline, templates: { other: { body: 'x' } } }, program).messages).toMatchObject([{ status: 'skipped', reason: 'template-error' }]);
  });

  it('a delivery that the timeline lets fail is skipped as rejected, and the run goes that way', () => {
    const program = programOf({ tell: { kind: 'message', channel: 'email', content: { body: 'Hi' }, next: 'on', skipped: 'off' }, on: { kind: 'exit', reason: 'on' }, off: { kind: 'exit', reason: 'off' } });
    const told = (at: string, outcome: string) => play({ timeline: [{ at: AT, event: 'Begun' }, { at, result: { step: 'tell', outcome } }] }, program);
    expect(told(day(4, '10:05'), 'bounced')).toMatchObject({ messages: [{ at: day(4, '10:05'), status: 'skipped', reason: 'provider-rejected' }], runs: [{ finish: { at: day(4, '10:05'), id: 'off' } }] });
    expect(told(day(4, '10:05'), 'sent')).toMatchObject({ messages: [{ status: 'sent' }], runs: [{ finish: { id: 'on' } }] });
    expect(told(AT, 'bounced').runs[0]?.finish?.id).toBe('off');
  });

  it('answers a call as the timeline tells, else well', () => {
    const program = programOf({ call: { kind: 'webhook', url: 'https://shop.example/x', save: true, next: 'which', failed: 'off' }, which: { kind: 'branch', paths: [{ id: 'rich', when: { '>': [{ var: 'steps.call.data.points' }, 5] }, next: 'on' }], otherwise: 'off' }, on: { kind: 'exit', reason: 'on' }, off: { kind: 'exit', reason: 'off' } });
    const begun = { at: AT, event: 'Begun' };
    expect(play({ timeline: [begun, { at: day(4, '10:01'), result: { step: 'call', outcome: 'next', data: { points: 9 } } }] }, program).runs[0]?.finish?.id).toBe('on');
    expect(ways(play({ timeline: [begun, { at: day(4, '10:01'), result: { step: 'call', outcome: 'failed' } }] }, program))[0]).toContain('call failed');
    expect(ways(play({ timeline: [begun] }, program))[0]).toContain('call next');
  });
});

describe('what lets a simulated customer in', () => {
  const rest = { pause: { kind: 'delay', for: 'P30D' } };

  it('a segment: by the timeline, by its condition, and on publishing those in it already', () => {
    const program = programOf(rest, { entry: [{ kind: 'segment', segment: 'vip' }] });
    expect(play({ timeline: [{ at: AT, segment: 'vip', edge: 'enter' }] }, program).runs.length).toBe(1);
    const segments = [{ key: 'vip', condition: { '>=': [{ count: ['Order Completed'] }, 2] } }];
    expect(play({ segments, timeline: [{ at: day(2), event: 'Order Completed' }, { at: day(3), event: 'Order Completed' }, { at: day(4), event: 'Order Completed' }] }, program).runs).toMatchObject([{ enteredAt: day(3) }]);
    expect(play({ customer: { segments: ['vip'] } }, program).runs.length).toBe(0);
    const existing = programOf(rest, { entry: [{ kind: 'segment', segment: 'vip', includeExisting: true }] });
    expect(play({ customer: { segments: ['vip'] } }, existing).runs).toMatchObject([{ enteredAt: '2026-05-01T00:00:00.000Z' }]);
    expect(play({ customer: { segments: [] } }, existing).runs.length).toBe(0);
  });

  it('a schedule: its ticks from the first moment to the last, by its clock', () => {
    const program = programOf({ note: { kind: 'update', increment: { ticks: 1 } } }, { entry: [{ kind: 'schedule', cron: '0 9 * * mon', timezone: 'Europe/Berlin' }] });
    expect(play({ from: day(4, '07:00'), until: day(18, '07:00') }, program).runs.map((run) => run.enteredAt)).toEqual([day(4, '07:00'), day(11, '07:00'), day(18, '07:00')]);
  });

  it('somebody who adds them, with inputs', () => {
    const program = programOf(rest, { entry: [{ kind: 'manual', inputs: [{ name: 'why', required: true }] }] });
    expect(play({ timeline: [{ at: AT, enrol: {} }, { at: day(5), enrol: { why: 'asked' } }] }, program).runs).toMatchObject([{ enteredAt: day(5) }]);
  });

  it('a wait for a condition wakes when an update step or a new trait makes it true', () => {
    const program = programOf({ wait: { kind: 'wait', for: [{ id: 'pro', when: { '==': [{ var: 'customer.plan' }, 'pro'] } }], timeout: { after: 'P20D' } } });
    expect(ways(play({ timeline: [{ at: AT, event: 'Begun' }, { at: day(5), set: { plan: 'pro' } }] }, program))[0]).toContain('wait pro');
  });

  it('SIM-2: what lies before the first moment is known and starts nothing', () => {
    const program = programOf({ which: { kind: 'branch', paths: [{ id: 'before', when: { happened: ['Order Completed'] } }] } });
    const result = play({ timeline: [{ at: '2026-04-01T00:00:00Z', event: 'Begun' }, { at: '2026-04-02T00:00:00Z', event: 'Order Completed' }, { at: AT, event: 'Begun' }] }, program);
    expect(ways(result)).toEqual([['journey entered', 'which before', 'journey finished']]);
  });
});

describe('a simulation of bad input', () => {
  it('LANG-4: comes back as issues, and nothing throws', () => {
    for (const input of [{ timeline: [{ at: 'noon', event: 'A' }] }, { timeline: [{ at: AT }] }, { timeline: 'none' }, { from: AT, until: day(1) }, {}, null, 7, { customer: [] }, { from: AT, templates: 3 }, { from: '2026-05-04T10:00' }]) {
      const result = simulate(cart, input as SimulationInput);
      expect(result.runs).toEqual([]);
      expect(result.issues.length, JSON.stringify(input)).toBeGreaterThan(0);
    }
    for (const program of [null, {}, { ...cart, start: 'nowhere' }]) expect(simulate(program as Program, { from: AT }).issues.length).toBeGreaterThan(0);
  });

  it('names the place', () => {
    expect(simulate(cart, { timeline: [updated(AT), { at: 'x', event: 'A' }] }).issues[0]?.path).toBe('/timeline/1/at');
  });

  it('a circle of messages that wait for nothing is stopped', () => {
    const program = programOf({ tell: { kind: 'message', channel: 'outbox', content: { body: 'x' }, next: 'tell', skipped: 'tell' } }, { category: 'transactional' });
    const result = play({ timeline: [{ at: AT, event: 'Begun' }] }, program);
    expect(result.issues.map((issue) => issue.code)).toContain('simulation-endless');
  });

  it('a customer called __proto__ with such traits and events harms nothing', () => {
    const hostile = JSON.parse('{"customer":{"id":"__proto__","__proto__":{"polluted":1},"traits":{"__proto__":{"polluted":1}}},"timeline":[{"at":"2026-05-04T10:00:00Z","event":"__proto__"},{"at":"2026-05-04T10:00:00Z","set":{"__proto__":{"polluted":1}}},{"at":"2026-05-04T10:00:00Z","event":"Cart Updated","properties":{"cart_id":"__proto__","value":30}}]}') as SimulationInput;
    expect(simulate(cart, hostile).runs[0]?.entryKey).toBe('__proto__');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

it('simulate and a host that calls `occur` itself see the same run', () => {
  const event = { name: 'Cart Updated', at: AT, properties: { cart_id: 'k1', value: 30 } };
  const facts = factsOf({ customer: { id: 'customer' }, consent: { email: { offers: true } }, history: { 'Cart Updated': [event] } });
  const real = occur(cart, { version: 1, runs: [], occurrence: { type: 'event', event }, facts, now: AT, newRunId: () => 'run-1', lastEntry: () => null });
  expect(play({ timeline: [updated(AT)], until: AT }).runs[0]?.trail).toEqual(real.entered?.trail);
});

describe('the story of a trial', () => {
  it('SIM-4: every entry tells what and why in words, by the customer\'s clock', () => {
    const result = play({ customer: { id: 'ana', timezone: 'Europe/Berlin' }, timeline: [updated(day(4)), updated(day(4, '10:30'))] });
    expect(result.story.map(({ local, words }) => `${local}: ${words}`)).toEqual([
      expect.stringMatching(/^Mon 4 May 2026, 12:00: came in, Cart Updated happened/),
      'Mon 4 May 2026, 12:00: “Wait a while”: waits 1 hour.',
      'Mon 4 May 2026, 12:30: was not let in, is in the journey already.',
      'Mon 4 May 2026, 13:00: “Wait a while”: goes on, the time was up.',
      expect.stringMatching(/^Mon 4 May 2026, 13:00: “.+”: goes by “.+”, .+\.$/),
      'Mon 4 May 2026, 13:00: “Message”: goes on, a message by email is asked for.',
      'Mon 4 May 2026, 13:00: “Wait for something”: waits for up to 2 days.',
      'Mon 4 May 2026, 13:00: “Message”: was sent.',
      'Wed 6 May 2026, 13:00: “Wait for something”: goes by “no answer”, nothing of it came within 2 days.',
      expect.stringMatching(/^Wed 6 May 2026, 13:00: “.+”: the journey is over, /),
    ]);
    expect(result.story.filter(({ run }) => run === null).length).toBe(result.refused.length);
  });

  it('SIM-4: a moment that words name is told by the clock of the run\'s zone', () => {
    const program = programOf({ pause: { kind: 'delay', until: { value: { var: 'event.properties.when' }, offset: '-P1D' } } });
    const { story } = play({ customer: { timezone: 'Asia/Tokyo' }, timeline: [{ at: day(4), event: 'Begun', properties: { when: day(9) } }] }, program);
    expect(story[1]?.words).toBe('“Wait a while”: waits until 1 day before Sat 9 May 2026, 19:00 (Asia/Tokyo).');
    const { story: late } = play({ customer: { timezone: 'Asia/Tokyo' }, timeline: [{ at: day(4), event: 'Begun', properties: { when: day(1) } }] }, program);
    expect(late[1]?.words).toContain('was over: Thu 30 April 2026, 19:00 (Asia/Tokyo)');
  });
});

describe('experiments in a trial', () => {
  it('EXP-4, ENG-40: shows the arm of an experiment, and a success that comes after the end', () => {
    const program = programOf({ which: { kind: 'split', arms: [{ id: 'a', weight: 1 }, { id: 'b', weight: 1 }], experiment: { metric: { event: 'Order Completed' }, window: 'P7D' } } });
    const begun = { at: day(4), event: 'Begun' };
    const ordered = (number: number) => ({ at: day(number), event: 'Order Completed' });
    const [run] = play({ timeline: [begun, ordered(6), ordered(20)] }, program).runs;
    expect(run).toMatchObject({ finish: { at: day(4) }, trials: { which: { converted: day(6) } } });
    expect(run?.trail.at(-1)).toMatchObject({ outcome: 'converted', used: { experiment: 'which' } });
    expect(play({ timeline: [begun, ordered(20)] }, program).runs[0]?.trials?.['which']?.converted).toBeUndefined();
    for (const winner of ['a', 'b']) expect(play({ timeline: [begun], winners: { which: winner } }, program).runs[0]?.trail[1]).toMatchObject({ step: 'which', outcome: winner });
  });
});
