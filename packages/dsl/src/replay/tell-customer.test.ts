import { describe, expect, it } from 'vitest';
import { begin, eventOf, factsOf, programOf, T0 } from '../engine/testing.ts';
import type { TrailEntry } from '../engine/command.ts';
import type { Json } from '../json.ts';
import { stepKinds } from '../nodes/index.ts';
import { randomOf } from '../simulate/random.ts';
import { tellCustomer, type Told } from './tell-customer.ts';

const entry = (used: Readonly<Record<string, Json>>, outcome = 'yes', step = 'ask-them'): TrailEntry => ({ at: T0, step, visit: 1, outcome, because: 'plan was \'pro\'', used });
const told = (more: Partial<Told> = {}): string => tellCustomer({ trail: [], event: eventOf('Cart Updated', { value: 64, cart_id: 'k1' }), channel: 'email', status: 'sent', ...more });

/** What no customer should read. */
const JARGON = /customer\.|event\.|properties|steps\.|segment|[{}]|undefined|null|NaN|ask-them|\bjourney\b|_|in_|count\(/;

function isPlain(sentence: string): void {
  expect(sentence, sentence).toMatch(/^[A-Z][^.]*(?:\d\.\d[^.]*)*\.$/);
  expect(sentence).not.toMatch(JARGON);
  expect(sentence.length).toBeGreaterThan(20);
  expect(sentence.length).toBeLessThan(400);
}

describe('tellCustomer', () => {
  it('ENG-13: says why a message came in one sentence', () => {
    expect(told({ agreedTo: 'offers' })).toBe('You got this e-mail because you left a cart worth 64 and agreed to offers by e-mail.');
    expect(told({ trail: [entry({ 'count(Order Completed, P30D)': 3 }), entry({ 'customer.plan': 'pro' })] })).toBe('You got this e-mail because you left a cart worth 64, you placed 3 orders and your plan is pro.');
    expect(told({ event: null, trail: [entry({ segment: 'vip-2', edge: 'enter' }, 'entered', 'journey')], channel: 'sms', agreedTo: 'news' })).toBe('You got this text message because you are one of the customers it is meant for and agreed to news by text message.');
    expect(told({ trail: [entry({ sentimentAllowed: true, sentiment: { label: 'negative' } }, 'negative')], status: 'planned' })).toBe('An e-mail is planned for you because you left a cart worth 64 and what you last wrote to us sounded unhappy.');
    expect(told({ event: eventOf('cart_v2_sync', { value: 3 }) })).toBe('You got this e-mail because of something you did in our shop.');
    expect(told({ status: 'skipped', reason: 'unsubscribed' })).toBe('You did not get this e-mail because you unsubscribed from it.');
  });

  it('ENG-13: is a plain sentence for every example of every kind', () => {
    for (const kind of stepKinds) {
      for (const { config } of kind.examples) {
        for (const customer of [{ id: 'ana' }, { id: 'ana', plan: 'pro', first_name: 'Ana', points: 1.5, secret_score: 'x_{y}' }]) {
          const { trail } = begin(programOf({ 'ask-them': { kind: kind.kind, ...(config as Record<string, unknown>) } }), { facts: factsOf({ customer, segments: ['vip'], sentiment: { label: 'positive', score: 0.4, confidence: 0.9, at: T0 } }), event: eventOf('Order Completed', { order_id: 'o-1', total: 12.5, currency: 'EUR' }) });
          for (const status of ['sent', 'planned', 'skipped'] as const) isPlain(told({ trail, event: eventOf('Order Completed', { total: 12.5 }), status }));
        }
      }
    }
  });

  it('ENG-13: is a plain sentence whatever the record holds', () => {
    const random = randomOf(5);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const names = ['customer.plan', 'customer.secret_trait', 'customer.__proto__', 'event.properties.total', 'count(Order Completed, P30D)', 'count(weird_event)', 'in_segment(vip_2)', 'sentiment', 'sentiment.label', 'drawn', 'event', 'at', 'due', 'segment', 'to', 'result', 'reason'];
    const values: Json[] = [null, 0, 3, -1.5, 'pro', '{{customer.x}}', 'a_b.', '', 'negative', true, [], {}, { label: 'negative' }, 'constructor'];
    for (let round = 0; round < 2000; round += 1) {
      const trail = Array.from({ length: 1 + Math.floor(random() * 4) }, () => entry(Object.fromEntries(Array.from({ length: 3 }, () => [pick(names), pick(values)])), pick(['yes', 'timeout', 'negative', 'waiting', 'entered']), pick(['ask-them', 'journey'])));
      const sentence = told({ trail, event: pick([null, eventOf('Cart Updated'), eventOf('constructor'), eventOf('odd_name', { value: 7 })]), channel: pick(['email', 'sms', 'outbox', 'constructor']), status: pick(['sent', 'planned', 'skipped']), reason: pick([null, 'capped', 'constructor']), agreedTo: pick([null, 'offers']) });
      isPlain(sentence);
    }
  });
});
