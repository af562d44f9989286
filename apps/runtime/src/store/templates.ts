import { desc, eq, sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { templates } from './schema.ts';

export type TemplateRow = typeof templates.$inferSelect;
export interface TemplateDraft { readonly key: string; readonly channel: string; readonly name: string; readonly subject: string | null; readonly body: string; readonly html: string | null }

/** The newest version of every message template, by key. */
export async function listTemplates(db: Db): Promise<TemplateRow[]> {
  return db.selectDistinctOn([templates.key]).from(templates).orderBy(templates.key, desc(templates.version)).limit(2_000);
}

/** The newest version of one. */
export async function readTemplate(db: Db, key: string): Promise<TemplateRow | null> {
  const rows = await db.select().from(templates).where(eq(templates.key, key)).orderBy(desc(templates.version)).limit(1);
  return rows[0] ?? null;
}

/** Writes the next version, or answers the newest where nothing changed. Older ones stay: sent messages were made from them. */
export async function writeTemplate(db: Db, draft: TemplateDraft, at: string): Promise<TemplateRow> {
  const newest = await readTemplate(db, draft.key);
  if (newest !== null && (['channel', 'name', 'subject', 'body', 'html'] as const).every((field) => newest[field] === draft[field])) return newest;
  // The number is chosen by the statement, and the primary key refuses the second of two who write at once.
  const rows = await db.insert(templates).values({ ...draft, version: sql`coalesce((select max(version) from templates where key = ${draft.key}), 0) + 1`, createdAt: at }).returning();
  const row = rows[0];
  if (row === undefined) throw new Error('the template was not written');
  return row;
}
