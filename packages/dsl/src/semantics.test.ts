import { describe, expect, it } from 'vitest';
import { advance } from './engine/advance.ts';
import { begin, doorOf, eventOf, factsOf, follow, programOf, T0, timerOf, wayOf } from './engine/testing.ts';
import { isHeldOut } from './engine/create-run.ts';
import { decideSend, defaultPolicy, type GateFacts, type SendRequest } from './gate/index.ts';
import { moveRun, planMigration } from './diff/index.ts';
import type { Program } from './program.ts';
import { simulate, type SimulationInput } from './simulate/index.ts';

/*
 * What journeys of other products get wrong, each a test of its own. Those that need a database stand beside the runtime's own tests under the same numbers:
 * S9, S13, S14 as far as publishing goes, S15, S16 and S20.
 */
const month = programOf({ pause: { kind: 'delay', for: 'P30D', next: 'tell' }, tell: { kind: 'message', channel: 'email', content: { body: 'Hello' } } }, { exits: [{ id: 'left', event: 'Account Closed' }] });
const mail = (more: object = {}) => ({ kind: 'message', channel: 'email', content: { subject: 'Hello', body: 'Hello' }, topic: 'offers', ...more });
const play = (program: Program, input: SimulationInput) => simulate(program, { from: '2026-01-01T00:00:00Z', until: '2026-12-31T00:00:00Z', ...input });
const began = (at: string, properties: Readonly<Record<string, string | number>> = {}) => ({ at, event: 'Begun', properties });

describe('leaving', () => {
  it('S1 ENG-3: an exit event during a delay ends the instance at once', () => {
    const { run } = begin(month);
    const left = advance(month, run, { type: 'event', event: eventOf('Account Closed') }, factsOf(), '2026-05-04T10:00:01.000Z');
    expect(left.run.finish).toEqual({ at: '2026-05-04T10:00:01.000Z', reason: 'exited', id: 'left' });
    expect(left.commands.map(({ type }) => type)).toEqual(['clearTimer', 'finish']);
  });

  it('S2 ENG-3: after an exit a late timer sends nothing', () => {
    const { run } = begin(month);
    const left = advance(month, run, { type: 'event', event: eventOf('Account Closed') }, factsOf(), '2026-05-10T10:00:00.000Z');
    expect(advance(month, left.run, timerOf(run), factsOf(), '2026-06-03T10:00:00.000Z')).toEqual({ run: left.run, commands: [], trail: [] });
    expect(play(month, { timeline: [began('2026-05-04T10:00:00Z'), { at: '2026-05-10T10:00:00Z', event: 'Account Closed' }] }).messages).toEqual([]);
  });
});

