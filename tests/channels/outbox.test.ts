import { createChannels, createRequester } from '@attune/runtime/channel';
import type { Arrived } from '@attune/runtime/channel/conformance';
import { expect, it } from 'vitest';
import { describeChannel } from './conform.ts';

const channels = () => createChannels({ requester: createRequester({ allowPrivate: false }) });

for (const name of ['outbox', 'email']) {
  describeChannel(`${name} (kept here)`, async () => {
    const channel = channels().get(name);
    if (!channel) throw new Error(`there is no ${name} channel`);
    const arrived: Arrived[] = [];
    return {
      // the product's own list of messages is the other side: what the channel was given is what it shows
      channel: { ...channel, send: async (message, signal) => { arrived.push({ id: message.id, to: message.to, text: message.text }); return channel.send(message, signal); } },
      to: name === 'email' ? 'zoe@shop.example' : 'c-1',
      behave: async () => {},
      arrived: async () => arrived,
      close: () => channel.close(),
    };
  }, ['rejects', 'slow', 'busy', 'throttled', 'broken', 'gone', 'silent', 'hanging']);
}

it('the webhook channel says what is missing until it is set up', () => {
  expect(channels().get('webhook')?.problem()).toMatch(/address/i);
});
