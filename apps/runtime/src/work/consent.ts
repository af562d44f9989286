import type { ConsentFacts, GateFacts } from '@attune/dsl';

export type ConsentState = 'granted' | 'denied' | 'unsubscribed';
/** States by `<channel>\n<topic>`; `*` stands for all channels or all topics. */
export type Consents = Map<string, ConsentState>;

export const consentKey = (channel: string, topic: string) => `${channel}\n${topic}`;

/**
 * Consent to a topic on a channel. A withdrawal counts wherever it was said, also for everything; otherwise the narrowest word counts:
 * channel and topic, then the topic on all channels, then all topics of the channel, then all of all.
 */
export function consentOf(consents: Consents, channel: string, topic: string | null): GateFacts['consent'] {
  const places = topic === null ? [consentKey(channel, '*'), consentKey('*', '*')] : [consentKey(channel, topic), consentKey('*', topic), consentKey(channel, '*'), consentKey('*', '*')];
  const states = places.map((place) => consents.get(place)).filter((state) => state !== undefined);
  if (states.includes('unsubscribed')) return 'unsubscribed';
  return states[0] ?? 'none';
}

/** As conditions see it: `{email: {offers: true}}`; what was said for all channels is told for each. */
export function consentFacts(consents: Consents, channels: Iterable<string>): ConsentFacts {
  const facts: Record<string, Record<string, boolean>> = {};
  if (consents.size === 0) return facts;
  const topics = new Set([...consents.keys()].map((key) => key.slice(key.indexOf('\n') + 1)));
  const names = new Set([...channels, ...[...consents.keys()].map((key) => key.slice(0, key.indexOf('\n')))]);
  for (const channel of names) {
    for (const topic of topics) {
      const state = consentOf(consents, channel, topic === '*' ? null : topic);
      if (state !== 'none') (facts[channel] ??= {})[topic] = state === 'granted';
    }
  }
  return facts;
}

/** What a sender's consent object says: `{"email.offers": true, "offers": false, "sentiment": true}`. */
export function readConsent(given: Readonly<Record<string, boolean>>, channels: { has(name: string): boolean }): { readonly channel: string; readonly topic: string; readonly yes: boolean }[] {
  const said = [];
  for (const [key, yes] of Object.entries(given)) {
    if (key === 'sentiment') continue;
    const dot = key.indexOf('.');
    const channel = dot > 0 && channels.has(key.slice(0, dot)) ? key.slice(0, dot) : '*';
    const topic = channel === '*' ? key : key.slice(dot + 1);
    if (topic !== '') said.push({ channel, topic, yes });
  }
  return said;
}

/** The state after a sender said yes or no. A yes that is repeated with every call does not undo an unsubscription; only the customer does. */
export function afterWord(before: ConsentState | undefined, yes: boolean): ConsentState {
  if (before === 'unsubscribed') return 'unsubscribed';
  return yes ? 'granted' : 'denied';
}
