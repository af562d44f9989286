/** A browser's subscription, as `PushManager.subscribe()` gives it. */
export interface Subscription { readonly endpoint: string; readonly p256dh: Buffer; readonly auth: Buffer }

const KEY = /^[A-Za-z0-9_-]{80,90}={0,2}$/;
const AUTH = /^[A-Za-z0-9_-]{20,24}={0,2}$/;

const own = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);

/** The address on the push channel: endpoint, public key and secret of a customer's `push` trait, one after the other; null where it holds no subscription. */
export function customerSubscription(customer: { readonly traits: Readonly<Record<string, unknown>> }): string | null {
  const given = own(customer.traits, 'push');
  const [endpoint, keys] = [own(given, 'endpoint'), own(given, 'keys')];
  const [p256dh, auth] = [own(keys, 'p256dh'), own(keys, 'auth')];
  if (typeof endpoint !== 'string' || typeof p256dh !== 'string' || typeof auth !== 'string') return null;
  const address = `${endpoint} ${p256dh} ${auth}`;
  return readSubscription(address) === null ? null : address;
}

/** Reads an address again; null where it is none. */
export function readSubscription(address: string): Subscription | null {
  const [endpoint = '', p256dh = '', auth = '', ...more] = address.split(' ');
  if (more.length > 0 || endpoint.length > 2_000 || !URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol) || !KEY.test(p256dh) || !AUTH.test(auth)) return null;
  const [key, secret] = [Buffer.from(p256dh, 'base64url'), Buffer.from(auth, 'base64url')];
  return key.length === 65 && key[0] === 4 && secret.length === 16 ? { endpoint, p256dh: key, auth: secret } : null;
}
