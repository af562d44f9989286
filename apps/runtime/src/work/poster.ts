import type { Database } from '../store/database.ts';
import { writeInbox } from '../store/lane-write.ts';
import type { AcceptedCall } from './accepted.ts';
import { customerOf } from './items.ts';

/** Puts calls into the inboxes of their lanes. One transaction at a time, so that calls stand there in the order in which they came; what comes meanwhile goes together. */
export interface Poster {
  /** Resolves when the calls are durable. */
  post(lane: number, calls: readonly AcceptedCall[]): Promise<void>;
  /** Whether calls of this lane are on their way: later ones must follow them. */
  has(lane: number): boolean;
}

interface Posting { readonly lane: number; readonly calls: readonly AcceptedCall[]; resolve(): void; reject(error: unknown): void }

export function createPoster(database: Database, options: { now(): string; wake(lane: number): void }): Poster {
  const under = new Map<number, number>();
  let waiting: Posting[] = [];
  let running = false;

  async function write(group: readonly Posting[]): Promise<void> {
    const lanes = new Map<number, AcceptedCall[]>();
    for (const { lane, calls } of group) {
      const list = lanes.get(lane);
      if (list) list.push(...calls);
      else lanes.set(lane, [...calls]);
    }
    const at = options.now();
    // started together, they travel together; each names its lane (RUN-1)
    await database.transaction(async (tx) => {
      await Promise.all([...lanes].map(([lane, calls]) => writeInbox(tx, lane, calls.map((call) => ({ kind: 'call', customer: customerOf(call), payload: { call }, at })))));
    });
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    // a turn later, so that all lanes of one group are in one transaction
    await Promise.resolve();
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      let settle: (one: Posting) => void;
      try {
        await write(group);
        settle = (one) => one.resolve();
      } catch (error) {
        settle = (one) => one.reject(error);
      }
      for (const one of group) {
        const left = (under.get(one.lane) ?? 1) - 1;
        if (left > 0) under.set(one.lane, left);
        else under.delete(one.lane);
        settle(one);
      }
      for (const lane of new Set(group.map((one) => one.lane))) options.wake(lane);
    }
    running = false;
  }

  return {
    has: (lane) => under.has(lane),
    post: (lane, calls) => new Promise((resolve, reject) => {
      under.set(lane, (under.get(lane) ?? 0) + 1);
      waiting.push({ lane, calls, resolve, reject });
      void run();
    }),
  };
}
