import { expect, it } from 'vitest';
import { createRequester } from '../channel/index.ts';
import type { Reply } from '../channel/requester.ts';
import type { Database } from '../store/database.ts';
import { calls, deliveries, messages, runs, trail } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestWork, publish } from './testing.ts';

const stock = {
  dsl: 'attune/journey@1', key: 'stock', name: 'Stock', category: 'service', timezone: 'UTC', entry: [{ kind: 'event', event: 'Viewed' }], start: 'ask',
  steps: {
    ask: { kind: 'webhook', url: 'https://shop.example/stock?sku={{event.properties.sku}}', method: 'GET', save: true, timeout: 'PT5S', next: 'tell', failed: 'sorry' },
    tell: { kind: 'message', channel: 'outbox', topic: 'care', content: { body: '{{steps.ask.data.body.left}} left' }, next: 'done' },
    done: { kind: 'exit', reason: 'completed' },
    sorry: { kind: 'exit', reason: 'expired' },
  },
};
const answered = (status: number, body = '', type = 'application/json'): Reply => ({ outcome: 'answered', status, headers: { 'content-type': type }, body, truncated: false });
const viewed = () => call('ada', 'Viewed', { properties: { sku: 's 1&x' } });
const ends = async (database: Database) => (await database.db.select().from(runs)).map((run) => run.reason);
const theCall = async (database: Database) => (await database.db.select().from(calls))[0];
/** What the trail says of the step, from its arrival to its end; entries of a run may stand in several rows. */
const told = async (database: Database) => JSON.stringify(await database.db.select().from(trail));

