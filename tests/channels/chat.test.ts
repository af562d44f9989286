import { createChannels, createRequester, type Channel } from '@attune/runtime/channel';
import { sampleMessage } from '@attune/runtime/channel/conformance';
import { expect, it } from 'vitest';
import { describeChannel } from './conform.ts';
import { httpPeer } from './http-peer.ts';
import { closed, httpServer, portOf } from './http-server.ts';

function chatTo(url: string | null): Channel {
  const channel = createChannels({ secret: (name) => (name === 'chatUrl' ? url : null), requester: createRequester({ allowPrivate: true }) }).get('chat');
  if (!channel) throw new Error('there is no chat channel');
  return channel;
}

describeChannel('chat', () => httpPeer({
  open: (url) => chatTo(`${url}/services/T0/B0/secret`),
  read: ({ path, body }) => {
    expect(path).toBe('/services/T0/B0/secret');
    const { text } = JSON.parse(body) as { text: string };
    return { id: null, to: null, text: text.slice(text.indexOf('\n') + 1) };
  },
  taken: { status: 200, body: 'ok' }, refused: { status: 404, body: 'no_service' }, to: () => 'c-1',
}));

it('a chat message mentions nobody and hides no link, whatever a customer wrote', async () => {
  const bodies: string[] = [];
  const server = await httpServer(({ body }) => { bodies.push(body); return { status: 200 }; });
  await chatTo(`http://127.0.0.1:${portOf(server)}/x`).send(sampleMessage('m', 'c-1', { subject: 'Angry *customer*\n<!here>', text: '<!channel> see <https://evil.example|our shop> & more' }), new AbortController().signal);
  await closed(server);
  expect(JSON.parse(bodies[0] ?? '')).toEqual({ text: '*Angry customer &lt;!here&gt;*\n&lt;!channel&gt; see &lt;https://evil.example|our shop&gt; &amp; more' });
});

it('the address of the chat is a secret: no answer of the channel repeats it', async () => {
  const attempt = await chatTo('http://127.0.0.1:1/services/T0/B0/secret').send(sampleMessage('m', 'c-1'), new AbortController().signal);
  expect(attempt.outcome).toBe('retry');
  expect(JSON.stringify(attempt)).not.toContain('/services');
  expect(chatTo(null).problem()).toContain('CHAT_URL');
});
