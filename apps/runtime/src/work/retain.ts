import { roughMs } from '@attune/dsl';
import { takeLane } from '../store/lane-read.ts';
import { raiseVersion, sweepParts, type Cutoffs } from '../store/lane-retention.ts';
import { readRevision } from '../store/revision.ts';
import { readSweep, writeSweep } from '../store/sweep-state.ts';
import type { Retention } from '../store/workspace.ts';
import type { Passing } from './step.ts';

/** Rows looked at in one transaction: it has the lane, and a pass should not have to wait for it. */
const ROWS = 500;
/** Transactions a second, over all lanes. So a lane's rows are gone through once in a while without anybody noticing. */
const LOOKS = 8;
/** Between two sweeps of a lane. */
const REST_MS = 86_400_000;

export interface Retainer {
  /** Goes on with the sweep where it stands, for a bounded time. To be called once a second; does nothing where nothing is to be removed. */
  sweep(): Promise<void>;
}

/** The moments before which each part goes. */
export function cutoffsOf(retention: Retention, nowMs: number): Cutoffs {
  const before = (age: string | null) => (age === null ? null : new Date(nowMs - (roughMs(age) ?? Number.POSITIVE_INFINITY)).toISOString());
  return { words: before(retention.words), events: before(retention.events), trail: before(retention.trail), messages: before(retention.messages) };
}

/**
 * Removes what is older than the workspace keeps, lane by lane. How far a lane is stands in the database and is moved on with the lane held, so
 * any number of processes may sweep: each takes up where another left off. A lane that has a pass is left for another second.
 */
export function createRetainer({ deps, planner }: Passing): Retainer {
  /** Until when (by the clock of the work) a lane need not be asked about; the row in the database decides. */
  const resting = new Map<number, number>();
  let agreed = '';
  return {
    async sweep() {
      const { database, clock, lanes, log } = deps;
      const plan = await planner.at(database, await readRevision(database));
      const kept = JSON.stringify(plan.retention);
      if (kept !== agreed) resting.clear();
      agreed = kept;
      if (Object.values(plan.retention).every((age) => age === null)) return;
      const nowMs = clock.now();
      let looks = LOOKS;
      for (let lane = 0; lane < lanes && looks > 0; lane++) {
        while (looks-- > 0 && (resting.get(lane) ?? 0) <= nowMs) {
          const result = await sweepOnce(database, lane, { cutoffs: cutoffsOf(plan.retention, nowMs), paths: plan.sentimentProperties, nowMs, kept });
          if (result === 'busy') break;
          if (result.restUntil !== null) resting.set(lane, Date.parse(result.restUntil));
          if (result.gone > 0) log.debug({ lane, ...result }, 'removed what is older than the workspace keeps');
        }
      }
    },
  };
}

interface Sweeping { readonly cutoffs: Cutoffs; readonly paths: readonly string[]; readonly nowMs: number; readonly kept: string }

async function sweepOnce(database: Passing['deps']['database'], lane: number, { cutoffs, paths, nowMs, kept }: Sweeping): Promise<'busy' | { readonly part: string | null; readonly gone: number; readonly restUntil: string | null }> {
  return database.transaction(async (tx) => {
    const [held] = await takeLane(tx, lane);
    if (!held) return 'busy';
    const stored = await readSweep(tx, lane);
    const state = stored?.kept === kept ? stored : null;
    if (state?.restUntil != null && Date.parse(state.restUntil) > nowMs) return { part: null, gone: 0, restUntil: state.restUntil };
    const now = new Date(nowMs).toISOString();
    let after = state?.after ?? [];
    for (let place = state?.part ?? 0; place < sweepParts.length; place++, after = []) {
      const part = sweepParts[place];
      if (!part?.wanted(cutoffs)) continue;
      const swept = await part.sweep(tx, { lane, after, limit: ROWS, cutoffs, paths });
      if (part.remembered && swept.gone > 0) await raiseVersion(tx, lane);
      if (swept.looked === 0) continue;
      const next = swept.after === null ? { part: place + 1, after: [] } : { part: place, after: swept.after };
      await writeSweep(tx, lane, { ...next, restUntil: null, kept }, now);
      return { part: part.name, gone: swept.gone, restUntil: null };
    }
    const restUntil = new Date(nowMs + REST_MS).toISOString();
    await writeSweep(tx, lane, { part: 0, after: [], restUntil, kept }, now);
    return { part: null, gone: 0, restUntil };
  });
}
