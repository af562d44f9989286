import { eq, sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { settings } from './schema.ts';

/** The stored value of a setting, or undefined. Every setting is one row, so that two processes never overwrite each other's. */
export async function readSetting(db: Db, key: string): Promise<unknown> {
  const rows = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, key));
  return rows[0]?.value;
}

export async function writeSetting(db: Db, key: string, value: unknown, at: string): Promise<void> {
  await db.insert(settings).values({ key, value, updatedAt: at })
    .onConflictDoUpdate({ target: settings.key, set: { value: sql`excluded.value`, updatedAt: sql`excluded.updated_at` } });
}

/** Writes a setting only where there is none, and answers what holds now: of two processes that start together one wins for both. */
export async function keepSetting(db: Db, key: string, value: unknown, at: string): Promise<unknown> {
  await db.insert(settings).values({ key, value, updatedAt: at }).onConflictDoNothing();
  return readSetting(db, key);
}

/** False where there was none. */
export async function removeSetting(db: Db, key: string): Promise<boolean> {
  return (await db.delete(settings).where(eq(settings.key, key)).returning({ key: settings.key })).length > 0;
}
