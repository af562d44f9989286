/**
 * Of this process's tasks one at a time a lane, and no more at once than the database serves well. Only a courtesy among
 * ourselves, which saves tries in vain: what truly keeps a lane to one pass is its row's lock.
 */
export interface LaneGate {
  run<T>(lane: number, task: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
}

export function createLaneGate(parallel: number): LaneGate {
  const tails = new Map<number, Promise<unknown>>();
  const queue: (() => void)[] = [];
  let running = 0;
  const enter = () => new Promise<void>((resolve) => {
    const go = () => { running += 1; resolve(); };
    if (running < parallel) go();
    else queue.push(go);
  });
  const leave = () => { running -= 1; queue.shift()?.(); };
  return {
    run(lane, task) {
      const before = tails.get(lane) ?? Promise.resolve();
      const result = before.then(async () => {
        await enter();
        try {
          return await task();
        } finally {
          leave();
        }
      });
      const tail = result.then(() => {}, () => {});
      tails.set(lane, tail);
      return result;
    },
    async idle() { await Promise.all(tails.values()); },
  };
}
