import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from './database.ts';
import type { RunColumns } from './stored-run.ts';

/**
 * What a pass reads, a statement for a whole batch. Every statement names one lane (RUN-1): on a distributed database it
 * then runs on one machine. `texts` passes a list as one parameter, so that the statement is prepared once.
 */
export const texts = (list: readonly string[]): SQL => sql`${sql.param(list)}::text[]`;

export interface LaneRow { version: string | number; next_due: string | null; held: boolean; scored_until: string | null }

/**
 * Takes the lane until the transaction ends; nothing where another pass has it. Tells with it what a pass must know before anything else: whether
 * something waits, and the revision of the rules..
 */
export const takeLane = (tx: Tx, lane: number) => tx.query<LaneRow & { waiting: boolean; revision: number | string | null }>(sql`
  select l.version, l.next_due, l.held, l.scored_until, exists (select 1 from inbox i where i.lane = ${lane}) as waiting, (select s.value from settings s where s.key = 'revision') as revision
  from lanes l where l.lane = ${lane} for update of l skip locked`);

/** As `takeLane`, but waits for the pass that has it. */
export const waitForLane = (tx: Tx, lane: number) =>
  tx.query<LaneRow>(sql`select version, next_due, held, scored_until from lanes where lane = ${lane} for update`);

export interface InboxRow { seq: string | number; kind: string; customer: string; payload: unknown }

export const readInbox = (tx: Tx, lane: number, limit: number) =>
  tx.query<InboxRow>(sql`select seq, kind, customer, payload from inbox where lane = ${lane} order by seq limit ${limit}::int`);

/** Rows of the inbox that are looked through for others than the customers who fill it. */
const FAR = 20_000;

/** What waits beside these customers, in order; within the first rows only, so that it takes no longer however much waits. */
export const readInboxBeside = (tx: Tx, lane: number, customers: readonly string[], limit: number) => tx.query<InboxRow>(sql`
  select i.seq, i.kind, i.customer, i.payload from (select seq, customer from inbox where lane = ${lane} order by seq limit ${FAR}::int) w
  join inbox i on i.lane = ${lane} and i.seq = w.seq where w.customer <> all(${texts(customers)}) order by w.seq limit ${limit}::int`);

export interface TimerRow { due_at: string; run: string; step: string; visit: number; customer: string | null }

/** Due timers with their run's customer. To be asked once the low-water mark in the lane's row is reached. */
export const readTimers = (tx: Tx, lane: number, now: string, limit: number) => tx.query<TimerRow>(sql`
  select t.due_at, t.run, t.step, t.visit, r.customer
  from timers t left join lateral (select customer from runs where lane = ${lane} and id = t.run offset 0) r on true
  where t.lane = ${lane} and t.due_at <= ${now}::timestamptz
  order by t.due_at, t.run limit ${limit}::int`);

export interface CustomerRow {
  id: string; traits: Record<string, unknown>; timezone: string | null; locale: string | null; mood: unknown; sentiment_allowed: boolean;
  care: Record<string, string>; recheck_at: string | null; created_at: string; seen_at: string;
}

export const readCustomers = (tx: Tx, lane: number, ids: readonly string[]) => tx.query<CustomerRow>(sql`
  select id, traits, timezone, locale, mood, sentiment_allowed, care, recheck_at, created_at, seen_at
  from customers where lane = ${lane} and id = any(${texts(ids)})`);

export interface ConsentRow { customer: string; channel: string; topic: string; state: 'granted' | 'denied' | 'unsubscribed' }

export const readConsents = (tx: Tx, lane: number, ids: readonly string[]) =>
  tx.query<ConsentRow>(sql`select customer, channel, topic, state from consents where lane = ${lane} and customer = any(${texts(ids)})`);

export const readMemberships = (tx: Tx, lane: number, ids: readonly string[]) =>
  tx.query<{ customer: string; segment: string }>(sql`select customer, segment from memberships where lane = ${lane} and customer = any(${texts(ids)})`);

