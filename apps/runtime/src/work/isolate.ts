import { pass, Poison, Refused, type Passing, type PassResult } from './step.ts';

/** Tries of one pass; each removes an item or halves the batch, so that a few suffice. */
const MOST_TRIES = 40;

/**
 * A pass over a lane's inbox and timers that gets past what it cannot carry out: an item our code breaks on is put away by its
 * name; where the database refuses a batch without saying whose fault it is, the batch is halved until one item is left.
 */
export async function isolatedPass(passing: Passing, lane: number, limit: number): Promise<PassResult> {
  const poison = new Map<string, unknown>();
  let size = limit;
  let halved = false;
  for (let attempt = 0; ; attempt++) {
    try {
      const result = await pass(passing, lane, { limit: size, poison });
      return halved && result.state === 'done' ? { ...result, more: true } : result;
    } catch (error) {
      if (attempt >= MOST_TRIES) throw error;
      if (error instanceof Poison) {
        poison.set(error.key, error.cause);
        passing.deps.log.error({ lane, item: error.key, err: error.cause }, 'an item could not be carried out and was put away');
        passing.deps.hooks?.failed?.('item');
      } else if (error instanceof Refused && error.keys.length > 1) {
        size = Math.max(1, Math.floor(error.keys.length / 2));
        halved = true;
      } else if (error instanceof Refused && error.keys[0] !== undefined && !poison.has(error.keys[0])) {
        poison.set(error.keys[0], error);
        passing.deps.log.error({ lane, item: error.keys[0], err: error.cause }, 'the database refused an item, which was put away');
        passing.deps.hooks?.failed?.('item');
      } else throw error;
    }
  }
}
