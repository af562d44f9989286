import type { Tx } from '../store/database.ts';
import { noticeOlder } from '../store/lane-audience.ts';
import { writeHeld, writeInbox } from '../store/lane-write.ts';
import type { Moving, Payload } from './items.ts';

/** People of a lane who are fetched at once: few enough that whoever comes meanwhile waits for no more than these. */
export const MOVED_AT_ONCE = 500;

/** Asks every lane to move its people. To be called in one transaction with what it was decided on, so that all lanes are asked or none. */
export async function askMovers(tx: Tx, lanes: number, move: Moving, at: string): Promise<void> {
  const { kind, ...payload } = askFor(move, '');
  for (let lane = 0; lane < lanes; lane++) await writeInbox(tx, lane, [{ kind, customer: '', payload, at }]);
}

/**
 * Puts the next people to be moved into the inbox, and the rest of the work behind whatever came meanwhile. A paused journey's is put aside until it goes on.
 * Answers whether anything was put aside.
 */
export async function fetchMovers(tx: Tx, lane: number, { move, after }: Extract<Payload, { kind: 'moveAll' }>, { now, paused }: { readonly now: string; readonly paused: boolean }): Promise<boolean> {
  if (paused) {
    const { kind, ...payload } = askFor(move, after);
    await writeHeld(tx, lane, [{ journey: move.journey, kind, customer: '', payload }]);
    return true;
  }
  const last = await noticeOlder(tx, lane, { journey: move.journey, from: move.from, before: move.to, after, limit: MOVED_AT_ONCE }, { kind: 'move', payload: { move }, at: now });
  if (last === null) return false;
  const { kind, ...payload } = askFor(move, last);
  await writeInbox(tx, lane, [{ kind, customer: '', payload, at: now }]);
  return false;
}

const askFor = (move: Moving, after: string): Extract<Payload, { kind: 'moveAll' }> => ({ kind: 'moveAll', move, after });
