import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Channel, Outgoing } from './channel.ts';

/** What arrived at the other side. */
export interface Arrived {
  /** Null where the other side is told none. */
  readonly id: string | null;
  /** Null where the other side is told none. */
  readonly to: string | null;
  readonly text: string;
}

/**
 * How the other side shall behave from now on. `slow`: takes, after a while. `throttled`: says to come back in 17 seconds. `broken`: fails in an
 * odd way. `silent`: takes the message and cuts the line. `hanging`: takes it and says nothing, for ever.
 */
export type Mood = 'takes' | 'slow' | 'rejects' | 'busy' | 'throttled' | 'broken' | 'silent' | 'hanging' | 'gone';

/** A channel with a real other side (a mail server, an HTTP server) that can be told how to behave. */
export interface Peer {
  readonly channel: Channel;
  /** An address that the channel takes. */
  readonly to: string;
  behave(mood: Mood): Promise<void>;
  arrived(): Promise<readonly Arrived[]>;
}

/** One rule that every channel keeps. `run` rejects where it does not. */
export interface ConformanceCase {
  readonly name: string;
  /** The mood it needs. */
  readonly mood: Mood;
  run(peer: Peer): Promise<void>;
}

const refOf = (id: string): string => `${createHash('sha256').update(id).digest('hex').slice(0, 21)}-1-0123456789abcdef`;

export const sampleMessage = (id: string, to: string, more: Partial<Outgoing> = {}): Outgoing => ({
  id, ref: refOf(id), to, subject: 'Ihre Bestellung – ça va?', text: 'Hello Zoë,\nyour parcel 📦 is on its way.\n', html: '<p>Hello Zoë</p>', topic: 'care', category: 'service',
  unsubscribeUrl: 'https://shop.example/u/abc', customer: 'c-1', journey: 'post-purchase-care', ...more,
});

const never = new AbortController().signal;
let count = 0;
const fresh = () => `run-${(count += 1)}:step:1:0`;

/** Sends one message in a mood and says what came of it. */
async function sending(peer: Peer, mood: Mood, message = sampleMessage(fresh(), peer.to), signal = never) {
  await peer.behave(mood);
  const before = (await peer.arrived()).length;
  const attempt = await peer.channel.send(message, signal);
  return { attempt, arrived: (await peer.arrived()).slice(before), message };
}

