import { and, eq, inArray, or } from 'drizzle-orm';
import type { Db } from './database.ts';
import { journeys, journeyVersions } from './schema.ts';

/** What journeys are called now, by key. */
export async function readJourneyNames(db: Db, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await db.select({ key: journeys.key, name: journeys.name }).from(journeys).where(inArray(journeys.key, [...keys]));
  return new Map(rows.map(({ key, name }) => [key, name]));
}

/** The drawings of published versions; one that does not exist is left out. */
export async function readVersionGraphs(db: Db, versions: readonly { readonly journey: string; readonly version: number }[]): Promise<{ journey: string; version: number; graph: unknown }[]> {
  if (versions.length === 0) return [];
  const wanted = versions.map(({ journey, version }) => and(eq(journeyVersions.journey, journey), eq(journeyVersions.version, version)));
  return db.select({ journey: journeyVersions.journey, version: journeyVersions.version, graph: journeyVersions.graph }).from(journeyVersions).where(or(...wanted));
}
