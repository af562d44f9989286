import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { events, failures, messages, runs } from '../store/schema.ts';
import { laneOf } from '../store/lane.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, cartJourney, createTestWork, LANES, publish, saveSegment, setStatus, type TestWork } from './testing.ts';

const HOUR = 3_600_000;
/** In one lane with `ada`, so that they share a pass. */
const NEIGHBOUR = Array.from({ length: 50 }, (_, i) => `n${i}`).find((id) => laneOf(id, LANES) === laneOf('ada', LANES))!;

/** A database whose n-th statement inside transactions breaks, as if the connection had gone. Counts on. */
function breaking(database: Database, state: { left: number; broke: boolean }): Database {
  return {
    ...database,
    transaction: (work) => database.transaction((tx) => work({
      query: (statement) => {
        if (state.left-- === 0) { state.broke = true; return Promise.reject(new Error('the connection is gone')); }
        return tx.query(statement);
      },
    })),
  };
}

/** Everything a pass writes, as text, to compare. Ids and numbers that are new in every try are left out. */
async function picture(database: Database): Promise<string> {
  const parts = ['customers', 'events', 'inbox', 'runs', 'timers', 'trail', 'messages', 'counters', 'memberships', 'consents', 'lanes', 'failures'];
  const rows = [];
  for (const part of parts) rows.push([part, await database.query(sql.raw(`select to_jsonb(t) as row from ${part} t order by to_jsonb(t)::text`))]);
  return JSON.stringify(rows);
}

async function totals(database: Database) {
  return {
    events: (await database.db.select({ id: events.messageId }).from(events)).length,
    runs: (await database.db.select({ id: runs.id }).from(runs)).length,
    sent: (await database.db.select({ status: messages.status }).from(messages)).map((message) => message.status),
  };
}

describeEachDatabase('a pass that breaks', (open) => {
  const prepare = async (database: Database): Promise<TestWork> => {
    const test = await createTestWork(database, { roles: new Set(['work']) });
    await saveSegment(database, test.work, 'buyers', { happened: ['Order Completed', { within: 'P30D' }] });
    await publish(database, test.work, cartJourney);
    await test.work.ingest([call('ada', 'Cart Updated'), call(NEIGHBOUR, 'Cart Updated')]);
    await test.work.drain();
    return test;
  };

  it('RUN-9: leaves all or nothing, whichever statement it breaks on, and the caller hears of it', async () => {
    const database = await open();
    const test = await prepare(database);
    test.clock.advance(HOUR);
    const calls = [call('ada', 'Order Completed'), call('ada', null, { traits: { plan: 'pro' }, consent: { offers: true } }), call(NEIGHBOUR, 'Cart Updated')];
    const before = await picture(database);
    let tried = 0;
    for (; ; tried++) {
      const state = { left: tried, broke: false };
      const { work } = await createTestWork(breaking(database, state), { clock: test.clock, roles: new Set(['work']) });
      const outcome = await work.ingest(calls).then(() => 'taken', (error: Error) => error.message);
      if (!state.broke) { expect(outcome).toBe('taken'); break; }
      expect(outcome).toBe('the connection is gone');
      expect(await picture(database), `statement ${tried}`).toBe(before);
    }
    expect(tried).toBeGreaterThan(15);
    await test.work.drain();
    expect(await totals(database)).toEqual({ events: 5, runs: 2, sent: ['queued'] });
  }, 120_000);

  it('puts away the item our code breaks on, keeps its event, does the others in order, and replays it', async () => {
    const database = await open();
    const { work, deps } = await createTestWork(database, { roles: new Set(['work', 'deliver']) });
    const broken = { score: () => { throw new Error('the scorer has a bug'); } };
    const { work: buggy } = await createTestWork(database, { scorer: broken, roles: new Set(['work']) });
    await publish(database, work, cartJourney);
    await buggy.programsChanged();
    await buggy.ingest([call('ada', 'Cart Updated'), call('ada', 'Review Written', { properties: { text: 'lovely' } }), call('ada', 'Order Completed'), call('bob', 'Cart Updated')]);
    await buggy.drain();
    expect(await totals(database)).toMatchObject({ events: 4, runs: 2 });
    const [failure] = await database.db.select().from(failures);
    expect(failure).toMatchObject({ kind: 'call', subject: 'ada', replayedAt: null });
    expect(failure!.error).toContain('the scorer has a bug');
    expect(await work.replay('nothing')).toBe(false);
    expect(await work.replay(failure!.id)).toBe(true);
    await work.drain();
    expect((await database.db.select().from(failures))[0]!.replayedAt).not.toBeNull();
    expect(await totals(database)).toMatchObject({ events: 4 });
    expect((await database.query<{ mood: { label: string } }>(sql`select mood from customers where id = ${'ada'}`))[0]!.mood.label).toBe('positive');
    expect(deps.lanes).toBe(4);
  });

  it('finds the one row the database refuses by halving, and does the rest', async () => {
    const database = await open();
    const { work: web } = await createTestWork(database, { roles: new Set() });
    const { work } = await createTestWork(database, { roles: new Set(['work']) });
    await publish(database, work, cartJourney);
    await database.query(sql`alter table events add constraint no_trouble check (name <> 'Trouble')`);
    try {
      await web.ingest([...Array.from({ length: 9 }, (_, i) => call('ada', `E${i}`)), call('ada', 'Trouble'), ...Array.from({ length: 9 }, (_, i) => call('ada', `F${i}`))]);
      await work.drain();
    } finally {
      await database.query(sql`alter table events drop constraint no_trouble`);
    }
    expect((await database.db.select().from(events))).toHaveLength(18);
    expect((await database.db.select().from(failures)).map((failure) => failure.subject)).toEqual(['ada']);
  });

  it('does nothing to a paused journey\'s people twice, however often it is paused', async () => {
    const database = await open();
    const test = await prepare(database);
    await setStatus(database, test.work, 'paused');
    test.clock.advance(HOUR);
    await test.work.drain();
    for (const status of ['live', 'paused', 'live'] as const) { await setStatus(database, test.work, status); await test.work.drain(); }
    expect((await totals(database)).sent).toHaveLength(2);
  });
});
