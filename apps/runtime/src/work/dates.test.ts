import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { journeys, runs, timers } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestWork, publish, saveSegment, setStatus, type TestWork } from './testing.ts';

const birthday = (entry: object = {}, key = 'birthday') => ({
  dsl: 'attune/journey@1', key, name: key, category: 'service', entry: [{ kind: 'date', attribute: 'customer.birthday', every: 'year', at: '09:00', feb29: 'mar1', ...entry }], start: 'done', steps: { done: { kind: 'exit', reason: 'done' } },
});
const born = (id: string, day: string | null, timezone = 'Europe/Berlin') => call(id, null, { traits: { birthday: day }, timezone });
const entered = async (database: Database) => (await database.db.select().from(runs)).map((run) => `${run.customer} ${run.enteredAt}`).sort();

async function at(test: TestWork, instant: string): Promise<void> {
  test.clock.set(instant);
  await test.work.drain();
}

describeEachDatabase('dates of customers', (open) => {
  it('ENG-27: let them in at their moment, by their clock, and each year again', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, birthday());
    await test.work.ingest([born('ada', '1996-02-29'), born('kim', '1990-05-05', 'Asia/Tokyo')]);
    await at(test, '2026-05-04T23:59:59.999Z');
    expect(await entered(database)).toEqual([]);
    await at(test, '2026-05-05T00:00:00.000Z');
    expect(await entered(database)).toEqual(['kim 2026-05-05T00:00:00.000Z']);
    for (const moment of ['2027-03-01T08:00:00.000Z', '2027-05-05T00:00:00.000Z', '2028-02-29T08:00:00.000Z']) await at(test, moment);
    expect(await entered(database)).toEqual(['ada 2027-03-01T08:00:00.000Z', 'ada 2028-02-29T08:00:00.000Z', 'kim 2026-05-05T00:00:00.000Z', 'kim 2027-05-05T00:00:00.000Z']);
  });

  it('ENG-27: follow the customer: a date that moves, comes late, or goes', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, birthday({ every: 'once' }));
    await test.work.ingest([born('ada', '2026-05-10'), born('bob', '2026-05-10'), born('cem', null)]);
    await at(test, '2026-05-05T00:00:00.000Z');
    await test.work.ingest([born('ada', '2026-05-20'), born('bob', null), born('cem', '2026-05-04')]);
    await at(test, '2026-05-15T00:00:00.000Z');
    expect(await entered(database)).toEqual([]);
    await at(test, '2026-05-20T07:00:00.000Z');
    expect(await entered(database)).toEqual(['ada 2026-05-20T07:00:00.000Z']);
    await at(test, '2026-06-20T07:00:00.000Z');
    expect(await entered(database)).toHaveLength(1);
    expect(await database.db.select().from(timers)).toEqual([]);
  });

  it('ENG-27: what happens at or after the moment does not take it back, also where it is worked on first', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, birthday({ every: 'once' }));
    await test.work.ingest([born('ada', '2026-05-10')]);
    test.clock.set('2026-05-10T07:00:05.000Z');
    await test.work.ingest([born('ada', '2026-09-10')]);
    await test.work.drain();
    expect(await entered(database)).toEqual(['ada 2026-05-10T07:00:05.000Z']);
    await at(test, '2026-09-10T07:00:00.000Z');
    expect(await entered(database)).toEqual(['ada 2026-05-10T07:00:05.000Z', 'ada 2026-09-10T07:00:00.000Z']);
  });

  it('ENG-27: are looked at for everybody when a journey is published, resumed, or published anew', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const ids = Array.from({ length: 12 }, (_, index) => `c${index}`);
    await test.work.ingest(ids.map((id) => born(id, '1990-05-10')));
    await test.work.drain();
    await publish(database, test.work, birthday());
    await test.work.drain();
    expect(await database.db.select().from(timers)).toHaveLength(12);
    await at(test, '2026-05-10T07:00:00.000Z');
    expect(await entered(database)).toHaveLength(12);
    // the birthday falls into the pause: it is over, and the next one comes
    await setStatus(database, test.work, 'paused');
    await at(test, '2027-05-11T00:00:00.000Z');
    await setStatus(database, test.work, 'live');
    await at(test, '2027-05-12T00:00:00.000Z');
    expect(await entered(database)).toHaveLength(12);
    await at(test, '2028-05-10T07:00:00.000Z');
    expect(await entered(database)).toHaveLength(24);
    await publish(database, test.work, birthday({ offset: 'P1D' }), 2, '2028-05-10T07:00:00.000Z');
    await test.work.drain();
    await at(test, '2028-05-11T07:00:00.000Z');
    expect(await entered(database)).toHaveLength(36);
    await setStatus(database, test.work, 'archived');
    await at(test, '2029-05-11T07:00:00.000Z');
    expect(await entered(database)).toHaveLength(36);
  });

  it('ENG-27: a downtime is caught up once', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, birthday({ every: 'week' }));
    await test.work.ingest([born('ada', '2026-05-06')]);
    await at(test, '2026-05-30T00:00:00.000Z');
    expect(await entered(database)).toEqual(['ada 2026-05-30T00:00:00.000Z']);
    await at(test, '2026-06-03T07:00:00.000Z');
    expect(await entered(database)).toEqual(['ada 2026-05-30T00:00:00.000Z', 'ada 2026-06-03T07:00:00.000Z']);
  });

  it('ENG-27: a process that dies in the middle lets nobody in twice and forgets nobody', async () => {
    for (const survives of [0, 1]) {
      const database = await open();
      const test = await createTestWork(database);
      await publish(database, test.work, birthday());
      await test.work.ingest(['ada', 'bob', 'cem', 'dan', 'eva'].map((id) => born(id, '1990-05-10')));
      await test.work.drain();
      test.clock.set('2026-05-10T07:00:00.000Z');
      let left = survives;
      const dying: Database = { ...database, transaction: (work) => database.transaction(async (tx) => { const result = await work(tx); if (left-- <= 0) throw new Error('the process died'); return result; }) };
      const other = await createTestWork(dying, { clock: test.clock });
      await expect(other.work.drain()).rejects.toThrow('the process died');
      await test.work.drain();
      await test.work.drain();
      expect((await entered(database)).map((entry) => entry.split(' ')[0])).toEqual(['ada', 'bob', 'cem', 'dan', 'eva']);
    }
  });

  it('share the customer\'s one timer with segments that time alone changes', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await saveSegment(database, test.work, 'new', { '<': [{ since: ['Signed Up'] }, 86_400] });
    await publish(database, test.work, birthday());
    await test.work.ingest([born('ada', '1990-05-10'), call('ada', 'Signed Up')]);
    await test.work.drain();
    expect(await database.db.select().from(timers)).toHaveLength(1);
    await at(test, '2026-05-06T00:00:00.000Z');
    expect(await database.db.select().from(timers)).toMatchObject([{ dueAt: '2026-05-10T07:00:00.000Z' }]);
    await at(test, '2026-05-10T07:00:00.000Z');
    expect(await entered(database)).toEqual(['ada 2026-05-10T07:00:00.000Z']);
  });

  it('cost nothing where no live journey asks for them', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await test.work.ingest([born('ada', '1990-05-10')]);
    await test.work.drain();
    expect(await database.db.select().from(timers)).toEqual([]);
    expect(await database.db.select().from(journeys)).toEqual([]);
  });
});
