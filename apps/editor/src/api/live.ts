import { useEffect, useRef, useState } from 'react';
import { reached } from './connection.ts';
import { createStreamReader } from './event-stream.ts';
import { authHeaders } from './session.ts';

export type LiveState = 'connecting' | 'open' | 'lost';
const RETRY_MS = [1_000, 2_000, 5_000, 10_000];

/**
 * Listens to server-sent events at `/api` + path and hands each `event`, parsed, to `onData`. Read with `fetch`, since the browser's
 * EventSource can carry no key. A lost stream is taken up again with growing pauses. Returns the way to stop.
 */
export function listen<T>(path: string, event: string, onData: (data: T) => void, onState: (state: LiveState) => void = () => {}): () => void {
  const stop = new AbortController();
  void (async () => {
    for (let failures = 0; !stop.signal.aborted; failures += 1) {
      try {
        await readOnce(path, stop.signal, () => {
          failures = 0;
          onState('open');
        }, (name, data) => {
          if (name === event) onData(JSON.parse(data) as T);
        });
      } catch {
        // Lost or refused: both are told by the state, and tried again.
      }
      if (stop.signal.aborted) return;
      onState('lost');
      await pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 10_000, stop.signal);
    }
  })();
  return () => stop.abort();
}

async function readOnce(path: string, signal: AbortSignal, onOpen: () => void, onEvent: (name: string, data: string) => void): Promise<void> {
  const response = await fetch(`/api${path}`, { headers: { accept: 'text/event-stream', ...authHeaders() }, cache: 'no-store', signal });
  if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}`);
  reached();
  onOpen();
  const take = createStreamReader(({ event, data }) => onEvent(event, data));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) take(next.value);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}

/** `listen` for the life of a component; `path` null listens to nothing. */
export function useLive<T>(path: string | null, event: string, onData: (data: T) => void): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const latest = useRef(onData);
  useEffect(() => {
    latest.current = onData;
  });
  useEffect(() => (path === null ? undefined : listen<T>(path, event, (data) => latest.current(data), setState)), [path, event]);
  return state;
}
