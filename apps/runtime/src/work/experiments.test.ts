import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { takeExperiments } from '../store/experiments.ts';
import { lanes, messages, runs, trail } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestWork, publish, setStatus, START, type TestWork } from './testing.ts';

const DAY = 86_400_000;
/** A split and nothing else: who draws an arm is through at once, so whatever counts comes after the end. */
const trial = (experiment: object = {}, more: object = {}, arms: object = {}) => ({
  dsl: 'attune/journey@1', key: 'trial', name: 'Trial', category: 'service', timezone: 'UTC', entry: [{ kind: 'event', event: 'Signed Up' }], reentry: { mode: 'always' }, start: 'which', ...more,
  steps: {
    which: {
      kind: 'split', key: 'run', arms: [{ id: 'usual', label: 'Usual', weight: 1, control: true, next: 'done', ...arms }, { id: 'new', label: 'New', weight: 1, next: 'done' }],
      experiment: { metric: { event: 'Order Completed' }, window: 'P7D', guardrails: [{ event: 'Unsubscribed' }], winner: { minimum: 20 }, ...experiment },
    },
    done: { kind: 'exit' },
  },
});
const people = (n: number, from = 0) => Array.from({ length: n }, (_, index) => `p${from + index}`);
const armOf = async (database: Database) => new Map((await database.db.select({ customer: runs.customer, state: runs.state }).from(runs)).map((run) => [run.customer, (run.state as { steps: { which?: { outcome: string } } }).steps.which?.outcome ?? '']));
const figures = async ({ work }: TestWork) => {
  const [view] = (await work.experiments('trial')).experiments;
  if (!view) throw new Error('there is no experiment');
  return { ...view, arms: Object.fromEntries(view.verdict.arms.map((arm) => [arm.id, [arm.entered, arm.converted, ...arm.guardrails.map((one) => one.count)]])) };
};

/** Lets people in, and then everybody of one arm does something. */
async function play(database: Database, test: TestWork, ids: readonly string[], arm: string, event: string): Promise<void> {
  await test.work.ingest(ids.map((id) => call(id, 'Signed Up')));
  await test.work.drain();
  const drawn = await armOf(database);
  await test.work.ingest(ids.filter((id) => drawn.get(id) === arm).map((id) => call(id, event)));
  await test.work.drain();
}

