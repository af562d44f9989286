/**
 * What time it is, for everything in the runtime. The real clock follows the database's (measured skew), so that several
 * processes agree; the sample shop and tests use a clock that is set by hand. Due times are compared with this clock only.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}
