import { and, desc, eq, sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { readCursor, slice, type PageRequest, type Slice } from './paging.ts';
import { customers, journeys, surveys } from './schema.ts';

type SurveyColumns = typeof surveys.$inferSelect;

export interface SurveyItem { readonly survey: SurveyColumns; readonly traits: Record<string, unknown> | null; readonly journeyName: string }

export interface SurveyFilter {
  readonly journey?: string | null;
  readonly step?: string | null;
  readonly kind?: SurveyColumns['kind'] | null;
  readonly customer?: { readonly lane: number; readonly id: string } | null;
  readonly status?: 'waiting' | 'answered' | 'expired' | null;
  readonly now: string;
}

/** Only those asked from and before these moments, by when they were asked. */
export interface SurveyTime { readonly from?: string | null; readonly until?: string | null }

const matching = (filter: SurveyFilter, time: SurveyTime) => and(
  filter.journey ? eq(surveys.journey, filter.journey) : undefined,
  filter.step ? eq(surveys.step, filter.step) : undefined,
  filter.kind ? eq(surveys.kind, filter.kind) : undefined,
  filter.customer ? and(eq(surveys.lane, filter.customer.lane), eq(surveys.customer, filter.customer.id)) : undefined,
  time.from ? sql`${surveys.createdAt} >= ${time.from}::timestamptz` : undefined,
  time.until ? sql`${surveys.createdAt} < ${time.until}::timestamptz` : undefined,
);

function inStatus({ status, now }: SurveyFilter) {
  if (!status) return undefined;
  if (status === 'answered') return sql`${surveys.answeredAt} is not null`;
  const over = sql`coalesce(${surveys.expiresAt} <= ${now}::timestamptz, false)`;
  return sql`${surveys.answeredAt} is null and ${status === 'expired' ? over : sql`not ${over}`}`;
}

/** Questions and answers, the latest asked first. */
export async function listSurveys(db: Db, filter: SurveyFilter, time: SurveyTime, page: PageRequest): Promise<Slice<SurveyItem>> {
  const cursor = readCursor(page.cursor, 2);
  const rows = await db.select({ survey: surveys, traits: customers.traits, journeyName: sql<string>`coalesce(${journeys.name}, ${surveys.journey})` }).from(surveys)
    .leftJoin(customers, and(eq(customers.lane, surveys.lane), eq(customers.id, surveys.customer))).leftJoin(journeys, eq(journeys.key, surveys.journey)).where(and(
      matching(filter, time), inStatus(filter),
      cursor === null ? undefined : sql`(${surveys.createdAt}, ${surveys.id}) < (${cursor[0]}::timestamptz, ${cursor[1]})`,
    )).orderBy(desc(surveys.createdAt), desc(surveys.id)).limit(page.limit + 1);
  return slice(rows, page.limit, (row) => row, ({ survey }) => [survey.createdAt, survey.id]);
}

/** How often each score was given, and how many were asked and answered, by kind. Added up by the database. */
export async function countScores(db: Db, filter: SurveyFilter, time: SurveyTime): Promise<{ kind: SurveyColumns['kind']; score: number | null; sent: number; answered: number }[]> {
  const rows = await db.select({ kind: surveys.kind, score: surveys.score, sent: sql<number | string>`count(${surveys.sentAt})`, answered: sql<number | string>`count(${surveys.answeredAt})` }).from(surveys)
    .where(matching(filter, time)).groupBy(surveys.kind, surveys.score).orderBy(surveys.kind, surveys.score);
  return rows.map((row) => ({ kind: row.kind, score: row.score, sent: Number(row.sent), answered: Number(row.answered) }));
}
