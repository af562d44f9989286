import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { counters, customers, events, inbox, messages, runs, timers, trail } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, cartJourney, createTestWork, publish, setStatus } from './testing.ts';

const HOUR = 3_600_000;
const statuses = async (database: Database) => (await database.db.select({ status: runs.status, reason: runs.reason, step: runs.step }).from(runs).orderBy(runs.customer, runs.enteredAt));

async function counted(database: Database): Promise<Record<string, number>> {
  const rows = await database.db.select({ step: counters.step, what: counters.what, n: sql<number>`sum(${counters.n})::int` }).from(counters).groupBy(counters.step, counters.what);
  return Object.fromEntries(rows.map((row) => [`${row.step} ${row.what}`, row.n]));
}

describeEachDatabase('work', (open) => {
  it('carries a customer through a journey: event, delay, message, wait, end', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest([call('ada', null, { traits: { firstName: 'Ada', email: 'ada@shop.example' } }), call('ada', 'Cart Updated')]);
    expect(await statuses(database)).toEqual([{ status: 'open', reason: null, step: 'hour' }]);
    clock.advance(HOUR);
    await work.drain();
    const [message] = await database.db.select().from(messages);
    expect(message).toMatchObject({ status: 'sent', customer: 'ada', subject: 'Your cart', to: 'ada', attempts: 1 });
    expect(message!.body).toContain('Hello Ada');
    expect(await statuses(database)).toEqual([{ status: 'open', reason: null, step: 'click' }]);
    clock.advance(49 * HOUR);
    await work.drain();
    expect(await statuses(database)).toEqual([{ status: 'finished', reason: 'completed', step: null }]);
    expect(await database.db.select().from(timers)).toEqual([]);
    expect(await database.db.select().from(inbox)).toEqual([]);
    expect(await counted(database)).toEqual({
      'journey entered': 1, 'journey finished:completed': 1, 'hour entered': 1, 'hour left': 1, 'hour port:next': 1, 'remind entered': 1, 'remind left': 1, 'remind port:next': 1, 'remind sent': 1,
      'click entered': 1, 'click left': 1, 'click port:timeout': 1, 'done entered': 1, 'done left': 1,
    });
  });

  it('takes a repeated message id once, for ever, in the same batch and later', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, cartJourney);
    const one = call('ada', 'Cart Updated');
    await work.ingest([one, one]);
    await work.ingest([{ ...one }]);
    expect(await database.db.select().from(events)).toHaveLength(1);
    expect((await counted(database))['journey entered']).toBe(1);
  });

  it('ENG-3: an exit event ends the run in the middle of a delay, and its late timer does nothing', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest([call('ada', 'Cart Updated')]);
    await work.ingest([call('ada', 'Order Completed')]);
    expect(await statuses(database)).toEqual([{ status: 'finished', reason: 'goal', step: null }]);
    expect(await database.db.select().from(timers)).toEqual([]);
    clock.advance(2 * HOUR);
    await work.drain();
    expect(await database.db.select().from(messages)).toEqual([]);
    expect(await counted(database)).toMatchObject({ 'journey finished:goal': 1, 'journey goal:order': 1, 'hour entered': 1, 'hour left': 1 });
  });

  it('ENG-3: an exit that arrives together with the due timer wins, also after a downtime', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest([call('ada', 'Cart Updated')]);
    clock.advance(5 * HOUR);
    await work.ingest([call('ada', 'Order Completed')]);
    await work.drain();
    expect(await database.db.select().from(messages)).toEqual([]);
  });

  it('ENG-7: takes a customer\'s events in the order of arrival', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest(['Cart Updated', 'Order Completed', 'Cart Updated', 'Order Completed', 'Cart Updated'].map((name) => call('ada', name)));
    expect((await statuses(database)).map((run) => run.reason)).toEqual(expect.arrayContaining(['goal', 'goal', null]));
    expect(await statuses(database)).toHaveLength(3);
    expect((await database.db.select().from(trail)).filter((entry) => entry.outcome === 'entered')).toHaveLength(3);
  });

  it('goes through the inbox where this process does no passes, with the same outcome', async () => {
    const database = await open();
    const { work: web } = await createTestWork(database, { roles: new Set() });
    const { work } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await web.ingest([call('ada', null, { traits: { plan: 'pro' } }), call('ada', 'Cart Updated'), call('bob', 'Cart Updated')]);
    expect(await database.db.select().from(inbox)).toHaveLength(3);
    expect(await database.db.select().from(events)).toEqual([]);
    await work.drain();
    expect(await database.db.select().from(inbox)).toEqual([]);
    expect(await database.db.select().from(runs)).toHaveLength(2);
    expect((await database.db.select().from(customers)).find((c) => c.id === 'ada')?.traits).toEqual({ plan: 'pro' });
  });

  it('keeps a paused journey\'s people where they are, lets nobody in, and catches up on resume', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest([call('ada', 'Cart Updated'), call('bob', 'Cart Updated')]);
    await setStatus(database, work, 'paused');
    await work.ingest([call('eve', 'Cart Updated'), call('bob', 'Order Completed')]);
    clock.advance(3 * HOUR);
    await work.drain();
    expect(await statuses(database)).toEqual([{ status: 'open', reason: null, step: 'hour' }, { status: 'open', reason: null, step: 'hour' }]);
    expect(await database.db.select().from(messages)).toEqual([]);
    await setStatus(database, work, 'live');
    await work.drain();
    expect(await statuses(database)).toEqual([{ status: 'open', reason: null, step: 'click' }, { status: 'finished', reason: 'goal', step: null }]);
    expect((await database.db.select().from(messages)).map((m) => [m.customer, m.status])).toEqual([['ada', 'sent']]);
  });

  it('lets go of an archived journey\'s people', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest([call('ada', 'Cart Updated'), call('bob', 'Cart Updated')]);
    await setStatus(database, work, 'archived');
    await work.drain();
    expect((await statuses(database)).map((run) => run.reason)).toEqual(['cancelled', 'cancelled']);
    expect(await database.db.select().from(timers)).toEqual([]);
  });

  it('keeps a run on the version it was started on', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest([call('ada', 'Cart Updated')]);
    const steps = { ...cartJourney.steps, remind: { ...cartJourney.steps.remind, content: { subject: 'New words', body: 'New' } } };
    await publish(database, work, { ...cartJourney, steps }, 2);
    await work.ingest([call('bob', 'Cart Updated'), call('ada', 'Cart Updated')]);
    clock.advance(HOUR);
    await work.drain();
    const rows = await database.db.select().from(messages).orderBy(messages.customer);
    expect(rows.map((m) => [m.customer, m.version, m.subject])).toEqual([['ada', 1, 'Your cart'], ['bob', 2, 'New words']]);
  });
});
