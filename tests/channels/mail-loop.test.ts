import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publish } from '../support/journeys.ts';
import { eventually, startServer, type Server } from '../support/server.ts';
import { mailServer, type MailServer } from './mail-server.ts';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
const BOUNCE = readFileSync(new URL('../../apps/runtime/src/channel/email/inbound/fixtures/lhost-amazonses-06.eml', import.meta.url));

/** Asks how it was, and goes on with the answer. */
const asks = {
  dsl: 'attune/journey@1', key: 'asks', name: 'Asks', category: 'service', timezone: 'UTC', entry: [{ kind: 'event', event: 'Order Delivered' }], reentry: { mode: 'always' }, start: 'write',
  steps: {
    write: { kind: 'message', channel: 'email', topic: 'care', content: { subject: 'How is it?', body: 'Answer this mail.' }, next: 'answer', skipped: 'left-out' },
    answer: { kind: 'wait', for: [{ id: 'replied', event: 'Message Replied', next: 'heard' }], timeout: { after: 'P2D', next: 'left-out' } },
    heard: { kind: 'exit', reason: 'completed' },
    'left-out': { kind: 'exit', reason: 'skipped' },
  },
};

let mails: MailServer;
let server: Server;
beforeAll(async () => {
  mails = await mailServer();
  server = await startServer({ env: { SMTP_URL: `smtp://127.0.0.1:${mails.port}`, MAIL_FROM: 'Shop <hello@shop.example>', MAIL_RETURN: 'back@mail.shop.example', MAIL_HOOK_SECRET: SECRET } });
  // whatever hour it is
  await server.call('PUT', '/api/settings', { policy: { quietHours: null } });
  await publish(server, asks);
});
afterAll(async () => { await server.stop(); await mails.close(); });

/** Has a customer written to; answers the mail as it arrived at the mail server. */
async function delivered(customer: string): Promise<MailServer['mails'][number]> {
  const to = `${customer}@customer.example`;
  await server.call('POST', '/v1/identify', { userId: customer, traits: { email: to, timezone: 'UTC' }, context: { consent: { categoryPreferences: { care: true } } } });
  await server.call('POST', '/v1/track', { userId: customer, event: 'Order Delivered' });
  return eventually('the mail', () => mails.mails.find((mail) => mail.to === to) ?? null, 20_000);
}
const post = (body: string | Buffer, headers: Record<string, string>) => fetch(`${server.url}/hooks/email`, { method: 'POST', headers: { 'content-type': 'message/rfc822', ...headers }, body: new Uint8Array(Buffer.from(body)) });
const basic = (password: string) => ({ authorization: `Basic ${Buffer.from(`mail:${password}`).toString('base64')}` });
const reply = (mail: MailServer['mails'][number], words: string) => `From: ${mail.to}\r\nTo: ${mail.from}\r\nSubject: Re: How is it?\r\nMessage-ID: <${mail.to}-1>\r\nIn-Reply-To: ${mail.mail.messageId}\r\n\r\n${words}\r\n\r\nOn Mon, 4 May 2026 at 10:00, Shop <hello@shop.example> wrote:\r\n> Answer this mail.\r\n`;
const timeline = async (customer: string) => ((await server.call('GET', `/api/customers/${customer}/timeline?limit=200`)).body as { items: { event?: { name: string; properties: Record<string, unknown>; sentiment: unknown } }[] }).items.flatMap(({ event }) => event ?? []);
const messages = async (customer: string) => ((await server.call('GET', `/api/messages?customer=${customer}`)).body as { items: { status: string; reason: string | null }[] }).items.map(({ status, reason }) => reason ?? status);

it('a reply to a mail comes back as the customer\'s own words, is read for mood, and their run goes on', { timeout: 120_000 }, async () => {
  const mail = await delivered('ada');
  expect((await post(reply(mail, 'It is terrible, the lid broke at once!'), basic(SECRET))).status).toBe(204);
  expect((await post(reply(mail, 'It is terrible, the lid broke at once!'), basic(SECRET))).status).toBe(204);
  const events = await eventually('the reply', async () => { const found = await timeline('ada'); return found.some((event) => event.name === 'Message Replied') ? found : null; });
  expect(events.filter((event) => event.name === 'Message Replied')).toMatchObject([{ properties: { channel: 'email', journey: 'asks', text: 'It is terrible, the lid broke at once!' }, sentiment: { label: 'negative' } }]);
  await eventually('the run to end', async () => ((await server.call('GET', '/api/customers/ada/runs')).body as { items: { reason: string | null }[] }).items[0]?.reason === 'completed');
});

it('a bounce that a mail server sends to the return address ends mails to it', { timeout: 120_000 }, async () => {
  const mail = await delivered('bob');
  const bounce = Buffer.from(BOUNCE.toString('latin1').replace(/^To: .*$/m, `To: ${mail.from}`), 'latin1');
  expect((await post(bounce, basic(SECRET))).status).toBe(204);
  expect((await eventually('the bounce', async () => { const found = await timeline('bob'); return found.find((event) => event.name === 'Message Bounced') ?? null; })).properties).toMatchObject({ hard: true });
  await server.call('POST', '/v1/track', { userId: 'bob', event: 'Order Delivered' });
  await eventually('the next message to be left out', async () => (await messages('bob')).includes('suppressed'));
  expect(mails.mails.filter(({ to }) => to === 'bob@customer.example')).toHaveLength(1);
});

it('a provider\'s signed notice of a complaint ends mails of every topic', { timeout: 120_000 }, async () => {
  const mail = await delivered('cem');
  const body = JSON.stringify({ type: 'email.complained', data: { messageId: mail.mail.messageId } });
  const at = new Date();
  const signed = (secret: string, text = body, when = at) => ({ 'content-type': 'application/json', 'webhook-id': 'n-1', 'webhook-timestamp': String(Math.floor(when.getTime() / 1000)), 'webhook-signature': new Webhook(secret).sign('n-1', when, text) });
  const old = new Date(at.getTime() - 600_000);
  expect((await post(body, signed('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'))).status).toBe(401);
  expect((await post(`${body} `, signed(SECRET))).status).toBe(401);
  expect((await post(body, signed(SECRET, body, old))).status).toBe(401);
  expect(await messages('cem')).toEqual(['sent']);
  expect((await post(body, signed(SECRET))).status).toBe(204);
  const consents = (await server.call('GET', '/api/customers/cem')).body as { consents: { channel: string; topic: string; state: string }[] };
  expect(consents.consents).toEqual(expect.arrayContaining([expect.objectContaining({ channel: 'email', topic: '*', state: 'unsubscribed' })]));
});

it('peer 16: nobody is believed who does not know the secret, and nothing happens', { timeout: 120_000 }, async () => {
  const mail = await delivered('dot');
  for (const headers of [{}, basic('guessed'), basic(''), { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' }]) {
    const response = await post(reply(mail, 'forged'), headers as Record<string, string>);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  }
  expect((await post('', { ...basic(SECRET), 'content-type': 'application/json' })).status).toBe(400);
  expect((await post(reply(mail, 'of nobody').replaceAll(/\+[0-9a-z]/g, '+z').replace(/^In-Reply-To.*$/m, 'X: y'), basic(SECRET))).status).toBe(204);
  expect((await timeline('dot')).map((event) => event.name)).not.toContain('Message Replied');
  expect((await fetch(`${server.url}/hooks/telegraph`, { method: 'POST', body: '{}' })).status).toBe(404);
});

it('neither mails nor addresses nor the secret are in the log', () => {
  for (const word of ['customer.example', 'terrible', SECRET]) expect(server.output()).not.toContain(word);
});
