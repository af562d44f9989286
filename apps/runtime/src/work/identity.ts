import type { Tx } from '../store/database.ts';
import { giveBelongings, takeBelongings, type Belongings } from '../store/lane-move.ts';
import { readCustomers } from '../store/lane-read.ts';
import { closeLane, deleteInbox, writeIdentities, writeInbox } from '../store/lane-write.ts';
import { laneOf } from '../store/lane.ts';
import type { Item } from './items.ts';
import type { BatchBase } from './load.ts';
import { joined, type Mood } from './mood.ts';
import { fetchMovers } from './move-people.ts';

const SOLO: ReadonlySet<string> = new Set(['merge', 'adopt', 'moveAll']);

/** Moving a customer's rows is a pass of its own: nothing else of a batch may have read them before. So is the fetching of those who move to another version. */
export const isSolo = (kind: string): boolean => SOLO.has(kind);

/** Carries out a move, in one transaction with the removal of its inbox row and the posting of what follows. */
export async function solo(tx: Tx, { lane, lanes, now, plan }: BatchBase, item: Item, held: boolean): Promise<void> {
  const { payload } = item;
  let holds = held;
  let scoredUntil: string | null = null;
  if (payload.kind === 'merge') await giveAway(tx, lane, item.customer, payload.into, { now, lanes });
  if (payload.kind === 'adopt') {
    scoredUntil = latestOf((payload.belongings as Belongings).runs);
    await giveBelongings(tx, lane, item.customer, await withJoinedMood(tx, lane, item.customer, payload.belongings as Belongings), now);
    await writeInbox(tx, lane, [{ kind: 'changed', customer: item.customer, payload: {}, at: now }]);
  }
  if (payload.kind === 'moveAll') holds = await fetchMovers(tx, lane, payload, { now, paused: plan.states.get(payload.move.journey) === 'paused' }) || held;
  if (item.seq !== undefined) await deleteInbox(tx, lane, [item.seq]);
  await closeLane(tx, lane, { fired: true, earliest: null, held: holds, scoredUntil });
}

/** Until when any of the runs that came along still counts something. */
function latestOf(runs: readonly unknown[]): string | null {
  return runs.flatMap((row) => (row as { scores_until?: string | null }).scores_until ?? []).reduce<string | null>((latest, until) => (latest === null || Date.parse(until) > Date.parse(latest) ? until : latest), null);
}

/** What both have written says together how the customer feels. */
async function withJoinedMood(tx: Tx, lane: number, id: string, belongings: Belongings): Promise<Belongings> {
  const theirs = belongings.customer?.['mood'];
  if (!theirs) return belongings;
  const [own] = await readCustomers(tx, lane, [id]);
  return { ...belongings, customer: { ...belongings.customer, mood: joined(own?.mood as Mood | null ?? null, theirs as Mood) } };
}

/** From now on calls for `from` go to `into`; what `from` did so far follows them there. */
async function giveAway(tx: Tx, lane: number, from: string, into: string, { now, lanes }: { now: string; lanes: number }): Promise<void> {
  const belongings = await takeBelongings(tx, lane, from);
  await writeIdentities(tx, lane, [{ value: from, customer: into, at: now }]);
  const any = belongings.customer !== null || belongings.events.length > 0 || belongings.runs.length > 0;
  if (any) await writeInbox(tx, laneOf(into, lanes), [{ kind: 'adopt', customer: into, payload: { from, belongings }, at: now }]);
}
