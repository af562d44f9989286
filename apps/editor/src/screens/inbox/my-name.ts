import { useSyncExternalStore } from 'react';

/** Who works at this browser. Attune knows no accounts, so a colleague says their name once. */
const NAME = 'attune:name';
const listeners = new Set<() => void>();
let mine: string | null = read();

function read(): string | null {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

/** Keeps the name; without storage, until the page is left. */
export function tellName(name: string): void {
  mine = name;
  try {
    localStorage.setItem(NAME, name);
  } catch {
    // kept for this page only
  }
  for (const listener of listeners) listener();
}

/** The colleague's name; null where nobody said it yet. */
export function useMyName(): string | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => mine);
}
