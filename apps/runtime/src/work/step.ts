import type { Tx } from '../store/database.ts';
import { fromTimestamp } from '../store/instant.ts';
import { readInbox, readTimers, releaseHeld, takeLane, type InboxRow, type LaneRow, type TimerRow } from '../store/lane-read.ts';
import type { Batch } from './batch.ts';
import { fail } from './batch.ts';
import type { Everybody } from './best-hours.ts';
import { crowding, takeFairly } from './fair.ts';
import { handle } from './handle.ts';
import { isSolo, solo } from './identity.ts';
import type { Item, Payload } from './items.ts';
import { customerOf } from './items.ts';
import { load, type BatchBase } from './load.ts';
import type { Memory } from './memory.ts';
import type { Planner } from './plan.ts';
import type { Armed } from './rearm.ts';
import { save } from './save.ts';
import { decideAsks } from './send.ts';
import type { AcceptedCall } from './accepted.ts';
import type { WorkDeps } from './work.ts';

/** What passes need, beside the lane. */
export interface Passing {
  readonly deps: WorkDeps;
  readonly planner: Planner;
  /** Pairs this process has asked to merge; only a memory, forgetting costs a little work. */
  readonly linked: Set<string>;
  readonly memory: Memory;
  /** What is known of everybody's hours; only a memory too. */
  readonly everybody: Everybody;
  readonly armed: Armed;
}

export interface PassOptions {
  /** Calls that came straight in and are in no inbox yet. They are done after what waits, and only if that fits into the same pass. */
  readonly straight?: readonly AcceptedCall[];
  readonly limit: number;
  /** Told when it is sure that the straight calls are done in this pass: whoever comes later may go through the inbox. */
  taken?(): void;
  /** Items that broke an earlier try of this pass, with what they broke with. */
  readonly poison?: ReadonlyMap<string, unknown>;
}

/**
 * `busy`: somebody else has the lane. `behind`: too much waits for straight calls to fit in; nothing was done. `done`: committed, and `more`
 * tells whether anything is left to do now.
 */
export type PassResult =
  | { readonly state: 'busy' | 'behind' }
  | { readonly state: 'done'; readonly items: number; readonly more: boolean; readonly posted: ReadonlySet<number>; readonly messages: number; readonly calls: number; readonly lateness: readonly number[] };

/** An item that our own code broke on. */
export class Poison extends Error {
  readonly key: string;
  constructor(key: string, cause: unknown) {
    super(`the item ${key} cannot be carried out`, { cause });
    this.key = key;
  }
}

/** Something in a batch that the database refused. */
export class Refused extends Error {
  readonly keys: readonly string[];
  constructor(keys: readonly string[], cause: unknown) {
    super('the database refused a batch', { cause });
    this.keys = keys;
  }
}

/**
 * THE transaction: takes a lane, reads what waits and what is due, runs the engine in memory, writes everything that follows together
 * with the removal of its causes, and commits. So each event changes state exactly once, whatever dies when.
 */
export async function pass(passing: Passing, lane: number, options: PassOptions): Promise<PassResult> {
  let batch: Batch | null = null;
  let keep = () => {};
  const result = await passing.deps.database.transaction(async (tx): Promise<PassResult> => {
    const nowMs = passing.deps.clock.now();
    const now = new Date(nowMs).toISOString();
    const [row] = await takeLane(tx, lane);
    if (!row) return { state: 'busy' };
    // the mark may lie before the first timer that is left; then it is looked up afresh
    const stale = row.next_due !== null && fromTimestamp(row.next_due) <= now;
    const [first, timers] = await Promise.all([row.waiting ? readInbox(tx, lane, options.limit) : [], stale ? readTimers(tx, lane, now, options.limit) : []]);
    const straight = options.straight ?? [];
    if (straight.length > 0 && (first.length + straight.length > options.limit || first.some((waiting) => isSolo(waiting.kind)) || crowding(straight, customerOf).length > 0)) return { state: 'behind' };
    const { taken: inbox, left } = await takeFairly(tx, lane, first, options.limit);
    options.taken?.();
    const plan = await passing.planner.at(tx, Number(row.revision ?? 0));
    const released = await release(tx, lane, row, plan, now);
    const base: BatchBase = { lane, now, nowMs, plan, versions: passing.planner.versions, channels: passing.deps.channels, scorer: passing.deps.scorer, lanes: passing.deps.lanes, linked: passing.linked, everybody: passing.everybody, scored: row.scored_until !== null && fromTimestamp(row.scored_until) >= now };
    const next = inbox[0];
    if (next && isSolo(next.kind)) {
      await solo(tx, base, itemOf(next), row.held || released.left);
      return { state: 'done', items: 1, more: true, posted: new Set(), messages: 0, calls: 0, lateness: [] };
    }
    const waiting = inbox.slice(0, firstSolo(inbox));
    const items = [...waiting.map(itemOf), ...straight.map(straightItem), ...timers.map(timerItem)];
    if (items.length === 0 && released.count === 0 && !stale) return nothing;
    const version = Number(row.version);
    const remembered = passing.memory.take(lane, { version, revision: plan.revision });
    const loaded = await load(tx, base, items.filter((item) => item.customer !== ''), remembered);
    batch = loaded;
    // this pass raises the version by one
    keep = () => { passing.memory.keep(lane, { version: version + 1, revision: plan.revision }, remembered, loaded.people.values()); };
    await carryOut(tx, batch, items, options.poison ?? new Map());
    await write(tx, batch, items, { held: released.left, stale });
    const more = released.count > 0 || left || waiting.length < inbox.length || timers.length === options.limit || batch.out.inbox.has(lane);
    return { state: 'done', items: items.length, more, posted: new Set(batch.out.inbox.keys()), messages: batch.out.messages.length, calls: batch.out.calls.length, lateness: timers.map((timer) => (nowMs - Date.parse(fromTimestamp(timer.due_at))) / 1000) };
  });
  keep();
  if (batch !== null) for (const pair of (batch as Batch).out.linked) passing.linked.add(pair);
  return result;
}

