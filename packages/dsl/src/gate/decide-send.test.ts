import { describe, expect, test } from 'vitest';
import { decideSend, defaultPolicy } from './decide-send.ts';
import type { GateDecision, GateFacts, GatePolicy, SendRequest, SkipReason } from './gate-types.ts';

const noon = '2026-05-06T10:00:00.000Z';
const night = '2026-05-06T21:30:00.000Z';
const request: SendRequest = { channel: 'email', topic: 'offers', category: 'marketing', holdout: false };
const facts: GateFacts = {
  address: 'ada@example.com',
  consent: 'granted',
  suppressed: false,
  sent: [],
  zone: 'Europe/Berlin',
  mood: 'unknown',
  openComplaint: false,
  refundPending: false,
  deliveryLate: false,
  lastSurvey: null,
};

interface Change {
  request?: Partial<SendRequest>;
  facts?: Partial<GateFacts>;
  policy?: Partial<GatePolicy>;
  now?: string;
}
const ask = (change: Change = {}): GateDecision =>
  decideSend({ ...request, ...change.request }, { ...facts, ...change.facts }, { ...defaultPolicy, ...change.policy }, change.now ?? noon);
const outcome = (change: Change = {}): string => {
  const decision = ask(change);
  return decision.answer === 'skip' ? decision.reason : decision.answer;
};
const sentAgo = (days: number, channel = 'email', topic: string | null = 'offers') => ({ at: new Date(Date.parse(noon) - days * 86_400_000).toISOString(), channel, topic });

describe('consent', () => {
  const consents = ['granted', 'denied', 'unsubscribed', 'none'] as const;
  const expected: Record<SendRequest['category'], string[]> = {
    marketing: ['send', 'no-consent', 'unsubscribed', 'no-consent'],
    survey: ['send', 'no-consent', 'unsubscribed', 'send'],
    service: ['send', 'no-consent', 'unsubscribed', 'send'],
    transactional: ['send', 'send', 'send', 'send'],
  };
  test.each(Object.entries(expected))('GATE-1: a %s message obeys granted, denied, unsubscribed and never asked', (category, answers) => {
    expect(consents.map((consent) => outcome({ request: { category: category as SendRequest['category'] }, facts: { consent } }))).toEqual(answers);
  });
});

describe('what binds every category', () => {
  const always: readonly (readonly [string, Change, SkipReason])[] = [
    ['no address', { facts: { address: null } }, 'no-address'],
    ['a blank address', { facts: { address: '  ' } }, 'no-address'],
    ['a suppressed address', { facts: { suppressed: true } }, 'suppressed'],
    ['a passed last moment', { request: { expires: '2026-05-06T09:59:59.999Z' } }, 'expired'],
    ['the control group', { request: { holdout: true } }, 'holdout'],
  ];
  test.each(always)('GATE-1: %s stops any message', (_name, change, reason) => {
    for (const category of ['marketing', 'service', 'survey', 'transactional'] as const) {
      expect(outcome({ ...change, request: { ...change.request, category } })).toBe(reason);
    }
  });
  test('a message is still worth sending at its very last moment', () => expect(outcome({ request: { expires: noon } })).toBe('send'));
});

test('GATE-4: a member of the control group gets nothing, and is told apart from somebody who cannot be reached', () => {
  expect(outcome({ request: { holdout: true }, facts: { address: null, consent: 'denied', suppressed: true }, now: night })).toBe('holdout');
});

describe('quiet hours', () => {
  test('GATE-2: at night a message waits until the local morning', () => {
    expect(ask({ now: night })).toMatchObject({ answer: 'defer', until: '2026-05-07T06:00:00.000Z' });
  });
  test('GATE-2: what forbids a message is said at night too, before it is held back', () => {
    expect(outcome({ now: night, facts: { consent: 'none' } })).toBe('no-consent');
    expect(outcome({ now: night, facts: { sent: [sentAgo(1), sentAgo(2), sentAgo(3)] } })).toBe('capped');
    expect(outcome({ now: night, facts: { openComplaint: true } })).toBe('guarded');
  });
  test('GATE-2: a released message is checked again in full', () => {
    const first = ask({ now: night });
    expect(first.answer).toBe('defer');
    const until = first.answer === 'defer' ? first.until : '';
    expect(outcome({ now: until })).toBe('send');
    expect(outcome({ now: until, facts: { consent: 'unsubscribed' } })).toBe('unsubscribed');
  });
  test('a message that would be too late in the morning is not sent', () => {
    expect(outcome({ now: night, request: { expires: '2026-05-07T05:59:59.999Z' } })).toBe('quiet-hours-expired');
    expect(outcome({ now: night, request: { expires: '2026-05-07T06:00:00.000Z' } })).toBe('defer');
  });
  test('channels that are not listed, and workspaces without quiet hours, know no night', () => {
    expect(outcome({ now: night, request: { channel: 'outbox' } })).toBe('send');
    expect(outcome({ now: night, policy: { quietHours: null } })).toBe('send');
  });
  test('only transactional messages may come at night', () => {
    const categories = ['marketing', 'service', 'survey', 'transactional'] as const;
    expect(categories.map((category) => outcome({ now: night, request: { category } }))).toEqual(['defer', 'defer', 'defer', 'send']);
  });
});

