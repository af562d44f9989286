import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { table } from './columns.ts';
import { jsonText } from './json.ts';
import { texts } from './lane-read.ts';

/**
 * What a pass writes: one statement a table, rows as a text a column (`columns.ts`), and as one JSON parameter where they are rare.
 * Every statement names one lane (RUN-1). Instants are RFC 3339.
 */
const rows = (list: readonly unknown[]) => sql`${jsonText(list)}::jsonb`;

export interface CustomerWrite {
  id: string; traits: unknown; timezone: string | null; locale: string | null; mood: unknown; sentiment_allowed: boolean; care: unknown;
  recheck_at: string | null; created_at: string; seen_at: string;
}
const customerRows = table<CustomerWrite>([['id', 'text'], ['traits', 'jsonb'], ['timezone', 'text'], ['locale', 'text'], ['mood', 'jsonb'], ['sentiment_allowed', 'boolean'], ['care', 'jsonb'],
  ['recheck_at', 'timestamptz'], ['created_at', 'timestamptz'], ['seen_at', 'timestamptz']]);
export const writeCustomers = (tx: Tx, lane: number, list: readonly CustomerWrite[]) => tx.query(sql`
  insert into customers as c (lane, id, traits, timezone, locale, mood, sentiment_allowed, care, recheck_at, created_at, seen_at)
  select ${lane}::smallint, x.* from ${customerRows(list)}
  on conflict (lane, id) do update set traits = excluded.traits, timezone = excluded.timezone, locale = excluded.locale, mood = excluded.mood,
    sentiment_allowed = excluded.sentiment_allowed, care = excluded.care, recheck_at = excluded.recheck_at, seen_at = greatest(c.seen_at, excluded.seen_at)
  where c.lane = ${lane}`);

export interface ConsentWrite { customer: string; channel: string; topic: string; state: string; at: string; source: string }
export const writeConsents = (tx: Tx, lane: number, list: readonly ConsentWrite[]) => tx.query(sql`
  insert into consents as c (lane, customer, channel, topic, state, at, source)
  select ${lane}::smallint, x.* from jsonb_to_recordset(${rows(list)}) as x(customer text, channel text, topic text, state text, at timestamptz, source text)
  on conflict (lane, customer, channel, topic) do update set state = excluded.state, at = excluded.at, source = excluded.source where c.lane = ${lane}`);

export interface EventWrite { message_id: string; customer: string; name: string; at: string; received_at: string; properties: unknown; sentiment: unknown }
const eventRows = table<EventWrite>([['message_id', 'text'], ['customer', 'text'], ['name', 'text'], ['at', 'timestamptz'], ['received_at', 'timestamptz'], ['properties', 'json'], ['sentiment', 'json']]);
/** Whoever has the lane has asked which message ids are known (`readKnown`), so a conflict is a fault; looking for one as well cost a record of the log an event. */
export const writeEvents = (tx: Tx, lane: number, list: readonly EventWrite[]) => tx.query(sql`
  insert into events (lane, message_id, customer, name, at, received_at, properties, sentiment)
  select ${lane}::smallint, x.* from ${eventRows(list)}`);

export interface RunWrite {
  id: string; journey: string; version: number; customer: string; entry_key: string; status: string; step: string | null; state: unknown;
  entered_at: string; finished_at: string | null; reason: string | null; scores_until: string | null;
}
const runRows = table<RunWrite>([['id', 'text'], ['journey', 'text'], ['version', 'int'], ['customer', 'text'], ['entry_key', 'text'], ['status', 'text'], ['step', 'text'], ['state', 'json'],
  ['entered_at', 'timestamptz'], ['finished_at', 'timestamptz'], ['reason', 'text'], ['scores_until', 'timestamptz']]);
/** Before `insertRuns`, so that a run that ends makes room for the next one with its key. Row by row through the key, which no plan can get wrong. */
export const updateRuns = (tx: Tx, lane: number, list: readonly RunWrite[]) => tx.query(sql`
  insert into runs as r (lane, id, journey, version, customer, entry_key, status, step, state, entered_at, finished_at, reason, scores_until)
  select ${lane}::smallint, x.* from ${runRows(list)}
  on conflict (lane, id) do update set version = excluded.version, status = excluded.status, step = excluded.step, state = excluded.state, finished_at = excluded.finished_at, reason = excluded.reason,
    scores_until = excluded.scores_until
  where r.lane = ${lane}`);