describeEachDatabase('webhook steps', (open) => {
  it('go on by "next" with what the server answered, which later steps read', async () => {
    const database = await open();
    const { work, requests, replies } = await createTestWork(database);
    await publish(database, work, stock);
    replies.push(answered(200, '{"left":3}'));
    await work.ingest([viewed()]);
    expect(await ends(database)).toEqual([null]);
    await work.drain();
    expect(requests).toEqual([{ url: 'https://shop.example/stock?sku=s%201%26x', method: 'GET', headers: { 'idempotency-key': (await theCall(database))!.id }, body: null, timeoutMs: 5000 }]);
    expect((await database.db.select().from(messages))[0]!.body).toContain('3 left');
    expect(await ends(database)).toEqual(['completed']);
    expect(await theCall(database)).toMatchObject({ status: 'done', attempts: 1, dueAt: null, leasedUntil: null });
    expect(await database.db.select().from(deliveries)).toEqual(expect.arrayContaining([expect.objectContaining({ attempt: 1, outcome: 'done' })]));
  });

  it('keep text as text, also where it claims to be JSON', async () => {
    const database = await open();
    const { work, replies } = await createTestWork(database);
    await publish(database, work, { ...stock, steps: { ...stock.steps, tell: { ...stock.steps.tell, content: { body: 'Said: {{steps.ask.data.body}}' } } } });
    replies.push(answered(200, '{"left":'));
    await work.ingest([viewed()]);
    await work.drain();
    expect((await database.db.select().from(messages))[0]!.body).toContain('{"left":');
  });

  it('go on by "failed" at once where the server says no, with its status as the reason', async () => {
    const database = await open();
    const { work, requests, replies } = await createTestWork(database);
    await publish(database, work, stock);
    replies.push(answered(404));
    await work.ingest([viewed()]);
    await work.drain();
    expect(requests).toHaveLength(1);
    expect(await ends(database)).toEqual(['expired']);
    expect(await theCall(database)).toMatchObject({ status: 'failed', error: 'the server answered 404' });
    expect(await told(database)).toContain('the call failed: the server answered 404');
  });

  it('are tried again with growing waits where it may work later, and answer in the end', async () => {
    const database = await open();
    const { work, clock, requests, replies } = await createTestWork(database);
    await publish(database, work, stock);
    replies.push(answered(503), answered(429), { outcome: 'retry', detail: 'connection refused' }, answered(200, '{"left":1}'));
    await work.ingest([viewed()]);
    const waits: number[] = [];
    for (let i = 0; i < 3; i++) {
      await work.drain();
      expect(requests).toHaveLength(i + 1);
      const { status, dueAt } = (await theCall(database))!;
      expect(status).toBe('queued');
      waits.push(Date.parse(dueAt!) - clock.now());
      clock.set(Date.parse(dueAt!) - 1);
      await work.drain();
      expect(requests).toHaveLength(i + 1);
      clock.advance(1);
    }
    await work.drain();
    [[2_500, 5_000], [10_000, 20_000], [40_000, 80_000]].forEach(([least, most], i) => {
      expect(waits[i]).toBeGreaterThanOrEqual(least!);
      expect(waits[i]).toBeLessThanOrEqual(most!);
    });
    expect(new Set(requests.map((request) => request.headers['idempotency-key'])).size).toBe(1);
    expect(await ends(database)).toEqual(['completed']);
    expect((await database.db.select().from(deliveries)).filter((one) => one.message === requests[0]!.headers['idempotency-key']).map((one) => [one.attempt, one.outcome, one.detail]).sort()).toEqual([
      [1, 'queued', 'the server answered 503'], [2, 'queued', 'the server answered 429'], [3, 'queued', 'connection refused'], [4, 'done', null],
    ]);
  });

  it('give up after five tries, and the run takes its other way with the last reason', async () => {
    const database = await open();
    const { work, clock, requests, replies } = await createTestWork(database);
    await publish(database, work, stock);
    replies.push(...Array.from({ length: 9 }, (): Reply => ({ outcome: 'uncertain', detail: 'no answer in 5 s' })));
    await work.ingest([viewed()]);
    for (let i = 0; i < 9; i++) { await work.drain(); clock.advance(120_000); }
    expect(requests).toHaveLength(5);
    expect(await ends(database)).toEqual(['expired']);
    expect(await theCall(database)).toMatchObject({ status: 'failed', attempts: 5, dueAt: null, error: 'no answer in 5 s' });
    expect(await told(database)).toContain('the call failed: no answer in 5 s');
  });

  it('fail with the reason and are not tried again where the address leads into the own network', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database, { requester: createRequester({ allowPrivate: false }) });
    await publish(database, work, { ...stock, steps: { ...stock.steps, ask: { ...stock.steps.ask, url: 'http://169.254.169.254/latest/meta-data' } } });
    await work.ingest([viewed()]);
    await work.drain();
    clock.advance(600_000);
    await work.drain();
    const failed = await theCall(database);
    expect(failed).toMatchObject({ status: 'failed', attempts: 1 });
    expect(failed!.error).toMatch(/169\.254\.169\.254/);
    expect(await ends(database)).toEqual(['expired']);
    expect(await told(database)).toContain('the call failed: ');
  });

  it('are made again by another process where one died in the middle of a call', async () => {
    const database = await open();
    const { work, requests } = await createTestWork(database);
    await publish(database, work, stock);
    const dying = await createTestWork(database, { requester: { request: () => Promise.reject(new Error('the process died')) } });
    await work.ingest([viewed()]);
    await dying.work.drain();
    expect(await theCall(database)).toMatchObject({ status: 'sending' });
    await work.drain();
    expect(requests).toEqual([]);
    await database.db.update(calls).set({ leasedUntil: '2020-01-01T00:00:00.000Z' });
    await work.drain();
    expect(requests).toHaveLength(1);
    expect(await theCall(database)).toMatchObject({ status: 'done', attempts: 2 });
  });

  it('mean nothing to a run that has ended meanwhile', async () => {
    const database = await open();
    const { work, requests } = await createTestWork(database);
    await publish(database, work, { ...stock, exits: [{ id: 'bought', event: 'Bought' }] });
    await work.ingest([viewed(), call('ada', 'Bought')]);
    await work.drain();
    expect(requests.length).toBeLessThanOrEqual(1);
    expect(await ends(database)).toEqual(['exited']);
    expect(await database.db.select().from(messages)).toEqual([]);
  });
});
