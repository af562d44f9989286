import { describe, expect, test } from 'vitest';
import { careAfter } from './care.ts';
import { chooseChannel } from './choose-channel.ts';
import { defaultPolicy } from './decide-send.ts';
import type { GateFacts } from './gate-types.ts';

const reachable: GateFacts = { address: 'x', consent: 'granted', suppressed: false, sent: [], zone: 'UTC', mood: 'unknown', openComplaint: false, refundPending: false, deliveryLate: false, lastSurvey: null };
const request = { topic: 'offers', category: 'marketing', holdout: false } as const;
const choose = (facts: Readonly<Record<string, Partial<GateFacts>>>, now = '2026-05-06T10:00:00.000Z') => {
  const choice = chooseChannel(Object.keys(facts), request, (channel) => ({ ...reachable, ...facts[channel] }), defaultPolicy, now);
  return choice && [choice.channel, choice.decision.answer === 'skip' ? choice.decision.reason : choice.decision.answer];
};

describe('a message with fallbacks', () => {
  test('goes by its own channel where that one is open', () => expect(choose({ email: {}, sms: {} })).toEqual(['email', 'send']));
  test.each<Partial<GateFacts>>([{ address: null }, { consent: 'none' }, { consent: 'denied' }, { consent: 'unsubscribed' }, { suppressed: true }])('goes by the next one where the first has %j', (closed) => {
    expect(choose({ email: closed, sms: closed, push: {} })).toEqual(['push', 'send']);
  });
  test('GATE-2: at night it waits and does not go around the night by another channel', () => expect(choose({ email: {}, outbox: {} }, '2026-05-06T22:00:00.000Z')).toEqual(['email', 'defer']));
  test('GATE-5: what concerns the customer holds for all channels', () => expect(choose({ email: { openComplaint: true }, sms: {} })).toEqual(['email', 'guarded']));
  test('where no channel is open the answer is that of the channel it was meant for', () => expect(choose({ email: { consent: 'unsubscribed' }, sms: { address: null } })).toEqual(['email', 'unsubscribed']));
  test('without channels there is no answer', () => expect(choose({})).toBeNull());
});

describe('GATE-5: what opens and closes a case', () => {
  const at = '2026-05-01T00:00:00.000Z';
  const later = '2026-05-02T00:00:00.000Z';
  test('a complaint is open from its first event until it is solved', () => {
    const opened = careAfter({}, { name: 'Complaint Opened', at });
    expect(opened).toEqual({ care: { complaint: at }, closed: false });
    expect(careAfter({ complaint: at }, { name: 'Ticket Opened', at: later })).toBeNull();
    expect(careAfter({ complaint: at, delivery: at }, { name: 'Complaint Resolved', at: later })).toEqual({ care: { delivery: at }, closed: true });
  });
  test('other events, and an end without a beginning, change nothing', () => {
    expect(careAfter({ complaint: at }, { name: 'Order Completed', at })).toBeNull();
    expect(careAfter({}, { name: 'Order Refunded', at })).toBeNull();
  });
  test('a workspace may name the events itself, and what was given is not changed', () => {
    const events = { complaint: { opens: ['Angry'], closes: ['Calm'] }, refund: { opens: [], closes: [] }, delivery: { opens: [], closes: [] } };
    const care = { complaint: at };
    expect(careAfter({}, { name: 'Angry', at }, events)).toEqual({ care: { complaint: at }, closed: false });
    expect(careAfter(care, { name: 'Calm', at: later }, events)).toEqual({ care: {}, closed: true });
    expect(care).toEqual({ complaint: at });
    expect(careAfter({}, { name: 'Complaint Opened', at }, events)).toBeNull();
  });
});
