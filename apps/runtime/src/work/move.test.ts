import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { failures, inbox, lanes, runs, tasks, timers, trail } from '../store/schema.ts';
import { readCounts } from '../store/stats.ts';
import { describeEachDatabase } from '../store/testing.ts';
import type { Moving } from './items.ts';
import { MOVED_AT_ONCE } from './move-people.ts';
import { call, createTestWork, LANES, publish, setStatus, type TestWork } from './testing.ts';

const HOUR = 3_600_000;
const done = { kind: 'exit', reason: 'done' };
const journey = (steps: Record<string, object>, more: object = {}) => ({
  dsl: 'attune/journey@1', key: 'care', name: 'Care', category: 'service', timezone: 'UTC', entry: [{ kind: 'event', event: 'Came' }], reentry: { mode: 'after-exit' },
  exits: [{ id: 'left', event: 'Left' }], start: Object.keys(steps)[0], steps: { ...steps, done }, ...more,
});
const pause = (length: string) => ({ kind: 'delay', for: length, next: 'done' });
const ask = { kind: 'task', queue: 'care', title: 'Call them?', due: 'P1D', outcomes: [{ id: 'yes', next: 'done' }], timeout: 'done' };
const moving = (more: Partial<Moving> = {}): Moving => ({ journey: 'care', from: null, to: 2, redirects: {}, ...more });
const names = (n: number) => Array.from({ length: n }, (_, index) => `c${index}`);

const told = async (database: Database) => (await database.db.select().from(runs).orderBy(runs.customer)).map((run) => [run.customer, run.version, run.step, (run.state as { exit?: string }).exit ?? run.reason]);
const dues = async (database: Database) => (await database.db.select().from(timers).orderBy(timers.dueAt)).map((timer) => [timer.step, timer.dueAt]);
const notes = async (database: Database, ...outcomes: string[]) => (await database.db.select().from(trail)).filter(({ outcome }) => outcomes.includes(outcome)).map(({ outcome, because, version }) => [outcome, version, because]);
const counted = async (database: Database, step: string) => {
  const of = async (version: number | null) => { const one = (await readCounts(database.db, 'care', version)).steps[step]; return [one?.entered ?? 0, one?.left ?? 0, one?.waiting ?? 0]; };
  return { old: await of(1), new: await of(2), all: await of(null) };
};

/** People come into the first version, then the second is published. */
async function inside(database: Database, before: object, after: object, people: readonly string[] = ['ada']): Promise<TestWork> {
  const test = await createTestWork(database);
  await publish(database, test.work, before);
  await test.work.ingest(people.map((id) => call(id, 'Came')));
  await test.work.drain();
  await publish(database, test.work, after, 2);
  return test;
}