describe('caps', () => {
  const policy: Partial<GatePolicy> = { caps: [{ limit: 2, within: 'P7D' }] };
  test('GATE-3: the message after the last one allowed is skipped, until the window has rolled on', () => {
    expect(outcome({ policy, facts: { sent: [sentAgo(1)] } })).toBe('send');
    expect(outcome({ policy, facts: { sent: [sentAgo(1), sentAgo(6.999)] } })).toBe('capped');
    expect(outcome({ policy, facts: { sent: [sentAgo(1), sentAgo(7)] } })).toBe('send');
  });
  test('GATE-3: a cap on a channel or a topic counts that channel or topic only', () => {
    const sms: Partial<GatePolicy> = { caps: [{ channel: 'sms', limit: 1, within: 'P1D' }] };
    expect(outcome({ policy: sms, facts: { sent: [sentAgo(0.1)] } })).toBe('send');
    expect(outcome({ policy: sms, request: { channel: 'sms' }, facts: { sent: [sentAgo(0.1)] } })).toBe('send');
    expect(outcome({ policy: sms, request: { channel: 'sms' }, facts: { sent: [sentAgo(0.1, 'sms')] } })).toBe('capped');
    const news: Partial<GatePolicy> = { caps: [{ topic: 'news', limit: 1, within: 'P1D' }] };
    expect(outcome({ policy: news, facts: { sent: [sentAgo(0.1, 'email', 'news')] } })).toBe('send');
    expect(outcome({ policy: news, request: { topic: 'news' }, facts: { sent: [sentAgo(0.1, 'email', 'news')] } })).toBe('capped');
  });
  test('GATE-3: transactional and service messages are never capped', () => {
    const categories = ['marketing', 'survey', 'service', 'transactional'] as const;
    const sent = [sentAgo(0.1), sentAgo(0.2)];
    expect(categories.map((category) => outcome({ policy, request: { category }, facts: { sent } }))).toEqual(['capped', 'capped', 'send', 'send']);
  });
  test('GATE-3: a limit of nothing allows nothing', () => expect(outcome({ policy: { caps: [{ limit: 0, within: 'P1D' }] } })).toBe('capped'));
});

describe('the empathy guardrails', () => {
  const signs: readonly Partial<GateFacts>[] = [{ openComplaint: true }, { refundPending: true }, { deliveryLate: true }, { mood: 'negative' }];
  test.each(signs.map((sign) => [JSON.stringify(sign), sign] as const))('GATE-5: no promotion while %s, but help still comes', (_name, sign) => {
    expect(outcome({ facts: sign })).toBe('guarded');
    for (const category of ['service', 'survey', 'transactional'] as const) expect(outcome({ facts: sign, request: { category } })).toBe('send');
    expect(outcome({ facts: sign, policy: { guardrails: false } })).toBe('send');
  });
  test('GATE-5: a mood that is unknown, neutral or good holds nothing back', () => {
    for (const mood of ['unknown', 'neutral', 'positive'] as const) expect(outcome({ facts: { mood } })).toBe('send');
  });
  test('GATE-5: every reason is named', () => {
    expect(ask({ facts: { openComplaint: true, mood: 'negative' } }).because).toBe('No promotion now: a complaint of theirs is open, and their last words were unhappy and nothing better came since.');
  });
});

describe('GATE-6: the decision says what it was decided from', () => {
  test.each([
    ['a cap', { facts: { sent: [sentAgo(1), sentAgo(2), sentAgo(3)] } }, { limit: 3, within: 'P7D', sent: [sentAgo(1).at, sentAgo(2).at, sentAgo(3).at] }],
    ['quiet hours', { now: night }, { quietFrom: '21:00', quietTo: '08:00', zone: 'Europe/Berlin', now: night, until: '2026-05-07T06:00:00.000Z' }],
    ['consent', { facts: { consent: 'denied' } }, { consent: 'denied', topic: 'offers', channel: 'email' }],
    ['a guardrail', { facts: { refundPending: true } }, { refundPending: true }],
    ['nothing against it', {}, { consent: 'granted', category: 'marketing', mood: 'unknown', zone: 'Europe/Berlin' }],
  ] satisfies [string, Change, object][])('%s', (_name, change, used) => {
    const decision = ask(change);
    expect(decision.used).toMatchObject(used);
    expect(decision.because).toMatch(/^[A-Z].*\.$/);
  });
  test('the same question gets the same answer, and nothing given is changed', () => {
    const given = JSON.parse(JSON.stringify({ request, facts, defaultPolicy })) as unknown;
    expect(ask({ now: night })).toEqual(ask({ now: night }));
    expect({ request, facts, defaultPolicy }).toEqual(given);
  });
});
