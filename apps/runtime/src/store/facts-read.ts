import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { EventFact } from '@attune/dsl';
import type { CustomerRow } from './customers-read.ts';
import type { Db } from './database.ts';
import { consents, customers, events, memberships } from './schema.ts';

/** What is known of some customers besides their own rows. Keys are customer ids. */
export interface Around {
  readonly segments: ReadonlyMap<string, string[]>;
  readonly consents: ReadonlyMap<string, { channel: string; topic: string; state: 'granted' | 'denied' | 'unsubscribed' }[]>;
  readonly history: ReadonlyMap<string, Record<string, EventFact[]>>;
}

/** Events of one customer that are looked at, at most; the newest count. */
const MOST_EVENTS = 2_000;

/** Reads what surrounds customers of one lane: segments, consents, and their past events of the given names. */
export async function readAround(db: Db, lane: number, ids: readonly string[], eventNames: readonly string[]): Promise<Around> {
  const around = { segments: new Map<string, string[]>(), consents: new Map<string, { channel: string; topic: string; state: 'granted' | 'denied' | 'unsubscribed' }[]>(), history: new Map<string, Record<string, EventFact[]>>() };
  if (ids.length === 0) return around;
  for (const row of await db.select().from(memberships).where(and(eq(memberships.lane, lane), inArray(memberships.customer, [...ids])))) push(around.segments, row.customer, row.segment);
  for (const { customer, channel, topic, state } of await db.select().from(consents).where(and(eq(consents.lane, lane), inArray(consents.customer, [...ids])))) push(around.consents, customer, { channel, topic, state });
  if (eventNames.length === 0) return around;
  const past = await db.select({ customer: events.customer, name: events.name, at: events.at, properties: events.properties, id: events.messageId }).from(events)
    .where(and(eq(events.lane, lane), inArray(events.customer, [...ids]), inArray(events.name, [...eventNames]))).orderBy(sql`${events.at} desc`).limit(MOST_EVENTS * ids.length);
  for (const { customer, ...event } of past.reverse()) {
    const of = around.history.get(customer) ?? {};
    around.history.set(customer, of);
    (of[event.name] ??= []).push(event as EventFact);
  }
  return around;
}

/** A slice of all customers in the order of their keys, for work over everybody. */
export async function walkCustomers(db: Db, after: { lane: number; id: string } | null, limit: number): Promise<CustomerRow[]> {
  return db.select().from(customers).where(after === null ? undefined : sql`(${customers.lane}, ${customers.id}) > (${after.lane}, ${after.id})`).orderBy(asc(customers.lane), asc(customers.id)).limit(limit);
}

const push = <K, V>(into: Map<K, V[]>, key: K, value: V): void => { const list = into.get(key); if (list === undefined) into.set(key, [value]); else list.push(value); };
