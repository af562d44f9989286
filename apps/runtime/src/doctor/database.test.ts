import { sql } from 'drizzle-orm';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseEnv, type Env } from '../env.ts';
import type { Database } from '../store/database.ts';
import { secretKeys } from '../store/secret-keys.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { openVault } from '../store/vault.ts';
import { cartJourney, createTestWork, publish, START } from '../work/testing.ts';
import { diagnoseWithDatabase } from './index.ts';
import { checkServer } from './server.ts';

const KEY = 'a key for tests of more than 32 letters'.replaceAll(' ', '-');

describeEachDatabase('the doctor of a database', (open) => {
  let database: Database;
  let dir: string;
  beforeEach(async () => {
    database = await open();
    dir = mkdtempSync(join(tmpdir(), 'attune-doctor-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  async function look(source: Record<string, string> = {}) {
    const read = parseEnv({ DATA_DIR: dir, ...source }) as { env: Env };
    return diagnoseWithDatabase(read.env, dir, database, () => Promise.reject(new Error('no name is asked for')));
  }
  const bad = async (source?: Record<string, string>) => (await look(source)).filter(({ state }) => state !== 'ok');

  it('finds nothing wrong with a database that was just made', async () => {
    expect(await bad()).toEqual([]);
  });

  it('reads the server\'s settings and its version', async () => {
    const findings = await checkServer(database);
    expect(findings.map(({ what }) => what)).toEqual(expect.arrayContaining([expect.stringMatching(/^the server is PostgreSQL \d+/), expect.stringMatching(/^max_wal_size of the server is \d/)]));
    expect(findings.filter(({ what }) => what.includes('unknown'))).toEqual([]);
    expect(findings[0]?.state).toBe('ok');
  });

  it('tells of migrations that are pending, and of a newer version\'s, and looks at no table then', async () => {
    const [last] = await database.query<{ name: string }>(sql`select name from migrations order by name desc limit 1`);
    await database.query(sql`delete from migrations where name = ${last?.name ?? ''}`);
    expect(await bad()).toMatchObject([{ state: 'warn', what: `migrations are pending: ${last?.name}` }]);
    await database.query(sql`insert into migrations (name) values (${last?.name ?? ''}), ('9999_later')`);
    expect(await bad()).toMatchObject([{ state: 'fail', what: expect.stringContaining('9999_later') as string }]);
    await database.query(sql`delete from migrations where name = '9999_later'`);
  });

  it('holds LANES against the database', async () => {
    expect(await bad({ LANES: '5' })).toMatchObject([{ state: 'fail', what: 'customers are in 4 lanes, and LANES asks for 5' }]);
  });

  it('finds a live journey that needs a topic, a channel and a saved message that are not there', async () => {
    const { work } = await createTestWork(database);
    const steps = { ...cartJourney.steps, remind: { kind: 'message', channel: 'sms', topic: 'lottery', template: 'lost', next: 'click' } };
    await publish(database, work, { ...cartJourney, steps });
    const found = (await bad()).map(({ state, what }) => `${state} ${what}`);
    expect(found).toEqual([
      'fail the live journey "cart" needs the channel "sms", which cannot send',
      'fail the live journey "cart" needs the saved message "lost", which is not there',
      'warn the live journey "cart" needs the topic "lottery", which is not there',
    ]);
  });

  it('opens sealed secrets with their key, and fails without it or where one has the wrong shape', async () => {
    const vault = await openVault(database.db, { keys: secretKeys({ given: [KEY], dataDir: dir }), environment: {}, now: () => START });
    await vault.put('smsToken', 'a-token-of-some-length');
    const sms = { SMS_ACCOUNT: 'AC0123456789', SMS_FROM: '+15005550006', PUBLIC_URL: 'https://shop.example', SECRET_KEY: KEY };
    expect(await bad(sms)).toEqual([]);
    const { SECRET_KEY: _, ...without } = sms;
    expect((await bad(without)).map(({ state }) => state)).toContain('fail');
    await vault.put('smsToken', 'short');
    expect(await bad(sms)).toMatchObject([{ state: 'fail', what: expect.stringContaining('smsToken') as string }]);
    expect(JSON.stringify(await look(sms))).not.toContain('"short"');
  });

  it('counts failures nobody tried again, and tells how long the oldest row and timer wait', async () => {
    const old = new Date(Date.now() - 3 * 3_600_000).toISOString();
    await database.query(sql`insert into failures (lane, id, at, kind, subject, payload, error) values (0, 'f', ${old}::timestamptz, 'event', 'ana', '{}', 'broken')`);
    await database.query(sql`insert into inbox (lane, kind, customer, payload, at) values (1, 'call', 'ana', '{}', ${old}::timestamptz)`);
    await database.query(sql`insert into timers (lane, due_at, run, step, visit) values (2, ${old}::timestamptz, 'r', 's', 1)`);
    const found = await bad();
    expect(found.map(({ what }) => what)).toEqual(['1 failure was not tried again', 'the oldest row of the inbox waits since 3 h', 'the oldest due timer waits since 3 h']);
    expect(JSON.stringify(found)).not.toContain('ana');
  });
});
