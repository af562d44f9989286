import type { Db } from '../../store/database.ts';
import { listJourneys, publishedChecksums, type JourneyRow, type JourneyStatus } from '../../store/journeys.ts';
import type { PageRequest, Slice } from '../../store/paging.ts';
import { readTotals } from '../../store/stats.ts';
import type { JourneySummary } from '../shapes.ts';

type Totals = Awaited<ReturnType<typeof readTotals>>;

/** The list of journeys with their counts. */
export async function readSummaries(db: Db, status: JourneyStatus | null, page: PageRequest): Promise<Slice<JourneySummary>> {
  const rows = await listJourneys(db, status, page);
  const totals = await readTotals(db);
  const checksums = await publishedChecksums(db);
  return { items: rows.items.map((row) => summary(row, totals, checksums)), next: rows.next };
}

function summary(row: JourneyRow, totals: Totals, checksums: ReadonlyMap<string, string>): JourneySummary {
  const { entered, finished, reached } = totals.get(row.key) ?? { entered: 0, finished: 0, reached: 0 };
  const settings = (row.draft as { settings?: { description?: string; goals?: unknown[]; exits?: { goal?: boolean }[] } }).settings;
  const aims = (settings?.goals?.length ?? 0) > 0 || (settings?.exits ?? []).some((exit) => exit.goal === true);
  return {
    key: row.key, name: row.name, description: settings?.description ?? null, category: row.category, status: row.status, version: row.publishedVersion,
    changed: row.publishedVersion === null || checksums.get(row.key) !== row.draftChecksum,
    open: Math.max(0, entered - finished), entered, finished, goalRate: aims && finished > 0 ? Math.min(1, reached / finished) : null, problems: row.problems, updatedAt: row.updatedAt,
  };
}

/** Counts of every journey by key, for the live list. */
export async function readLiveTotals(db: Db): Promise<Record<string, { open: number; entered: number; finished: number }>> {
  const totals = await readTotals(db);
  return Object.fromEntries([...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { entered, finished }]) => [key, { open: Math.max(0, entered - finished), entered, finished }]));
}