/** The suite of all channels. It uses nothing of a test runner: a runner makes a test of each case. */
export const channelConformance: readonly ConformanceCase[] = [
  {
    name: 'has a name of letters, a title, and can send',
    mood: 'takes',
    async run({ channel }) {
      assert.match(channel.name, /^[a-z]+$/);
      assert.notEqual(channel.title.trim(), '');
      assert.equal(channel.problem(), null);
    },
  },
  {
    name: 'delivers a message once, with every letter of it',
    mood: 'takes',
    async run(peer) {
      const { attempt, arrived, message } = await sending(peer, 'takes');
      assert.equal(attempt.outcome, 'sent');
      assert.deepEqual(arrived.map(({ to, text }) => ({ to, text: text.trim() })), [{ to: arrived[0]?.to === null ? null : message.to, text: message.text.trim() }]);
    },
  },
  {
    name: 'gives the same message the same id at the other side, and another one another id',
    mood: 'takes',
    async run(peer) {
      const first = await sending(peer, 'takes');
      const again = await sending(peer, 'takes', first.message);
      const other = await sending(peer, 'takes');
      assert.equal(first.arrived[0]?.id, again.arrived[0]?.id);
      if (first.arrived[0]?.id !== null) assert.notEqual(first.arrived[0]?.id, other.arrived[0]?.id);
    },
  },
  {
    name: 'says rejected where the other side says no for good, and does not try again',
    mood: 'rejects',
    async run(peer) {
      const { attempt, arrived } = await sending(peer, 'rejects');
      assert.equal(attempt.outcome, 'rejected');
      assert.equal(arrived.length, 0);
    },
  },
  {
    name: 'says retry where the other side is busy',
    mood: 'busy',
    async run(peer) {
      assert.equal((await sending(peer, 'busy')).attempt.outcome, 'retry');
    },
  },
  {
    name: 'says retry where the other side cannot be reached',
    mood: 'gone',
    async run(peer) {
      assert.equal((await sending(peer, 'gone')).attempt.outcome, 'retry');
    },
  },
  {
    name: 'says uncertain where the message left and no answer came',
    mood: 'silent',
    async run(peer) {
      const { attempt, arrived } = await sending(peer, 'silent');
      assert.equal(arrived.length, 1, 'the message should have left');
      assert.equal(attempt.outcome, 'uncertain');
    },
  },
  {
    name: 'says uncertain where the message left and the other side says nothing until we hang up',
    mood: 'hanging',
    async run(peer) {
      const { attempt, arrived } = await sending(peer, 'hanging', undefined, AbortSignal.timeout(1_000));
      assert.equal(arrived.length, 1, 'the message should have left');
      assert.equal(attempt.outcome, 'uncertain');
    },
  },
  {
    name: 'waits for a slow other side, and sends once',
    mood: 'slow',
    async run(peer) {
      const { attempt, arrived } = await sending(peer, 'slow');
      assert.equal(attempt.outcome, 'sent');
      assert.equal(arrived.length, 1);
    },
  },
  {
    name: 'says retry, and when, where the other side is asked too often',
    mood: 'throttled',
    async run(peer) {
      const { attempt, arrived } = await sending(peer, 'throttled');
      assert.deepEqual({ outcome: attempt.outcome, afterMs: attempt.outcome === 'retry' ? attempt.afterMs : null }, { outcome: 'retry', afterMs: 17_000 });
      assert.equal(arrived.length, 0);
    },
  },
  {
    name: 'says retry where the other side is out of order',
    mood: 'broken',
    async run(peer) {
      assert.equal((await sending(peer, 'broken')).attempt.outcome, 'retry');
    },
  },
  {
    name: 'sends nothing where it was called off before',
    mood: 'takes',
    async run(peer) {
      // what is kept here is kept in the very transaction that decides on it: there is nothing to call off
      if (peer.channel.local === true) return;
      const { attempt, arrived } = await sending(peer, 'takes', undefined, AbortSignal.abort());
      assert.equal(arrived.length, 0);
      assert.equal(attempt.outcome, 'retry');
    },
  },
  {
    name: 'says what is wrong with a message that it cannot send, and throws for none',
    mood: 'takes',
    async run(peer) {
      for (const to of ['', ' ', '\0', 'a'.repeat(5_000), 'https://127.0.0.1/ x y']) {
        const attempt = await peer.channel.send(sampleMessage(fresh(), to), never);
        assert.ok(attempt.outcome === 'sent' || attempt.outcome === 'rejected', attempt.outcome);
      }
    },
  },
  {
    name: 'believes nobody who cannot prove who they are',
    mood: 'takes',
    async run({ channel }) {
      if (!channel.receive) return;
      const bodies = ['', '{}', 'From=%2B15005550006&Body=STOP&MessageSid=SM1', '{"type":"email.bounced","data":{"recipient":"a@b.example"}}', '\0\0'];
      const proofs = [{}, { authorization: 'Basic Og==' }, { 'x-twilio-signature': '' }, { 'x-twilio-signature': 'AAAA' }, { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' }];
      for (const body of bodies) {
        for (const headers of proofs) {
          const received = await channel.receive({ path: `/hooks/${channel.name}`, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(body) });
          assert.equal(received.ok, false);
        }
      }
    },
  },
  {
    name: 'takes a hundred messages at a time',
    mood: 'takes',
    async run(peer) {
      await peer.behave('takes');
      const before = (await peer.arrived()).length;
      const attempts = await Promise.all(Array.from({ length: 100 }, () => peer.channel.send(sampleMessage(fresh(), peer.to), never)));
      assert.deepEqual(new Set(attempts.map((attempt) => attempt.outcome)), new Set(['sent']));
      assert.equal((await peer.arrived()).length - before, 100);
    },
  },
  {
    name: 'lets no line break in a subject become anything else',
    mood: 'takes',
    async run(peer) {
      const { attempt, arrived } = await sending(peer, 'takes', sampleMessage(fresh(), peer.to, { subject: 'Hi\r\nBcc: thief@evil.example\r\n\r\nboo' }));
      assert.equal(attempt.outcome, 'sent');
      assert.deepEqual(arrived.map(({ to }) => to ?? peer.to), [peer.to]);
    },
  },
  {
    name: 'finds no address for a customer whose traits hold something odd',
    mood: 'takes',
    async run({ channel }) {
      for (const email of [null, 7, '', '  ', 'no', 'a@b', 'a b@c.example', 'a@b.example\r\nRCPT TO:<x@y.example>', { toString: () => 'a@b.example' }, ['a@b.example']]) {
        const address = channel.address({ id: 'c-1', traits: { email } });
        assert.ok(address === null || address === 'c-1', `${JSON.stringify(email)} became ${String(address)}`);
      }
    },
  },
];