export const insertRuns = (tx: Tx, lane: number, list: readonly RunWrite[]) => tx.query(sql`
  insert into runs (lane, id, journey, version, customer, entry_key, status, step, state, entered_at, finished_at, reason, scores_until)
  select ${lane}::smallint, x.* from ${runRows(list)}`);

export interface TimerKey { due: string; run: string }
export interface TimerWrite extends TimerKey { step: string; visit: number }
const timerKeys = table<TimerKey>([['due', 'timestamptz'], ['run', 'text']]);
const timerRows = table<TimerWrite>([['due', 'timestamptz'], ['run', 'text'], ['step', 'text'], ['visit', 'int']]);
export const deleteTimers = (tx: Tx, lane: number, list: readonly TimerKey[]) => tx.query(sql`
  delete from timers where lane = ${lane} and ctid = any(array(
    select t.ctid from ${timerKeys(list)}
    cross join lateral (select ctid from timers where lane = ${lane} and due_at = x.due and run = x.run offset 0) t))`);
export const insertTimers = (tx: Tx, lane: number, list: readonly TimerWrite[]) => tx.query(sql`
  insert into timers (lane, due_at, run, step, visit)
  select ${lane}::smallint, x.due, x.run, x.step, x.visit from ${timerRows(list)} on conflict (lane, due_at, run) do nothing`);

export interface TrailWrite { run: string; journey: string; version: number; customer: string; at: string; entries: readonly { step: string; visit: number; outcome: string; because: string; used: unknown }[] }
const trailRows = table<TrailWrite>([['journey', 'text'], ['run', 'text'], ['version', 'int'], ['customer', 'text'], ['at', 'timestamptz'], ['entries', 'json']]);
export const writeTrail = (tx: Tx, lane: number, list: readonly TrailWrite[]) => tx.query(sql`
  insert into decisions (lane, journey, run, version, customer, at, entries)
  select ${lane}::smallint, x.* from ${trailRows(list)}`);

export interface MessageWrite {
  id: string; run: string; step: string; visit: number; channel: string; journey: string; version: number; customer: string; status: string; reason: string | null;
  category: string; topic: string | null; priority: number; command: unknown; decision: unknown; to: string | null; created_at: string; due_at: string | null;
}
const messageRows = table<MessageWrite>([['id', 'text'], ['run', 'text'], ['step', 'text'], ['visit', 'int'], ['channel', 'text'], ['journey', 'text'], ['version', 'int'], ['customer', 'text'],
  ['status', 'text'], ['reason', 'text'], ['category', 'text'], ['topic', 'text'], ['priority', 'smallint'], ['command', 'json'], ['decision', 'json'], ['to', 'text'], ['created_at', 'timestamptz'], ['due_at', 'timestamptz']]);
export const writeMessages = (tx: Tx, lane: number, list: readonly MessageWrite[]) => tx.query(sql`
  insert into messages (lane, id, run, step, visit, channel, journey, version, customer, status, reason, category, topic, priority, command, decision, "to", created_at, due_at)
  select ${lane}::smallint, x.* from ${messageRows(list)}`);

export interface CallWrite { id: string; run: string; step: string; visit: number; customer: string; command: unknown; created_at: string }
export const writeCalls = (tx: Tx, lane: number, list: readonly CallWrite[]) => tx.query(sql`
  insert into calls (lane, id, run, step, visit, customer, command, status, created_at, due_at)
  select ${lane}::smallint, x.id, x.run, x.step, x.visit, x.customer, x.command, 'queued', x.created_at, x.created_at
  from jsonb_to_recordset(${rows(list)}) as x(id text, run text, step text, visit int, customer text, command jsonb, created_at timestamptz) on conflict (lane, id) do nothing`);

export interface InboxWrite { kind: string; customer: string; payload: unknown; at: string }
const inboxRows = table<InboxWrite>([['kind', 'text'], ['customer', 'text'], ['payload', 'json'], ['at', 'timestamptz']]);
export const writeInbox = (tx: Tx, lane: number, list: readonly InboxWrite[]) => tx.query(sql`
  insert into inbox (lane, kind, customer, payload, at)
  select ${lane}::smallint, x.kind, x.customer, x.payload, x.at from ${inboxRows(list)}`);
