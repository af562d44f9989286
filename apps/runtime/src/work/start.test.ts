import { expect, it, vi } from 'vitest';
import type { Log } from '../log.ts';
import { createRuntimeClock, createSystemClock } from '../clock.ts';
import { calls, messages, runs, schedules } from '../store/schema.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, cartJourney, createTestWork, publish, START } from './testing.ts';

const hourly = {
  dsl: 'attune/journey@1', key: 'hourly', name: 'Hourly', category: 'service', timezone: 'UTC', entry: [{ kind: 'schedule', cron: '0 * * * *' }], reentry: { mode: 'always' }, start: 'done',
  steps: { done: { kind: 'exit', reason: 'completed' } },
};
const soon = { timeout: 10_000, interval: 20 };

describeEachDatabase('work that was started', (open) => {
  it('asks each second by itself what is due, and stops when told to', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await publish(database, work, hourly);
    await publish(database, work, cartJourney);
    await work.ingest([call('ada', 'Cart Updated')]);
    await work.start();
    clock.advance(3_600_000);
    await vi.waitFor(async () => {
      expect((await database.db.select().from(messages)).map((message) => message.status)).toEqual(['sent']);
      expect((await database.db.select().from(runs)).filter((run) => run.journey === 'hourly').length).toBeGreaterThan(0);
    }, soon);
    await work.stop();
    const before = (await database.db.select().from(schedules)).length;
    clock.advance(3_600_000);
    // the ticker is heard of no more: the moment that is due now is still there for the next process
    await work.drain();
    expect((await database.db.select().from(schedules)).length).toBe(before + 1);
  });

  it('says what its ticker complains of to the log, at debug level, and nothing to the console', async () => {
    const database = await open();
    const lines: string[] = [];
    const log = { debug: (_of: object, text: string) => { lines.push(text); }, info() {}, warn() {}, error() {} } as unknown as Log;
    const console_ = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name));
    const { work } = await createTestWork(database, { log });
    await work.start();
    const until = performance.now() + 2_500;
    // a second that is missed because the process has no time for it
    while (performance.now() < until) Math.sqrt(until);
    await vi.waitFor(() => expect(lines.join('\n')).toMatch(/missed execution/i), soon);
    await work.stop();
    for (const spy of console_) { expect(spy).not.toHaveBeenCalled(); spy.mockRestore(); }
  });

  it('takes up at once, on the embedded database, what the process before left in the middle of sending', async () => {
    const database = await open();
    const { work, requests } = await createTestWork(database);
    await publish(database, work, {
      ...hourly, key: 'ask', entry: [{ kind: 'event', event: 'Viewed' }], start: 'ask',
      steps: { ask: { kind: 'webhook', url: 'https://shop.example/x', next: 'done' }, done: { kind: 'exit', reason: 'completed' } },
    });
    await work.ingest([call('ada', 'Viewed')]);
    await database.db.update(calls).set({ status: 'sending', attempts: 1, leasedUntil: '2100-01-01T00:00:00.000Z' });
    await work.start();
    if (open.kind === 'embedded') await vi.waitFor(() => expect(requests).toHaveLength(1), soon);
    await work.stop();
    // on a server another process may be alive, so its lease holds
    expect(requests).toHaveLength(open.kind === 'embedded' ? 1 : 0);
  });
});

describeEachDatabase('the runtime\'s clock', (open) => {
  it('stands still where it was put, also for a process started meanwhile, and goes on from the real time when it is let go', async () => {
    const database = await open();
    const make = async () => {
      const saved = await readSetting(database.db, 'clock');
      return createRuntimeClock(createSystemClock(), typeof saved === 'string' ? saved : null, (warped) => writeSetting(database.db, 'clock', warped ?? false, START));
    };
    const clock = await make();
    expect(clock.warped).toBeNull();
    await clock.warp('2026-05-04T12:00:00+02:00');
    expect([clock.warped, clock.now()]).toEqual([START, Date.parse(START)]);
    const first = await createTestWork(database, { clock: clock as never });
    await publish(database, first.work, cartJourney);
    await first.work.ingest([call('ada', 'Cart Updated')]);
    await clock.warp('2026-05-04T10:30:00.000Z');
    await first.work.drain();
    await first.work.stop();
    // a restart in the middle
    const again = await make();
    expect([again.warped, again.now()]).toEqual(['2026-05-04T10:30:00.000Z', Date.parse('2026-05-04T10:30:00.000Z')]);
    const second = await createTestWork(database, { clock: again as never });
    await second.work.drain();
    expect(await database.db.select().from(messages)).toEqual([]);
    await again.warp('2026-05-04T11:00:00.000Z');
    await second.work.drain();
    expect((await database.db.select().from(messages)).map((message) => [message.status, message.sentAt])).toEqual([['sent', '2026-05-04T11:00:00.000Z']]);
    await again.release();
    expect(again.warped).toBeNull();
    expect(Math.abs(again.now() - Date.now())).toBeLessThan(1000);
    expect((await make()).warped).toBeNull();
  });

  it('refuses what is no instant and stays where it is, also where it cannot be kept', async () => {
    const database = await open();
    const clock = createRuntimeClock({ now: () => 5 }, null, () => Promise.reject(new Error('the disk is full')));
    await expect(clock.warp('tomorrow')).rejects.toThrow('write RFC 3339');
    await expect(clock.warp(START)).rejects.toThrow('the disk is full');
    expect([clock.warped, clock.now()]).toEqual([null, 5]);
    expect(await readSetting(database.db, 'clock')).toBeUndefined();
  });
});
