import type { Lag, Work } from '../work/index.ts';

/** This many waiting items are more than a pass's worth of work for every lane: senders should slow down. */
const FULL_INBOX = 100_000;
/** How old a measurement may be. */
const FRESH_MS = 2_000;
const RETRY_SECONDS = 5;

/** For how many seconds senders should stay away; 0 while all is well. Measured in the background, so that no call waits for it. */
export function createPressure(work: Pick<Work, 'lag'>, onError: (error: unknown) => void): () => number {
  let measured = Number.NEGATIVE_INFINITY;
  let lag: Lag | null = null;
  return () => {
    if (performance.now() - measured > FRESH_MS) {
      measured = performance.now();
      work.lag().then((value) => { lag = value; }, onError);
    }
    return lag !== null && lag.inbox > FULL_INBOX ? RETRY_SECONDS : 0;
  };
}
