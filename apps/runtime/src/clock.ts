/**
 * What time it is, for everything in the runtime. The real clock follows the database's (measured skew), so that several
 * processes agree; the sample shop and tests use a clock that is set by hand. Due times are compared with this clock only.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** RFC 3339 in UTC with milliseconds: the form of instants everywhere. */
export function instantOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

/** The machine's clock, moved by `skewMs` (database time minus machine time). */
export function createSystemClock(skewMs = 0): Clock {
  return { now: () => Date.now() + skewMs };
}

export interface ManualClock extends Clock {
  /** RFC 3339 or milliseconds; may also go back. */
  set(to: string | number): void;
  advance(ms: number): void;
}

/** A clock that only moves by hand. */
export function createManualClock(start: string | number): ManualClock {
  let now = typeof start === 'number' ? start : Date.parse(start);
  return {
    now: () => now,
    set: (to) => { now = typeof to === 'number' ? to : Date.parse(to); },
    advance: (ms) => { now += ms; },
  };
}

export interface RuntimeClock extends Clock {
  /** Stands still at an instant (RFC 3339) until the next `warp` or `release`; kept, so that a restart in the middle goes on from there. */
  warp(to: string): Promise<void>;
  /** Back to the real time. */
  release(): Promise<void>;
  /** Where it was put, or null while it runs by itself. */
  readonly warped: string | null;
}

/**
 * The real clock, and the same clock for the accelerated past of a sample shop.
 * `saved` is what `save` was last given; `save` must be durable before it resolves.
 */
export function createRuntimeClock(base: Clock, saved: string | null, save: (warped: string | null) => Promise<void>): RuntimeClock {
  let warped = saved;
  let fixed = saved === null ? null : Date.parse(saved);
  return {
    now: () => fixed ?? base.now(),
    get warped() { return warped; },
    async warp(to) {
      const at = Date.parse(to);
      if (Number.isNaN(at)) throw new RangeError(`"${to}" is not an instant: write RFC 3339, e.g. 2026-05-03T18:00:00Z`);
      const iso = new Date(at).toISOString();
      await save(iso);
      warped = iso;
      fixed = at;
    },
    async release() {
      await save(null);
      warped = null;
      fixed = null;
    },
  };
}
