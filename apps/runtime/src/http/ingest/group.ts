import type { AcceptedCall } from '../../work/accepted.ts';

/** How long the first call of a group waits for company. */
const WINDOW_MS = 2;
/** A group this large goes at once. */
const FULL = 1000;
/** Groups on their way at a time; while so many are, further calls gather. */
const IN_FLIGHT = 2;

interface Waiting {
  readonly calls: readonly AcceptedCall[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: calls that arrive within the same few milliseconds become durable in one transaction. Each caller is
 * answered when its own calls are durable. A failed group fails for all its callers: they send again, and the message ids
 * keep that from counting twice.
 */
export function createGroup(ingest: (calls: AcceptedCall[]) => Promise<void>): (calls: readonly AcceptedCall[]) => Promise<void> {
  let waiting: Waiting[] = [];
  let count = 0;
  let inFlight = 0;
  let timer: NodeJS.Timeout | null = null;

  function send(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (waiting.length === 0 || inFlight >= IN_FLIGHT) return;
    const group = waiting;
    waiting = [];
    count = 0;
    inFlight += 1;
    const settle = (then: (one: Waiting) => void) => {
      inFlight -= 1;
      for (const one of group) then(one);
      send();
    };
    ingest(group.flatMap((one) => one.calls)).then(() => settle((one) => one.resolve()), (error: unknown) => settle((one) => one.reject(error)));
  }

  return (calls) => new Promise((resolve, reject) => {
    waiting.push({ calls, resolve, reject });
    count += calls.length;
    if (count >= FULL) send();
    else timer ??= setTimeout(send, WINDOW_MS);
  });
}
