import { expect, it } from 'vitest';
import { consents, counters, customers, events, identities, messages, runs, timers } from '../store/schema.ts';
import { laneOf } from '../store/lane.ts';
import { describeEachDatabase } from '../store/testing.ts';
import type { Mood } from './mood.ts';
import { call, cartJourney, createTestWork, LANES, publish } from './testing.ts';

const HOUR = 3_600_000;
const visitor = (anonymousId: string, name: string, more = {}) => ({ ...call('', name, { anonymousId, ...more }), userId: null });

describeEachDatabase('who a visitor is', (open) => {
  it('moves an anonymous visitor\'s past, runs and timers to the customer they turn out to be, across lanes', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    expect(laneOf('anon:v2', LANES)).not.toBe(laneOf('ada', LANES));
    await publish(database, work, cartJourney);
    await work.ingest([visitor('v2', 'Cart Updated', { traits: { source: 'ad' }, consent: { offers: true } })]);
    await work.ingest([call('ada', null, { anonymousId: 'v2', traits: { firstName: 'Ada' } })]);
    await work.drain();
    expect((await database.db.select().from(customers)).map((one) => [one.id, one.traits])).toEqual([['ada', { source: 'ad', firstName: 'Ada' }]]);
    expect((await database.db.select().from(runs)).map((run) => [run.customer, run.lane, run.status])).toEqual([['ada', laneOf('ada', LANES), 'open']]);
    expect((await database.db.select().from(consents)).map((one) => one.customer)).toEqual(['ada']);
    expect((await database.db.select().from(identities)).map((one) => [one.value, one.customer])).toEqual([['anon:v2', 'ada']]);
    clock.advance(HOUR);
    await work.drain();
    expect((await database.db.select().from(messages)).map((message) => [message.customer, message.status])).toEqual([['ada', 'sent']]);
    // what the visitor's browser still says anonymously belongs to the customer now, and a repeated call stays one
    const later = visitor('v2', 'Order Completed');
    await work.ingest([later]);
    await work.ingest([later]);
    await work.drain();
    expect((await database.db.select().from(runs)).map((run) => run.reason)).toEqual(['goal']);
    expect((await database.db.select().from(events)).map((event) => [event.customer, event.name]).sort()).toEqual([['ada', '$identify'], ['ada', 'Cart Updated'], ['ada', 'Order Completed']]);
  });

  it('ends the visitor\'s run where the customer is in the journey already', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest([call('ada', 'Cart Updated'), visitor('v2', 'Cart Updated')]);
    await work.ingest([{ ...call('ada', null), type: 'alias', previousId: 'v2' }]);
    await work.drain();
    expect((await database.db.select().from(runs)).map((run) => [run.customer, run.reason]).sort()).toEqual([['ada', null], ['ada', 'superseded']]);
    expect(await database.db.select().from(timers)).toHaveLength(1);
  });

  it('joins the moods of both: the newer words count for more', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    const at = (day: number) => `2026-05-0${day}T10:00:00.000Z`;
    await work.ingest([
      call('ada', 'Wrote', { at: at(1), properties: { text: 'this is terrible' } }), call('bob', 'Wrote', { at: at(3), properties: { text: 'this is terrible' } }),
      visitor('v2', 'Wrote', { at: at(2), properties: { text: 'this is lovely' } }), visitor('v3', 'Wrote', { at: at(2), properties: { text: 'this is lovely' } }),
    ]);
    await work.ingest([call('ada', null, { anonymousId: 'v2' }), call('bob', null, { anonymousId: 'v3' })]);
    await work.drain();
    const moods = new Map((await database.db.select().from(customers)).map((one) => [one.id, one.mood as Mood | null]));
    expect(moods.get('ada')).toMatchObject({ at: at(2), trend: 'better' });
    expect(moods.get('ada')!.score).toBeGreaterThan(0);
    expect(moods.get('bob')).toMatchObject({ at: at(3), trend: 'worse' });
    expect(moods.get('bob')!.score).toBeLessThan(0);
    expect([...moods.values()].map((mood) => mood?.evidence.length)).toEqual([2, 2]);
  });

  it('erases all rows of a person and keeps the totals', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await publish(database, work, cartJourney);
    await work.ingest([visitor('v2', 'Cart Updated'), call('ada', null, { anonymousId: 'v2' }), call('bob', 'Cart Updated')]);
    await work.drain();
    clock.advance(HOUR);
    await work.drain();
    await work.erase('ada');
    await work.drain();
    for (const table of [customers, events, runs, messages, timers, identities]) expect(JSON.stringify(await database.db.select().from(table))).not.toContain('ada');
    expect((await database.db.select().from(customers)).map((one) => one.id)).toEqual(['bob']);
    const whats = (await database.db.select().from(counters)).map((one) => `${one.step} ${one.what}`);
    expect(whats).toEqual(expect.arrayContaining(['journey entered', 'journey finished:erased', 'remind sent']));
  });
});
