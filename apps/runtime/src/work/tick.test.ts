import { describe, expect, it } from 'vitest';
import { createManualClock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { runs, schedules, trail } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { createMemory } from './memory.ts';
import { createPlanner } from './plan.ts';
import { call, createTestWork, LANES, publish, saveSegment, setStatus, type TestWork } from './testing.ts';
import { moments, tick } from './tick.ts';

const HOUR = 3_600_000;
const newsletter = (entry: object | readonly object[], more: object = {}) => ({
  dsl: 'attune/journey@1', key: 'news', name: 'News', category: 'service', timezone: 'UTC', reentry: { mode: 'always' },
  entry: Array.isArray(entry) ? entry : [entry], ...more, start: 'mail',
  steps: { mail: { kind: 'message', channel: 'outbox', topic: 'news', content: { body: 'News' }, next: 'done' }, done: { kind: 'exit', reason: 'completed' } },
});
const nine = { kind: 'schedule', cron: '0 9 * * *', timezone: 'UTC' };
const crowd = (ids: readonly string[], traits: Record<string, unknown> = {}) => ids.map((id) => call(id, null, { traits }));
const entered = async (database: Database) => (await database.db.select({ customer: runs.customer, at: runs.enteredAt }).from(runs)).map((run) => `${run.customer} ${run.at}`).sort();
const who = async (database: Database) => (await entered(database)).map((entry) => entry.split(' ')[0]);

/** The test begins on 4 May at 10:00; its journey is published with it. */
async function at(test: TestWork, instant: string): Promise<void> {
  test.clock.set(instant);
  await test.work.drain();
}

describe('the moments of a schedule', () => {
  const daily = (missed: 'skip' | 'once', zone: string | null = null) => ({ cron: '0 9 * * *', timezone: zone, missed });
  const ms = Date.parse;

  it('ENG-6: are those of its own zone, else of the workspace\'s, through the change of the clocks', () => {
    expect(moments(daily('skip', 'Europe/Berlin'), 'UTC', ms('2026-05-04T00:00:00Z'), ms('2026-05-04T07:00:00Z'))).toEqual(['2026-05-04T07:00:00.000Z']);
    expect(moments(daily('skip'), 'Asia/Tokyo', ms('2026-05-03T12:00:00Z'), ms('2026-05-04T00:10:00Z'))).toEqual(['2026-05-04T00:00:00.000Z']);
    const half = { cron: '30 2 * * *', timezone: 'Europe/Berlin', missed: 'skip' as const };
    expect(moments(half, 'UTC', ms('2026-03-28T12:00:00Z'), ms('2026-03-29T01:30:00Z'))).toEqual(['2026-03-29T01:00:00.000Z']);
  });

  it('leave out what passed more than an hour ago, or catch up with the last one only', () => {
    const [from, now] = [ms('2026-05-01T09:00:00Z'), ms('2026-05-04T12:00:00Z')];
    expect(moments(daily('skip'), 'UTC', from, now)).toEqual([]);
    expect(moments(daily('once'), 'UTC', from, now)).toEqual(['2026-05-04T09:00:00.000Z']);
    expect(moments(daily('once'), 'UTC', ms('2026-05-04T09:00:00Z'), now)).toEqual([]);
    expect(moments({ cron: '* * * 1 *', timezone: null, missed: 'once' }, 'UTC', ms('2024-01-01T00:00:00Z'), now)).toEqual(['2026-01-31T23:59:00.000Z']);
    expect(moments({ cron: '*/20 * * * *', timezone: null, missed: 'once' }, 'UTC', from, now)).toEqual(['2026-05-04T11:20:00.000Z', '2026-05-04T11:40:00.000Z', '2026-05-04T12:00:00.000Z']);
    expect(moments({ cron: 'whenever', timezone: null, missed: 'once' }, 'UTC', from, now)).toEqual([]);
  });
});

describeEachDatabase('schedules', (open) => {
  it('let everybody in at each tick, once, and not before the first one after publishing', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, newsletter(nine));
    await test.work.ingest(crowd(['ada', 'bob']));
    await test.work.drain();
    expect(await entered(database)).toEqual([]);
    await at(test, '2026-05-05T09:00:00.000Z');
    await test.work.drain();
    expect(await entered(database)).toEqual(['ada 2026-05-05T09:00:00.000Z', 'bob 2026-05-05T09:00:00.000Z']);
    await at(test, '2026-05-06T09:00:30.000Z');
    expect(await who(database)).toEqual(['ada', 'ada', 'bob', 'bob']);
    expect(test.outbox.sent).toHaveLength(4);
  });

  it('tick by the clock of their zone', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, newsletter({ ...nine, timezone: 'America/New_York' }));
    await test.work.ingest(crowd(['ada']));
    await at(test, '2026-05-04T12:59:59.000Z');
    expect(await entered(database)).toEqual([]);
    await at(test, '2026-05-04T13:00:00.000Z');
    expect(await entered(database)).toEqual(['ada 2026-05-04T13:00:00.000Z']);
  });

  it('leave out what a downtime missed, or catch up with it once, as the entry says', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, newsletter([nine, { ...nine, cron: '30 9 * * *', missed: 'once' }]));
    await test.work.ingest(crowd(['ada']));
    await at(test, '2026-05-08T12:00:00.000Z');
    const rows = (await database.db.select().from(schedules)).map((row) => [row.entry, row.at, row.doneAt]);
    expect(rows).toEqual([[1, '2026-05-08T09:30:00.000Z', '2026-05-08T12:00:00.000Z']]);
    expect(await entered(database)).toEqual(['ada 2026-05-08T12:00:00.000Z']);
    await at(test, '2026-05-09T09:30:00.000Z');
    expect(await entered(database)).toHaveLength(3);
  });

  it('ask only the members of their segment, and of those only the audience', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await saveSegment(database, test.work, 'readers', { '==': [{ var: 'customer.reads' }, true] });
    await publish(database, test.work, newsletter({ ...nine, segment: 'readers', audience: { '>': [{ var: 'customer.points' }, 5] } }));
    await test.work.ingest([...crowd(['ada', 'bob'], { reads: true, points: 9 }), ...crowd(['cy'], { reads: true, points: 1 }), ...crowd(['dan'], { points: 9 })]);
    await at(test, '2026-05-05T09:00:00.000Z');
    expect(await who(database)).toEqual(['ada', 'bob']);
    // whoever is no member was not even asked
    expect((await database.db.select().from(trail)).some((entry) => entry.customer === 'dan')).toBe(false);
  });

  it('let a large audience in lane by lane, and another process goes on where one died', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, newsletter(nine));
    const ids = Array.from({ length: 60 }, (_, i) => `c${i}`);
    await test.work.ingest(crowd(ids));
    test.clock.set('2026-05-05T09:00:00.000Z');
    let left = 3;
    const dying: Database = { ...database, transaction: (work) => (left-- > 0 ? database.transaction(work) : Promise.reject(new Error('the process died'))) };
    const passing = { deps: { ...test.deps, database: dying }, planner: createPlanner(), linked: new Set<string>(), memory: createMemory(LANES), everybody: new Map(), armed: { of: null } };
    await expect(tick(passing)).rejects.toThrow('the process died');
    const [row] = await database.db.select().from(schedules);
    expect(row).toMatchObject({ cursor: { lane: 3 }, doneAt: null });
    await test.work.drain();
    expect(await who(database)).toEqual([...ids].sort());
    expect(await database.db.select().from(schedules)).toMatchObject([{ cursor: { lane: LANES }, doneAt: '2026-05-05T09:00:00.000Z' }]);
  });

  it('elect one of two processes by the row of the moment', async () => {
    const database = await open();
    const clock = createManualClock('2026-05-04T10:00:00.000Z');
    const first = await createTestWork(database, { clock });
    const second = await createTestWork((await open.second()) ?? database, { clock });
    await publish(database, first.work, newsletter(nine));
    const ids = Array.from({ length: 40 }, (_, i) => `c${i}`);
    await first.work.ingest(crowd(ids));
    clock.set('2026-05-05T09:00:00.000Z');
    await Promise.all([first.work.drain(), second.work.drain()]);
    await Promise.all([first.work.drain(), second.work.drain()]);
    expect(await who(database)).toEqual([...ids].sort());
    expect(await database.db.select().from(schedules)).toHaveLength(1);
  });

  it('let nobody into a paused journey, also where the pause came between tick and entering', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, newsletter(nine));
    await test.work.ingest(crowd(['ada']));
    await setStatus(database, test.work, 'paused');
    await at(test, '2026-05-05T09:00:00.000Z');
    expect(await database.db.select().from(schedules)).toEqual([]);
    await setStatus(database, test.work, 'live');
    await at(test, '2026-05-05T12:00:00.000Z');
    expect(await entered(database)).toEqual([]);
    await at(test, '2026-05-06T09:00:00.000Z');
    expect(await who(database)).toEqual(['ada']);
    test.clock.set('2026-05-07T09:00:00.000Z');
    expect((await tick({ deps: test.deps, planner: createPlanner(), linked: new Set<string>(), memory: createMemory(LANES), everybody: new Map(), armed: { of: null } })).size).toBe(LANES);
    await setStatus(database, test.work, 'paused');
    await test.work.drain();
    expect(await who(database)).toEqual(['ada']);
  });

  it('keep only the moments of a week, and do not repeat any of them', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, newsletter(nine));
    await test.work.ingest(crowd(['ada']));
    for (let day = 5; day < 20; day++) await at(test, `2026-05-${String(day).padStart(2, '0')}T09:00:00.000Z`);
    expect((await database.db.select().from(schedules)).length).toBeLessThanOrEqual(8);
    expect(await entered(database)).toHaveLength(15);
    await at(test, '2026-05-19T09:30:00.000Z');
    expect(await entered(database)).toHaveLength(15);
  });
});

describeEachDatabase('a journey for members that are there already', (open) => {
  it('lets them in when it is published, once, and those who join later as they come', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await saveSegment(database, test.work, 'vip', { '>': [{ var: 'customer.points' }, 5] });
    await test.work.ingest([...crowd(['ada', 'bob'], { points: 9 }), ...crowd(['cy'], { points: 1 })]);
    await publish(database, test.work, newsletter({ kind: 'segment', segment: 'vip', includeExisting: true }));
    await test.work.drain();
    await test.work.drain();
    expect(await who(database)).toEqual(['ada', 'bob']);
    await test.work.ingest(crowd(['cy'], { points: 7 }));
    test.clock.advance(HOUR);
    await test.work.drain();
    expect(await who(database)).toEqual(['ada', 'bob', 'cy']);
    test.clock.advance(HOUR);
    await publish(database, test.work, newsletter({ kind: 'segment', segment: 'vip', includeExisting: true }), 2, new Date(test.clock.now()).toISOString());
    await test.work.drain();
    expect(await who(database)).toEqual(['ada', 'ada', 'bob', 'bob', 'cy', 'cy']);
  });
});
