import { sql, type SQL } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Database, Tx } from './database.ts';
import { anyDue, takeDue } from './lane-deliver.ts';
import { maintain } from './maintain.ts';
import { describeEachDatabase } from './testing.ts';

const NOW = '2026-05-04T10:00:00.000Z';
const question = { now: NOW, limit: 50, closed: [] as string[], after: '' };

/** `n` messages of a journey that are due, one a second before `NOW`, the latest first in the table. */
const queue = (database: Database, journey: string, n: number, more: { category?: string; channel?: string } = {}) => database.query(sql`
  insert into messages (lane, id, run, step, visit, channel, journey, version, customer, status, category, command, decision, created_at, due_at)
  select 1, ${journey}::text || '-' || g, ${journey}::text || '-' || g, 'mail', 1, ${more.channel ?? 'email'}, ${journey}, 1, 'c-' || g, 'queued', ${more.category ?? 'marketing'}, '{}', '{}', ${NOW}::timestamptz, ${NOW}::timestamptz - g * interval '1 second'
  from generate_series(1, ${n}::int) g`);

interface Node { 'Node Type': string; 'Actual Rows': number; 'Actual Loops': number; 'Rows Removed by Filter'?: number; Plans?: Node[] }
const looked = (node: Node): number => (node['Node Type'].includes('Scan') && node['Node Type'] !== 'CTE Scan' && node['Node Type'] !== 'Subquery Scan' && node['Node Type'] !== 'WorkTable Scan'
  ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'] : 0) + (node.Plans ?? []).reduce((sum, one) => sum + looked(one), 0);

/** How many rows of tables and indexes a statement looks at, as the database itself counts them. */
async function rowsLookedAt(database: Database, ask: (tx: Tx) => Promise<unknown>): Promise<number> {
  let rows = 0;
  await database.transaction(async (tx) => {
    await ask({ query: async <T>(statement: SQL) => {
      const [row] = await tx.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(sql`explain (analyze, timing off, format json) ${statement}`);
      if (row) rows += looked(row['QUERY PLAN'][0].Plan);
      return [] as readonly T[];
    } });
  });
  return rows;
}

describeEachDatabase('what is due in a lane', (open) => {
  it('is taken transactional first, then by turns of the journeys, each one\'s longest due first', async () => {
    const database = await open();
    await queue(database, 'big', 200);
    await queue(database, 'small', 3);
    await queue(database, 'order', 2, { category: 'transactional' });
    const due = await takeDue(database, 1, { ...question, limit: 8 });
    expect(due.map((message) => message.id)).toEqual(['order-2', 'order-1', 'big-200', 'small-3', 'big-199', 'small-2', 'big-198', 'small-1']);
    expect((await takeDue(database, 1, { ...question, limit: 4, after: 'big' })).map((message) => message.id)).toEqual(['order-2', 'order-1', 'small-3', 'big-200']);
  });

  it('leaves the bulk of closed channels alone, and finds what is due behind it', async () => {
    const database = await open();
    await queue(database, 'big', 100);
    await queue(database, 'order', 1, { category: 'transactional' });
    await queue(database, 'text', 2, { channel: 'sms' });
    expect((await takeDue(database, 1, { ...question, closed: ['email'] })).map((message) => message.id)).toEqual(['order-1', 'text-2', 'text-1']);
    expect(await anyDue(database, 1, NOW, ['email'])).toEqual([{ due: true }]);
    await database.query(sql`delete from messages where journey <> 'big'`);
    expect(await anyDue(database, 1, NOW, ['email'])).toEqual([{ due: false }]);
    expect(await anyDue(database, 1, NOW, [])).toEqual([{ due: true }]);
    expect(await anyDue(database, 1, '2026-05-04T09:00:00.000Z', [])).toEqual([{ due: false }]);
  });

  it('costs no more with fifty thousand due than with a few hundred, and transactional mail goes before all of them', async () => {
    const database = await open();
    await queue(database, 'big', 50_000);
    await queue(database, 'small', 300);
    await queue(database, 'order', 5, { category: 'transactional' });
    await maintain(database);
    const due = await takeDue(database, 1, question);
    expect(due).toHaveLength(50);
    expect(due.slice(0, 5).every((message) => message.journey === 'order')).toBe(true);
    expect(due.slice(5).filter((message) => message.journey === 'small').length).toBeGreaterThan(20);
    expect(await rowsLookedAt(database, (tx) => takeDue(tx, 1, question))).toBeLessThan(1_000);
    expect(await rowsLookedAt(database, (tx) => takeDue(tx, 1, { ...question, closed: ['email'] }))).toBeLessThan(1_000);
    expect(await rowsLookedAt(database, (tx) => anyDue(tx, 1, NOW, ['email']))).toBeLessThan(100);
  });
});
