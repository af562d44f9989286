import { Webhook } from 'standardwebhooks';
import type { Channel, Outgoing } from '../channel.ts';
import { attemptOf } from '../request/attempt.ts';
import type { Requester } from '../requester.ts';

/** Where messages of the `webhook` channel go: the shop's own server, which passes them on to an app, a printer, a call centre. */
export interface WebhookEndpoint {
  readonly url: string;
  /** `whsec_` and base64, as Standard Webhooks writes it. */
  readonly secret: string;
}

const TIMEOUT_MS = 15_000;

/** Messages as signed requests (Standard Webhooks). The receiver drops a `webhook-id` it has seen, so trying again is safe. */
export function createWebhookChannel(endpoint: WebhookEndpoint | null, requester: Requester): Channel {
  return {
    name: 'webhook',
    title: 'Webhook',
    idempotent: true,
    problem: () => (endpoint ? null : 'No address is set for webhooks. Set WEBHOOK_URL and WEBHOOK_SECRET: the server that takes messages, and the secret that signs them.'),
    address: (customer) => customer.id,
    async send(message, signal) {
      if (!endpoint) return { outcome: 'rejected', detail: 'no address is set for webhooks' };
      const body = JSON.stringify(payload(message));
      const headers = { 'content-type': 'application/json', ...signature(endpoint.secret, message.id, body) };
      return attemptOf(await requester.request({ url: endpoint.url, method: 'POST', headers, body, timeoutMs: TIMEOUT_MS }, signal));
    },
    close: async () => {},
  };
}

/** Receivers refuse a stale timestamp, so it is the wall clock's, also where journeys live on an accelerated one. */
function signature(secret: string, id: string, body: string): Record<string, string> {
  const now = new Date();
  // the id is a part of what is signed, joined by dots: it may hold none itself
  const name = `msg_${Buffer.from(id).toString('base64url')}`;
  return {
    'webhook-id': name,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(name, new Date(Math.floor(now.getTime() / 1000) * 1000), body),
  };
}

function payload(message: Outgoing) {
  const { id, to, subject, text, html, topic, category, customer, journey, unsubscribeUrl } = message;
  return { type: 'message', timestamp: new Date().toISOString(), data: { id, to, subject, text, html, topic, category, customer, journey, unsubscribeUrl } };
}
