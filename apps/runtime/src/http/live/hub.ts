import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Log } from '../../log.ts';

/** How often what is watched is read, for all who watch it together. */
const EVERY_MS = 1_000;
/** Tells proxies and browsers that the line is alive. */
const BEAT_MS = 20_000;

interface Topic {
  readonly listeners: Set<(text: string) => void>;
  last: string | null;
  timer: NodeJS.Timeout | null;
}

/** Live values over SSE. Each topic is read once a second for all its listeners, and only while there are any. */
export interface LiveHub {
  /** Streams `read()` as events of this name: at once, and whenever it changed. */
  stream(c: Context, topic: string, event: string, read: () => Promise<unknown>): Response;
  /** Ends all streams, so that the server can stop. */
  close(): void;
}

export function createLiveHub(log: Log): LiveHub {
  const topics = new Map<string, Topic>();
  const endings = new Set<() => void>();

  const poll = (name: string, topic: Topic, read: () => Promise<unknown>): void => {
    topic.timer = setTimeout(() => {
      read().then((value) => {
        const text = JSON.stringify(value);
        if (text !== topic.last) for (const listener of topic.listeners) listener(text);
        topic.last = text;
      }, (error: unknown) => log.warn({ err: error, topic: name }, 'live counts could not be read')).finally(() => {
        if (topic.listeners.size > 0) poll(name, topic, read);
        else topics.delete(name);
      });
    }, EVERY_MS);
  };

  return {
    stream: (c, name, event, read) => streamSSE(c, async (stream) => {
      const first = await read();
      const topic = topics.get(name) ?? { listeners: new Set(), last: null, timer: null };
      topics.set(name, topic);
      const write = (data: string): void => void stream.writeSSE({ event, data });
      topic.listeners.add(write);
      if (topic.timer === null) poll(name, topic, read);
      await stream.writeSSE({ event, data: JSON.stringify(first) });
      const beat = setInterval(() => void stream.write(': still here\n\n'), BEAT_MS);
      await new Promise<void>((resolve) => {
        endings.add(resolve);
        stream.onAbort(resolve);
      }).finally(() => {
        clearInterval(beat);
        topic.listeners.delete(write);
      });
    }),
    close: () => {
      for (const topic of topics.values()) if (topic.timer !== null) clearTimeout(topic.timer);
      topics.clear();
      for (const end of endings) end();
      endings.clear();
    },
  };
}
