import { sql } from 'drizzle-orm';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { fromTimestamp } from './instant.ts';
import { jsonText } from './json.ts';
import { laneOf } from './lane.ts';
import { migrate } from './migrate.ts';
import { describeEachDatabase } from './testing.ts';
import { settings } from './schema.ts';

describe('a data folder', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'attune-lock-'));

  it('is refused to a second taker, naming the process and the folder', () => {
    const dir = folder();
    const lock = lockFolder(dir);
    expect(() => lockFolder(dir)).toThrow(`${dir} is in use by process ${process.pid}`);
    lock.release();
    lockFolder(dir).release();
    rmSync(dir, { recursive: true });
  });

  it('is taken over from a process that is gone, or whose pid now belongs to another', () => {
    const dir = folder();
    writeFileSync(join(dir, 'attune.lock'), '999999999 1\n');
    lockFolder(dir).release();
    writeFileSync(join(dir, 'attune.lock'), `${process.pid} 1\n`);
    lockFolder(dir).release();
    rmSync(dir, { recursive: true });
  });

  it('keeps its data when it is opened again', async () => {
    const dir = folder();
    const first = await openDatabase({ dir });
    await migrate(first, { lanes: 3 });
    await first.close();
    const second = await openDatabase({ dir });
    expect(await migrate(second)).toEqual({ applied: [], lanes: 3 });
    await second.close();
    rmSync(dir, { recursive: true });
  });
});

describe('lanes', () => {
  it('share customers evenly and for ever', () => {
    const counts = Array.from({ length: 16 }, () => 0);
    for (let i = 0; i < 16_000; i++) counts[laneOf(`customer-${i}`, 16)]! += 1;
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1150);
    expect([laneOf('ada', 16), laneOf('grace', 16), laneOf('', 16)]).toEqual([laneOf('ada', 16), laneOf('grace', 16), laneOf('', 16)]);
  });
});

describeEachDatabase('the database', (open) => {
  it('refuses another number of lanes later, and says what to do', async () => {
    const database = await open();
    await expect(migrate(database, { lanes: 8 })).rejects.toThrow('set up with 4 lanes, and LANES asks for 8');
  });

  it('refuses to work on tables of a newer version', async () => {
    const database = await open();
    await database.query(sql`insert into migrations (name) values ('9999_future')`);
    await expect(migrate(database)).rejects.toThrow('newer version of Attune');
    await database.query(sql`delete from migrations where name = '9999_future'`);
  });

  it('rolls back everything of a transaction that throws', async () => {
    const database = await open();
    await expect(database.transaction(async (tx) => {
      await tx.query(sql`insert into settings (key, value, updated_at) values ('x', '1'::jsonb, now())`);
      throw new Error('no');
    })).rejects.toThrow('no');
    expect(await database.db.select().from(settings)).toHaveLength(1);
  });

  it('hands instants and JSON over alike through the hot path and the typed builder', async () => {
    const database = await open();
    const at = '2026-05-03T18:00:00.120Z';
    await database.db.insert(settings).values({ key: 'x', value: { a: [1, 'two'] }, updatedAt: at });
    const [row] = await database.query<{ updated_at: string; value: unknown }>(sql`select * from settings where key = ${'x'}`);
    expect(fromTimestamp(row!.updated_at)).toBe(at);
    expect(row!.value).toEqual({ a: [1, 'two'] });
    expect((await database.db.select().from(settings)).find((r) => r.key === 'x')).toEqual({ key: 'x', value: { a: [1, 'two'] }, updatedAt: at });
  });

  it('takes any JSON, also NUL and half a surrogate pair', async () => {
    const database = await open();
    const [row] = await database.query<{ v: unknown }>(sql`select ${jsonText({ a: 'x\u0000y', b: '\ud800' })}::jsonb as v`);
    expect(row!.v).toEqual({ a: 'x\ufffdy', b: '\ufffd' });
  });
});
