/**
 * Of this process's tasks one at a time a lane, and no more at once than the database serves well. Only a courtesy among
 * ourselves, which saves tries in vain: what truly keeps a lane to one pass is its row's lock.
 */
export interface LaneGate {
  run<T>(lane: number, task: () => Promise<T>): Promise<T>;
  /** Whether a task of this lane runs or waits; of any lane where none is named. */
  isBusy(lane?: number): boolean;
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
  const tasks = new Map<number, number>();
  const done = (lane: number) => {
    const left = (tasks.get(lane) ?? 1) - 1;
    if (left > 0) tasks.set(lane, left);
    else tasks.delete(lane);
  };
  const leave = () => { running -= 1; queue.shift()?.(); };
  return {
    run(lane, task) {
      tasks.set(lane, (tasks.get(lane) ?? 0) + 1);
      const before = tails.get(lane) ?? Promise.resolve();
      const result = before.then(async () => {
        await enter();
        try {
          return await task();
        } finally {
          leave();
          done(lane);
        }
      });
      const tail = result.then(() => {}, () => {});
      tails.set(lane, tail);
      return result;
    },
    isBusy: (lane) => (lane === undefined ? tasks.size > 0 : tasks.has(lane)),
    async idle() { await Promise.all(tails.values()); },
  };
}
