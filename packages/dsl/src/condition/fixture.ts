import type { EventFact, Facts } from '../facts.ts';
import type { JsonObject } from '../json.ts';

/** What the tests of conditions ask about: one customer of a shop, at one moment. */
export const NOW = '2026-05-03T12:00:00.000Z';

/** An instant some days before NOW. */
export const daysAgo = (days: number): string => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();

export const event = (name: string, days: number, properties: JsonObject = {}): EventFact => ({ name, at: daysAgo(days), properties });

export const facts: Facts = {
  customer: { id: 'c1', plan: 'pro', age: 20, email: 'ada@example.com', tags: ['new', 'vip'], created_at: daysAgo(3), country: 'US', nothing: null, blank: '', timezone: 'Europe/Berlin' },
  segments: ['vip'],
  sentiment: { label: 'negative', score: -0.5, confidence: 0.8, at: daysAgo(1), source: 'review' },
  consent: { email: { offers: true } },
  sentimentAllowed: true,
  history: { 'Order Completed': [event('Order Completed', 40, { value: 50 }), event('Order Completed', 10, { value: '30' }), event('Order Completed', 5, { value: 70, cart: { id: 'x' } })] },
  zone: 'UTC',
  event: event('Cart Updated', 0, { value: 33, cart_id: 'k1' }),
  steps: { ask: { outcome: 'clicked', at: daysAgo(1) } },
  now: NOW,
};

/** Seeded randomness: the same numbers in every run, so that a failure can be repeated. */
export { randomOf as randomness } from '../simulate/random.ts';

export const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
