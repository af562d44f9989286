import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { jsonText } from './json.ts';

/** The rows of one customer, as JSON, on their way from one lane to another. */
export interface Belongings {
  readonly customer: Record<string, unknown> | null;
  readonly consents: readonly unknown[];
  readonly events: readonly unknown[];
  readonly runs: readonly unknown[];
  readonly trail: readonly unknown[];
  readonly messages: readonly unknown[];
  readonly calls: readonly unknown[];
  /** Absent in what an older release has put into an inbox. */
  readonly tasks?: readonly unknown[];
  readonly surveys?: readonly unknown[];
}

/** Takes all rows of a customer out of their lane. To be called with the lane held; they are nowhere until `giveBelongings`. */
export async function takeBelongings(tx: Tx, lane: number, id: string): Promise<Belongings> {
  const list = async (statement: Promise<readonly { list: unknown }[]>) => ((await statement)[0]?.list ?? []) as unknown[];
  const [, customer, consents, events, runs, trail, messages, calls, tasks, surveys] = await Promise.all([
    tx.query(sql`delete from timers t using runs r where t.lane = ${lane} and r.lane = ${lane} and r.customer = ${id} and t.run = r.id and t.due_at = (r.state->'waiting'->>'due')::timestamptz`),
    list(tx.query(sql`with gone as (delete from customers where lane = ${lane} and id = ${id} returning *) select jsonb_agg(to_jsonb(gone)) as list from gone`)),
    list(tx.query(sql`with gone as (delete from consents where lane = ${lane} and customer = ${id} returning *) select jsonb_agg(to_jsonb(gone)) as list from gone`)),
    list(tx.query(sql`with gone as (delete from events where lane = ${lane} and customer = ${id} returning *) select jsonb_agg(to_jsonb(gone)) as list from gone`)),
    list(tx.query(sql`with gone as (delete from runs where lane = ${lane} and customer = ${id} returning *) select jsonb_agg(to_jsonb(gone)) as list from gone`)),
    list(tx.query(sql`with gone as (delete from decisions where lane = ${lane} and customer = ${id} returning *) select jsonb_agg(to_jsonb(gone) order by id) as list from gone`)),
    list(tx.query(sql`with gone as (delete from messages where lane = ${lane} and customer = ${id} returning *) select jsonb_agg(to_jsonb(gone)) as list from gone`)),
    list(tx.query(sql`with gone as (delete from calls where lane = ${lane} and customer = ${id} returning *) select jsonb_agg(to_jsonb(gone)) as list from gone`)),
    list(tx.query(sql`with gone as (delete from tasks where lane = ${lane} and customer = ${id} returning *) select jsonb_agg(to_jsonb(gone)) as list from gone`)),
    list(tx.query(sql`with gone as (delete from surveys where lane = ${lane} and customer = ${id} returning *) select jsonb_agg(to_jsonb(gone)) as list from gone`)),
    tx.query(sql`delete from memberships where lane = ${lane} and customer = ${id}`),
    tx.query(sql`delete from timers where lane = ${lane} and run = ${`segment:${id}`}`),
  ]);
  return { customer: (customer[0] as Record<string, unknown> | undefined) ?? null, consents, events, runs, trail, messages, calls, tasks, surveys };
}

/**
 * Puts rows into the lane of the customer they belong to now. What that customer has said or is wins; an open run for which they
 * have one themselves ends as superseded.
 */
