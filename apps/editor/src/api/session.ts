import { useSyncExternalStore } from 'react';

/**
 * The management key, where one is needed: on this machine the runtime asks for none, from elsewhere it does. It is kept for this
 * tab only, and never in an address.
 */
const NAME = 'attune.key';
/** `ask`: the runtime wants a key. `wrong`: it has one of us, and did not take it. */
type Refusal = 'none' | 'ask' | 'wrong';
let refusal: Refusal = 'none';
const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};

function kept(): string | null {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    return null;
  }
}

/** The headers that say who asks. */
export function authHeaders(): Record<string, string> {
  const key = kept();
  return key ? { authorization: `Bearer ${key}` } : {};
}

/** The runtime did not take the key, or asks for one. */
export function refuse(): void {
  // A wrong key stays wrong while it is asked for again; only the next one typed changes that.
  if (refusal !== 'none') return;
  refusal = kept() === null ? 'ask' : 'wrong';
  tell();
}

/** Takes a key for the calls to come. */
export function signIn(key: string): void {
  try {
    sessionStorage.setItem(NAME, key);
  } catch {
    // A browser without storage asks again after a reload; there is nowhere safer to keep it.
  }
  refusal = 'none';
  tell();
}

/** Whether the runtime asks for a key, and whether it refused the one it was given. */
export function useRefusal(): Refusal {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => refusal,
  );
}
