import { useEffect, useRef, useState } from 'react';
import { reached } from './connection.ts';

export type LiveState = 'connecting' | 'open' | 'lost';
const RETRY_MS = [1_000, 2_000, 5_000, 10_000];

/**
 * Listens to server-sent events at `/api` + path and hands each `event`, parsed, to `onData`.
 * The browser reconnects a broken stream but gives up for good on an HTTP error, so that case is retried here with growing pauses.
 * Returns the way to stop.
 */
export function listen<T>(path: string, event: string, onData: (data: T) => void, onState: (state: LiveState) => void = () => {}): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let failures = 0;
  const open = (): void => {
    onState(failures === 0 ? 'connecting' : 'lost');
    source = new EventSource(`/api${path}`);
    source.onopen = () => {
      failures = 0;
      reached();
      onState('open');
    };
    source.addEventListener(event, (message) => onData(JSON.parse((message as MessageEvent<string>).data) as T));
    source.onerror = () => {
      onState('lost');
      if (source?.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(open, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
    };
  };
  open();
  return () => {
    source?.close();
    if (retry) clearTimeout(retry);
  };
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
