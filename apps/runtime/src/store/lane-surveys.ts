import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { jsonText } from './json.ts';
import { texts } from './lane-read.ts';

/** What passes, deliveries and answers do to surveys; every statement names one lane (RUN-1). */
const rows = (list: readonly unknown[]) => sql`${jsonText(list)}::jsonb`;

/** The survey of a step's visit; its message and its reminder know it by this. */
export const surveyId = ({ run, step, visit }: { readonly run: string; readonly step: string; readonly visit: number | string }): string => `${run}:${step}:${visit}`;

export interface SurveyWrite {
  id: string; run: string; step: string; visit: number; journey: string; version: number; customer: string; kind: string; question: string; created_at: string; expires_at: string | null;
}
export const writeSurveys = (tx: Tx, lane: number, list: readonly SurveyWrite[]) => tx.query(sql`
  insert into surveys (lane, id, run, step, visit, journey, version, customer, kind, question, created_at, expires_at)
  select ${lane}::smallint, x.* from jsonb_to_recordset(${rows(list)}) as x(id text, run text, step text, visit int, journey text, version int, customer text, kind text, question text,
    created_at timestamptz, expires_at timestamptz) on conflict (lane, id) do nothing`);

/** Notes when surveys left; the first time counts. */
export const markSurveysSent = (tx: Tx, lane: number, ids: readonly string[], at: string) => tx.query(sql`
  update surveys set sent_at = ${at}::timestamptz where lane = ${lane} and id = any(${texts(ids)}) and sent_at is null`);

/** Messages that put a question, for the time between two surveys (GATE-7): what was sent and what leaves in a moment, with its message's id. Reminders are none. */
export const readAsked = (tx: Tx, lane: number, customers: readonly string[], since: string) => tx.query<{ id: string; customer: string; at: string; status: string }>(sql`
  select id, customer, coalesce(sent_at, created_at) as at, status from messages
  where lane = ${lane} and customer = any(${texts(customers)}) and created_at >= ${since}::timestamptz and category = 'survey' and command->'survey' is not null and command->'survey'->'reminder' is null
    and status in ('sent', 'sending', 'queued', 'uncertain')`);

export interface SurveyRow {
  id: string; run: string; step: string; visit: number; journey: string; version: number; customer: string; kind: 'nps' | 'csat' | 'ces' | 'text'; question: string;
  expires_at: string | null; answered_at: string | null; score: number | null; text: string | null;
}

/** A survey; `hold` keeps it until the transaction ends. */
export const readSurvey = async (tx: Tx, lane: number, id: string, hold = false): Promise<SurveyRow | null> => (await tx.query<SurveyRow>(sql`
  select id, run, step, visit, journey, version, customer, kind, question, expires_at, answered_at, score, text from surveys where lane = ${lane} and id = ${id} ${hold ? sql`for update` : sql``}`))[0] ?? null;

export const answerSurvey = (tx: Tx, lane: number, id: string, { score, text, at }: { readonly score: number | null; readonly text: string | null; readonly at: string }) => tx.query(sql`
  update surveys set score = ${score}::smallint, text = ${text}::text, answered_at = ${at}::timestamptz where lane = ${lane} and id = ${id} and answered_at is null`);

/** The latest moments at which customers did something themselves, up to a few hundred each: for their best hour. Events that journeys made are none of theirs. */
export const readActs = (tx: Tx, lane: number, customers: readonly string[], since: string, most: number) => tx.query<{ customer: string; at: string }>(sql`
  select c.id as customer, e.at from unnest(${texts(customers)}) as c(id)
  cross join lateral (select at from events where lane = ${lane} and customer = c.id and at >= ${since}::timestamptz and name not like '$%' and message_id !~ '^[0-9a-z]{21}:.+:\\d+:\\d+$'
    order by at desc limit ${most}::int) e`);

/** Some customers of the lane, those seen last, with their zones: what they do stands for what customers do. */
export const readSome = (tx: Tx, lane: number, most: number) => tx.query<{ id: string; timezone: string | null }>(sql`
  select id, timezone from customers where lane = ${lane} order by seen_at desc limit ${most}::int`);
