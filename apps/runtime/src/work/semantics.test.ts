import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { laneOf } from '../store/lane.ts';
import { counters, customers, events, identities, messages, runs, timers } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, cartJourney, createTestWork, LANES, publish, setStatus } from './testing.ts';

/*
 * What journeys of other products get wrong, as far as it takes a database to see it. The language's own tests of these semantics (`semantics.test.ts` and
 * `peers.test.ts` there) bear the other numbers.
 */
const HOUR = 3_600_000;
const visitor = (anonymousId: string, name: string) => ({ ...call('', name, { anonymousId }), userId: null });
const all = (database: Database) => database.db.select().from(messages);
const sent = async (database: Database) => (await all(database)).filter(({ status }) => status === 'sent').map(({ customer }) => customer).sort();
const ends = async (database: Database) => (await database.db.select().from(runs)).map((run) => run.reason).sort();
const reminder = { ...cartJourney, category: 'marketing', start: 'remind' };

describeEachDatabase('what journeys of other products get wrong', (open) => {
  it('S9: a message id that comes twice makes one run, in one batch and later', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, cartJourney);
    const one = call('ada', 'Cart Updated');
    await work.ingest([one, { ...one }]);
    await work.ingest([{ ...one }]);
    await work.drain();
    expect(await database.db.select().from(events)).toHaveLength(1);
    expect(await database.db.select().from(runs)).toHaveLength(1);
  });

  it('S11 GATE-9: who leaves the journey while a message is held back through the night does not get it in the morning', async () => {
    const database = await open();
    const { work, clock, outbox } = await createTestWork(database);
    await publish(database, work, { ...reminder, steps: { ...reminder.steps, remind: { ...reminder.steps.remind, channel: 'email' } } });
    clock.set('2026-05-04T22:00:00.000Z');
    const late = { at: '2026-05-04T22:00:00.000Z', timezone: 'UTC' };
    const reachable = (id: string) => call(id, null, { ...late, traits: { email: `${id}@shop.example` }, consent: { 'email.offers': true } });
    await work.ingest(['ada', 'bob'].flatMap((id) => [reachable(id), call(id, 'Cart Updated', late)]));
    await work.drain();
    expect((await all(database)).map(({ status }) => status)).toEqual(['deferred', 'deferred']);
    clock.set('2026-05-05T02:00:00.000Z');
    await work.ingest([call('ada', 'Order Completed', { at: '2026-05-05T02:00:00.000Z' })]);
    clock.set('2026-05-05T09:00:00.000Z');
    await work.drain();
    const became = (await all(database)).map(({ customer, status, reason }) => [customer, status, reason]).sort();
    expect(became).toEqual([['ada', 'skipped', 'expired'], ['bob', 'sent', null]]);
    expect(JSON.stringify((await all(database)).find(({ customer }) => customer === 'ada')?.decision)).toContain('left the journey');
    expect(outbox.sent).toEqual([]);
  });

  it('S13: a journey that is stopped keeps its people where they wait, and on going on what fell due meanwhile is done, once', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest([call('ada', 'Cart Updated')]);
    await setStatus(database, work, 'paused');
    clock.advance(50 * HOUR);
    await work.drain();
    expect((await database.db.select().from(runs)).map(({ status, step }) => [status, step])).toEqual([['open', 'hour']]);
    expect(await all(database)).toEqual([]);
    await setStatus(database, work, 'live');
    await work.drain();
    await work.drain();
    expect(await sent(database)).toEqual(['ada']);
  });

  it('S14: a new version without the step at which people wait takes nobody with it: they go on in the version they came with', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest([call('ada', 'Cart Updated')]);
    const { hour: _gone, ...steps } = cartJourney.steps;
    await publish(database, work, { ...cartJourney, start: 'remind', steps }, 2);
    await work.ingest([call('bob', 'Cart Updated')]);
    await work.drain();
    expect(await sent(database)).toEqual(['bob']);
    clock.advance(HOUR);
    await work.drain();
    expect(await sent(database)).toEqual(['ada', 'bob']);
    expect((await all(database)).map(({ customer, version }) => [customer, version]).sort()).toEqual([['ada', 1], ['bob', 2]]);
  });

  it('S15, Peer 17: where two profiles of one person wait in the journey one run survives their joining, and one message goes out', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest([call('ada', 'Cart Updated'), visitor('v2', 'Cart Updated')]);
    await work.ingest([{ ...call('ada', null), type: 'alias', previousId: 'v2' }]);
    await work.drain();
    expect(await ends(database)).toEqual([null, 'superseded'].sort());
    clock.advance(HOUR);
    await work.drain();
    expect(await sent(database)).toEqual(['ada']);
  });

  it('S16, Peer 18: of an erased profile no run, timer, message or identity is left, and the funnel keeps its totals', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest([visitor('v2', 'Cart Updated'), call('ada', null, { anonymousId: 'v2' })]);
    await work.drain();
    const totals = async () => (await database.db.select().from(counters)).filter(({ what }) => what === 'entered').reduce((sum, { n }) => sum + Number(n), 0);
    const before = await totals();
    await work.erase('ada');
    await work.drain();
    for (const table of [customers, events, runs, messages, timers, identities]) expect(JSON.stringify(await database.db.select().from(table))).not.toContain('ada');
    clock.advance(100 * HOUR);
    await work.drain();
    expect(await all(database)).toEqual([]);
    expect(await totals()).toBe(before);
  });

  it('S20, Peer 2: after a worker dies between the provider\'s yes and the commit nothing is sent a second time', async () => {
    const database = await open();
    const { work, clock, email } = await createTestWork(database);
    await publish(database, work, { ...cartJourney, start: 'remind', steps: { ...cartJourney.steps, remind: { ...cartJourney.steps.remind, channel: 'email' } } });
    await work.ingest([call('ada', null, { traits: { email: 'ada@shop.example' } }), call('ada', 'Cart Updated')]);
    // the words were handed over, and the process is gone before it could note the answer
    await database.query(sql`update messages set status = 'sending', attempts = 1, leased_until = now() - interval '1 second' where lane = ${laneOf('ada', LANES)}`);
    await work.drain();
    clock.advance(100 * HOUR);
    await work.drain();
    expect((await all(database)).map(({ status }) => status)).toEqual(['uncertain']);
    expect(email.sent).toEqual([]);
  });

  it('Peer 4: an event that comes twice and events that come out of order make one entry', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, cartJourney);
    const [later, earlier] = [call('ada', 'Cart Updated', { at: '2026-05-04T09:59:00.000Z' }), call('ada', 'Cart Updated', { at: '2026-05-04T09:58:00.000Z' })];
    await work.ingest([later]);
    await work.ingest([earlier, { ...later }]);
    await work.drain();
    expect(await database.db.select().from(runs)).toHaveLength(1);
    expect(await database.db.select().from(events)).toHaveLength(2);
  });

  it('Peer 5: who comes in again while the timer of an earlier run is still pending is moved by the new one only', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest([call('ada', 'Cart Updated')]);
    clock.advance(HOUR / 2);
    const at = new Date(clock.now()).toISOString();
    await work.ingest([call('ada', 'Order Completed', { at }), call('ada', 'Cart Updated', { at })]);
    expect((await database.db.select().from(runs)).map(({ status }) => status).sort()).toEqual(['finished', 'open']);
    clock.advance(HOUR / 2);
    await work.drain();
    expect(await all(database)).toEqual([]);
    clock.advance(HOUR / 2);
    await work.drain();
    expect(await sent(database)).toEqual(['ada']);
  });

  it('Peer 10: while a live journey is being edited new customers still come into the published version', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await database.query(sql`update journeys set draft = '{"half": "drawn"}'::jsonb, revision = revision + 1`);
    await work.programsChanged();
    await work.ingest([call('ada', 'Cart Updated')]);
    expect((await database.db.select().from(runs)).map(({ version }) => Number(version))).toEqual([1]);
  });
});
