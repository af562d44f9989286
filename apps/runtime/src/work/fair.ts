import type { Tx } from '../store/database.ts';
import { readInboxBeside, type InboxRow } from '../store/lane-read.ts';

/** Items of one customer in a pass, where others wait beside them. */
export const MOST_OF_ONE = 200;

/** Customers who have more in a list than they may in one pass. */
export function crowding<T>(list: readonly T[], customerOf: (one: T) => string): readonly string[] {
  if (list.length <= MOST_OF_ONE) return [];
  const counts = new Map<string, number>();
  for (const one of list) counts.set(customerOf(one), (counts.get(customerOf(one)) ?? 0) + 1);
  return [...counts].filter(([, n]) => n > MOST_OF_ONE).map(([customer]) => customer);
}

/**
 * What a pass takes of an inbox: where one customer fills it, so many of theirs and then whoever waits behind them, so that a program gone wild
 * (or a robot) is worked off beside the others and not before them. Each customer's own order is kept. `left`: there is more.
 */
export async function takeFairly(tx: Tx, lane: number, inbox: readonly InboxRow[], limit: number): Promise<{ taken: readonly InboxRow[]; left: boolean }> {
  const hot = crowding(inbox, (row) => row.customer);
  if (hot.length === 0) return { taken: inbox, left: inbox.length === limit };
  const own = hot.flatMap((customer) => inbox.filter((row) => row.customer === customer).slice(0, MOST_OF_ONE));
  const others = await readInboxBeside(tx, lane, hot, limit);
  // the others first: what is a pass of its own (a customer who becomes another) then waits for nobody
  return { taken: [...others, ...own].slice(0, Math.max(limit, own.length)), left: true };
}
