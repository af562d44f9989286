import { writeInbox } from '../store/lane-write.ts';
import { laneOf } from '../store/lane.ts';
import type { AcceptedCall } from './accepted.ts';
import { customerOf } from './items.ts';
import type { LaneGate } from './lane-gate.ts';
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
}

/**
 * Makes calls durable. The fused way: the calls of a lane that came in while its last pass ran go through the next one together,
 * straight from memory. Where the lane cannot be had at once they go into its inbox, in one insert.
 */
export function createIngest(passing: Passing, options: IngestOptions): (calls: readonly AcceptedCall[]) => Promise<void> {
  const waiting = new Map<number, Waiting[]>();

  async function toInbox(lane: number, calls: readonly AcceptedCall[]): Promise<void> {
    const at = new Date(passing.deps.clock.now()).toISOString();
    await writeInbox(passing.deps.database, lane, calls.map((call) => ({ kind: 'call', customer: customerOf(call), payload: { call }, at })));
    options.wake(lane);
  }

  async function carry(lane: number, calls: readonly AcceptedCall[]): Promise<void> {
    if (!options.fused) { await toInbox(lane, calls); return; }
    const started = performance.now();
    let result: PassResult;
    try {
      result = await pass(passing, lane, { straight: calls, limit: options.limit });
    } catch (error) {
      // what broke on one of them is found out call by call, from the inbox
      if (!(error instanceof Poison) && !(error instanceof Refused)) throw error;
      result = { state: 'behind' };
    }
    if (result.state !== 'done') { await toInbox(lane, calls); return; }
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

  async function work(lane: number): Promise<void> {
    const group = next(lane);
    if (group.length === 0) return;
    try {
      await carry(lane, group.flatMap((one) => one.calls));
      for (const one of group) one.resolve();
    } catch (error) {
      for (const one of group) one.reject(error);
    }
  }

  return async (calls) => {
    const lanes = new Map<number, AcceptedCall[]>();
    for (const call of calls) {
      const lane = laneOf(customerOf(call), passing.deps.lanes);
      const list = lanes.get(lane);
      if (list) list.push(call);
      else lanes.set(lane, [call]);
    }
    await Promise.all([...lanes].map(([lane, list]) => new Promise<void>((resolve, reject) => {
      const queue = waiting.get(lane);
      if (queue) queue.push({ calls: list, resolve, reject });
      else waiting.set(lane, [{ calls: list, resolve, reject }]);
      void options.gate.run(lane, () => work(lane));
    })));
    passing.deps.hooks?.ingested?.(calls.length);
  };
}