export const readOpenRuns = (tx: Tx, lane: number, ids: readonly string[]) =>
  tx.query<RunColumns & { state: unknown }>(sql`select id, journey, version, customer, entry_key, status, entered_at, finished_at, reason, state from runs where lane = ${lane} and status = 'open' and customer = any(${texts(ids)}) order by id`);

/** Runs that are over and still count what their customers do. Asked only where the lane's row says that there may be some. */
export const readScoredRuns = (tx: Tx, lane: number, ids: readonly string[], now: string) =>
  tx.query<RunColumns & { state: unknown }>(sql`select id, journey, version, customer, entry_key, status, entered_at, finished_at, reason, scores_until, state from runs where lane = ${lane} and customer = any(${texts(ids)}) and scores_until >= ${now}::timestamptz and status = 'finished' order by id`);

export interface EntryRow { customer: string; journey: string; entry_key: string; last: string }

/** When customers last came into these journeys, whether or not they are still inside. */
export const readEntries = (tx: Tx, lane: number, ids: readonly string[], journeys: readonly string[]) => tx.query<EntryRow>(sql`
  select customer, journey, entry_key, max(entered_at) as last from runs
  where lane = ${lane} and customer = any(${texts(ids)}) and journey = any(${texts(journeys)}) group by customer, journey, entry_key`);

export interface HistoryRow { customer: string; name: string; at: string; properties: unknown; message_id: string }

/** Past events of these names, oldest first, each name back to its own moment. */
export const readHistory = (tx: Tx, lane: number, ids: readonly string[], names: readonly string[], since: readonly string[]) => tx.query<HistoryRow>(sql`
  select e.customer, e.name, e.at, e.properties, e.message_id
  from unnest(${texts(names)}, ${texts(since)}) as n(name, since)
  join events e on e.lane = ${lane} and e.customer = any(${texts(ids)}) and e.name = n.name and e.at >= n.since::timestamptz
  order by e.at, e.received_at, e.message_id`);

/** Which of these message ids are known already. */
export const readKnown = (tx: Tx, lane: number, messageIds: readonly string[]) =>
  tx.query<{ message_id: string }>(sql`select message_id from events where lane = ${lane} and message_id = any(${texts(messageIds)})`);

/** Who anonymous ids of this lane turned out to be. */
export const readIdentities = (tx: Tx, lane: number, values: readonly string[]) =>
  tx.query<{ value: string; customer: string }>(sql`select value, customer from identities where lane = ${lane} and kind = 'customer' and value = any(${texts(values)})`);

export interface SentRow { id: string; customer: string; channel: string; topic: string | null; at: string; status: string }

/** Messages that count for frequency caps (GATE-3): all but transactional ones that were sent or still may be. */
export const readSent = (tx: Tx, lane: number, ids: readonly string[], since: string) => tx.query<SentRow>(sql`
  select id, customer, channel, topic, coalesce(sent_at, created_at) as at, status from messages
  where lane = ${lane} and customer = any(${texts(ids)}) and created_at >= ${since}::timestamptz and category <> 'transactional'
    and status in ('sent', 'sending', 'queued', 'deferred', 'uncertain')
  order by created_at desc`);

/** Takes back into the inbox what was put aside for journeys that go on; answers how much. */
export const releaseHeld = (tx: Tx, lane: number, journeys: readonly string[], now: string) => tx.query<{ released: number; left: boolean }>(sql`
  with gone as (delete from held where lane = ${lane} and journey = any(${texts(journeys)}) returning seq, kind, customer, payload),
  back as (insert into inbox (lane, kind, customer, payload, at) select ${lane}::smallint, kind, customer, payload, ${now}::timestamptz from gone order by seq returning 1)
  select (select count(*) from back)::int as released, exists(select 1 from held where lane = ${lane} and journey <> all(${texts(journeys)})) as left`);
