import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { messages } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestWork, publish } from './testing.ts';

const HOUR = 3_600_000;
const journey = {
  dsl: 'attune/journey@1', key: 'news', name: 'News', category: 'service', entry: [{ kind: 'event', event: 'Ready' }], start: 'tell',
  steps: { tell: { kind: 'message', channel: 'email', content: { body: 'News' }, sendAt: 'best-time', horizon: 'P1D' } },
};
const person = (id: string) => call(id, null, { traits: { email: `${id}@x.example` }, timezone: 'Europe/Berlin' });
/** Clicks each evening at seven, in Berlin. */
const evenings = (id: string, count: number) => Array.from({ length: count }, (_, index) => call(id, 'Message Clicked', { at: new Date(Date.parse('2026-04-05T17:10:00Z') + index * 24 * HOUR).toISOString() }));
const theMessage = async (database: Database) => (await database.db.select().from(messages))[0];

describeEachDatabase('the best time', (open) => {
  it('GATE-8: holds a message back to the hour at which the customer mostly clicks, once, and asks the gate again then', async () => {
    const database = await open();
    const { work, clock, email } = await createTestWork(database);
    await publish(database, work, journey);
    await work.ingest([person('ada'), ...evenings('ada', 28)]);
    await work.ingest([call('ada', 'Ready')]);
    await work.drain();
    expect(await theMessage(database)).toMatchObject({ status: 'deferred', dueAt: '2026-05-04T17:00:00.000Z', decision: { because: expect.stringContaining('28 of ') as string, used: { bestHour: 19 } } });
    // in the meantime habits changed; it is released all the same
    await work.ingest(Array.from({ length: 60 }, (_, index) => call('ada', 'Viewed', { at: new Date(Date.parse('2026-05-04T06:00:00Z') + index * 1000).toISOString() })));
    clock.set('2026-05-04T17:00:00.000Z');
    await work.drain();
    expect(email.sent).toHaveLength(1);
    expect(await theMessage(database)).toMatchObject({ status: 'sent', sentAt: '2026-05-04T17:00:00.000Z' });
  });

  it('GATE-8: what everybody does decides where little is known of one', async () => {
    const database = await open();
    const { work } = await createTestWork(database, { lanes: 1 });
    await publish(database, work, journey);
    await work.ingest(Array.from({ length: 12 }, (_, index) => [person(`c${index}`), ...evenings(`c${index}`, 20)]).flat());
    await work.ingest([person('new'), call('new', 'Ready')]);
    await work.drain();
    expect(await theMessage(database)).toMatchObject({ status: 'deferred', dueAt: '2026-05-04T17:00:00.000Z' });
  });

  it('GATE-8: events that journeys made are no habits, and a no is still a no', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, { ...journey, key: 'maker', entry: [{ kind: 'event', event: 'Signed Up' }], steps: { tell: { kind: 'emit', event: 'Made' } }, reentry: { mode: 'always' } });
    await publish(database, work, journey);
    await work.ingest([person('ada'), { ...call('ada', 'Ready'), consent: { 'email.*': false } }]);
    await work.drain();
    expect(await theMessage(database)).toMatchObject({ status: 'skipped', reason: 'no-consent' });
  });
});