describeEachDatabase('moving people to a new version', (open) => {
  it('Peer 9 DIFF-2: the people of a step that is deleted are not lost: without a redirect they stay, are told why, and go on in their version', async () => {
    const database = await open();
    const { work, clock } = await inside(database, journey({ pause: pause('P1D') }), journey({ rest: pause('PT2H') }));
    expect(await work.movePeople(moving())).toBe(true);
    await work.drain();
    expect(await told(database)).toEqual([['ada', 1, 'pause', null]]);
    expect(await notes(database, 'stays', 'moved')).toEqual([['stays', 1, 'keeps its version 1: the step is gone: say where to go']]);
    clock.advance(24 * HOUR);
    await work.drain();
    expect(await told(database)).toEqual([['ada', 1, null, 'done']]);
  });

  it('Peer 9 DIFF-2, DIFF-5: with a redirect they enter the step it names, the old timer gone and the counts with them', async () => {
    const database = await open();
    const { work, clock } = await inside(database, journey({ pause: pause('P1D') }), journey({ rest: pause('PT2H') }));
    await work.movePeople(moving({ redirects: { pause: 'rest' } }));
    await work.drain();
    expect(await told(database)).toEqual([['ada', 2, 'rest', null]]);
    expect(await dues(database)).toEqual([['rest', '2026-05-04T12:00:00.000Z']]);
    expect(await counted(database, 'pause')).toEqual({ old: [1, 1, 0], new: [0, 0, 0], all: [1, 1, 0] });
    expect(await counted(database, 'rest')).toEqual({ old: [0, 0, 0], new: [1, 0, 1], all: [1, 0, 1] });
    expect((await readCounts(database.db, 'care', 1)).runs).toEqual({ open: 0, entered: 0, finished: {} });
    expect((await readCounts(database.db, 'care', 2)).runs).toEqual({ open: 1, entered: 1, finished: {} });
    clock.advance(2 * HOUR);
    await work.drain();
    expect(await told(database)).toEqual([['ada', 2, null, 'done']]);
    expect(await counted(database, 'rest')).toEqual({ old: [0, 0, 0], new: [1, 1, 0], all: [1, 1, 0] });
  });

  it('DIFF-5: a redirect to a step of the same name leaves it in the old version and enters it in the new one', async () => {
    const database = await open();
    const { work } = await inside(database, journey({ pause: pause('P1D') }), journey({ pause: { kind: 'wait', for: [{ id: 'a', event: 'A', next: 'done' }] } }));
    await work.movePeople(moving({ redirects: { pause: 'pause' } }));
    await work.drain();
    expect(await told(database)).toEqual([['ada', 2, 'pause', null]]);
    expect(await counted(database, 'pause')).toEqual({ old: [1, 1, 0], new: [1, 0, 1], all: [2, 1, 1] });
  });

  it('DIFF-5: a delay that changed ends as long after it began as the new version says, also where it is asked twice', async () => {
    const database = await open();
    const { work, clock } = await inside(database, journey({ pause: pause('P1D') }), journey({ pause: pause('P3D') }));
    clock.advance(HOUR);
    expect([await work.movePeople(moving()), await work.movePeople(moving())]).toEqual([true, true]);
    await work.drain();
    expect(await work.movePeople(moving())).toBe(true);
    await work.drain();
    expect(await dues(database)).toEqual([['pause', '2026-05-07T10:00:00.000Z']]);
    expect(await counted(database, 'pause')).toEqual({ old: [0, 0, 0], new: [1, 0, 1], all: [1, 0, 1] });
    expect(await notes(database, 'moved', 'stays')).toEqual([['moved', 2, 'the settings of the step changed: waits by the new ones, counted from when the wait began']]);
    clock.set('2026-05-05T10:00:00.000Z');
    await work.drain();
    expect(await told(database)).toEqual([['ada', 2, 'pause', null]]);
    clock.set('2026-05-07T10:00:00.000Z');
    await work.drain();
    expect(await told(database)).toEqual([['ada', 2, null, 'done']]);
    expect(await counted(database, 'pause')).toEqual({ old: [0, 0, 0], new: [1, 1, 0], all: [1, 1, 0] });
  });

  it('DIFF-5: a wait that changed goes on listening, for the events of the new version', async () => {
    const database = await open();
    const wait = (event: string) => ({ kind: 'wait', for: [{ id: 'it', event, next: 'done' }], timeout: { after: 'P2D' } });
    const { work } = await inside(database, journey({ wait: wait('Old') }), journey({ wait: wait('New') }), ['ada', 'bob']);
    await work.movePeople(moving());
    await work.drain();
    await work.ingest([call('ada', 'Old'), call('bob', 'New')]);
    await work.drain();
    expect(await told(database)).toEqual([['ada', 2, 'wait', null], ['bob', 2, null, 'done']]);
  });

  it('DIFF-5: a task is withdrawn by a redirect, and what the new step asks is not', async () => {
    const database = await open();
    const { work } = await inside(database, journey({ ask }), journey({ again: ask }));
    const [task] = await database.db.select().from(tasks);
    await work.movePeople(moving({ redirects: { ask: 'again' } }));
    await work.drain();
    expect((await database.db.select().from(tasks).orderBy(tasks.step)).map(({ step, status, version }) => [step, status, version])).toEqual([['again', 'open', 2], ['ask', 'withdrawn', 1]]);
    expect(await work.decideTask(task!, { outcome: 'yes', note: null, by: 'Eva', reply: null })).toEqual({ state: 'late', why: 'The customer has left the journey or was led elsewhere meanwhile, so there is nothing to decide any more.' });
    const [next] = (await database.db.select().from(tasks)).filter(({ status }) => status === 'open');
    await work.decideTask(next!, { outcome: 'yes', note: null, by: 'Eva', reply: null });
    await work.drain();
    expect(await told(database)).toEqual([['ada', 2, null, 'done']]);
  });

  it('moves many, over all lanes and in several batches, each once, and nobody of another version or journey', async () => {
    const database = await open();
    const people = names(LANES * MOVED_AT_ONCE + 1_000);
    const test = await inside(database, journey({ pause: pause('P1D') }), journey({ pause: pause('P1D'), more: pause('P1D') }), people);
    await test.work.ingest([call('new', 'Came')]);
    expect((await database.query<{ n: number }>(sql`select count(distinct lane)::int as n from runs`))[0]?.n).toBe(LANES);
    await Promise.all([test.work.movePeople(moving()), test.work.movePeople(moving({ from: 1 }))]);
    await test.work.drain();
    expect(await database.query(sql`select version, status, count(*)::int as n from runs group by 1, 2`)).toEqual([{ version: 2, status: 'open', n: people.length + 1 }]);
    expect((await database.query<{ n: number }>(sql`select count(*)::int as n from trail where outcome = 'moved'`))[0]?.n).toBe(people.length);
    expect(await counted(database, 'pause')).toEqual({ old: [0, 0, 0], new: [people.length + 1, 0, people.length + 1], all: [people.length + 1, 0, people.length + 1] });
    expect(await database.db.select().from(inbox)).toEqual([]);
    expect(await database.db.select().from(failures)).toEqual([]);
    expect(await dues(database)).toHaveLength(people.length + 1);
  });

  it('only those of the version that is named, and into the version that was published when it was asked', async () => {
    const database = await open();
    const { work } = await inside(database, journey({ pause: pause('P1D') }), journey({ pause: pause('P2D') }));
    await work.ingest([call('bob', 'Came')]);
    await work.drain();
    await publish(database, work, journey({ pause: pause('P3D') }), 3);
    expect(await work.movePeople(moving())).toBe(false);
    expect(await work.movePeople(moving({ from: 2, to: 3 }))).toBe(true);
    // a version that is published before the work is done takes nobody along: nobody has looked at where they would go there
    await publish(database, work, journey({ other: pause('P3D') }), 4);
    await work.drain();
    expect(await told(database)).toEqual([['ada', 1, 'pause', null], ['bob', 3, 'pause', null]]);
    expect(await dues(database)).toEqual([['pause', '2026-05-05T10:00:00.000Z'], ['pause', '2026-05-07T10:00:00.000Z']]);
  });

  it('a paused journey keeps its people and what they were to be shown; they move when it goes on, and others wait for nothing', async () => {
    const database = await open();
    const { work, clock } = await inside(database, journey({ pause: pause('P1D') }), journey({ pause: pause('P3D') }));
    await publish(database, work, { ...journey({ pause: pause('PT1H') }), key: 'other', name: 'Other' });
    await work.ingest([call('bob', 'Came')]);
    await work.drain();
    await database.query(sql`update journeys set status = 'paused' where key = 'care'`);
    await work.programsChanged();
    expect(await work.movePeople(moving())).toBe(true);
    clock.advance(25 * HOUR);
    await work.drain();
    expect((await told(database)).filter(([customer]) => customer === 'ada')).toEqual([['ada', 1, 'pause', null]]);
    expect(await database.query(sql`select distinct status from runs where journey = 'other'`)).toEqual([{ status: 'finished' }]);
    expect((await database.query<{ kind: string }>(sql`select distinct kind from held where journey = 'care' order by 1`)).map(({ kind }) => kind)).toEqual(['moveAll', 'timer']);
    await setStatus(database, work, 'live');
    await work.drain();
    const [lane] = await database.db.select().from(lanes).where(sql`held`);
    expect(lane).toBeUndefined();
    expect((await database.query<{ customer: string; version: number; status: string }>(sql`select customer, version, status from runs where journey = 'care' order by customer`))).toEqual([
      // what fell due while it stood still comes first
      { customer: 'ada', version: 1, status: 'finished' }, { customer: 'bob', version: 2, status: 'open' },
    ]);
  });

  it('a move that the process died over is taken up by the next one, from where it was', async () => {
    const database = await open();
    const people = names(40);
    const { work } = await inside(database, journey({ pause: pause('P1D') }), journey({ rest: pause('PT2H') }), people);
    await work.movePeople(moving({ redirects: { pause: 'rest' } }));
    // half of the lanes were done when it died: what the others have to do is in their inboxes
    await database.query(sql`create table kept as select * from inbox where lane >= 2`);
    try {
      await database.query(sql`delete from inbox where lane >= 2`);
      await work.drain();
      const half = (await told(database)).filter(([, version]) => version === 2).length;
      expect([half > 0, half < people.length]).toEqual([true, true]);
      await database.query(sql`insert into inbox select * from kept`);
    } finally {
      await database.query(sql`drop table kept`);
    }
    const next = await createTestWork((await open.second()) ?? database);
    await next.work.drain();
    expect((await told(database)).map(([, version, step]) => `${version} ${step}`)).toEqual(people.map(() => '2 rest'));
    expect(await counted(database, 'rest')).toEqual({ old: [0, 0, 0], new: [40, 0, 40], all: [40, 0, 40] });
  });
});
