import { describe, expect, it } from 'vitest';
import { begin, programOf } from '../engine/testing.ts';
import { simulate } from '../simulate/index.ts';
import { randomOf } from '../simulate/random.ts';
import { bestMoment, hourCounts, type BestTimeQuestion } from './best-time.ts';
import { decideSend, defaultPolicy } from './decide-send.ts';
import type { GateFacts, SendRequest } from './gate-types.ts';
import { quietUntil } from './quiet-hours.ts';

const NOON = '2026-05-06T10:00:00.000Z';
const evening = Array.from({ length: 24 }, (_, hour) => (hour === 19 ? 40 : 0));
const nobody = Array.from({ length: 24 }, () => 0);
const ask = (more: Partial<BestTimeQuestion> = {}) => bestMoment({ counts: { own: evening }, quietHours: { from: '21:00', to: '08:00' }, zone: 'Europe/Berlin', workspaceZone: 'UTC', now: NOON, within: 'P1D', ...more });
const request: SendRequest = { channel: 'email', topic: 'offers', category: 'marketing', holdout: false, bestTime: 'P1D' };
const facts: GateFacts = { address: 'ada@example.com', consent: 'granted', suppressed: false, sent: [], zone: 'Europe/Berlin', mood: 'unknown', openComplaint: false, refundPending: false, deliveryLate: false, lastSurvey: null, hours: { own: evening } };

describe('the best time', () => {
  it('GATE-8: is the hour at which the customer mostly does something, by their clock', () => {
    expect(ask()).toMatchObject({ at: '2026-05-06T17:00:00.000Z', because: expect.stringContaining('19:00') as string, used: { bestHour: 19, signs: 40, signsThere: 40 } });
    expect(ask({ now: '2026-05-06T17:20:00.000Z' })).toBeNull();
    expect(ask({ zone: 'Asia/Kathmandu' })?.at).toBe('2026-05-06T13:15:00.000Z');
  });

  it('GATE-8: is never in quiet hours, beyond its time, or after the message is worth sending', () => {
    const night = nobody.map((_, hour) => (hour === 23 ? 100 : 0));
    const found = ask({ counts: { own: night } });
    expect(found === null || quietUntil({ from: '21:00', to: '08:00' }, 'Europe/Berlin', 'UTC', found.at) === null).toBe(true);
    expect(ask({ within: 'PT2H' })).toBeNull();
    expect(ask({ expires: '2026-05-06T15:59:59.000Z' })).toBeNull();
    expect(ask({ counts: { own: night }, quietHours: null })?.at).toBe('2026-05-06T21:00:00.000Z');
  });

  it('GATE-8: few signs weigh little: then what all customers do decides', () => {
    const mornings = nobody.map((_, hour) => (hour === 9 ? 100_000 : 0));
    expect(ask({ counts: { own: nobody, all: mornings } })?.at).toBe('2026-05-07T07:00:00.000Z');
    expect(ask({ counts: { own: nobody.map((_, hour) => (hour === 19 ? 1 : 0)), all: mornings } })?.at).toBe('2026-05-07T07:00:00.000Z');
    expect(ask({ counts: { own: evening, all: mornings } })?.at).toBe('2026-05-06T17:00:00.000Z');
    expect(ask({ counts: { own: nobody }, now: NOON })).toBeNull();
  });

  it('GATE-8: holds a message back once; what is urgent, and what the host was not asked to hold back, goes now', () => {
    const decide = (more: Partial<SendRequest>, known: Partial<GateFacts> = {}) => decideSend({ ...request, ...more }, { ...facts, ...known }, defaultPolicy, NOON);
    expect(decide({})).toMatchObject({ answer: 'defer', until: '2026-05-06T17:00:00.000Z', because: expect.stringContaining('40 of 40 signs') as string });
    const { bestTime: _released, ...plain } = request;
    expect(decideSend(plain, facts, defaultPolicy, NOON).answer).toBe('send');
    expect(decide({ category: 'transactional' }).answer).toBe('send');
    expect(decide({}, { consent: 'denied' })).toMatchObject({ answer: 'skip', reason: 'no-consent' });
    expect(decideSend(request, facts, defaultPolicy, '2026-05-06T20:00:00.000Z')).toMatchObject({ answer: 'defer', until: '2026-05-07T17:00:00.000Z' });
  });

  it('GATE-8: whatever the habits, a moment lies ahead, within its time and outside the night', () => {
    const random = randomOf(8);
    const zones = Intl.supportedValuesOf('timeZone');
    for (let count = 0; count < 400; count += 1) {
      const zone = zones[Math.floor(random() * zones.length)] ?? 'UTC';
      const now = new Date(Date.parse('2026-03-01T00:00:00Z') + Math.floor(random() * 40 * 86_400_000)).toISOString();
      const found = ask({ zone, now, counts: { own: nobody.map(() => Math.floor(random() * 9)) }, within: 'P2D' });
      if (!found) continue;
      const wait = Date.parse(found.at) - Date.parse(now);
      expect(wait > 0 && wait <= 2 * 86_400_000, `${zone} ${now} ${found.at}`).toBe(true);
      expect(quietUntil({ from: '21:00', to: '08:00' }, zone, 'UTC', found.at), `${zone} ${found.at}`).toBeNull();
    }
  });

  it('counts moments by the local hour', () => {
    const counts = hourCounts(['2026-05-06T17:59:59.000Z', '2026-05-06T17:00:00.000Z', '2026-01-06T18:30:00.000Z'], 'Europe/Berlin');
    expect([counts.length, counts[19]]).toEqual([24, 3]);
  });
});