const nothing: PassResult = { state: 'done', items: 0, more: false, posted: new Set(), messages: 0, calls: 0, lateness: [] };

/** Everything that was put aside for journeys that are not paused (any more) goes back into the inbox. */
async function release(tx: Tx, lane: number, row: LaneRow, plan: BatchBase['plan'], now: string): Promise<{ count: number; left: boolean }> {
  if (!row.held) return { count: 0, left: false };
  const going = [...plan.states].filter(([, state]) => state !== 'paused').map(([key]) => key);
  const [answer] = await releaseHeld(tx, lane, going, now);
  return { count: Number(answer?.released ?? 0), left: answer?.left ?? false };
}

async function carryOut(tx: Tx, batch: Batch, items: readonly Item[], poison: ReadonlyMap<string, unknown>): Promise<void> {
  for (const item of items) {
    if (item.timer) batch.out.fired.push(item.timer);
    if (item.customer === '') continue;
    if (poison.has(item.key)) { putAway(batch, item, poison.get(item.key)); continue; }
    try {
      handle(batch, item);
    } catch (error) {
      throw new Poison(item.key, error);
    }
  }
  batch.chain = null;
  await decideAsks(tx, batch);
}

/** An item that cannot be carried out is kept with its reason, to be tried again by hand; the event itself stays in the history. */
function putAway(batch: Batch, item: Item, error: unknown): void {
  const { payload } = item;
  fail(batch, payload.kind, item.customer, payload, error instanceof Error && error.cause !== undefined ? error.cause : error);
  // what the database refused may be the event itself; then it is kept with the failure only
  if (payload.kind !== 'call' || error instanceof Refused || batch.known.has(payload.call.messageId)) return;
  const { messageId, name, type, at, receivedAt, properties } = payload.call;
  batch.known.add(messageId);
  batch.out.events.push({ message_id: messageId, customer: item.customer, name: name ?? `$${type}`, at, received_at: receivedAt, properties, sentiment: null });
}

async function write(tx: Tx, batch: Batch, items: readonly Item[], lane: { held: boolean; stale: boolean }): Promise<void> {
  const seqs = items.flatMap((item) => (item.seq === undefined ? [] : [item.seq]));
  try {
    await save(tx, batch, lane, seqs);
  } catch (error) {
    throw isAboutData(error) ? new Refused(items.map((item) => item.key), error) : error;
  }
}

/** SQLSTATE classes that speak of the connection, the server's state or other transactions: the same batch may pass next time. */
const PASSING = new Set(['08', '25', '40', '53', '55', '57', '58', 'F0', 'XX']);

function isAboutData(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !PASSING.has(code.slice(0, 2));
}

function firstSolo(inbox: readonly InboxRow[]): number {
  const index = inbox.findIndex((row) => isSolo(row.kind));
  return index < 0 ? inbox.length : index;
}

const itemOf = (row: InboxRow): Item => ({ key: `i${row.seq}`, seq: Number(row.seq), customer: row.customer, payload: { ...(row.payload as object), kind: row.kind } as Payload });
const straightItem = (call: AcceptedCall, index: number): Item => ({ key: `c${index}`, customer: customerOf(call), payload: { kind: 'call', call } });

function timerItem(row: TimerRow): Item {
  const due = fromTimestamp(row.due_at);
  const key = `t${due}/${row.run}`;
  const timer = { due, run: row.run };
  if (row.run.startsWith('segment:')) return { key, timer, customer: row.run.slice('segment:'.length), payload: { kind: 'recheck', segment: null } };
  // a timer whose run is gone has nobody to tell; its row goes with this pass
  return { key, timer, customer: row.customer ?? '', payload: { kind: 'timer', run: row.run, step: row.step, visit: Number(row.visit) } };
}

