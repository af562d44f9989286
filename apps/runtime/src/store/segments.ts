import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { conflict } from '../errors.ts';
import type { Db } from './database.ts';
import { readCursor, slice, type PageRequest, type Slice } from './paging.ts';
import { memberships, segments } from './schema.ts';

export type SegmentRow = typeof segments.$inferSelect & { members: number };

/** How many are in each segment. Reads the index of memberships, one entry a member. */
const members = sql<number>`(select count(*)::int from ${memberships} m where m.segment = ${segments.key})`;
const columns = { key: segments.key, name: segments.name, kind: segments.kind, condition: segments.condition, createdAt: segments.createdAt, updatedAt: segments.updatedAt, members };

export async function listSegments(db: Db, page: PageRequest): Promise<Slice<SegmentRow>> {
  const cursor = readCursor(page.cursor, 1);
  const rows = await db.select(columns).from(segments).where(cursor === null ? undefined : gt(segments.key, cursor[0] ?? '')).orderBy(asc(segments.key)).limit(page.limit + 1);
  return slice(rows, page.limit, (row) => row, (row) => [row.key]);
}

export async function readSegment(db: Db, key: string): Promise<SegmentRow | null> {
  const rows = await db.select(columns).from(segments).where(eq(segments.key, key));
  return rows[0] ?? null;
}

export interface SegmentDraft { readonly key: string; readonly name: string; readonly condition: unknown }

/** A segment without a condition is kept by hand (`addTo`, `removeFrom`). Throws 409 where the key is taken. */
export async function insertSegment(db: Db, draft: SegmentDraft, at: string): Promise<void> {
  const rows = await db.insert(segments).values({ ...draft, kind: draft.condition === null ? 'manual' : 'dynamic', createdAt: at, updatedAt: at }).onConflictDoNothing().returning({ key: segments.key });
  if (rows.length === 0) throw conflict(`A segment with the key "${draft.key}" exists already. Choose another key.`, { key: draft.key });
}

export async function updateSegment(db: Db, draft: SegmentDraft, at: string): Promise<boolean> {
  const rows = await db.update(segments).set({ name: draft.name, condition: draft.condition, kind: draft.condition === null ? 'manual' : 'dynamic', updatedAt: at }).where(eq(segments.key, draft.key)).returning({ key: segments.key });
  return rows.length > 0;
}

/** Removes a segment and its memberships. */
export async function deleteSegment(db: Db, key: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    await tx.delete(memberships).where(eq(memberships.segment, key));
    return (await tx.delete(segments).where(eq(segments.key, key)).returning({ key: segments.key })).length > 0;
  });
}

/** Members, the latest first. */
export async function listMembers(db: Db, segment: string, page: PageRequest): Promise<Slice<{ lane: number; id: string; since: string }>> {
  const cursor = readCursor(page.cursor, 2);
  const rows = await db.select({ lane: memberships.lane, id: memberships.customer, since: memberships.since }).from(memberships).where(and(
    eq(memberships.segment, segment),
    cursor === null ? undefined : sql`(${memberships.since}, ${memberships.customer}) < (${cursor[0]}::timestamptz, ${cursor[1]})`,
  )).orderBy(sql`${memberships.since} desc`, sql`${memberships.customer} desc`).limit(page.limit + 1);
  return slice(rows, page.limit, (row) => row, (row) => [row.since, row.id]);
}