describe('a message at the best time', () => {
  const program = programOf({ tell: { kind: 'message', channel: 'email', content: { body: 'Hi' }, sendAt: 'best-time', horizon: 'P2D' } });

  it('GATE-8: asks its host for that', () => {
    expect(begin(program).commands[0]).toMatchObject({ type: 'send', bestTime: 'P2D' });
    expect(begin(programOf({ tell: { kind: 'message', channel: 'email', content: { body: 'Hi' } } })).commands[0]).not.toHaveProperty('bestTime');
  });

  it('GATE-8: a trial holds it back to the hour of what the customer did before', () => {
    const clicks = Array.from({ length: 30 }, (_, index) => ({ at: new Date(Date.parse('2026-04-01T18:10:00Z') + index * 86_400_000).toISOString(), event: 'Message Clicked' }));
    const result = simulate(program, { customer: { timezone: 'UTC' }, timeline: [...clicks, { at: '2026-05-04T10:00:00.000Z', event: 'Begun' }], from: '2026-05-04T10:00:00.000Z' });
    expect(result.messages).toMatchObject([{ at: '2026-05-04T18:00:00.000Z', status: 'sent' }]);
  });

  it('GATE-1: a trial falls back to the next channel that has an address and consent', () => {
    const many = programOf({ tell: { kind: 'message', channel: 'sms', fallback: ['push', 'email'], topic: 'offers', content: { body: 'Hi' }, next: 'on', skipped: 'off' }, on: { kind: 'exit', reason: 'on' }, off: { kind: 'exit', reason: 'off' } }, { category: 'marketing' });
    const play = (consent: Record<string, Record<string, boolean>>, phone: string | null = '+1') => simulate(many, { customer: { phone, consent }, timeline: [{ at: NOON, event: 'Begun' }], from: NOON });
    expect(play({ sms: { offers: true } }).messages).toMatchObject([{ channel: 'sms', status: 'sent' }]);
    expect(play({ sms: { offers: true }, email: { offers: true } }, null).messages).toMatchObject([{ channel: 'email', status: 'sent' }]);
    expect(play({ sms: { offers: false }, push: { offers: false } }, null)).toMatchObject({ messages: [{ channel: 'sms', status: 'skipped', reason: 'no-address' }], runs: [{ finish: { id: 'off' } }] });
  });
});
