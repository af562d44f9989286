/** How a failed delivery is tried again. */
export interface Backoff {
  readonly firstMs: number;
  readonly factor: number;
  readonly longestMs: number;
  /** Attempts in all; after the last the message has failed. */
  readonly attempts: number;
}

/** 30 s, 2 min, 8 min, 32 min, 2 h, 6 h, 6 h: about half a day in all. */
export const deliveryBackoff: Backoff = { firstMs: 30_000, factor: 4, longestMs: 6 * 3_600_000, attempts: 8 };

/**
 * Milliseconds until the next attempt, or null where `attempt` (1 for the first) was the last. `draw` in [0, 1) spreads the
 * waits between half and all of their length, so that a provider that comes back is not met by everybody at once.
 */
export function waitAfter(attempt: number, draw: number, backoff: Backoff = deliveryBackoff, askedFor?: number): number | null {
  if (attempt >= backoff.attempts) return null;
  const full = Math.min(backoff.longestMs, backoff.firstMs * backoff.factor ** (attempt - 1));
  const wait = Math.round(full * (0.5 + draw / 2));
  return askedFor === undefined ? wait : Math.max(wait, Math.min(askedFor, backoff.longestMs));
}
