import { desc, eq, sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { readCursor, slice, type PageRequest, type Slice } from './paging.ts';
import { failures } from './schema.ts';

export interface FailureRow { id: string; at: string; kind: string; subject: string; error: string; replayedAt: string | null }
const columns = { id: failures.id, at: failures.at, kind: failures.kind, subject: failures.subject, error: failures.error, replayedAt: failures.replayedAt };

/** Work that could not be done, newest first, without its payload. */
export async function listFailures(db: Db, page: PageRequest): Promise<Slice<FailureRow>> {
  const cursor = readCursor(page.cursor, 2);
  const rows = await db.select(columns).from(failures)
    .where(cursor === null ? undefined : sql`(${failures.at}, ${failures.id}) < (${cursor[0]}::timestamptz, ${cursor[1]})`)
    .orderBy(desc(failures.at), desc(failures.id)).limit(page.limit + 1);
  return slice(rows, page.limit, (row) => row, (row) => [row.at, row.id]);
}

export async function readFailure(db: Db, id: string): Promise<FailureRow | null> {
  const rows = await db.select(columns).from(failures).where(eq(failures.id, id)).limit(1);
  return rows[0] ?? null;
}
