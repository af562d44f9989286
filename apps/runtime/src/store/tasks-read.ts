import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { readCursor, slice, type PageRequest, type Slice } from './paging.ts';
import { customers, journeys, tasks } from './schema.ts';

type TaskColumns = typeof tasks.$inferSelect;

/** A task with what a list shows of its customer and journey. */
export interface TaskItem { readonly task: TaskColumns; readonly traits: Record<string, unknown> | null; readonly mood: unknown; readonly journeyName: string }

export interface TaskFilter {
  readonly status: TaskColumns['status'];
  readonly queue?: string | null;
  /** `''` for those that nobody has taken. */
  readonly assignee?: string | null;
  readonly journey?: string | null;
  readonly customer?: { readonly lane: number; readonly id: string } | null;
  /** Only open ones that are due at this moment. */
  readonly dueBy?: string | null;
}

const columns = { task: tasks, traits: customers.traits, mood: customers.mood, journeyName: sql<string>`coalesce(${journeys.name}, ${tasks.journey})` };
const ofCustomer = and(eq(customers.lane, tasks.lane), eq(customers.id, tasks.customer));
const FAR = '9999-12-31T00:00:00.000Z';

/** Tasks: open ones as they are due, those without a due time last; closed ones the latest first. Reads all lanes: for people who look, not for passes. */
export async function listTasks(db: Db, filter: TaskFilter, page: PageRequest): Promise<Slice<TaskItem>> {
  const cursor = readCursor(page.cursor, 2);
  const open = filter.status === 'open';
  const place = open ? sql`coalesce(${tasks.dueAt}, ${FAR}::timestamptz)` : sql`coalesce(${tasks.closedAt}, ${tasks.createdAt})`;
  const rows = await db.select(columns).from(tasks).leftJoin(customers, ofCustomer).leftJoin(journeys, eq(journeys.key, tasks.journey)).where(and(
    eq(tasks.status, filter.status),
    filter.queue ? eq(tasks.queue, filter.queue) : undefined,
    filter.assignee == null ? undefined : filter.assignee === '' ? sql`${tasks.assignee} is null` : eq(tasks.assignee, filter.assignee),
    filter.journey ? eq(tasks.journey, filter.journey) : undefined,
    filter.customer ? and(eq(tasks.lane, filter.customer.lane), eq(tasks.customer, filter.customer.id)) : undefined,
    filter.dueBy ? sql`${tasks.dueAt} <= ${filter.dueBy}::timestamptz` : undefined,
    cursor === null ? undefined : open ? sql`(${place}, ${tasks.id}) > (${cursor[0]}::timestamptz, ${cursor[1]})` : sql`(${place}, ${tasks.id}) < (${cursor[0]}::timestamptz, ${cursor[1]})`,
  )).orderBy(...(open ? [place, tasks.id] : [desc(place), desc(tasks.id)])).limit(page.limit + 1);
  return slice(rows, page.limit, (row) => row, ({ task }) => [open ? task.dueAt ?? FAR : task.closedAt ?? task.createdAt, task.id]);
}

/** A task by its id. */
export async function readTask(db: Db, id: string, lanes: number): Promise<TaskItem | null> {
  const every = Array.from({ length: lanes }, (_, lane) => lane);
  const rows = await db.select(columns).from(tasks).leftJoin(customers, ofCustomer).leftJoin(journeys, eq(journeys.key, tasks.journey)).where(and(inArray(tasks.lane, every), eq(tasks.id, id))).limit(1);
  return rows[0] ?? null;
}

/** How much waits in each queue. */
export async function countQueues(db: Db, now: string): Promise<{ queue: string; open: number; late: number }[]> {
  const rows = await db.select({ queue: tasks.queue, open: sql<number | string>`count(*)`, late: sql<number | string>`count(*) filter (where ${tasks.dueAt} <= ${now}::timestamptz)` }).from(tasks)
    .where(eq(tasks.status, 'open')).groupBy(tasks.queue).orderBy(tasks.queue);
  return rows.map((row) => ({ queue: row.queue, open: Number(row.open), late: Number(row.late) }));
}
