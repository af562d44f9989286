import type { FeedCursor, FeedOptions } from '@attune/sample-shop';
import type { RuntimeClock } from './clock.ts';
import type { SampleShop } from './http/deps.ts';
import type { Sample } from './http/shapes.ts';
import type { Log } from './log.ts';
import type { Db } from './store/database.ts';
import { readSetting, writeSetting } from './store/settings.ts';

/** What is kept, so that a restart in the middle goes on from there. */
interface Stored {
  readonly status: Sample['status'];
  readonly cursor: FeedCursor | null;
  readonly error: string | null;
}

interface Deps {
  readonly db: Db;
  readonly clock: RuntimeClock;
  readonly log: Log;
  readonly feed: (options: FeedOptions) => Promise<void>;
  /** A request to this very runtime, with the keys it asks for. */
  readonly request: FeedOptions['request'];
  readonly drain: () => Promise<void>;
}

/** The sample shop with its life: `resume` goes on with a run that was cut off, `stop` ends it after the hour it is at. */
export type RunningSampleShop = SampleShop & { resume(): Promise<void>; stop(): Promise<void> };

const NONE: Stored = { status: 'none', cursor: null, error: null };

/** Runs the sample shop once, on the accelerated clock. */
export function createSampleShop(deps: Deps): RunningSampleShop {
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  let current: Stored | null = null;

  const store = async (stored: Stored): Promise<void> => {
    current = stored;
    await writeSetting(deps.db, 'sample', stored, new Date().toISOString());
  };
  const read = async (): Promise<Stored> => (current ??= ((await readSetting(deps.db, 'sample')) as Stored | undefined) ?? NONE);

  const run = async (from: FeedCursor | null): Promise<void> => {
    await store({ status: 'running', cursor: from, error: null });
    try {
      await deps.feed({
        request: deps.request,
        warp: (to) => deps.clock.warp(to),
        drain: deps.drain,
        progress: (cursor) => store({ status: 'running', cursor, error: null }),
        now: Date.now(),
        signal: ending.signal,
        ...(from === null ? {} : { cursor: from }),
      });
      await deps.clock.release();
      await deps.drain();
      await store({ ...await read(), status: 'done' });
    } catch (error) {
      // Stopping is no failure: the next start goes on from the last hour that was done.
      if (ending.signal.aborted) return;
      deps.log.error({ err: error }, 'the sample shop failed');
      await deps.clock.release();
      await store({ ...await read(), status: 'failed', error: error instanceof Error ? error.message : String(error) });
    }
  };
  const begin = (from: FeedCursor | null): void => {
    running ??= run(from).catch((error: unknown) => deps.log.error({ err: error }, 'the state of the sample shop could not be kept')).finally(() => { running = null; });
  };

  return {
    start: async () => {
      const { status, cursor } = await read();
      if (status !== 'done') begin(cursor);
    },
    resume: async () => {
      const { status, cursor } = await read();
      if (status === 'running') begin(cursor);
    },
    state: async () => {
      const { status, cursor, error } = await read();
      return { status: running === null ? status : 'running', done: cursor?.done ?? 0, total: cursor?.total ?? 0, clock: deps.clock.warped, error };
    },
    stop: async () => {
      ending.abort();
      await running;
    },
  };
}
