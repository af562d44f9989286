import type { Server } from 'node:http';
import { createRequester, type Channel, type Requester } from '@attune/runtime/channel';
import type { Arrived, Mood, Peer } from '@attune/runtime/channel/conformance';
import { closed, httpServer, portOf, type Answer, type Received } from './http-server.ts';

/** What is different from one provider to another. */
export interface Provider {
  /** The channel that speaks to a provider at this address. */
  open(url: string, requester: Requester): Channel;
  /** What a request holds; throws where the provider would not take it. */
  read(received: Received): Arrived;
  /** How the provider says that it took a message. */
  readonly taken: Answer;
  /** How it says no for good. */
  readonly refused: Answer;
  to(url: string): string;
}

const ANSWERS: Partial<Record<Mood, Answer>> = { busy: { status: 503 }, throttled: { status: 429, headers: { 'retry-after': '17' } }, broken: { status: 500, body: '<h1>Oops</h1>' } };

/** A channel with a real HTTP server at its other side, which can be told how to behave. */
export async function httpPeer(provider: Provider): Promise<Peer & { close(): Promise<void> }> {
  const arrived: Arrived[] = [];
  let mood: Mood = 'takes';
  const answer = (received: Received): Answer => {
    if (mood === 'rejects') return provider.refused;
    const bad = ANSWERS[mood];
    if (bad !== undefined) return bad;
    arrived.push(provider.read(received));
    if (mood === 'silent') return 'cut';
    if (mood === 'hanging') return 'hang';
    return mood === 'slow' && provider.taken !== 'cut' && provider.taken !== 'hang' ? { ...provider.taken, afterMs: 400 } : provider.taken;
  };
  let server: Server | null = await httpServer(answer);
  const port = portOf(server);
  const url = `http://127.0.0.1:${port}`;
  const channel = provider.open(url, createRequester({ allowPrivate: true }));
  return {
    channel, to: provider.to(url), arrived: async () => arrived,
    behave: async (next) => {
      mood = next;
      if (next === 'gone') { if (server) await closed(server); server = null; } else server ??= await httpServer(answer, port);
    },
    close: async () => { await channel.close(); if (server) await closed(server); },
  };
}