describeEachDatabase('experiments', (open) => {
  it('EXP-4, ENG-40: count each arm, and what its customers do after their journey is over, once and within the window', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, trial({ winner: { mode: 'manual' } }));
    await play(database, test, people(60), 'new', 'Order Completed');
    const drawn = [...(await armOf(database)).values()];
    const [usual, fresh] = ['usual', 'new'].map((arm) => drawn.filter((one) => one === arm).length);
    expect((await figures(test)).arms).toEqual({ usual: [usual, 0, 0], new: [fresh, fresh, 0] });
    await test.work.ingest(people(60).flatMap((id) => [call(id, 'Order Completed'), call(id, 'Unsubscribed')]));
    await test.work.drain();
    expect((await figures(test)).arms).toEqual({ usual: [usual, usual, usual], new: [fresh, fresh, fresh] });
    expect((await figures(test)).since).toBe('2026-05-04T10:00:00.000Z');
    expect(await database.db.select({ outcome: trail.outcome }).from(trail).where(sql`outcome = 'converted'`)).toHaveLength(60);
    await test.work.ingest([call('late', 'Signed Up')]);
    test.clock.advance(8 * DAY);
    await test.work.ingest([call('late', 'Order Completed')]);
    await test.work.drain();
    expect((await figures(test)).verdict.arms.reduce((sum, arm) => sum + arm.converted, 0)).toBe(60);
  });

  it('EXP-3: the better arm is taken by everybody from the look that finds it on, and the figures it was found by are kept', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, trial());
    await play(database, test, people(80), 'new', 'Order Completed');
    expect((await figures(test)).winner).toBeNull();
    test.clock.advance(61_000);
    await test.work.drain();
    expect(await figures(test)).toMatchObject({ winner: 'new', decidedBy: 'auto', decidedAt: '2026-05-04T10:01:01.000Z', stopped: [] });
    const [row] = await database.query<{ figures: { because: string } }>(sql`select figures from experiments`);
    expect(row?.figures.because).toMatch(/^“New” is better, 9\d(\.\d)? % sure/);
    await test.work.ingest(people(30, 80).map((id) => call(id, 'Signed Up')));
    await test.work.drain();
    const after = await armOf(database);
    expect(new Set(people(30, 80).map((id) => after.get(id)))).toEqual(new Set(['new']));
    expect((await figures(test)).verdict.arms.reduce((sum, arm) => sum + arm.entered, 0)).toBe(80);
    const [entry] = await database.db.select({ because: trail.because }).from(trail).where(sql`customer = 'p80' and step = 'which'`);
    expect(entry?.because).toBe('the experiment is decided: everybody takes “New”');
  });

  it('EXP-2: an arm on which people unsubscribe is stopped, and its customers go the other way', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, trial({ winner: { mode: 'manual' } }));
    await play(database, test, people(80), 'new', 'Unsubscribed');
    test.clock.advance(61_000);
    await test.work.drain();
    expect(await figures(test)).toMatchObject({ winner: null, stopped: [{ arm: 'new', because: expect.stringContaining('for sure more often than on “Usual”') as string, at: '2026-05-04T10:01:01.000Z' }], verdict: { proposed: 'usual' } });
    await test.work.ingest(people(30, 80).map((id) => call(id, 'Signed Up')));
    await test.work.drain();
    const after = await armOf(database);
    expect(new Set(people(30, 80).map((id) => after.get(id)))).toEqual(new Set(['usual']));
  });

  it('a person may decide, and is not overruled by figures; or say that it goes on', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, trial());
    expect(await test.work.chooseWinner('trial', 'nowhere', 'usual', 'ada')).toBe('no-experiment');
    expect(await test.work.chooseWinner('trial', 'which', 'other', 'ada')).toBe('no-arm');
    expect(await test.work.chooseWinner('trial', 'which', 'usual', 'ada')).toBeNull();
    await test.work.ingest(people(20, 500).map((id) => call(id, 'Signed Up')));
    await test.work.drain();
    expect(new Set((await armOf(database)).values())).toEqual(new Set(['usual']));
    expect(await test.work.chooseWinner('trial', 'which', null, 'ada')).toBeNull();
    await play(database, test, people(80), 'new', 'Order Completed');
    test.clock.advance(61_000);
    await test.work.drain();
    expect(await figures(test)).toMatchObject({ winner: null, decidedBy: 'ada', verdict: { proposed: 'new' } });
  });

  it('goes on over a version that changes other things, and begins anew where the arms change', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, trial());
    await play(database, test, people(30), 'new', 'Order Completed');
    await publish(database, test.work, trial({ winner: { minimum: 30 } }, { name: 'Another name' }), 2);
    await play(database, test, people(30, 30), 'new', 'Order Completed');
    expect((await figures(test)).verdict.arms.reduce((sum, arm) => sum + arm.entered, 0)).toBe(60);
    await publish(database, test.work, trial({}, {}, { weight: 3 }), 3);
    expect((await figures(test)).verdict.arms.reduce((sum, arm) => sum + arm.entered, 0)).toBe(0);
  });

  it('of processes that look at once one does', async () => {
    const database = await open();
    const keys = [{ journey: 'a', step: 's', signature: 'x' }, { journey: 'b', step: 's', signature: 'x' }];
    const at = (seconds: number) => new Date(Date.parse(START) + seconds * 1000).toISOString();
    const looks = await Promise.all([1, 2, 3].map(() => takeExperiments(database, keys, at(0), at(-60))));
    expect(looks.flat().map((row) => row.journey).sort()).toEqual(['a', 'b']);
    expect(await takeExperiments(database, keys, at(59), at(-1))).toEqual([]);
    expect(await takeExperiments(database, keys, at(60), at(0))).toHaveLength(2);
  });
});

describeEachDatabase('what is measured after the end', (open) => {
  const timed = { ...trial(), start: 'done', goals: [{ id: 'order', event: 'Order Completed', within: 'P7D' }] };
  const goals = async (database: Database) => Number((await database.query<{ n: string }>(sql`select coalesce(sum(n), 0) as n from counters where what = 'goal:order'`))[0]?.n);

  it('ENG-40: a goal counts once for a run that is over, also while the journey is paused, and not after its time', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, timed);
    await test.work.ingest(people(3).map((id) => call(id, 'Signed Up')));
    await test.work.drain();
    await test.work.ingest([call('p0', 'Order Completed'), call('p0', 'Order Completed'), call('stranger', 'Order Completed')]);
    await test.work.drain();
    expect(await goals(database)).toBe(1);
    await setStatus(database, test.work, 'paused');
    await test.work.ingest([call('p1', 'Order Completed')]);
    await test.work.drain();
    expect(await goals(database)).toBe(2);
    test.clock.advance(8 * DAY);
    await test.work.ingest([call('p2', 'Order Completed')]);
    await test.work.drain();
    expect(await goals(database)).toBe(2);
    expect(new Set((await database.db.select({ status: runs.status, reason: runs.reason }).from(runs)).map((run) => `${run.status} ${run.reason}`))).toEqual(new Set(['finished completed']));
  });

  it('ENG-40: goes with a visitor who turns out to be somebody', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, timed);
    const visitor = { userId: null, anonymousId: 'a1' };
    await test.work.ingest([call('', 'Signed Up', visitor)]);
    await test.work.drain();
    await test.work.ingest([call('ada', null, { anonymousId: 'a1' })]);
    await test.work.drain();
    await test.work.ingest([call('ada', 'Order Completed')]);
    await test.work.drain();
    expect(await goals(database)).toBe(1);
  });

  it('is looked for in no lane where nothing is measured', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, { ...timed, goals: [{ id: 'order', event: 'Order Completed' }] });
    await test.work.ingest(people(8).map((id) => call(id, 'Signed Up')));
    await test.work.drain();
    expect((await database.db.select({ until: lanes.scoredUntil }).from(lanes)).every((lane) => lane.until === null)).toBe(true);
    await publish(database, test.work, timed, 2);
    await test.work.ingest([call('p0', 'Signed Up')]);
    await test.work.drain();
    expect((await database.db.select({ until: lanes.scoredUntil }).from(lanes)).filter((lane) => lane.until !== null)).toEqual([{ until: '2026-05-11T10:00:00.000Z' }]);
  });
});

