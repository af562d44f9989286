import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Graph, Program } from '@attune/dsl';
import { conflict } from '../errors.ts';
import type { Db } from './database.ts';
import { readCursor, slice, type PageRequest, type Slice } from './paging.ts';
import { journeys, journeyVersions } from './schema.ts';

export type JourneyRow = typeof journeys.$inferSelect;
export type JourneyStatus = JourneyRow['status'];
export type VersionRow = typeof journeyVersions.$inferSelect;

/** What assessing a draft found out about it, kept beside it for the list. */
export interface DraftFacts {
  readonly graph: Graph;
  readonly checksum: string | null;
  readonly problems: { errors: number; warnings: number };
}

/** Journeys by key; archived ones only when asked for by their status. */
export async function listJourneys(db: Db, status: JourneyStatus | null, page: PageRequest): Promise<Slice<JourneyRow>> {
  const cursor = readCursor(page.cursor, 1);
  const rows = await db.select().from(journeys).where(and(
    status === null ? sql`${journeys.status} <> 'archived'` : eq(journeys.status, status),
    cursor === null ? undefined : gt(journeys.key, cursor[0] ?? ''),
  )).orderBy(asc(journeys.key)).limit(page.limit + 1);
  return slice(rows, page.limit, (row) => row, (row) => [row.key]);
}

export async function readJourney(db: Db, key: string): Promise<JourneyRow | null> {
  const rows = await db.select().from(journeys).where(eq(journeys.key, key));
  return rows[0] ?? null;
}

/** The row, held until the transaction ends, so that two who publish or save at once do so one after the other. */
export async function lockJourney(db: Db, key: string): Promise<JourneyRow | null> {
  const rows = await db.select().from(journeys).where(eq(journeys.key, key)).for('update');
  return rows[0] ?? null;
}

/** A new draft. Throws 409 where the key is taken. */
export async function insertJourney(db: Db, draft: DraftFacts, at: string): Promise<JourneyRow> {
  const { settings } = draft.graph;
  const rows = await db.insert(journeys).values({
    key: settings.key, name: settings.name, category: settings.category, status: 'draft', draft: draft.graph, revision: 1, publishedVersion: null,
    draftChecksum: draft.checksum, problems: draft.problems, createdAt: at, updatedAt: at, publishedAt: null,
  }).onConflictDoNothing().returning();
  const row = rows[0];
  if (row === undefined) throw conflict(`A journey with the key "${settings.key}" exists already. Choose another key with ?key=, or replace its draft with ?replace=true.`, { key: settings.key });
  return row;
}

/** Saves a draft over `revision`; null where somebody else saved meanwhile. */
export async function saveDraft(db: Db, revision: number, draft: DraftFacts, at: string): Promise<JourneyRow | null> {
  const { settings } = draft.graph;
  const rows = await db.update(journeys).set({
    name: settings.name, category: settings.category, draft: draft.graph, revision: revision + 1, draftChecksum: draft.checksum, problems: draft.problems, updatedAt: at,
  }).where(and(eq(journeys.key, settings.key), eq(journeys.revision, revision))).returning();
  return rows[0] ?? null;
}

/** Notes what is wrong with a draft now: it changes with what the workspace knows, also while nobody edits. */
export async function noteProblems(db: Db, row: JourneyRow, problems: JourneyRow['problems']): Promise<void> {
  if (row.problems.errors === problems.errors && row.problems.warnings === problems.warnings) return;
  await db.update(journeys).set({ problems }).where(and(eq(journeys.key, row.key), eq(journeys.revision, row.revision)));
}

export async function setStatus(db: Db, key: string, status: JourneyStatus, at: string): Promise<void> {
  await db.update(journeys).set({ status, updatedAt: at }).where(eq(journeys.key, key));
}

/** Removes a draft that was never published. Answers false where it was, or does not exist. */
export async function deleteDraft(db: Db, key: string): Promise<boolean> {
  const rows = await db.delete(journeys).where(and(eq(journeys.key, key), sql`${journeys.publishedVersion} is null`)).returning({ key: journeys.key });
  return rows.length > 0;
}

/** Writes the next version and makes it the live one. To be called with the journey's row locked. */
export async function insertVersion(db: Db, journey: JourneyRow, made: { program: Program; graph: Graph; checksum: string; problems: DraftFacts['problems'] }, at: string): Promise<number> {
  const newest = await db.select({ version: journeyVersions.version }).from(journeyVersions).where(eq(journeyVersions.journey, journey.key)).orderBy(desc(journeyVersions.version)).limit(1);
  const version = (newest[0]?.version ?? 0) + 1;
  await db.insert(journeyVersions).values({ journey: journey.key, version, program: made.program, graph: made.graph, checksum: made.checksum, publishedAt: at });
  await db.update(journeys).set({ status: 'live', publishedVersion: version, publishedAt: at, draftChecksum: made.checksum, problems: made.problems, updatedAt: at }).where(eq(journeys.key, journey.key));
  return version;
}

export async function readVersion(db: Db, journey: string, version: number): Promise<VersionRow | null> {
  const rows = await db.select().from(journeyVersions).where(and(eq(journeyVersions.journey, journey), eq(journeyVersions.version, version)));
  return rows[0] ?? null;
}

/** The ids of all steps that versions before one have, or of a single version of them. */
export async function readSteps(db: Db, journey: string, { before, only }: { readonly before: number; readonly only: number | null }): Promise<Set<string>> {
  const rows = await db.selectDistinct({ step: sql<string>`jsonb_object_keys(${journeyVersions.program} -> 'steps')` }).from(journeyVersions)
    .where(and(eq(journeyVersions.journey, journey), lt(journeyVersions.version, before), only === null ? undefined : eq(journeyVersions.version, only)));
  return new Set(rows.map((row) => row.step));
}

/** Checksum of each journey's published version. */
export async function publishedChecksums(db: Db): Promise<Map<string, string>> {
  const rows = await db.select({ key: journeys.key, checksum: journeyVersions.checksum }).from(journeys)
    .innerJoin(journeyVersions, and(eq(journeyVersions.journey, journeys.key), eq(journeyVersions.version, journeys.publishedVersion)));
  return new Map(rows.map((row) => [row.key, row.checksum]));
}

/** Versions of a journey, newest first, without their documents. */
export async function listVersions(db: Db, journey: string, page: PageRequest): Promise<Slice<Pick<VersionRow, 'version' | 'publishedAt' | 'checksum'>>> {
  const cursor = readCursor(page.cursor, 1);
  const rows = await db.select({ version: journeyVersions.version, publishedAt: journeyVersions.publishedAt, checksum: journeyVersions.checksum }).from(journeyVersions)
    .where(and(eq(journeyVersions.journey, journey), cursor === null ? undefined : lt(journeyVersions.version, Number(cursor[0]))))
    .orderBy(desc(journeyVersions.version)).limit(page.limit + 1);
  return slice(rows, page.limit, (row) => row, (row) => [row.version]);
}
