import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { jsonText } from './json.ts';

/** Puts one item into the inbox for each customer of an audience in one lane, in one statement. */
interface Notice { readonly kind: string; readonly payload: unknown; readonly at: string }

export const noticeMembers = (tx: Tx, lane: number, segment: string, { kind, payload, at }: Notice) => tx.query(sql`
  insert into inbox (lane, kind, customer, payload, at)
  select ${lane}::smallint, ${kind}, m.customer, ${jsonText(payload)}::json, ${at}::timestamptz from memberships m where m.lane = ${lane} and m.segment = ${segment} order by m.customer`);

export const noticeEverybody = (tx: Tx, lane: number, { kind, payload, at }: Notice) => tx.query(sql`
  insert into inbox (lane, kind, customer, payload, at)
  select ${lane}::smallint, ${kind}, c.id, ${jsonText(payload)}::json, ${at}::timestamptz from customers c where c.lane = ${lane} order by c.id`);

/** For each customer with an open run of a journey. */
export const noticeInside = (tx: Tx, lane: number, journey: string, { kind, payload, at }: Notice) => tx.query(sql`
  insert into inbox (lane, kind, customer, payload, at)
  select distinct on (r.customer) ${lane}::smallint, ${kind}, r.customer, ${jsonText(payload)}::json, ${at}::timestamptz from runs r where r.lane = ${lane} and r.journey = ${journey} and r.status = 'open'`);
