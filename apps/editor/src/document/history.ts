/**
 * Undo as marks and snapshots. Documents are immutable and share structure, so a snapshot costs one pointer.
 * A step is a gesture: changes that carry the same gesture name in a row (a drag, the typing in one field) are one step.
 */
export interface Step<T> {
  readonly before: T;
  /** What the step did, for the tooltips of undo and redo, e.g. `Delete 2 steps`. */
  readonly label: string;
}

export interface History<T> {
  readonly past: readonly Step<T>[];
  readonly future: readonly Step<T>[];
  /** The gesture that later changes may still join; null once it is sealed. */
  readonly gesture: string | null;
}

/** More steps than anybody takes back; bounds memory over a long day. */
const LIMIT = 200;

export const emptyHistory: History<never> = { past: [], future: [], gesture: null };

/** Remembers `before`, unless the change belongs to the gesture that is still open. Redo ends here. */
export function record<T>(history: History<T>, before: T, label: string, gesture: string | null): History<T> {
  // the same object: sixty moves a second must not tell everybody that the history changed
  if (gesture !== null && gesture === history.gesture) return history.future.length === 0 ? history : { ...history, future: [] };
  return { past: [...history.past, { before, label }].slice(-LIMIT), future: [], gesture };
}

/** Ends the open gesture: the next change is a step of its own. */
export function seal<T>(history: History<T>): History<T> {
  return history.gesture === null ? history : { ...history, gesture: null };
}

/** Takes the last step back; null where there is none. */
export function undo<T>(history: History<T>, now: T): { readonly value: T; readonly history: History<T> } | null {
  const step = history.past.at(-1);
  if (!step) return null;
  return {
    value: step.before,
    history: { past: history.past.slice(0, -1), future: [...history.future, { before: now, label: step.label }], gesture: null },
  };
}

/** Does the last undone step again; null where there is none. */
export function redo<T>(history: History<T>, now: T): { readonly value: T; readonly history: History<T> } | null {
  const step = history.future.at(-1);
  if (!step) return null;
  return {
    value: step.before,
    history: { past: [...history.past, { before: now, label: step.label }], future: history.future.slice(0, -1), gesture: null },
  };
}
