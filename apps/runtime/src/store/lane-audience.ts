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

/** For so many customers, after one of them, with an open run of an older version; answers the last of them, or null where these were all. */
export async function noticeOlder(tx: Tx, lane: number, { journey, from, before, after, limit }: Older, { kind, payload, at }: Notice): Promise<string | null> {
  const [row] = await tx.query<{ last: string | null; n: number }>(sql`
    with next as (select distinct r.customer from runs r where r.lane = ${lane} and r.journey = ${journey} and r.status = 'open' and r.version < ${before}::int
        and (${from}::int is null or r.version = ${from}::int) and r.customer > ${after} order by r.customer limit ${limit}::int),
      told as (insert into inbox (lane, kind, customer, payload, at) select ${lane}::smallint, ${kind}, s.customer, ${jsonText(payload)}::json, ${at}::timestamptz from next s order by s.customer returning 1)
    select max(s.customer) as last, count(*)::int as n from next s`);
  return row !== undefined && Number(row.n) === limit ? row.last : null;
}

/** Whose runs: of the version `from`, or any where it is null, before the version `before`. */
interface Older { readonly journey: string; readonly from: number | null; readonly before: number; readonly after: string; readonly limit: number }

/** For each customer with an open run of a journey. */
export const noticeInside = (tx: Tx, lane: number, journey: string, { kind, payload, at }: Notice) => tx.query(sql`
  insert into inbox (lane, kind, customer, payload, at)
  select distinct on (r.customer) ${lane}::smallint, ${kind}, r.customer, ${jsonText(payload)}::json, ${at}::timestamptz from runs r where r.lane = ${lane} and r.journey = ${journey} and r.status = 'open'`);
