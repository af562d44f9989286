import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { table } from './columns.ts';
import { jsonText } from './json.ts';
import { texts } from './lane-read.ts';

/** What deliveries read and write; every statement names one lane (RUN-1). Leases go by the database's own clock. */
const rows = (list: readonly unknown[]): SQL => sql`${jsonText(list)}::jsonb`;

export interface DueMessage {
  id: string; run: string; step: string; visit: number; channel: string; journey: string; version: number; customer: string; category: string; topic: string | null;
  /** See `stored-command.ts`. */
  command: unknown; attempts: number; created_at: string;
  /** The event that began the run. */
  event: unknown;
}

/** `closed`: channels of which only transactional messages may go. `after`: the journey that had its turn last. */
export interface DueQuestion { readonly now: string; readonly limit: number; readonly closed: readonly string[]; readonly after: string }

/**
 * The queues of a lane: each kind of haste, channel and journey that has messages waiting, found by leaping along the index from one to the
 * next. There are a few dozen at most, however many messages wait in them.
 */
const queues = (lane: number): SQL => sql`queues as (
    (select m.category <> 'transactional' as bulk, m.channel, m.journey from messages m where m.lane = ${lane} and m.due_at is not null
      order by (m.category <> 'transactional'), m.channel, m.journey limit 1)
    union all
    select n.bulk, n.channel, n.journey from queues q cross join lateral (
      select m.category <> 'transactional' as bulk, m.channel, m.journey from messages m
      where m.lane = ${lane} and m.due_at is not null and ((m.category <> 'transactional'), m.channel, m.journey) > (q.bulk, q.channel, q.journey)
      order by (m.category <> 'transactional'), m.channel, m.journey limit 1) n)`;

/**
 * Due messages, held until the transaction ends: transactional ones first, then those of the higher priority, then by turns of their journeys, so that a
 * large one holds up nobody else's, each journey's longest due first. Looks at no more than `limit` messages a queue: ranking the whole backlog looked at
 * each of 50,000 due ones; this way it is fewer than a thousand rows.
 */
export const takeDue = (tx: Tx, lane: number, { now, limit, closed, after }: DueQuestion) => tx.query<DueMessage>(sql`
  with recursive ${queues(lane)}
  select m.id, m.run, m.step, m.visit, m.channel, m.journey, m.version, m.customer, m.category, m.topic, m.command, m.attempts, m.created_at,
    (select r.state->'event' from runs r where r.lane = ${lane} and r.id = m.run) as event
  from (
    select d.id, q.bulk, d.priority, q.journey, row_number() over (partition by q.bulk, q.journey order by d.due_at, d.id) as turn
    from queues q cross join lateral (
      select m.id, m.due_at, m.priority from messages m
      where m.lane = ${lane} and (m.category <> 'transactional') = q.bulk and m.channel = q.channel and m.journey = q.journey and m.due_at <= ${now}::timestamptz and m.due_at is not null
        and m.status in ('queued', 'deferred')
      order by m.due_at limit ${limit}::int) d
    where not q.bulk or q.channel <> all(${texts(closed)})
    order by bulk, d.priority desc, turn, q.journey <= ${after}, q.journey limit ${limit}::int
  ) t join messages m on m.lane = ${lane} and m.id = t.id and m.status in ('queued', 'deferred')
  order by t.bulk, t.priority desc, t.turn, t.journey <= ${after}, t.journey for update of m skip locked`);

/** Whether `takeDue` would find any. */
export const anyDue = (tx: Tx, lane: number, now: string, closed: readonly string[]) => tx.query<{ due: boolean }>(sql`
  with recursive ${queues(lane)}
  select exists (select 1 from queues q where (not q.bulk or q.channel <> all(${texts(closed)})) and exists (
    select 1 from messages m where m.lane = ${lane} and (m.category <> 'transactional') = q.bulk and m.channel = q.channel and m.journey = q.journey and m.due_at <= ${now}::timestamptz
      and m.due_at is not null and m.status in ('queued', 'deferred'))) as due`);

/** Those of the runs that were ended from outside: what they asked for is not sent any more (GATE-9). */
export const readWithdrawn = (tx: Tx, lane: number, runs: readonly string[]) => tx.query<{ id: string }>(sql`
  select id from runs where lane = ${lane} and id = any(${texts(runs)}) and status = 'finished' and (state->>'withdrawn' = 'true' or reason in ('cancelled', 'superseded'))`);

export interface Orphan { id: string; run: string; step: string; visit: number; channel: string; journey: string; version: number; customer: string }

