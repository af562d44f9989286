import type { SimulatedCustomer } from '@attune/dsl';
import type { Customer } from '@attune/runtime/shapes';
import { words } from '../../../canvas/words.ts';
import type { Plan } from './plan.ts';

export interface Persona {
  readonly key: string;
  readonly label: string;
  readonly customer: SimulatedCustomer;
  readonly mood: Plan['mood'];
  readonly consent: boolean;
}

const w = words.tryIt.personas;

/** Made-up people to try a journey with before there are real ones. */
export const personas: readonly Persona[] = [
  { key: 'new', label: w.new, mood: 'none', consent: true, customer: { id: 'ana', email: 'ana@example.com', phone: '+491700000001', traits: { first_name: 'Ana', orders: 0 } } },
  { key: 'loyal', label: w.loyal, mood: 'positive', consent: true, customer: { id: 'ben', email: 'ben@example.com', phone: '+491700000002', traits: { first_name: 'Ben', orders: 12, plan: 'pro' }, segments: ['vip'] } },
  { key: 'upset', label: w.upset, mood: 'negative', consent: true, customer: { id: 'cleo', email: 'cleo@example.com', phone: '+491700000003', traits: { first_name: 'Cleo', orders: 2 } } },
  { key: 'quiet', label: w.quiet, mood: 'none', consent: false, customer: { id: 'dan', email: 'dan@example.com', phone: '+491700000004', traits: { first_name: 'Dan', orders: 1 } } },
];

/** A real customer as the simulator takes one: what is known of them now, nothing assumed. */
export function simulated(customer: Customer): Persona {
  const consent: Record<string, Record<string, boolean>> = {};
  for (const { channel, topic, state } of customer.consents) (consent[channel] ??= {})[topic] = state === 'granted';
  const label = customer.moodDetail.label === 'unknown' ? 'none' : customer.moodDetail.label;
  return {
    key: customer.id,
    label: customer.name ?? customer.email ?? customer.id,
    mood: label,
    consent: true,
    customer: { id: customer.id, email: customer.email, timezone: customer.timezone, locale: customer.locale, traits: customer.traits as NonNullable<SimulatedCustomer['traits']>, segments: customer.segments, consent, sentimentAllowed: customer.sentimentAllowed },
  };
}
