import { sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { keepForEver, writeWorkspace, type Retention } from '../store/workspace.ts';
import { cutoffsOf } from './retain.ts';
import { call, cartJourney, createTestWork, LANES, publish, START, type TestWork } from './testing.ts';

const DAY = 86_400_000;

describeEachDatabase('what the workspace does not keep', (open) => {
  let database: Database;
  let test: TestWork;
  beforeEach(async () => {
    database = await open();
    test = await createTestWork(database);
  });

  async function keep(retention: Partial<Retention>): Promise<void> {
    await writeWorkspace(database.db, { retention: { ...keepForEver, ...retention } }, START);
    await test.work.programsChanged();
  }
  /** As many seconds as a sweep of all lanes takes at most with a handful of rows. */
  async function later(ms: number): Promise<void> {
    test.clock.advance(ms);
    for (let second = 0; second < LANES * 2; second++) await test.work.drain();
  }
  const count = async (what: string): Promise<number> => Number((await database.query<{ n: number | string }>(sql.raw(`select count(*) as n from ${what}`)))[0]?.n);
  const at = () => new Date(test.clock.now()).toISOString();

  it('is nothing, as long as nobody has said so', async () => {
    await test.work.ingest([call('ana', 'Cart Updated', { properties: { text: 'lovely' } })]);
    await later(4000 * DAY);
    expect(await count(`events where name = 'Cart Updated' and properties->>'text' = 'lovely'`)).toBe(1);
    expect(await count(`settings where key like 'sweep:%'`)).toBe(0);
  });

  it('goes with events, and their message ids are taken only once for ever', async () => {
    const old = [1, 2, 3, 4, 5, 6].map((n) => call(`c${n}`, 'Order Completed', { messageId: `old-${n}`, properties: { total: 1 } }));
    await test.work.ingest(old);
    await keep({ events: 'P30D' });
    await later(20 * DAY);
    await test.work.ingest([call('c1', 'Order Completed', { messageId: 'new', at: at(), receivedAt: at() })]);
    await later(15 * DAY);
    expect(await count(`events where name = 'Order Completed'`)).toBe(1);
    expect(await count(`events where message_id like 'old-%' and customer = '' and properties::text = '{}' and sentiment is null`)).toBe(6);
    await test.work.ingest(old);
    await test.work.drain();
    expect(await count(`events where name = 'Order Completed'`)).toBe(1);
    expect(await count('events')).toBe(7);
  });

  it('goes with words, and the mood they gave stays, also in what a process remembers', async () => {
    await test.work.ingest([call('ana', 'Review', { properties: { text: 'terrible', stars: 1, review: { body: 'broken', id: 7 } } }), call('ben', 'Note', { properties: { note: 'kept: it was never read for mood' } })]);
    await test.work.drain();
    await keep({ words: 'P30D' });
    await later(31 * DAY);
    const [row] = await database.query<{ mood: { label: string; score: number; evidence: { text: string | null; label: string }[] } }>(sql`select mood from customers where id = 'ana'`);
    expect(row?.mood).toMatchObject({ label: 'negative', score: -0.8, evidence: [{ text: null, label: 'negative' }] });
    const [event] = await database.query<{ properties: unknown }>(sql`select properties from events where name = 'Review'`);
    expect(event?.properties).toEqual({ stars: 1, review: { id: 7 } });
    expect(await count(`events where properties->>'note' is not null`)).toBe(1);
    await test.work.ingest([call('ana', 'Review', { at: at(), receivedAt: at(), properties: { text: 'great' } })]);
    await test.work.drain();
    const [again] = await database.query<{ mood: { evidence: { text: string | null }[] } }>(sql`select mood from customers where id = 'ana'`);
    expect(again?.mood.evidence.map(({ text }) => text)).toEqual(['great', null]);
  });

  it('goes with answers to surveys in words; their scores stay', async () => {
    await database.query(sql`insert into surveys (lane, id, run, step, visit, journey, version, customer, kind, question, created_at, answered_at, score, text)
      values (0, 's', 'r', 'ask', 1, 'j', 1, 'ana', 'nps', 'How?', ${START}::timestamptz, ${START}::timestamptz, 9, 'so so')`);
    await keep({ words: 'P7D' });
    await later(6 * DAY);
    expect(await count(`surveys where text = 'so so'`)).toBe(1);
    await later(2 * DAY);
    expect(await count(`surveys where text is null and score = 9`)).toBe(1);
  });

  it('goes with the trail and the contents of messages; the messages themselves and the totals stay, and what is still to be sent is whole', async () => {
    await publish(database, test.work, { ...cartJourney, steps: { ...cartJourney.steps, remind: { ...cartJourney.steps.remind, channel: 'email' } } });
    await test.work.ingest([call('ana', null, { traits: { email: 'ana@shop.example' } }), call('ana', 'Cart Updated')]);
    await later(2 * 3_600_000);
    expect(test.email.sent).toHaveLength(1);
    // the wait for a click ends, and the run with it
    await later(3 * DAY);
    const totals = await count('counters');
    await database.query(sql`insert into messages select r.* from messages m cross join jsonb_populate_record(m, '{"id": "waiting", "status": "deferred", "subject": "whole", "due_at": "9999-01-01"}') r`);
    await keep({ trail: 'P10D', messages: 'P10D' });
    await later(5 * DAY);
    expect([await count('decisions'), await count('deliveries'), await count('messages where body is not null')].every((n) => n > 0)).toBe(true);
    await later(6 * DAY);
    expect([await count('decisions'), await count('deliveries')]).toEqual([0, 0]);
    expect(await count(`messages where status = 'sent' and "to" is null and subject is null and body is null and html is null`)).toBe(1);
    expect(await count(`messages where id = 'waiting' and subject = 'whole'`)).toBe(1);
    expect(await count('counters')).toBeGreaterThanOrEqual(totals);
    expect(await count('events')).toBeGreaterThan(0);
  });

  it('goes in bounded steps that any process takes up where another left off', async () => {
    await database.query(sql`insert into events (lane, message_id, customer, name, at, received_at, properties) select 1, 'bulk-' || g, 'ana', 'E', ${START}::timestamptz, ${START}::timestamptz, '{}' from generate_series(1, 9000) g`);
    await keep({ events: 'P30D' });
    test.clock.advance(31 * DAY);
    await test.work.drain();
    const left = await count(`events where name = 'E'`);
    expect(left).toBeLessThan(9000);
    expect(left).toBeGreaterThan(0);
    const other = await createTestWork(database, { clock: test.clock });
    for (let second = 0; second < 6; second++) await other.work.drain();
    expect(await count(`events where name = 'E'`)).toBe(0);
    expect(await count('events')).toBe(9000);
  });

  it('begins anew at once when somebody changes what is kept', async () => {
    await test.work.ingest([call('ana', 'E')]);
    await keep({ events: 'P900D' });
    await later(40 * DAY);
    expect(await count(`events where name = 'E'`)).toBe(1);
    await keep({ events: 'P30D' });
    await later(0);
    expect(await count(`events where name = 'E'`)).toBe(0);
  });
});

it('ages become moments, and null keeps for ever', () => {
  expect(cutoffsOf({ ...keepForEver, events: 'P2D' }, Date.parse('2026-05-03T00:00:00Z'))).toEqual({ words: null, events: '2026-05-01T00:00:00.000Z', trail: null, messages: null });
});