/** Messages whose process went away between handing them over and noting what became of them. Those of safe channels are queued again, the others' fate is unknown. */
export const takeOrphans = (tx: Tx, lane: number, safe: readonly string[], everything: boolean) => tx.query<Orphan & { status: string }>(sql`
  update messages m set status = case when m.channel = any(${texts(safe)}) then 'queued' else 'uncertain' end,
    due_at = case when m.channel = any(${texts(safe)}) then m.due_at else null end,
    error = case when m.channel = any(${texts(safe)}) then m.error else 'The process that sent this message ended before it heard from the provider.' end, leased_until = null
  where m.lane = ${lane} and m.status = 'sending' and (${everything}::boolean or m.leased_until < now())
  returning id, run, step, visit, channel, journey, version, customer, status`);

export interface Outcome {
  id: string; status: string; reason: string | null; decision: unknown; to: string | null; subject: string | null; body: string | null; html: string | null;
  attempts: number; due_at: string | null; sent_at: string | null; error: string | null; provider_id: string | null; lease: number | null;
}

const outcomeRows = table<Outcome>([['id', 'text'], ['status', 'text'], ['reason', 'text'], ['decision', 'json'], ['to', 'text'], ['subject', 'text'], ['body', 'text'], ['html', 'text'], ['attempts', 'smallint'],
  ['due_at', 'timestamptz'], ['sent_at', 'timestamptz'], ['error', 'text'], ['provider_id', 'text'], ['lease', 'double precision']]);
/** Writes what became of messages. Null in `decision`, `subject`, `body`, `html`, `to` leaves what is there. `lease` is in seconds from now. */
export const writeOutcomes = (tx: Tx, lane: number, list: readonly Outcome[]) => tx.query(sql`
  update messages m set status = x.status, reason = x.reason, decision = coalesce(x.decision, m.decision), "to" = coalesce(x."to", m."to"), subject = coalesce(x.subject, m.subject),
    body = coalesce(x.body, m.body), html = coalesce(x.html, m.html), attempts = x.attempts, due_at = x.due_at, sent_at = x.sent_at, error = x.error, provider_id = x.provider_id,
    leased_until = now() + make_interval(secs => x.lease)
  from ${outcomeRows(list)}
  where m.lane = ${lane} and m.id = x.id and m.status in ('queued', 'deferred', 'sending')`);

export interface DeliveryWrite { message: string; attempt: number; at: string; outcome: string; detail: string | null }
const deliveryRows = table<DeliveryWrite>([['message', 'text'], ['attempt', 'smallint'], ['at', 'timestamptz'], ['outcome', 'text'], ['detail', 'text']]);
export const writeDeliveries = (tx: Tx, lane: number, list: readonly DeliveryWrite[]) => tx.query(sql`
  insert into deliveries (lane, message, attempt, at, outcome, detail)
  select ${lane}::smallint, x.* from ${deliveryRows(list)} on conflict (lane, message, attempt) do nothing`);

export interface Told { run: string; step: string; visit: number; customer: string; payload: unknown; at: string }

const toldRows = table<Told>([['run', 'text'], ['step', 'text'], ['visit', 'int'], ['customer', 'text'], ['payload', 'json'], ['at', 'timestamptz']]);
/** Tells runs what became of what they asked for, where they wait for it. */
export const tellRuns = (tx: Tx, lane: number, list: readonly Told[]) => tx.query(sql`
  insert into inbox (lane, kind, customer, payload, at)
  select ${lane}::smallint, 'result', x.customer, x.payload, x.at
  from ${toldRows(list)}
  join runs r on r.lane = ${lane} and r.id = x.run and r.status = 'open' and r.step = x.step and (r.state->'waiting'->>'result') is not null
  returning 1 as told`);

export interface DueCall { id: string; run: string; step: string; visit: number; customer: string; command: unknown; attempts: number }

export const takeCalls = (tx: Tx, lane: number, now: string, limit: number, leaseSeconds: number) => tx.query<DueCall>(sql`
  update calls c set status = 'sending', attempts = c.attempts + 1, leased_until = now() + make_interval(secs => ${leaseSeconds}::double precision)
  where c.lane = ${lane} and c.id in (select id from calls where lane = ${lane} and due_at <= ${now}::timestamptz and (status = 'queued' or (status = 'sending' and leased_until < now()))
    order by due_at, id limit ${limit}::int for update skip locked)
  returning id, run, step, visit, customer, command, attempts`);

export const freeCalls = (tx: Tx, lane: number) => tx.query(sql`update calls set leased_until = now() - interval '1 second' where lane = ${lane} and status = 'sending'`);

export const writeCallOutcomes = (tx: Tx, lane: number, list: readonly { id: string; status: string; due_at: string | null; error: string | null }[]) => tx.query(sql`
  update calls c set status = x.status, due_at = x.due_at, error = x.error, leased_until = null
  from jsonb_to_recordset(${rows(list)}) as x(id text, status text, due_at timestamptz, error text) where c.lane = ${lane} and c.id = x.id`);
