import { and, asc, desc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Db } from './database.ts';
import { laneOf } from './lane.ts';
import { readCursor, slice, type PageRequest, type Slice } from './paging.ts';
import { consents, customers, identities, memberships } from './schema.ts';

export type CustomerRow = typeof customers.$inferSelect;
export interface ConsentRow { channel: string; topic: string; state: 'granted' | 'denied' | 'unsubscribed'; at: string; source: string }

/** What a customer's `mood` column holds. */
export interface StoredMood {
  readonly label?: 'negative' | 'neutral' | 'positive';
  readonly score?: number;
  readonly confidence?: number;
  readonly trend?: 'better' | 'steady' | 'worse' | null;
  readonly at?: string;
  readonly evidence?: readonly { readonly at: string; readonly source: string; readonly text?: string | null; readonly label: string; readonly score: number }[];
}

export interface CustomerFilter {
  /** Part of an id, a name or an e-mail address. */
  readonly search: string | null;
  readonly segment: string | null;
  readonly mood: 'negative' | 'neutral' | 'positive' | 'unknown' | null;
}

/** A customer with the keys of their segments. */
export interface CustomerInSegments { readonly row: CustomerRow; readonly segments: string[] }

/** Customers, the last seen first. Reads all lanes: for people who look, not for passes. */
export async function listCustomers(db: Db, filter: CustomerFilter, page: PageRequest): Promise<Slice<CustomerInSegments>> {
  const cursor = readCursor(page.cursor, 2);
  const rows = await db.select().from(customers).where(and(
    filter.search === null ? undefined : matches(filter.search),
    filter.segment === null ? undefined : sql`exists (select 1 from ${memberships} m where m.lane = ${customers.lane} and m.customer = ${customers.id} and m.segment = ${filter.segment})`,
    filter.mood === null ? undefined : sql`coalesce(${customers.mood} ->> 'label', 'unknown') = ${filter.mood}`,
    cursor === null ? undefined : sql`(${customers.seenAt}, ${customers.id}) < (${cursor[0]}::timestamptz, ${cursor[1]})`,
  )).orderBy(desc(customers.seenAt), desc(customers.id)).limit(page.limit + 1);
  const found = slice(rows, page.limit, (row) => row, (row) => [row.seenAt, row.id]);
  const segments = await segmentsOf(db, found.items);
  return { items: found.items.map((row) => ({ row, segments: segments.get(row.id) ?? [] })), next: found.next };
}

function matches(search: string): SQL {
  const like = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const trait = (name: string): SQL => sql`${customers.traits} ->> ${sql.raw(`'${name}'`)} ilike ${like}`;
  return sql`(${customers.id} ilike ${like} or ${trait('email')} or ${trait('name')} or ${trait('firstName')} or ${trait('lastName')} or ${trait('first_name')} or ${trait('last_name')})`;
}

/** Keys of the segments of each of these customers. */
export async function segmentsOf(db: Db, rows: readonly { lane: number; id: string }[]): Promise<Map<string, string[]>> {
  const of = new Map<string, string[]>();
  if (rows.length === 0) return of;
  const found = await db.select({ customer: memberships.customer, segment: memberships.segment }).from(memberships)
    .where(and(inArray(memberships.lane, [...new Set(rows.map((row) => row.lane))]), inArray(memberships.customer, rows.map((row) => row.id)))).orderBy(asc(memberships.segment));
  for (const row of found) of.set(row.customer, [...(of.get(row.customer) ?? []), row.segment]);
  return of;
}

/** A customer by the sender's user id, or by an id that was merged into theirs. Null where nobody is known by it. */
export async function readCustomer(db: Db, id: string, lanes: number): Promise<CustomerRow | null> {
  const direct = await readExact(db, id, lanes);
  if (direct !== null) return direct;
  const value = id.startsWith('anon:') ? id.slice('anon:'.length) : id;
  const merged = await db.select({ customer: identities.customer }).from(identities)
    .where(and(inArray(identities.lane, [...new Set([laneOf(value, lanes), laneOf(id, lanes), laneOf(`anon:${value}`, lanes)])]), inArray(identities.value, [id, value]))).limit(1);
  return merged[0] === undefined ? null : readExact(db, merged[0].customer, lanes);
}

async function readExact(db: Db, id: string, lanes: number): Promise<CustomerRow | null> {
  const rows = await db.select().from(customers).where(and(eq(customers.lane, laneOf(id, lanes)), eq(customers.id, id)));
  return rows[0] ?? null;
}

export async function readConsents(db: Db, lane: number, customer: string): Promise<ConsentRow[]> {
  return db.select({ channel: consents.channel, topic: consents.topic, state: consents.state, at: consents.at, source: consents.source }).from(consents)
    .where(and(eq(consents.lane, lane), eq(consents.customer, customer))).orderBy(asc(consents.channel), asc(consents.topic));
}
