/// <reference path="./http-ece.d.ts" />
import { createECDH, createHash } from 'node:crypto';
import { encrypt } from 'http_ece';
import type { Channel, Outgoing } from '../channel.ts';
import { attemptOf } from '../request/attempt.ts';
import type { Requester } from '../requester.ts';
import { customerSubscription, readSubscription, type Subscription } from './subscription.ts';
import { publicKeyOf, vapidHeader } from './vapid.ts';

export interface PushOptions {
  /** `mailto:` or `https:`: whom push services may write to. */
  readonly contact: string | null;
  /** Private key in PEM form, asked at each use. */
  key(): string | null;
}

const TIMEOUT_MS = 15_000;
/** A push that nobody could be shown for four weeks is old news; services keep none longer. */
const KEPT_SECONDS = 28 * 86_400;
/** Services need take no more than 4,096 bytes of cipher; header and padding take 103 of them. */
const PLAIN_BYTES = 3_900;

/** Web push (RFC 8030) with the content encrypted for the browser alone (RFC 8291). Services drop no repeated push, so `uncertain` is not tried again. */
export function createPushChannel(options: PushOptions, requester: Requester): Channel {
  return {
    name: 'push',
    title: 'Web push',
    idempotent: false,
    foot: '',
    trait: 'push',
    publicKey: () => { const key = options.key(); return key === null ? null : publicKeyOf(key); },
    problem: () => (options.contact === null ? 'Web push is not set up. Set PUSH_CONTACT, e.g. mailto:admin@shop.example.' : options.key() === null ? 'The key of web push is missing. Set VAPID_KEY, or "Web push" under Settings.' : null),
    address: customerSubscription,
    async send(message, signal) {
      const [key, subscription] = [options.key(), readSubscription(message.to)];
      if (key === null || options.contact === null) return { outcome: 'rejected', detail: 'web push is not set up' };
      if (subscription === null) return { outcome: 'rejected', detail: 'this is no push subscription', badAddress: true };
      const body = encryptedFor(subscription, contentOf(message));
      if (body === null) return { outcome: 'rejected', detail: 'the key of the subscription is no point of its curve', badAddress: true };
      const reply = await requester.request({
        url: subscription.endpoint, method: 'POST', body, timeoutMs: TIMEOUT_MS,
        headers: {
          authorization: vapidHeader(key, subscription.endpoint, options.contact), 'content-type': 'application/octet-stream', 'content-encoding': 'aes128gcm', ttl: String(KEPT_SECONDS),
          urgency: message.category === 'marketing' ? 'low' : 'normal',
          // a repeated push that was not shown yet takes the place of the first
          topic: createHash('sha256').update(message.id).digest('base64url').slice(0, 32),
        },
      }, signal);
      const attempt = attemptOf(reply);
      // RFC 8030: the browser has unsubscribed, or the subscription ran out
      if (reply.outcome === 'answered' && (reply.status === 404 || reply.status === 410)) return { outcome: 'rejected', detail: `the subscription is gone (${reply.status})`, badAddress: true };
      return attempt;
    },
    close: async () => {},
  };
}

/** What the shop's service worker is told; `tag` lets it show a repeated message once. A long text is cut, a letter is not. */
function contentOf({ id, subject, text }: Outgoing): Buffer {
  const build = (body: string) => Buffer.from(JSON.stringify({ title: subject, body, tag: id }));
  let body = text.trimEnd();
  while (build(body).length > PLAIN_BYTES) body = `${[...body].slice(0, Math.floor([...body].length * 0.9) - 1).join('')}…`;
  return build(body);
}

function encryptedFor({ p256dh, auth }: Subscription, plain: Buffer): Buffer | null {
  const local = createECDH('prime256v1');
  local.generateKeys();
  try {
    return encrypt(plain, { version: 'aes128gcm', dh: p256dh, privateKey: local, authSecret: auth });
  } catch {
    return null;
  }
}
