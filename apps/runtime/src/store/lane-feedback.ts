import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { jsonText } from './json.ts';

/** What comes back about messages; every statement names one lane (RUN-1). */
export interface AboutRow {
  id: string; customer: string; channel: string; journey: string; version: number; step: string; to: string | null; topic: string | null; status: string; sent_at: string | null;
}

export const readAbout = (tx: Tx, lane: number, id: string) => tx.query<AboutRow>(sql`
  select id, customer, channel, journey, version, step, "to", topic, status, sent_at from messages where lane = ${lane} and id = ${id}`);

export const readMessagesOfRun = (tx: Tx, lane: number, run: string) => tx.query<{ id: string }>(sql`select id from messages where lane = ${lane} and run = ${run}`);

/**
 * Notes what came back, unless the same word was noted before. Words of one moment are set apart by a millisecond each. Answers whether
 * it was news; the caller holds the lane, so two of the same word cannot both be.
 */
export const noteFeedback = async (tx: Tx, lane: number, note: { readonly message: string; readonly kind: string; readonly at: string; readonly id: string; readonly detail: Readonly<Record<string, unknown>> }): Promise<boolean> => {
  const rows = await tx.query(sql`
    insert into message_events (lane, message, kind, at, detail)
    select ${lane}::smallint, ${note.message}, ${note.kind}, greatest(${note.at}::timestamptz,
      (select max(at) + interval '1 millisecond' from message_events where lane = ${lane} and message = ${note.message} and kind = ${note.kind})), ${jsonText({ ...note.detail, id: note.id })}::jsonb
    where not exists (select 1 from message_events where lane = ${lane} and message = ${note.message} and kind = ${note.kind} and detail->>'id' = ${note.id})
    returning 1 as noted`);
  return rows.length > 0;
};

/** Whether a person did this to a message before. */
export const wasHuman = async (tx: Tx, lane: number, message: string, kind: string): Promise<boolean> => {
  const rows = await tx.query(sql`select 1 as one from message_events where lane = ${lane} and message = ${message} and kind = ${kind} and detail->>'machine' = 'false' limit 1`);
  return rows.length > 0;
};

/** Whether a customer agrees, at this moment, to being followed on a channel. */
export async function readTrackingConsent(tx: Tx, lane: number, customer: string, channel: string): Promise<boolean> {
  const rows = await tx.query<{ state: string }>(sql`select state from consents where lane = ${lane} and customer = ${customer} and topic = 'tracking' and channel in (${channel}, '*')`);
  return rows.length > 0 && rows.every(({ state }) => state === 'granted');
}

/** A message whose fate nobody knew has arrived after all. */
export const settleUncertain = (tx: Tx, lane: number, message: string, at: string) => tx.query(sql`
  update messages set status = 'sent', sent_at = coalesce(sent_at, ${at}::timestamptz), error = null where lane = ${lane} and id = ${message} and status = 'uncertain'`);

/** How many of the last `limit` messages to an address, up to this one, could not be delivered. */
export async function countDelayed(tx: Tx, lane: number, { customer, channel, to, id }: Pick<AboutRow, 'customer' | 'channel' | 'to' | 'id'>, limit: number): Promise<number> {
  const [row] = await tx.query<{ n: number | string }>(sql`
    select count(*) as n from (
      select exists (select 1 from message_events e where e.lane = ${lane} and e.message = m.id and e.kind = 'delayed')
        and not exists (select 1 from message_events e where e.lane = ${lane} and e.message = m.id and e.kind in ('delivered', 'replied', 'clicked')) as late
      from messages m where m.lane = ${lane} and m.customer = ${customer} and m.channel = ${channel} and m."to" = ${to}
        and m.status in ('sent', 'uncertain', 'sending') and m.created_at <= (select created_at from messages where lane = ${lane} and id = ${id})
      order by m.created_at desc, m.id desc limit ${limit}::int) t where t.late`);
  return Number(row?.n ?? 0);
}

/** Consent of one customer to everything on a channel. */
export async function readChannelConsent(tx: Tx, lane: number, customer: string, channel: string): Promise<string | null> {
  const [row] = await tx.query<{ state: string }>(sql`select state from consents where lane = ${lane} and customer = ${customer} and channel = ${channel} and topic = '*'`);
  return row?.state ?? null;
}

/** Takes a trait away, but only where it still holds what it held when it was used: the customer may have given a new one meanwhile. */
export async function forgetTrait(tx: Tx, lane: number, customer: string, trait: string, endpoint: string): Promise<boolean> {
  const rows = await tx.query(sql`update customers set traits = traits - ${trait}::text where lane = ${lane} and id = ${customer} and traits->${trait}::text->>'endpoint' = ${endpoint} returning 1 as done`);
  return rows.length > 0;
}
