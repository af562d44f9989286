import type { Channel } from '../channel/channel.ts';

/** The setting `pace`: messages a second by channel, for each process that delivers; null means as fast as it goes. */
export type Pacing = Readonly<Record<string, number | null>>;

/** Where the setting says nothing, what leaves the machine goes at this rate; what stays needs none. */
const DEFAULT_RATE = 50;

/** The rate of a channel in messages a second; null where it has none. A rate that is no positive number counts as not given. */
export function rateOf({ name, local }: Pick<Channel, 'name' | 'local'>, pacing: Pacing): number | null {
  const given = Object.hasOwn(pacing, name) ? pacing[name] : undefined;
  if (given === null) return null;
  if (given !== undefined && given > 0 && Number.isFinite(given)) return given;
  return local === true ? null : DEFAULT_RATE;
}

interface Bucket { tokens: number; at: number; rate: number }

/** A token bucket a channel: holds one second's messages (at least one) and fills at the channel's rate, by the clock it is told. */
export interface Pace {
  /** Takes a message's token; false where there is none. An urgent message always goes, and those after it wait for that long. */
  take(channel: string, rate: number | null, nowMs: number, urgent: boolean): boolean;
  /** Channels that have no token at this moment. */
  closed(nowMs: number): string[];
}

export function createPace(): Pace {
  const buckets = new Map<string, Bucket>();
  const fill = (bucket: Bucket, nowMs: number) => {
    // a clock that was set back gives nothing and takes nothing
    bucket.tokens = Math.min(Math.max(1, bucket.rate), bucket.tokens + (Math.max(0, nowMs - bucket.at) / 1000) * bucket.rate);
    bucket.at = nowMs;
    return bucket;
  };
  return {
    take(channel, rate, nowMs, urgent) {
      if (rate === null) { buckets.delete(channel); return true; }
      const bucket = buckets.get(channel);
      const full = bucket === undefined || bucket.rate !== rate ? { tokens: Math.min(Math.max(1, rate), bucket?.tokens ?? Infinity), at: nowMs, rate } : fill(bucket, nowMs);
      buckets.set(channel, full);
      if (full.tokens < 1 && !urgent) return false;
      full.tokens -= 1;
      return true;
    },
    closed: (nowMs) => [...buckets].filter(([, bucket]) => fill(bucket, nowMs).tokens < 1).map(([name]) => name),
  };
}
