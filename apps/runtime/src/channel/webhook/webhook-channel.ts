import type { Channel, Outgoing } from '../channel.ts';
import { attemptOf } from '../request/attempt.ts';
import { signatureHeaders } from '../request/signature.ts';
import type { Requester } from '../requester.ts';

/** Where messages of the `webhook` channel go: the shop's own server, which passes them on to an app, a printer, a call centre. */
export interface WebhookEndpoint {
  readonly url: string | null;
  /** `whsec_` and base64, as Standard Webhooks writes it; several while one replaces the other. */
  secret(): string | null;
}

const TIMEOUT_MS = 15_000;

/** Messages as signed requests (Standard Webhooks). The receiver drops a `webhook-id` it has seen, so trying again is safe. */
export function createWebhookChannel({ url, secret }: WebhookEndpoint, requester: Requester): Channel {
  return {
    name: 'webhook',
    title: 'Webhook',
    idempotent: true,
    problem: () => {
      if (url === null) return 'No address is set for webhooks. Set WEBHOOK_URL: the server that takes messages.';
      return secret() === null ? 'No secret is set that signs webhooks. Set WEBHOOK_SECRET, or "Webhooks out" under Settings.' : null;
    },
    address: (customer) => customer.id,
    async send(message, signal) {
      const secrets = secret();
      if (url === null || secrets === null) return { outcome: 'rejected', detail: 'no address or no secret is set for webhooks' };
      const body = JSON.stringify(payload(message));
      // the id is a part of what is signed, joined by dots: it may hold none itself
      const headers = { 'content-type': 'application/json', ...signatureHeaders(secrets, `msg_${Buffer.from(message.id).toString('base64url')}`, body) };
      return attemptOf(await requester.request({ url, method: 'POST', headers, body, timeoutMs: TIMEOUT_MS }, signal));
    },
    close: async () => {},
  };
}

function payload(message: Outgoing) {
  const { id, to, subject, text, html, topic, category, customer, journey, unsubscribeUrl } = message;
  return { type: 'message', timestamp: new Date().toISOString(), data: { id, to, subject, text, html, topic, category, customer, journey, unsubscribeUrl } };
}
