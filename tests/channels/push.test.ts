import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createChannels, createRequester, newVapidKey, type Channel } from '@attune/runtime/channel';
import { sampleMessage } from '@attune/runtime/channel/conformance';
import { describe, expect, it } from 'vitest';
import { describeChannel } from './conform.ts';
import { httpPeer } from './http-peer.ts';
import { closed, httpServer, portOf, type Answer, type Received } from './http-server.ts';

/** A browser that subscribed. */
function browser(endpoint: string) {
  const ecdh = createECDH('prime256v1');
  const p256dh = ecdh.generateKeys();
  const auth = randomBytes(16);
  return { ecdh, auth, subscription: { endpoint, expirationTime: null, keys: { p256dh: p256dh.toString('base64url'), auth: auth.toString('base64url') } } };
}

/** RFC 8188 and RFC 8291, written down from their text: what a browser does with a push. */
function decrypt(body: Buffer, receiver: { ecdh: ReturnType<typeof createECDH>; auth: Buffer }): string {
  const [salt, keyLength] = [body.subarray(0, 16), body[20] ?? 0];
  const sender = body.subarray(21, 21 + keyLength);
  const cipher = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), receiver.ecdh.getPublicKey(), sender]);
  const ikm = Buffer.from(hkdfSync('sha256', receiver.ecdh.computeSecret(sender), receiver.auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(cipher.subarray(-16));
  const padded = Buffer.concat([decipher.update(cipher.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}

const VAPID = newVapidKey();
function pushChannel(key: string | null = VAPID, contact: string | null = 'mailto:admin@shop.example'): Channel {
  const channel = createChannels({ settings: { pushContact: contact }, secret: (name) => (name === 'vapidKey' ? key : null), requester: createRequester({ allowPrivate: true }) }).get('push');
  if (!channel) throw new Error('there is no push channel');
  return channel;
}
const addressOf = (push: unknown) => pushChannel().address({ id: 'c', traits: { push } }) ?? '';
const never = new AbortController().signal;

const receiver = browser('');
describeChannel('web push', () => httpPeer({
  open: () => pushChannel(),
  read: ({ headers, bytes, path }) => {
    const { body, tag } = JSON.parse(decrypt(bytes, receiver)) as { body: string; tag: string };
    expect(headers['content-encoding']).toBe('aes128gcm');
    return { id: tag, to: addressOf({ ...receiver.subscription, endpoint: `http://${headers.host}${path}` }), text: body };
  },
  taken: { status: 201 }, refused: { status: 403 }, to: (url) => addressOf({ ...receiver.subscription, endpoint: `${url}/push/abc` }),
}));

describe('a push', () => {
  const pushed = async (answer: Answer, more = {}) => {
    const received: Received[] = [];
    const server = await httpServer((request) => { received.push(request); return answer; });
    const origin = `http://127.0.0.1:${portOf(server)}`;
    const phone = browser(`${origin}/push/abc?x=1`);
    const attempt = await pushChannel().send(sampleMessage('m-1', addressOf(phone.subscription), more), never);
    await closed(server);
    return { attempt, request: received[0], phone, origin };
  };

  it('is signed for the push service (RFC 8292) with the key whose public half browsers subscribe with', async () => {
    const { request, origin } = await pushed({ status: 201 });
    const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(String(request?.headers.authorization)) ?? [];
    const [head = '', claims = '', signature = ''] = token.split('.');
    expect(key).toBe(pushChannel().publicKey?.());
    const point = Buffer.from(key, 'base64url');
    const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') } });
    expect(verify('sha256', Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ typ: 'JWT', alg: 'ES256' });
    const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; exp: number; sub: string };
    expect([aud, sub]).toEqual([origin, 'mailto:admin@shop.example']);
    expect(exp - Date.now() / 1000).toBeLessThanOrEqual(86_400);
    expect(exp - Date.now() / 1000).toBeGreaterThan(0);
  });

  it('says how long it is worth showing, how urgent it is, and takes the place of the same one that was not shown yet', async () => {
    const one = await pushed({ status: 201 });
    const again = await pushed({ status: 201 }, { category: 'marketing' });
    expect(one.request?.headers).toMatchObject({ ttl: '2419200', urgency: 'normal' });
    expect(again.request?.headers['urgency']).toBe('low');
    expect(one.request?.headers['topic']).toMatch(/^[\w-]{1,32}$/);
    expect(again.request?.headers['topic']).toBe(one.request?.headers['topic']);
  });

  it('is for that browser alone, and is cut to what services take, between letters', async () => {
    const { request, phone } = await pushed({ status: 201 }, { text: '📦ж'.repeat(2_000) });
    expect(request?.bytes.length).toBeLessThanOrEqual(4_096);
    const { body } = JSON.parse(decrypt(request!.bytes, phone)) as { body: string };
    expect(body).toMatch(/^(?:📦ж)+📦?…$/u);
    expect(() => decrypt(request!.bytes, browser('x'))).toThrow();
  });

  it.each([404, 410])('a subscription that is gone (%i) is blocked', async (status) => {
    expect((await pushed({ status })).attempt).toMatchObject({ outcome: 'rejected', badAddress: true });
  });

  it('has an address only where the trait holds a whole subscription', () => {
    const { subscription } = browser('https://push.example/abc');
    expect(addressOf(subscription)).toContain('https://push.example/abc ');
    const { endpoint, keys } = subscription;
    for (const bad of [null, 'x', {}, { endpoint }, { endpoint, keys: {} }, { endpoint: 'javascript:alert(1)', keys }, { endpoint: 'https://a b/', keys }, { endpoint, keys: { ...keys, auth: 'short' } }, { endpoint, keys: { ...keys, p256dh: `A${keys.p256dh.slice(1)}` } }, { endpoint: 7, keys }]) expect(addressOf(bad), JSON.stringify(bad)).toBe('');
  });

  it('rejects a key that is no point of the curve', async () => {
    const { subscription } = browser('http://127.0.0.1:1/');
    const point = Buffer.from(subscription.keys.p256dh, 'base64url');
    point.fill(7, 1);
    expect(await pushChannel().send(sampleMessage('m', `${subscription.endpoint} ${point.toString('base64url')} ${subscription.keys.auth}`), never)).toMatchObject({ outcome: 'rejected', badAddress: true });
  });

  it('says what is missing until it is set up', () => {
    expect(pushChannel(null).problem()).toContain('VAPID_KEY');
    expect(pushChannel(VAPID, null).problem()).toContain('PUSH_CONTACT');
  });

  it('the decryption of these tests is right: it reads the example of RFC 8291', () => {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(Buffer.from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url'));
    const body = 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';
    expect(decrypt(Buffer.from(body, 'base64url'), { ecdh, auth: Buffer.from('BTBZMqHH6r4Tts7J_aSIgg', 'base64url') })).toBe('When I grow up, I want to be a watermelon');
  });
});
