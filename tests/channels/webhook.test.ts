import { createChannels, createRequester } from '@attune/runtime/channel';
import { sampleMessage } from '@attune/runtime/channel/conformance';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { describeChannel } from './conform.ts';
import { httpPeer } from './http-peer.ts';
import { closed, httpServer, portOf, type Received } from './http-server.ts';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
function webhookTo(url: string, secret = SECRET) {
  const channel = createChannels({ settings: { webhookUrl: url }, secret: () => secret, requester: createRequester({ allowPrivate: true }) }).get('webhook');
  if (!channel) throw new Error('there is no webhook channel');
  return channel;
}

describeChannel('webhook', () => httpPeer({
  open: (url) => webhookTo(`${url}/messages`),
  read: ({ headers, body }) => {
    const { data } = JSON.parse(body) as { data: { to: string; text: string } };
    return { id: String(headers['webhook-id']), to: data.to, text: data.text };
  },
  taken: { status: 202 }, refused: { status: 400 }, to: () => 'c-1',
}));

it('webhooks are signed so that a Standard Webhooks library accepts them, and refuses a changed body', async () => {
  const received: Received[] = [];
  const server = await httpServer((request) => { received.push(request); return { status: 204 }; });
  await webhookTo(`http://127.0.0.1:${portOf(server)}/`).send(sampleMessage('run-1.2:step:1:0', 'c-1'), new AbortController().signal);
  await closed(server);
  const [request] = received;
  const verify = (body: string) => new Webhook(SECRET).verify(body, request?.headers as Record<string, string>);
  expect(verify(request?.body ?? '')).toMatchObject({ type: 'message', data: { id: 'run-1.2:step:1:0', customer: 'c-1' } });
  expect(() => verify(`${request?.body} `)).toThrow();
});

it('a busy receiver says when to come back', async () => {
  const server = await httpServer(() => ({ status: 429, headers: { 'retry-after': '17' } }));
  const attempt = await webhookTo(`http://127.0.0.1:${portOf(server)}/`).send(sampleMessage('x', 'c-1'), new AbortController().signal);
  await closed(server);
  expect(attempt).toMatchObject({ outcome: 'retry', afterMs: 17_000 });
});

it('webhooks carry the published signature of Standard Webhooks, and one for each secret while one replaces the other', async () => {
  const published = new Webhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw').sign('msg_p5jXN8AQM9LWM0D4loKWxJek', new Date(1_614_265_330_000), '{"test": 2432232314}');
  expect(published).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  const received: Received[] = [];
  const server = await httpServer((request) => { received.push(request); return { status: 204 }; });
  const other = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  await webhookTo(`http://127.0.0.1:${portOf(server)}/`, `${other} ${SECRET}`).send(sampleMessage('x', 'c-1'), new AbortController().signal);
  await closed(server);
  for (const secret of [SECRET, other]) expect(new Webhook(secret).verify(received[0]?.body ?? '', received[0]?.headers as Record<string, string>)).toMatchObject({ type: 'message' });
});
