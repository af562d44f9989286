import { useSyncExternalStore } from 'react';

type Connection = 'online' | 'offline';

/**
 * Whether the runtime answers. The browser's own `navigator.onLine` knows nothing of a stopped server,
 * so every call reports what it saw, and while offline a small probe asks until it is back.
 */
let state: Connection = 'online';
let probe: ReturnType<typeof setTimeout> | null = null;
const listeners = new Set<() => void>();
const PROBE_EVERY_MS = 3_000;

function set(next: Connection): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}

async function ask(): Promise<void> {
  probe = null;
  try {
    await fetch('/healthz', { cache: 'no-store' });
    set('online');
  } catch {
    schedule();
  }
}

function schedule(): void {
  probe ??= setTimeout(() => void ask(), PROBE_EVERY_MS);
}

/** A call got an answer, whatever it was. */
export function reached(): void {
  set('online');
}

/** A call got no answer. */
export function unreached(): void {
  set('offline');
  schedule();
}

/** `online` or `offline`, kept current. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => state);
}

/** Tells of each change between online and offline; returns the way to stop. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls `task` each time the runtime answers again after it did not; returns the way to stop. */
export function whenBack(task: () => void): () => void {
  return subscribe(() => { if (state === 'online') task(); });
}