export const deleteInbox = (tx: Tx, lane: number, seqs: readonly number[]) =>
  tx.query(sql`delete from inbox where lane = ${lane} and seq = any(${sql.param(seqs)}::bigint[])`);

export interface HeldWrite { journey: string; kind: string; customer: string; payload: unknown }
export const writeHeld = (tx: Tx, lane: number, list: readonly HeldWrite[]) => tx.query(sql`
  insert into held (lane, journey, kind, customer, payload)
  select ${lane}::smallint, x.journey, x.kind, x.customer, x.payload from jsonb_to_recordset(${rows(list)}) as x(journey text, kind text, customer text, payload jsonb)`);

export const addMembers = (tx: Tx, lane: number, list: readonly { customer: string; segment: string; since: string }[]) => tx.query(sql`
  insert into memberships (lane, customer, segment, since)
  select ${lane}::smallint, x.customer, x.segment, x.since from jsonb_to_recordset(${rows(list)}) as x(customer text, segment text, since timestamptz)
  on conflict (lane, customer, segment) do nothing`);
export const removeMembers = (tx: Tx, lane: number, list: readonly { customer: string; segment: string }[]) => tx.query(sql`
  delete from memberships m using jsonb_to_recordset(${rows(list)}) as x(customer text, segment text) where m.lane = ${lane} and m.customer = x.customer and m.segment = x.segment`);

export interface CounterWrite { journey: string; version: number; step: string; what: string; hour: string; n: number }
export const addCounters = (tx: Tx, lane: number, list: readonly CounterWrite[]) => tx.query(sql`
  insert into counters as c (lane, journey, version, step, what, hour, n)
  select ${lane}::smallint, x.* from jsonb_to_recordset(${rows(list)}) as x(journey text, version int, step text, what text, hour timestamptz, n bigint)
  on conflict (lane, journey, version, step, what, hour) do update set n = c.n + excluded.n where c.lane = ${lane}`);

export interface FailureWrite { id: string; at: string; kind: string; subject: string; payload: unknown; error: string }
export const writeFailures = (tx: Tx, lane: number, list: readonly FailureWrite[]) => tx.query(sql`
  insert into failures (lane, id, at, kind, subject, payload, error)
  select ${lane}::smallint, x.* from jsonb_to_recordset(${rows(list)}) as x(id text, at timestamptz, kind text, subject text, payload jsonb, error text) on conflict (lane, id) do nothing`);

export const writeIdentities = (tx: Tx, lane: number, list: readonly { value: string; customer: string; at: string }[]) => tx.query(sql`
  insert into identities as i (lane, kind, value, customer, at)
  select ${lane}::smallint, 'customer', x.value, x.customer, x.at from jsonb_to_recordset(${rows(list)}) as x(value text, customer text, at timestamptz)
  on conflict (lane, kind, value) do update set customer = excluded.customer, at = excluded.at where i.lane = ${lane}`);

interface LaneEnd { readonly fired: boolean; readonly earliest: string | null; readonly held: boolean; readonly scoredUntil?: string | null }

/** Ends a pass: `fired` tells that timers were taken, so the low-water mark is looked up afresh; else only `earliest` can lower it. `scoredUntil` can only raise its own. */
export const closeLane = (tx: Tx, lane: number, end: LaneEnd) => (end.fired
  ? tx.query(sql`update lanes set version = version + 1, held = ${end.held}::boolean, scored_until = greatest(scored_until, ${end.scoredUntil ?? null}::timestamptz), next_due = (select t.due_at from timers t where t.lane = ${lane} order by t.due_at limit 1) where lane = ${lane}`)
  : tx.query(sql`update lanes set version = version + 1, held = ${end.held}::boolean, scored_until = greatest(scored_until, ${end.scoredUntil ?? null}::timestamptz), next_due = least(next_due, ${end.earliest}::timestamptz) where lane = ${lane}`));

/** Forgets rows of a customer who became another one; what they held was read by `lane-move`. */
export const deleteCustomers = (tx: Tx, lane: number, ids: readonly string[]) => tx.query(sql`delete from customers where lane = ${lane} and id = any(${texts(ids)})`);
