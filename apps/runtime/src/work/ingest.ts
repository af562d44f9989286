import { laneOf } from '../store/lane.ts';
import type { AcceptedCall } from './accepted.ts';
import { customerOf } from './items.ts';
import type { LaneGate } from './lane-gate.ts';
import { createPoster } from './poster.ts';
import { pass, Poison, Refused, type Passing, type PassResult } from './step.ts';

interface Waiting { readonly calls: readonly AcceptedCall[]; resolve(): void; reject(error: unknown): void }

export interface IngestOptions {
  readonly gate: LaneGate;
  /** Calls that go through one pass at most. */
  readonly limit: number;
  /** Whether this process may pass over lanes itself. */
  readonly fused: boolean;
  /** Told what a pass left to do. */
  after(lane: number, result: PassResult): void;
  /** There is something in the lane's inbox. */
  wake(lane: number): void;
  /** A pass over the lane runs or is about to; over any lane where none is named. */
  isBusy(lane?: number): boolean;
}

/** A group with fewer calls a lane than this is not worth a pass for each of its lanes ... */
const FEW = 8;
/** ... while there is work on others, unless the group is for so few lanes. */
const NARROW = 2;

/**
 * Makes calls durable. The fused way: the calls of a lane that came in while its last pass ran go through the next one together,
 * straight from memory. Where the lane cannot be had at once they go into its inbox; so do a few calls that are for many lanes, or for lanes that
 * are at work: as passes of three or four calls each they waited for sixteen commits instead of one (350 calls a second at 64 connections).
 */
export function createIngest(passing: Passing, options: IngestOptions): (calls: readonly AcceptedCall[]) => Promise<void> {
  const waiting = new Map<number, Waiting[]>();
  /** Lanes whose pass has not yet said that it takes the calls it was given: nobody may go past them. */
  const asking = new Set<number>();
  const poster = createPoster(passing.deps.database, { now: () => new Date(passing.deps.clock.now()).toISOString(), wake: options.wake });

  async function carry(lane: number, calls: readonly AcceptedCall[]): Promise<void> {
    const started = performance.now();
    let result: PassResult;
    asking.add(lane);
    try {
      result = await pass(passing, lane, { straight: calls, limit: options.limit, taken: () => { asking.delete(lane); } });
    } catch (error) {
      // what broke on one of them is found out call by call, from the inbox
      if (!(error instanceof Poison) && !(error instanceof Refused)) throw error;
      result = { state: 'behind' };
    } finally {
      asking.delete(lane);
    }
    if (result.state !== 'done') { await poster.post(lane, calls); return; }
    passing.deps.hooks?.passed?.({ lane, items: result.items, seconds: (performance.now() - started) / 1000 });
    options.after(lane, result);
  }

  /** As many as fit into one pass; never splits what one caller gave, except where that alone is too much. */
  function next(lane: number): Waiting[] {
    const queue = waiting.get(lane) ?? [];
    let size = 0;
    let taken = 0;
    while (taken < queue.length && (taken === 0 || size + (queue[taken]?.calls.length ?? 0) <= options.limit / 2)) size += queue[taken++]?.calls.length ?? 0;
    const group = queue.splice(0, taken);
    if (queue.length === 0) waiting.delete(lane);
    return group;
  }

  /** Answers how to tell the callers: once the lane is free again, so that what they send next finds it so. */
  async function work(lane: number): Promise<() => void> {
    const group = next(lane);
    if (group.length === 0) return () => {};
    try {
      await carry(lane, group.flatMap((one) => one.calls));
      return () => { for (const one of group) one.resolve(); };
    } catch (error) {
      return () => { for (const one of group) one.reject(error); };
    }
  }

  /** Never past calls that came before: those that wait for the lane's next pass, and those that are on their way into its inbox. */
  function goesToInbox(lane: number, { few, narrow }: { readonly few: boolean; readonly narrow: boolean }): boolean {
    if (!options.fused || poster.has(lane)) return true;
    return few && options.isBusy(narrow ? lane : undefined) && !waiting.has(lane) && !asking.has(lane);
  }

  const straight = (lane: number, calls: readonly AcceptedCall[]) => new Promise<void>((resolve, reject) => {
    const queue = waiting.get(lane);
    if (queue) queue.push({ calls, resolve, reject });
    else waiting.set(lane, [{ calls, resolve, reject }]);
    void options.gate.run(lane, () => work(lane)).then((tell) => tell());
  });

  return async (calls) => {
    const lanes = new Map<number, AcceptedCall[]>();
    for (const call of calls) {
      const lane = laneOf(customerOf(call), passing.deps.lanes);
      const list = lanes.get(lane);
      if (list) list.push(call);
      else lanes.set(lane, [call]);
    }
    const kind = { few: calls.length < lanes.size * FEW, narrow: lanes.size <= NARROW };
    // asked for all lanes before the first begins: the group is not in its own way
    const ways = [...lanes].map(([lane, list]) => ({ lane, list, take: goesToInbox(lane, kind) ? poster.post : straight }));
    await Promise.all(ways.map(({ lane, list, take }) => take(lane, list)));
    passing.deps.hooks?.ingested?.(calls.length);
  };
}
