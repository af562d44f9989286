import { Webhook } from 'standardwebhooks';
import type { Attempt, Channel, Outgoing } from '../channel.ts';
import type { Reply, Requester } from '../requester.ts';

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

/** What a server's answer means for a message, the same for every provider that is spoken to over HTTP. */
export function attemptOf(reply: Reply): Attempt {
  switch (reply.outcome) {
    case 'refused': return { outcome: 'rejected', detail: reply.detail };
    case 'retry': return { outcome: 'retry', detail: reply.detail };
    case 'uncertain': return { outcome: 'uncertain', detail: reply.detail };
    case 'answered': return attemptOfStatus(reply.status, reply.headers);
  }
}

function attemptOfStatus(status: number, headers: Readonly<Record<string, string>>): Attempt {
  const detail = `the server answered ${status}`;
  if (status >= 200 && status < 300) return { outcome: 'sent', providerId: null };
  if (status >= 300 && status < 400) return { outcome: 'rejected', detail: `${detail}: redirects are not followed` };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const afterMs = retryAfter(headers['retry-after']);
    return { outcome: 'retry', detail, ...(afterMs === null ? {} : { afterMs }) };
  }
  return { outcome: 'rejected', detail };
}

/** RFC 9110: seconds, or a date. */
function retryAfter(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}
