import { and, desc, eq } from 'drizzle-orm';
import type { EventFact } from '@attune/dsl';
import type { Db } from './database.ts';
import { events } from './schema.ts';

/** The newest events of a customer, newest first. */
export async function readRecentEvents(db: Db, lane: number, customer: string, limit: number): Promise<EventFact[]> {
  const rows = await db.select({ name: events.name, at: events.at, properties: events.properties, id: events.messageId }).from(events)
    .where(and(eq(events.lane, lane), eq(events.customer, customer))).orderBy(desc(events.at)).limit(limit);
  return rows as EventFact[];
}