describe('delays', () => {
  it('S3 ENG-5: a delay to a moment that has passed goes on at once, or ends the run where it is told to', () => {
    const until = (more: object) => programOf({ pause: { kind: 'delay', until: { at: '2026-05-01T00:00:00Z' }, next: 'done', ...more }, done: { kind: 'exit', reason: 'completed' } });
    expect(wayOf(begin(until({})))).toEqual(['pause next', 'done finished']);
    expect(wayOf(begin(until({ ifPast: 'continue' })))).toEqual(['pause next', 'done finished']);
    expect(begin(until({ ifPast: 'exit' })).run.finish).toMatchObject({ reason: 'expired' });
  });

  it('S4 DIFF-2: who waits on a delay that is edited keeps the due time of their version; a migration plan moves them', () => {
    const shorter: Program = { ...month, steps: { ...month.steps, pause: { kind: 'delay', for: 'P1D', next: 'tell' } } };
    const { run } = begin(month);
    expect(run.waiting?.due).toBe('2026-06-03T10:00:00.000Z');
    expect(advance(month, run, timerOf(run), factsOf(), '2026-05-05T10:00:00.000Z').run.status).toBe('open');
    expect(planMigration([run], month, shorter)).toMatchObject({ moves: [{ run: 'r1', from: 'pause', to: 'pause', how: 'rejoins' }], stays: [], unmapped: [] });
    // counted from when the wait began, so the new and shorter time is over on the fifth
    expect(moveRun(run, { from: month, to: shorter, version: 2 }, factsOf(), '2026-05-04T12:00:00.000Z').run.waiting?.due).toBe('2026-05-05T10:00:00.000Z');
    expect(begin(shorter).run.waiting?.due).toBe('2026-05-05T10:00:00.000Z');
  });

  it('S5 ENG-6: 02:30 on the day it does not exist and 02:30 on the day it comes twice: once each, on a schedule and in a delay', () => {
    const daily = programOf({ tell: mail() }, { entry: [{ kind: 'schedule', cron: '30 2 * * *', timezone: 'Europe/Berlin' }], timezone: 'Europe/Berlin', reentry: { mode: 'always' } });
    const ticks = (day: string, after: string) => play(daily, { from: `${day}T12:00:00Z`, until: `${after}T23:00:00Z` }).runs.map((run) => run.enteredAt);
    expect(ticks('2026-03-28', '2026-03-30')).toEqual(['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z']);
    expect(ticks('2026-10-24', '2026-10-26')).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']);
    const pause = programOf({ pause: { kind: 'delay', until: { time: '02:30' } } });
    const due = (now: string) => begin(pause, { zone: 'Europe/Berlin', now }).run.waiting?.due;
    expect(due('2026-03-28T12:00:00.000Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(due('2026-10-24T12:00:00.000Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(due('2026-10-25T00:30:01.000Z')).toBe('2026-10-26T01:30:00.000Z');
  });

  it('S6 ENG-6: over a change of the clocks a calendar day and 24 hours differ', () => {
    const due = (length: string) => begin(programOf({ pause: { kind: 'delay', for: length } }), { zone: 'Europe/Berlin', now: '2026-10-24T10:00:00.000Z' }).run.waiting?.due;
    expect(due('P1D')).toBe('2026-10-25T11:00:00.000Z');
    expect(due('PT24H')).toBe('2026-10-25T10:00:00.000Z');
  });
});

describe('coming in', () => {
  it('S7 ENG-7: of two events of the same millisecond and the same key the first one given is the first one taken, every time', () => {
    const program = programOf({ wait: { kind: 'wait', for: [{ id: 'a', event: 'A', next: 'by-a' }, { id: 'b', event: 'B', next: 'by-b' }] }, 'by-a': { kind: 'exit', reason: 'a' }, 'by-b': { kind: 'exit', reason: 'b' } });
    const both = (names: readonly string[]) => play(program, { timeline: [began('2026-05-04T10:00:00Z'), ...names.map((event) => ({ at: '2026-05-04T11:00:00Z', event }))] }).runs[0]?.finish?.id;
    for (let round = 0; round < 5; round += 1) {
      expect(both(['A', 'B'])).toBe('a');
      expect(both(['B', 'A'])).toBe('b');
    }
  });

  it('S8 ENG-8: exactly at the end of the re-entry time a customer may come again, a millisecond before not', () => {
    const program = programOf({ done: { kind: 'exit' } }, { reentry: { mode: 'after-exit', after: 'P1D' } });
    const door = doorOf(program);
    const show = (now: string) => door.show({ type: 'event', event: eventOf('Begun') }, now);
    expect(show(T0).entered).not.toBeNull();
    expect(show('2026-05-05T09:59:59.999Z')).toMatchObject({ entered: null, refused: { outcome: 'refused' } });
    expect(show('2026-05-05T10:00:00.000Z').entered).not.toBeNull();
  });

  it('S18: who writes from several accounts is one person and gets one message', () => {
    const program = programOf({ tell: mail({ next: 'rest' }), rest: { kind: 'delay', for: 'P30D' } });
    const accounts = ['k1', 'k2', 'k3'].map((account_id, index) => began(`2026-05-04T1${index}:00:00Z`, { account_id }));
    const played = play(program, { timeline: accounts });
    expect(played.messages.map(({ status }) => status)).toEqual(['sent']);
    expect(played.refused).toHaveLength(2);
  });
});

describe('sending', () => {
  const request: SendRequest = { channel: 'email', topic: 'offers', category: 'marketing', holdout: false };
  const facts: GateFacts = { address: 'ada@example.com', consent: 'granted', suppressed: false, sent: [], zone: 'UTC', mood: 'unknown', openComplaint: false, refundPending: false, deliveryLate: false, lastSurvey: null };
  const two: Program = programOf({ tell: mail({ next: 'sent', skipped: 'left-out' }), sent: { kind: 'exit', reason: 'sent' }, 'left-out': { kind: 'exit', reason: 'left-out' } }, { category: 'marketing', reentry: { mode: 'always', key: 'event.properties.cart' }, exits: [{ id: 'bought', event: 'Order Completed' }] });

  it('S10 GATE-3: a reached cap is a reason that is written down, and the customer goes on as the journey says', () => {
    const sent = ['2026-05-01', '2026-05-02', '2026-05-03'].map((day) => ({ at: `${day}T10:00:00.000Z`, channel: 'email', topic: 'offers' }));
    expect(decideSend(request, { ...facts, sent }, defaultPolicy, T0)).toMatchObject({ answer: 'skip', reason: 'capped', used: { limit: 3, within: 'P7D' } });
    const played = play(two, { policy: { ...defaultPolicy, caps: [{ limit: 1, within: 'P7D' }] }, timeline: [began('2026-05-04T10:00:00Z', { cart: 'a' }), began('2026-05-04T11:00:00Z', { cart: 'b' })] });
    expect(played.messages.map(({ status, reason }) => reason ?? status)).toEqual(['sent', 'capped']);
    expect(played.runs.map((run) => run.finish?.id)).toEqual(['sent', 'left-out']);
  });

  it('S11 GATE-2, GATE-9: a message held back through quiet hours is asked about again at release: exit, consent and cap', () => {
    const night = '2026-05-04T22:00:00Z';
    const calm = play(two, { timeline: [began(night, { cart: 'a' })] });
    expect(calm.messages).toMatchObject([{ at: '2026-05-05T08:00:00.000Z', status: 'sent' }]);
    const left = play(two, { timeline: [began(night, { cart: 'a' }), { at: '2026-05-05T02:00:00Z', event: 'Order Completed' }] });
    expect(left.messages.filter(({ status }) => status === 'sent')).toEqual([]);
    expect(left.runs[0]?.finish).toMatchObject({ at: '2026-05-05T02:00:00.000Z', reason: 'exited' });
    const refused = play(two, { timeline: [began(night, { cart: 'a' }), { at: '2026-05-05T02:00:00Z', consent: { email: { offers: false } } }] });
    expect(refused.messages.map(({ reason }) => reason)).toEqual(['no-consent']);
    const many = play(two, { policy: { ...defaultPolicy, caps: [{ limit: 1, within: 'P7D' }] }, timeline: [began(night, { cart: 'a' }), began(night, { cart: 'b' })] });
    expect(many.messages.map(({ at, status, reason }) => `${at} ${reason ?? status}`)).toEqual(['2026-05-05T08:00:00.000Z sent', '2026-05-05T08:00:00.000Z capped']);
  });

  it('S12 GATE-4: the control group gets nothing, goes through the journey, and its conversions are counted', () => {
    const program = programOf({ tell: mail({ next: 'rest' }), rest: { kind: 'delay', for: 'P7D' } }, { holdout: 50, goals: [{ id: 'order', event: 'Order Completed' }] });
    const ids = Array.from({ length: 40 }, (_, index) => `customer-${index}`);
    const held = ids.filter((id) => isHeldOut(program, program.key, id));
    expect(held.length).toBeGreaterThan(8);
    for (const id of ids) {
      const { messages, runs } = play(program, { customer: { id }, timeline: [began('2026-05-04T10:00:00Z'), { at: '2026-05-06T10:00:00Z', event: 'Order Completed' }] });
      expect(messages.map(({ status, reason }) => reason ?? status), id).toEqual([held.includes(id) ? 'holdout' : 'sent']);
      expect(runs[0]?.trail.map(({ outcome }) => outcome), id).toContain('goal');
    }
  });
});

describe('changing and breaking', () => {
  it('S14 DIFF-2: people who wait at a step that a new version lacks are named, until a redirect says where they go', () => {
    const to: Program = programOf({ other: { kind: 'delay', for: 'P1D' } });
    const { run } = begin(month);
    expect(planMigration([run], month, to).unmapped).toMatchObject([{ run: 'r1', step: 'pause' }]);
    expect(planMigration([run], month, to, { pause: 'nowhere' }).unmapped).toHaveLength(1);
    expect(planMigration([run], month, to, { pause: 'other' })).toMatchObject({ moves: [{ run: 'r1', from: 'pause', to: 'other' }], stays: [], unmapped: [] });
  });

  it('S17 ENG-11: a loop of jumps is bounded', () => {
    const back = programOf({ tell: mail({ next: 'again' }), again: { kind: 'goto', step: 'tell', max: 3, next: 'done' }, done: { kind: 'exit', reason: 'completed' } });
    const walked = begin(back);
    expect(walked.commands.filter(({ type }) => type === 'send')).toHaveLength(4);
    expect(walked.run.finish?.reason).toBe('completed');
    const circle = programOf({ a: { kind: 'update', tag: ['x'], next: 'b' }, b: { kind: 'update', tag: ['y'], next: 'a' } });
    expect(begin(circle).run.finish?.reason).toBe('failed');
    expect(begin(circle).trail.at(-1)?.because).toContain('circle');
  });

  it('S19 ENG-12: a value that is missing or makes no sense takes the error way, and the trail says why', () => {
    const call = programOf({ call: { kind: 'webhook', url: 'https://shop.example/{{customer.shop_id}}', next: 'fine', failed: 'broken' }, fine: { kind: 'exit', reason: 'fine' }, broken: { kind: 'exit', reason: 'broken' } });
    const called = begin(call);
    expect(called.run.finish?.id).toBe('broken');
    expect(called.commands.filter(({ type }) => type === 'call')).toEqual([]);
    expect(called.trail[0]?.because).toContain('shop_id');
    const branch = programOf({ ask: { kind: 'branch', paths: [{ id: 'yes', when: { '>': [{ reduce: [{ var: 'event.properties.list' }, [{ var: 'accumulator' }, { var: 'accumulator' }], 1] }, 1] }, next: 'done' }], otherwise: 'done' }, done: { kind: 'exit' } });
    const asked = begin(branch, { event: eventOf('Begun', { list: Array.from({ length: 50 }, () => 1) }) });
    expect(asked.run.finish?.reason).toBe('failed');
    expect(asked.trail[0]?.because).toContain('could not be decided');
    const follows = follow(programOf({ pause: { kind: 'delay', until: { value: { var: 'event.properties.when' } }, next: 'done' }, done: { kind: 'exit' } }), begin(programOf({ pause: { kind: 'delay', for: 'PT1H' } })).run, []);
    expect(follows.trail).toEqual([]);
    expect(begin(programOf({ pause: { kind: 'delay', until: { value: { var: 'event.properties.when' } } } }), { event: eventOf('Begun', { when: 'soon' }) }).trail[0]?.because).toContain('no date');
  });
});
