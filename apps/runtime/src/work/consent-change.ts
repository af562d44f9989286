import { sql } from 'drizzle-orm';
import type { Tx } from '../store/database.ts';
import { tellRuns } from '../store/lane-deliver.ts';
import { addCounters, closeLane, writeConsents, writeInbox } from '../store/lane-write.ts';
import { waitForLane } from '../store/lane-read.ts';
import { Counts } from './counts.ts';
import type { Passing } from './step.ts';
import { newId } from './id.ts';

export interface ConsentChange { readonly channel: string; readonly topic: string; readonly state: 'granted' | 'denied' | 'unsubscribed'; readonly source: string }

/** Writes consent, takes back what is queued and now unwanted, and lets journeys see the change; all in one transaction. */
export async function changeConsent({ deps }: Passing, lane: number, customer: string, change: ConsentChange): Promise<void> {
  await deps.database.transaction(async (tx) => {
    const [row] = await waitForLane(tx, lane);
    await writeChange(tx, lane, customer, change, deps.clock.now());
    await closeLane(tx, lane, { fired: false, earliest: null, held: row?.held ?? false });
  });
}

/** As `changeConsent`, as a part of a transaction that holds the lane. */
export async function writeChange(tx: Tx, lane: number, customer: string, change: ConsentChange, nowMs: number): Promise<void> {
  const at = new Date(nowMs).toISOString();
  await writeConsents(tx, lane, [{ customer, ...change, at }]);
  if (change.state !== 'granted') await takeBack(tx, lane, customer, change, at);
  const heard = change.state === 'unsubscribed'
    ? { kind: 'emit', customer, payload: { event: { id: `unsubscribed-${newId(nowMs)}`, name: 'Unsubscribed', at, properties: { channel: change.channel, topic: change.topic } } }, at }
    : { kind: 'changed', customer, payload: {}, at };
  await writeInbox(tx, lane, [heard]);
}

/** Whether what a customer writes may be read for its mood; journeys see the change. */
export async function allowSentiment({ deps }: Passing, lane: number, customer: string, allowed: boolean): Promise<void> {
  await deps.database.transaction(async (tx) => {
    const [row] = await waitForLane(tx, lane);
    await tx.query(sql`update customers set sentiment_allowed = ${allowed} where lane = ${lane} and id = ${customer}`);
    await writeInbox(tx, lane, [{ kind: 'changed', customer, payload: {}, at: new Date(deps.clock.now()).toISOString() }]);
    await closeLane(tx, lane, { fired: false, earliest: null, held: row?.held ?? false });
  });
}

/** Messages that wait and may not go any more. Transactional ones need no consent and stay. */
async function takeBack(tx: Tx, lane: number, customer: string, { channel, topic, state }: ConsentChange, at: string): Promise<void> {
  const reason = state === 'unsubscribed' ? 'unsubscribed' : 'no-consent';
  const gone = await tx.query<Taken>(sql`
    update messages m set status = 'skipped', reason = ${reason}, due_at = null
    where m.lane = ${lane} and m.customer = ${customer} and m.status in ('queued', 'deferred') and m.category <> 'transactional'
      and (${channel} = '*' or m.channel = ${channel}) and (${topic} = '*' or m.topic = ${topic})
    returning run, step, visit, journey, version`);
  await tellTaken(tx, lane, customer, gone, reason, at);
}

/** Messages to an address that is blocked now, of whatever category: nothing leaves for it any more. */
export async function takeBackFrom(tx: Tx, lane: number, customer: string, { channel, address }: { readonly channel: string; readonly address: string }, at: string): Promise<void> {
  const gone = await tx.query<Taken>(sql`
    update messages m set status = 'skipped', reason = 'suppressed', due_at = null
    where m.lane = ${lane} and m.customer = ${customer} and m.status in ('queued', 'deferred') and m.channel = ${channel} and lower(m."to") = ${address.toLowerCase()}
    returning run, step, visit, journey, version`);
  await tellTaken(tx, lane, customer, gone, 'suppressed', at);
}

interface Taken { run: string; step: string; visit: number; journey: string; version: number }

async function tellTaken(tx: Tx, lane: number, customer: string, gone: readonly Taken[], reason: string, at: string): Promise<void> {
  if (gone.length === 0) return;
  await tellRuns(tx, lane, gone.map(({ run, step, visit }) => ({ run, step, visit: Number(visit), customer, at, payload: { run, step, visit: Number(visit), outcome: 'skipped', reason } })));
  const counts = new Counts(`${at.slice(0, 13)}:00:00.000Z`);
  for (const { journey, version, step } of gone) counts.add({ journey, version: Number(version), step, what: `skipped:${reason}` });
  await addCounters(tx, lane, counts.sorted());
}

/** How long an acknowledgement waits for messages that were handed to a provider before it came. */
const PATIENCE_MS = 35_000;
const LOOK_MS = 50;

/** Resolves when nothing is on its way to the customer; a provider that takes longer than any send may is not waited for. */
export async function untilNothingIsUnderWay({ deps }: Passing, lane: number, customer: string): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const rows = await deps.database.query(sql`select 1 as one from messages where lane = ${lane} and customer = ${customer} and status = 'sending' and leased_until > now() limit 1`);
    if (rows.length === 0) return;
    await new Promise((resolve) => { setTimeout(resolve, LOOK_MS); });
  }
}
