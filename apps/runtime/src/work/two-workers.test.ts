import { expect, it } from 'vitest';
import { createManualClock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { events, inbox, messages, runs, trail } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, cartJourney, createTestWork, publish, START, type TestWork } from './testing.ts';
import { asc } from 'drizzle-orm';

const CUSTOMERS = 40;
const ROUNDS = 6;

/** Cart after cart, each bought but the last: a journey run a round. */
const day = (round: number) => Array.from({ length: CUSTOMERS }, (_, i) => call(`c${i}`, round % 2 === 0 ? 'Cart Updated' : 'Order Completed', { messageId: `r${round}-c${i}`, properties: { round } }));

async function outcome(database: Database) {
  const ends = (await database.db.select({ reason: runs.reason }).from(runs)).map((run) => run.reason);
  const sent = await database.db.select({ run: messages.run, status: messages.status }).from(messages);
  return {
    events: (await database.db.select({ id: events.messageId }).from(events)).length,
    waiting: (await database.db.select({ seq: inbox.seq }).from(inbox)).length,
    ends: { goal: ends.filter((reason) => reason === 'goal').length, open: ends.filter((reason) => reason === null).length },
    messages: sent.length, runsWithMessages: new Set(sent.map((message) => message.run)).size,
    unsent: sent.filter((message) => message.status !== 'sent').length,
  };
}

describeEachDatabase('several processes on one database', (open) => {
  it('come to the totals of one, send nothing twice, and keep each customer\'s order', async () => {
    const database = await open();
    const clock = createManualClock(START);
    const handles = [database, await open.second(), await open.second()].filter((handle) => handle !== null);
    const all: TestWork[] = [];
    for (const handle of handles) all.push(await createTestWork(handle, { clock }));
    const first = all[0]!;
    await publish(database, first.work, cartJourney);
    for (const test of all) await test.work.start();
    // each customer's next event is sent once the one before was acknowledged, to another process each time
    await Promise.all(Array.from({ length: 4 }, async (_, part) => {
      for (let round = 0; round <= ROUNDS; round++) {
        const batch = day(round).filter((_call, i) => i % 4 === part);
        await all[(round + part) % all.length]!.work.ingest(batch);
        await all[(round + part + 1) % all.length]!.work.ingest(batch);
      }
    }));
    await Promise.all(all.map((test) => test.work.drain()));
    clock.advance(3_600_000);
    await Promise.all(all.map((test) => test.work.drain()));
    for (const test of all) await test.work.stop();
    expect(await outcome(database)).toEqual({
      events: CUSTOMERS * (ROUNDS + 1), waiting: 0, ends: { goal: CUSTOMERS * (ROUNDS / 2), open: CUSTOMERS }, messages: CUSTOMERS, runsWithMessages: CUSTOMERS, unsent: 0,
    });
    const handed = all.flatMap((test) => test.outbox.sent.map((message) => message.id));
    expect(new Set(handed).size).toBe(handed.length);
    // in and out by turns: an inversion would show as an order that met no cart, or a cart met twice
    const entries = await database.db.select({ customer: trail.customer, outcome: trail.outcome, step: trail.step }).from(trail).orderBy(asc(trail.id));
    for (let i = 0; i < CUSTOMERS; i++) {
      const mine = entries.filter((entry) => entry.customer === `c${i}` && entry.step === 'journey' && entry.outcome !== 'goal').map((entry) => entry.outcome);
      expect(mine).toEqual([...Array.from({ length: ROUNDS / 2 }, () => ['entered', 'finished']).flat(), 'entered']);
    }
  });
});