export async function giveBelongings(tx: Tx, lane: number, id: string, from: Belongings, now: string): Promise<void> {
  const json = (list: unknown) => sql`${jsonText(list)}::jsonb`;
  const own = from.customer ?? {};
  await Promise.all([
    tx.query(sql`
      insert into customers as c (lane, id, traits, timezone, locale, mood, sentiment_allowed, care, created_at, seen_at)
      select ${lane}::smallint, ${id}, x.traits, x.timezone, x.locale, x.mood, x.sentiment_allowed, x.care, x.created_at, x.seen_at
      from jsonb_populate_recordset(null::customers, ${json(from.customer ? [own] : [])}) x
      on conflict (lane, id) do update set traits = excluded.traits || c.traits, timezone = coalesce(c.timezone, excluded.timezone), locale = coalesce(c.locale, excluded.locale),
        mood = coalesce(excluded.mood, c.mood), sentiment_allowed = c.sentiment_allowed and excluded.sentiment_allowed, care = excluded.care || c.care,
        created_at = least(c.created_at, excluded.created_at), seen_at = greatest(c.seen_at, excluded.seen_at) where c.lane = ${lane}`),
    tx.query(sql`
      insert into consents (lane, customer, channel, topic, state, at, source)
      select ${lane}::smallint, ${id}, x.channel, x.topic, x.state, x.at, x.source from jsonb_populate_recordset(null::consents, ${json(from.consents)}) x
      on conflict (lane, customer, channel, topic) do nothing`),
    tx.query(sql`
      insert into events (lane, message_id, customer, name, at, received_at, properties, sentiment)
      select ${lane}::smallint, x.message_id, ${id}, x.name, x.at, x.received_at, x.properties, x.sentiment from jsonb_populate_recordset(null::events, ${json(from.events)}) x
      on conflict (lane, message_id) do nothing`),
    tx.query(sql`
      insert into runs (lane, id, journey, version, customer, entry_key, status, step, state, entered_at, finished_at, reason, scores_until)
      select ${lane}::smallint, x.id, x.journey, x.version, ${id}, x.entry_key,
        case when taken then 'finished' else x.status end, case when taken then null else x.step end,
        case when taken then (x.state::jsonb - 'waiting')::json else x.state end,
        x.entered_at, case when taken then ${now}::timestamptz else x.finished_at end, case when taken then 'superseded' else x.reason end, x.scores_until
      from (select x.*, x.status = 'open' and exists (select 1 from runs r where r.lane = ${lane} and r.customer = ${id} and r.journey = x.journey and r.entry_key = x.entry_key and r.status = 'open') as taken
        from jsonb_populate_recordset(null::runs, ${json(from.runs)}) x) x`),
    tx.query(sql`
      insert into timers (lane, due_at, run, step, visit)
      select ${lane}::smallint, (r.state->'waiting'->>'due')::timestamptz, r.id, r.state->'waiting'->>'step', (r.state->'waiting'->>'visit')::int
      from jsonb_populate_recordset(null::runs, ${json(from.runs)}) x join runs r on r.lane = ${lane} and r.id = x.id
      where r.status = 'open' and (r.state->'waiting'->>'due') is not null on conflict (lane, due_at, run) do nothing`),
    tx.query(sql`
      insert into decisions (lane, run, journey, version, customer, at, entries)
      select ${lane}::smallint, x.run, x.journey, x.version, ${id}, x.at, x.entries from jsonb_populate_recordset(null::decisions, ${json(from.trail)}) x`),
    tx.query(sql`
      insert into messages (lane, id, run, step, visit, channel, journey, version, customer, status, reason, category, topic, command, decision, "to", subject, body, html, attempts, created_at, due_at, sent_at, error, provider_id)
      select ${lane}::smallint, x.id, x.run, x.step, x.visit, x.channel, x.journey, x.version, ${id}, x.status, x.reason, x.category, x.topic, x.command, x.decision, x."to", x.subject, x.body, x.html,
        x.attempts, x.created_at, x.due_at, x.sent_at, x.error, x.provider_id from jsonb_populate_recordset(null::messages, ${json(from.messages)}) x`),
    tx.query(sql`
      insert into calls (lane, id, run, step, visit, customer, command, status, attempts, created_at, due_at, error)
      select ${lane}::smallint, x.id, x.run, x.step, x.visit, ${id}, x.command, x.status, x.attempts, x.created_at, x.due_at, x.error from jsonb_populate_recordset(null::calls, ${json(from.calls)}) x`),
    // whose run made room for the customer's own is decided by nobody any more
    tx.query(sql`
      insert into tasks (lane, id, run, step, visit, journey, version, customer, queue, title, brief, draft, outcomes, assignee, status, due_at, created_at, closed_at, outcome, note, decided_by, reply)
      select ${lane}::smallint, x.id, x.run, x.step, x.visit, x.journey, x.version, ${id}, x.queue, x.title, x.brief, x.draft, x.outcomes, x.assignee,
        case when gone then 'withdrawn' else x.status end, x.due_at, x.created_at, case when gone then ${now}::timestamptz else x.closed_at end, x.outcome, x.note, x.decided_by, x.reply
      from (select x.*, x.status = 'open' and not exists (select 1 from runs r where r.lane = ${lane} and r.id = x.run and r.status = 'open') as gone from jsonb_populate_recordset(null::tasks, ${json(from.tasks ?? [])}) x) x`),
    tx.query(sql`
      insert into surveys (lane, id, run, step, visit, journey, version, customer, kind, question, created_at, sent_at, expires_at, answered_at, score, text)
      select ${lane}::smallint, x.id, x.run, x.step, x.visit, x.journey, x.version, ${id}, x.kind, x.question, x.created_at, x.sent_at, x.expires_at, x.answered_at, x.score, x.text
      from jsonb_populate_recordset(null::surveys, ${json(from.surveys ?? [])}) x`),
  ]);
}