describeEachDatabase('control groups', (open) => {
  it('GATE-4: people of the workspace\'s group get nothing from any journey, are measured, and the effect is told', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await database.query(sql`insert into settings (key, value, updated_at) values ('workspace', '{"holdout": 20}'::jsonb, now())`);
    const mail = (key: string) => ({
      dsl: 'attune/journey@1', key, name: key, category: 'service', timezone: 'UTC', entry: [{ kind: 'event', event: 'Signed Up' }], goals: [{ id: 'order', event: 'Order Completed', within: 'P7D' }], start: 'hello',
      steps: { hello: { kind: 'message', channel: 'outbox', content: { body: 'Hello' } } },
    });
    await publish(database, test.work, mail('one'));
    await publish(database, test.work, mail('two'));
    await test.work.ingest(people(100).map((id) => call(id, 'Signed Up')));
    await test.work.drain();
    const held = await database.db.select({ customer: messages.customer, journey: messages.journey }).from(messages).where(sql`reason = 'holdout'`);
    const of = (journey: string) => held.filter((one) => one.journey === journey).map((one) => one.customer).sort();
    expect(of('one')).toEqual(of('two'));
    expect(of('one').length).toBeGreaterThan(8);
    expect(of('one').length).toBeLessThan(35);
    await test.work.ingest(people(100).filter((id) => !of('one').includes(id)).map((id) => call(id, 'Order Completed')));
    await test.work.drain();
    const { control } = await test.work.experiments('one');
    expect(control).toMatchObject({ percent: 20, goals: [{ goal: 'order', effect: { held: { entered: of('one').length, reached: 0 }, treated: { entered: 100 - of('one').length, reached: 100 - of('one').length }, because: expect.stringMatching(/^the journey helps/) as string } }] });
  });
});

describeEachDatabase('settings of a journey as a whole', (open) => {
  it('ENG-41: the longest time ends a run also where it waits for an event only', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, { ...trial(), maxDuration: 'P2D', start: 'which', steps: { which: { kind: 'wait', for: [{ id: 'x', event: 'X' }] } } });
    await test.work.ingest([call('ada', 'Signed Up')]);
    await test.work.drain();
    test.clock.advance(2 * DAY);
    await test.work.drain();
    expect(await database.db.select({ status: runs.status, reason: runs.reason }).from(runs)).toEqual([{ status: 'finished', reason: 'expired' }]);
  });

  it('ENG-42: a wait begins its time anew, and its timer with it', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, { ...trial(), steps: { which: { kind: 'wait', for: [{ id: 'x', event: 'X' }], timeout: { after: 'PT1H' }, resetOn: { event: 'Cart Updated' } } } });
    await test.work.ingest([call('ada', 'Signed Up')]);
    await test.work.drain();
    test.clock.advance(50 * 60_000);
    await test.work.ingest([call('ada', 'Cart Updated', { at: '2026-05-04T10:50:00.000Z' })]);
    await test.work.drain();
    test.clock.advance(50 * 60_000);
    await test.work.drain();
    expect(await database.db.select({ status: runs.status }).from(runs)).toEqual([{ status: 'open' }]);
    test.clock.advance(10 * 60_000);
    await test.work.drain();
    expect(await database.db.select({ status: runs.status }).from(runs)).toEqual([{ status: 'finished' }]);
  });

  it('messages of the journey with the higher priority go first where several are due', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const mail = (key: string, more: object) => ({
      dsl: 'attune/journey@1', key, name: key, category: 'service', timezone: 'UTC', entry: [{ kind: 'event', event: 'Signed Up' }], ...more, start: 'hello',
      steps: { hello: { kind: 'message', channel: 'outbox', content: { body: key } } },
    });
    for (const [key, more] of [['a', { priority: 10 }], ['b', {}], ['c', { priority: 90 }]] as const) await publish(database, test.work, mail(key, more));
    await test.work.ingest([call('ada', 'Signed Up')]);
    await test.work.drain();
    expect(test.outbox.sent.map((message) => message.journey)).toEqual(['c', 'b', 'a']);
  });
});
