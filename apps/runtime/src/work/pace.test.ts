import { describe, expect, it } from 'vitest';
import { messages } from '../store/schema.ts';
import { writeSetting } from '../store/settings.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { createPace, rateOf } from './pace.ts';
import { call, createTestWork, publish, START, type TestWork } from './testing.ts';

const letter = (key: string, category: string, event: string) => ({
  dsl: 'attune/journey@1', key, name: key, category, timezone: 'UTC', entry: [{ kind: 'event', event }], start: 'mail',
  steps: { mail: { kind: 'message', channel: 'email', topic: category === 'transactional' ? 'orders' : 'news', content: { subject: key, body: 'Hello' }, next: 'done' }, done: { kind: 'exit', reason: 'completed' } },
});
const people = (count: number, event: string) => Array.from({ length: count }, (_, i) => [call(`${event}-${i}`, null, { timezone: 'UTC', traits: { email: `p${i}@shop.example` } }), call(`${event}-${i}`, event)]).flat();
const subjects = (test: TestWork) => test.email.sent.map((message) => message.subject);

async function pacedWork(open: () => Promise<Parameters<typeof createTestWork>[0]>, pace: object) {
  const database = await open();
  await writeSetting(database.db, 'pace', pace, START);
  const test = await createTestWork(database);
  await publish(database, test.work, letter('big', 'service', 'Big'));
  await publish(database, test.work, letter('small', 'service', 'Small'));
  await publish(database, test.work, letter('order', 'transactional', 'Ordered'));
  return { database, test };
}

describe('the pace of a channel', () => {
  it('lets one second\'s messages go at once, and then as many as time brings', () => {
    const pace = createPace();
    const go = (nowMs: number) => pace.take('email', 2, nowMs, false);
    expect([go(0), go(0), go(0)]).toEqual([true, true, false]);
    expect(pace.closed(499)).toEqual(['email']);
    expect(pace.closed(500)).toEqual([]);
    expect([go(500), go(500)]).toEqual([true, false]);
    expect([go(60_000), go(60_000), go(60_000)]).toEqual([true, true, false]);
  });

  it('never holds an urgent message back, and makes up for it afterwards', () => {
    const pace = createPace();
    expect([1, 2, 3].map(() => pace.take('email', 1, 0, true))).toEqual([true, true, true]);
    expect([1000, 2000, 3000].map((nowMs) => pace.take('email', 1, nowMs, false))).toEqual([false, false, true]);
  });

  it('is given by the setting, else unlimited for what stays here and 50 a second for what leaves', () => {
    expect(rateOf({ name: 'outbox', local: true }, {})).toBeNull();
    expect(rateOf({ name: 'email' }, {})).toBe(50);
    expect(rateOf({ name: 'email' }, { email: null })).toBeNull();
    expect(rateOf({ name: 'outbox', local: true }, { outbox: 5 })).toBe(5);
    expect([0, -1, Number.NaN].map((rate) => rateOf({ name: 'email' }, { email: rate }))).toEqual([50, 50, 50]);
  });
});

describeEachDatabase('delivery under a pace', (open) => {
  it('sends as many as the pace allows, leaves the others due, and goes on as the clock does', async () => {
    const { database, test } = await pacedWork(open, { email: 3 });
    await test.work.ingest(people(8, 'Big'));
    await test.work.drain();
    expect(test.email.sent).toHaveLength(3);
    expect((await database.db.select().from(messages)).filter((message) => message.status === 'queued' && message.attempts === 0)).toHaveLength(5);
    test.clock.advance(1000);
    await test.work.drain();
    expect(test.email.sent).toHaveLength(6);
    test.clock.advance(1000);
    await test.work.drain();
    expect(test.email.sent).toHaveLength(8);
    expect(new Set(test.email.sent.map((message) => message.id)).size).toBe(8);
  });

  it('puts transactional messages before bulk, in every lane, also where the pace is used up', async () => {
    const { test } = await pacedWork(open, { email: 1 });
    await test.work.ingest(people(12, 'Big'));
    await test.work.drain();
    expect(subjects(test)).toEqual(['big']);
    await test.work.ingest(people(6, 'Ordered'));
    await test.work.drain();
    expect(subjects(test)).toEqual(['big', ...Array.from({ length: 6 }, () => 'order')]);
  });

  it('is fair between journeys: a small one does not wait for the end of a large one', async () => {
    const { database, test } = await pacedWork(open, { email: 4 });
    await test.work.ingest(people(60, 'Big'));
    test.clock.advance(10);
    await test.work.ingest(people(4, 'Small'));
    for (let second = 0; second < 10; second++) { await test.work.drain(); test.clock.advance(1000); }
    expect(test.email.sent).toHaveLength(40);
    expect(subjects(test).filter((subject) => subject === 'small')).toHaveLength(4);
    expect((await database.db.select().from(messages)).filter((message) => message.status === 'queued')).toHaveLength(24);
  });
});
