import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Scorer } from '../sentiment/scorer.ts';
import { runs } from '../store/schema.ts';
import { laneOf } from '../store/lane.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestWork, LANES, publish } from './testing.ts';

/** Ends by the customer's plan, and counts how often somebody came. */
const byPlan = {
  dsl: 'attune/journey@1', key: 'by-plan', name: 'By plan', category: 'service', timezone: 'UTC', entry: [{ kind: 'event', event: 'Came' }], reentry: { mode: 'always' }, start: 'count',
  steps: {
    count: { kind: 'update', increment: { came: 1 }, next: 'which' },
    which: { kind: 'branch', paths: [{ id: 'pro', label: 'Pro', when: { '==': [{ var: 'customer.plan' }, 'pro'] }, next: 'pro' }], otherwise: 'other' },
    pro: { kind: 'exit', reason: 'completed' },
    other: { kind: 'exit', reason: 'expired' },
  },
};
const ends = async (database: Parameters<typeof createTestWork>[0]) => (await database.db.select().from(runs).orderBy(runs.enteredAt, runs.id)).map((run) => run.reason).sort();
const traitsOf = async (database: Parameters<typeof createTestWork>[0], id: string) =>
  (await database.query<{ traits: Record<string, unknown> }>(sql`select traits from customers where lane = ${laneOf(id, LANES)} and id = ${id}`))[0]?.traits;

describeEachDatabase('what a process remembers of customers', (open) => {
  it('RUN-11: is forgotten when another process has changed the customer meanwhile', async () => {
    const database = await open();
    const one = await createTestWork(database);
    const other = await createTestWork(database);
    await publish(database, one.work, byPlan);
    await one.work.ingest([call('ada', null, { traits: { plan: 'free' } }), call('ada', 'Came')]);
    await other.work.ingest([call('ada', null, { traits: { plan: 'pro' } })]);
    await one.work.ingest([call('ada', 'Came')]);
    expect(await ends(database)).toEqual(['completed', 'expired']);
    expect(await traitsOf(database, 'ada')).toEqual({ plan: 'pro', came: 2 });
  });

  it('RUN-11: is forgotten when the customer is erased, and when their mind about mood changes', async () => {
    const database = await open();
    const one = await createTestWork(database);
    const other = await createTestWork(database);
    await publish(database, one.work, byPlan);
    await one.work.ingest([call('ada', null, { traits: { plan: 'pro' } }), call('ada', 'Came'), call('bob', 'Came')]);
    await other.work.erase('ada');
    await other.work.setSentimentAllowed('bob', false);
    await one.work.ingest([call('ada', 'Came'), call('bob', 'Said', { properties: { text: 'lovely' } })]);
    await one.work.drain();
    expect(await traitsOf(database, 'ada')).toEqual({ came: 1 });
    expect(await database.query(sql`select mood, sentiment_allowed from customers where lane = ${laneOf('bob', LANES)} and id = 'bob'`)).toEqual([{ mood: null, sentiment_allowed: false }]);
  });

  it('RUN-11: does not outlive a pass that was rolled back', async () => {
    const database = await open();
    let broken = true;
    const scorer: Scorer = { score: () => { if (broken) throw new Error('the scorer broke'); return { label: 'unsure', score: 0, confidence: 0, emotions: {}, model: 'none', version: '1' }; } };
    const { work } = await createTestWork(database, { scorer });
    await publish(database, work, byPlan);
    await work.ingest([call('ada', 'Came')]);
    // the first of the two is carried out in memory before the second breaks the pass
    await work.ingest([call('ada', 'Came'), call('ada', 'Said', { properties: { text: 'lovely' } })]);
    await work.drain();
    broken = false;
    await work.ingest([call('ada', 'Came')]);
    expect(await traitsOf(database, 'ada')).toEqual({ came: 3 });
    expect(await ends(database)).toHaveLength(3);
  });

  it('goes on with a run that waits as it was left, whoever reads it', async () => {
    const database = await open();
    const waits = { ...byPlan, key: 'waits', start: 'hour', reentry: { mode: 'after-exit' }, steps: { hour: { kind: 'delay', for: 'PT1H', next: 'which' }, ...byPlan.steps } };
    const one = await createTestWork(database);
    await publish(database, one.work, waits);
    await one.work.ingest([call('ada', null, { traits: { plan: 'pro' } }), call('ada', 'Came')]);
    await one.work.ingest([call('ada', 'Came')]);
    one.clock.advance(3_600_000);
    await one.work.drain();
    expect(await ends(database)).toEqual(['completed']);
    await one.work.ingest([call('ada', 'Came')]);
    expect((await database.db.select().from(runs)).map((run) => run.status).sort()).toEqual(['finished', 'open']);
  });
});
