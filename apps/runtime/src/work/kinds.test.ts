import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { customers, events, failures, inbox, runs } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestWork, publish, setStatus } from './testing.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
const journey = (key: string, entry: object, steps: Record<string, object>, more: object = {}) => ({
  dsl: 'attune/journey@1', key, name: key, category: 'service', timezone: 'UTC', entry: [entry], start: Object.keys(steps)[0], steps, ...more,
});
const on = (event: string) => ({ kind: 'event', event });
const byHand = { kind: 'manual', inputs: [{ name: 'order_id', required: true }] };
const tells = (event: string, properties: object = {}) => ({ kind: 'emit', event, properties });
const all = async (database: Database) => (await database.db.select().from(runs).orderBy(runs.enteredAt, runs.id)).map((run) => [run.journey, run.status, run.reason]);
const failed = async (database: Database) => (await database.db.select().from(failures).orderBy(failures.at, failures.subject)).map(({ id, kind, subject, error }) => ({ id, kind, subject, error }));

describeEachDatabase('the newer kinds', (open) => {
  it('ENG-22: holds people until the hours begin where they live', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await publish(database, work, journey('hours', on('Asked'), { open: { kind: 'window', from: '09:00', to: '18:00' } }, { timezone: 'customer' }));
    await work.ingest([call('ada', 'Asked', { timezone: 'Europe/Berlin' }), call('kim', 'Asked', { timezone: 'Asia/Tokyo' })]);
    const ends = async () => Object.fromEntries((await database.db.select().from(runs)).map((run) => [run.customer, run.reason]));
    expect(await ends()).toEqual({ ada: 'completed', kim: null });
    clock.set('2026-05-04T23:59:59.000Z');
    await work.drain();
    expect(await ends()).toEqual({ ada: 'completed', kim: null });
    clock.set('2026-05-05T00:00:00.000Z');
    await work.drain();
    expect(await ends()).toEqual({ ada: 'completed', kim: 'completed' });
  });

  it('ENG-23, ENG-26: an emitted event starts another journey, is heard by a waiting run, and stands in the history', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, journey('sorter', on('Order Completed'), {
      by: { kind: 'switch', value: { var: 'event.properties.plan' }, cases: [{ id: 'pro', is: ['pro', 'team'], next: 'tell' }] },
      tell: { ...tells('Care Needed', { order: '{{event.properties.id}}', total: { var: 'event.properties.total' } }), next: 'heard' },
      heard: { kind: 'wait', for: [{ id: 'it', event: 'Care Needed', next: 'end' }], timeout: { after: 'P1D' } },
      end: { kind: 'exit', reason: 'heard' },
    }));
    await publish(database, work, journey('care', { ...on('Care Needed'), where: { '>': [{ var: 'event.properties.total' }, 30] } }, { note: { kind: 'update', set: { cared_for: '{{event.properties.order}}' } } }));
    await work.ingest([call('ada', 'Order Completed', { properties: { id: 'o1', plan: 'team', total: 40 } }), call('bob', 'Order Completed', { properties: { id: 'o2', plan: 'free', total: 40 } })]);
    await work.drain();
    expect((await all(database)).map(([key, status]) => `${key} ${status}`).sort()).toEqual(['care finished', 'sorter finished', 'sorter finished']);
    expect((await database.db.select().from(customers)).find(({ id }) => id === 'ada')?.traits).toMatchObject({ cared_for: 'o1' });
    expect((await database.db.select().from(events)).filter(({ name }) => name === 'Care Needed')).toMatchObject([{ customer: 'ada', properties: { order: 'o1', total: 40 } }]);
    expect(await failed(database)).toEqual([]);
  });

  it('ENG-23: journeys that start each other in a circle are broken off, in a failure that names them', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, journey('ping', on('Ping'), { tell: tells('Pong') }));
    await publish(database, work, journey('pong', on('Pong'), { tell: tells('Ping') }));
    await work.ingest([call('ada', 'Ping')]);
    await work.drain();
    expect(await all(database)).toHaveLength(26);
    expect(await database.db.select().from(inbox)).toEqual([]);
    const [failure, ...more] = await failed(database);
    expect(more).toEqual([]);
    expect(failure).toMatchObject({ kind: 'emit', subject: 'ada', error: expect.stringMatching(/"ping", "pong" kept starting each other/) as string });
    // bob's own chain is counted from its beginning
    await work.ingest([call('bob', 'Ping')]);
    await work.drain();
    expect((await failed(database)).map(({ subject }) => subject)).toEqual(['ada', 'bob']);
    expect(await all(database)).toHaveLength(52);
  });

  it('ENG-23: a circle through waits of seconds is one too; one that takes its time is none', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    const turn = (length: string, event: string) => ({ rest: { kind: 'delay', for: length, next: 'tell' }, tell: tells(event) });
    await publish(database, work, journey('ping', on('Ping'), turn('PT1S', 'Pong')));
    await publish(database, work, journey('pong', on('Pong'), turn('PT1S', 'Ping')));
    await publish(database, work, journey('day', on('Day'), turn('PT1H', 'Night')));
    await publish(database, work, journey('night', on('Night'), turn('PT1H', 'Day')));
    await work.ingest([call('ada', 'Ping'), call('bob', 'Day')]);
    for (let turns = 0; turns < 30; turns++) {
      clock.advance(SECOND);
      await work.drain();
    }
    expect((await failed(database)).map(({ subject }) => subject)).toEqual(['ada']);
    for (let turns = 0; turns < 30; turns++) {
      clock.advance(HOUR);
      await work.drain();
    }
    expect((await failed(database)).map(({ subject }) => subject)).toEqual(['ada']);
    expect((await all(database)).filter(([key, status]) => key !== 'ping' && key !== 'pong' && status === 'open')).toHaveLength(1);
  });

  it('ENG-23: journeys that add people to each other in a circle are broken off too', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    const hand = (to: string) => ({ hand: { kind: 'enrol', journey: to, inputs: {} } });
    await publish(database, work, journey('left', { kind: 'manual' }, hand('right')));
    await publish(database, work, journey('right', { kind: 'manual' }, hand('left')));
    await work.enrol('left', 'ada', {});
    await work.drain();
    expect(await all(database)).toHaveLength(26);
    expect(await failed(database)).toMatchObject([{ kind: 'enrol', error: expect.stringContaining('"left", "right"') as string }]);
  });

  it('ENG-24: adds the customer to a live journey with their inputs, by that journey\'s own rules', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, journey('first', on('Order Completed'), { hand: { kind: 'enrol', journey: 'second', inputs: { order_id: { var: 'event.properties.id' } } } }));
    await publish(database, work, journey('second', byHand, { note: { kind: 'update', append: { orders: '{{event.properties.order_id}}' }, next: 'rest' }, rest: { kind: 'delay', for: 'P1D' } }));
    await work.ingest(['o1', 'o2'].map((id) => call('ada', 'Order Completed', { properties: { id } })));
    await work.drain();
    expect((await all(database)).map(([key, status]) => `${key} ${status}`).sort()).toEqual(['first finished', 'first finished', 'second open']);
    expect((await database.db.select().from(customers))[0]?.traits).toMatchObject({ orders: ['o1'] });
    expect(await failed(database)).toEqual([]);
  });

  it('ENG-24: a journey that is unknown, not live or without a manual entry is a failure to see, and can be tried again', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    const second = (entry: object) => journey('second', entry, { rest: { kind: 'delay', for: 'P1D' } });
    await publish(database, work, journey('first', on('Order Completed'), { hand: { kind: 'enrol', journey: 'second', inputs: { order_id: '{{event.properties.id}}' } } }));
    const order = async () => {
      clock.advance(SECOND);
      await work.ingest([call('ada', 'Order Completed', { properties: { id: 'o1' } })]);
      await work.drain();
      return (await failed(database)).at(-1);
    };
    expect(await order()).toMatchObject({ kind: 'enrol', subject: 'ada', error: expect.stringContaining('"second": there is no such journey') as string });
    await publish(database, work, second(on('Something Else')));
    expect((await order())?.error).toContain('it has no start "Added by hand"');
    await publish(database, work, second(byHand), 2);
    await setStatus(database, work, 'paused');
    clock.advance(SECOND);
    await work.enrol('second', 'ada', { order_id: 'o1' });
    await work.drain();
    const failure = (await failed(database)).at(-1);
    expect(failure?.error).toContain('it is not live (paused)');
    expect((await all(database)).map(([key, status]) => `${key} ${status}`)).toEqual(['first finished', 'first finished']);
    await setStatus(database, work, 'live');
    expect(await work.replay(failure?.id ?? '')).toBe(true);
    await work.drain();
    expect((await all(database)).map(([key, status]) => `${key} ${status}`).sort()).toEqual(['first finished', 'first finished', 'second open']);
  });

  it('ENG-25: lets in whoever begins to sound unhappy, once, and nobody who does not allow it', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, journey('unhappy', { kind: 'sentiment', to: 'negative' }, { note: { kind: 'update', tag: ['unhappy'] } }, { reentry: { mode: 'always' } }));
    const says = (who: string, text: string, more: object = {}) => call(who, 'Review Written', { properties: { text }, ...more });
    await work.ingest([says('ada', 'lovely'), says('bob', 'terrible', { consent: { sentiment: false } }), says('eve', 'ok')]);
    await work.drain();
    expect(await all(database)).toEqual([]);
    const entered = async () => (await database.db.select().from(runs)).map((run) => run.customer).sort();
    // eve's first words spoke otherwise, so one complaint is no certainty yet
    await work.ingest([says('eve', 'it came broken'), says('kim', 'terrible'), says('kim', 'still broken')]);
    await work.drain();
    expect(await entered()).toEqual(['kim']);
    await work.ingest([says('eve', 'it came broken again')]);
    await work.drain();
    expect(await entered()).toEqual(['eve', 'kim']);
    await work.ingest([says('eve', 'angry')]);
    await work.drain();
    expect(await entered()).toEqual(['eve', 'kim']);
    expect(await failed(database)).toEqual([]);
  });
});
