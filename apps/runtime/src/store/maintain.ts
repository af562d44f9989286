import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';

const HOT = sql.raw('customers, consents, memberships, events, runs, timers, decisions, messages, calls, inbox, counters, lanes');

/**
 * Tells the planner how large tables are. A server does this by itself after a minute, which is late for an installation that has just
 * begun: with tables it believes to be empty it reads a whole lane to find one row. The embedded database never does it, nor does it sweep dead rows.
 */
export async function maintain(database: Database): Promise<void> {
  await database.query(database.kind === 'embedded' ? sql`vacuum analyze ${HOT}` : sql`analyze ${HOT}`);
}
