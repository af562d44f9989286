import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { deliveries, failures, inbox, messages, runs, tasks, trail } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestWork, publish, setStatus, type TestWork } from './testing.ts';

const journey = (more: object = {}, settings: object = {}) => ({
  dsl: 'attune/journey@1', key: 'rescue', name: 'Rescue', category: 'service', timezone: 'UTC', entry: [{ kind: 'event', event: 'Unhappy' }], start: 'ask', exits: [{ id: 'bought', event: 'Order Completed' }],
  steps: {
    ask: { kind: 'task', queue: 'care', title: 'Call {{default customer.firstName "the customer"}}', brief: 'About {{event.properties.what}}', draft: 'Dear {{default customer.firstName "customer"}}', due: 'P1D', grace: 'PT4H', outcomes: [{ id: 'call', label: 'I will call', next: 'called' }, { id: 'leave', next: 'left' }], timeout: 'late', ...more },
    called: { kind: 'exit', reason: 'called' }, left: { kind: 'exit', reason: 'left' }, late: { kind: 'exit', reason: 'late' },
  },
  ...settings,
});
const unhappy = (id: string) => call(id, 'Unhappy', { properties: { what: 'the parcel' }, traits: { firstName: 'Ada', email: `${id}@x.example` }, timezone: 'UTC' });
const all = async (database: Database) => database.db.select().from(tasks).orderBy(tasks.createdAt, tasks.id);
const one = async (database: Database) => (await all(database))[0]!;
const ends = async (database: Database) => (await database.db.select().from(runs)).map((run) => (run.state as { exit?: string }).exit ?? run.reason);
const by = { note: null, by: 'Eva', reply: null };

async function asked(database: Database, test: TestWork, document: object = journey()): Promise<{ lane: number; id: string }> {
  await publish(database, test.work, document);
  await test.work.ingest([unhappy('ada')]);
  await test.work.drain();
  return one(database);
}

describeEachDatabase('tasks', (open) => {
  it('ENG-29: are made with the step that asks, with all that is to be known', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await asked(database, test);
    expect(await one(database)).toMatchObject({
      customer: 'ada', journey: 'rescue', step: 'ask', visit: 1, queue: 'care', title: 'Call Ada', brief: 'About the parcel', draft: 'Dear Ada', status: 'open', assignee: null,
      outcomes: [{ id: 'call', label: 'I will call' }, { id: 'leave', label: 'leave' }], createdAt: '2026-05-04T10:00:00.000Z', dueAt: '2026-05-05T10:00:00.000Z', closedAt: null,
    });
    expect(await ends(database)).toEqual([null]);
    expect(await database.db.select().from(failures)).toEqual([]);
  });

  it('ENG-29: a decision leads the run on, once, however often it is sent', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const task = await asked(database, test);
    const decision = { ...by, outcome: 'call', note: 'at noon' };
    expect(await test.work.decideTask(task, decision)).toEqual({ state: 'done' });
    expect(await test.work.decideTask(task, decision)).toEqual({ state: 'again' });
    expect(await database.db.select().from(inbox)).toHaveLength(1);
    await test.work.drain();
    expect(await test.work.decideTask(task, decision)).toEqual({ state: 'again' });
    await test.work.drain();
    expect(await ends(database)).toEqual(['called']);
    expect(await one(database)).toMatchObject({ status: 'done', outcome: 'call', note: 'at noon', decidedBy: 'Eva' });
    expect((await database.db.select().from(trail)).filter(({ outcome }) => outcome === 'call')).toMatchObject([{ because: 'Eva decided: I will call (“at noon”)' }]);
  });

  it('ENG-29: of two people who decide at the same time one is told who was first', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const other = await createTestWork((await open.second()) ?? database);
    const task = await asked(database, test);
    const answers = await Promise.all([test.work.decideTask(task, { ...by, outcome: 'call' }), other.work.decideTask(task, { ...by, by: 'Max', outcome: 'leave' })]);
    expect(answers.map(({ state }) => state).sort()).toEqual(['done', 'late']);
    const late = answers.find((answer) => answer.state === 'late');
    expect(late).toMatchObject({ why: expect.stringMatching(/^(Eva has decided already: I will call|Max has decided already: leave)\.$/) as string });
    await test.work.drain();
    expect(await ends(database)).toEqual([answers[0]?.state === 'done' ? 'called' : 'left']);
  });

  it('ENG-29: while the grace lasts a decision counts; after it the run goes on and the task is closed', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const task = await asked(database, test);
    test.clock.set('2026-05-05T13:59:59.000Z');
    await test.work.drain();
    expect(await one(database)).toMatchObject({ status: 'open' });
    // its moment has come, and no pass has been there yet
    test.clock.set('2026-05-05T14:00:00.000Z');
    expect(await test.work.decideTask(task, { ...by, outcome: 'call' })).toEqual({ state: 'late', why: 'The time for it was up, and the customer went on without a decision.' });
    await test.work.drain();
    expect(await ends(database)).toEqual(['late']);
    expect(await one(database)).toMatchObject({ status: 'overdue', closedAt: '2026-05-05T14:00:00.000Z', outcome: null });
    expect(await test.work.decideTask(task, { ...by, outcome: 'call' })).toMatchObject({ state: 'late' });
  });

  it('ENG-29: are withdrawn when the run ends otherwise: by an exit, with its journey, in the pass that made them', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const task = await asked(database, test);
    await test.work.ingest([call('ada', 'Order Completed')]);
    await test.work.drain();
    expect(await one(database)).toMatchObject({ status: 'withdrawn' });
    expect(await test.work.decideTask(task, { ...by, outcome: 'call' })).toEqual({ state: 'late', why: 'The customer has left the journey or was led elsewhere meanwhile, so there is nothing to decide any more.' });
    await test.work.ingest([unhappy('bob'), unhappy('cem'), call('cem', 'Order Completed')]);
    await test.work.drain();
    expect((await all(database)).map(({ customer, status }) => `${customer} ${status}`).sort()).toEqual(['ada withdrawn', 'bob open', 'cem withdrawn']);
    await setStatus(database, test.work, 'archived');
    await test.work.drain();
    expect((await all(database)).map(({ status }) => status)).toEqual(['withdrawn', 'withdrawn', 'withdrawn']);
  });

  it('go with a customer who is erased, and to the customer somebody turned out to be', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, journey());
    await test.work.ingest([{ ...unhappy('x'), userId: null, anonymousId: 'a1' }]);
    await test.work.drain();
    const task = await one(database);
    expect(task.customer).toBe('anon:a1');
    await test.work.ingest([call('ada', null, { anonymousId: 'a1' })]);
    await test.work.drain();
    const moved = await one(database);
    expect(moved).toMatchObject({ id: task.id, customer: 'ada', status: 'open' });
    expect(await test.work.decideTask(moved, { ...by, outcome: 'call' })).toEqual({ state: 'done' });
    await test.work.drain();
    expect(await ends(database)).toEqual(['called']);
    await test.work.erase('ada');
    expect(await all(database)).toEqual([]);
  });

  it('GATE-1: an answer to the customer goes through the gate as a service message, word for word', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const task = await asked(database, test);
    await test.work.decideTask(task, { ...by, outcome: 'call', reply: { subject: 'Sorry', text: 'Dear {{Ada}},\n\nI am sorry.' } });
    await test.work.drain();
    expect(test.email.sent).toMatchObject([{ to: 'ada@x.example', subject: 'Sorry', category: 'service', text: expect.stringContaining('Dear {{Ada}},\n\nI am sorry.') as string }]);
    const [message] = await database.db.select().from(messages);
    expect(message).toMatchObject({ status: 'sent', customer: 'ada', step: 'ask', category: 'service' });
    expect(await one(database)).toMatchObject({ reply: message!.id });
    expect(await database.db.select().from(deliveries)).toHaveLength(1);
    expect(await ends(database)).toEqual(['called']);

    await test.work.ingest([{ ...unhappy('bob'), consent: { 'email.*': false } }]);
    await test.work.drain();
    await test.work.decideTask((await all(database)).find(({ customer }) => customer === 'bob')!, { ...by, outcome: 'call', reply: { text: 'Hello', channel: 'email' } });
    await test.work.drain();
    expect((await database.db.select().from(messages)).find(({ customer }) => customer === 'bob')).toMatchObject({ status: 'skipped', reason: 'no-consent' });
    expect(test.email.sent).toHaveLength(1);
  });

  it('GATE-2: an answer in the customer\'s night waits for the morning', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const task = await asked(database, test);
    test.clock.set('2026-05-04T23:00:00.000Z');
    await test.work.decideTask(task, { ...by, outcome: 'call', reply: { text: 'Hello' } });
    await test.work.drain();
    expect(test.email.sent).toEqual([]);
    test.clock.set('2026-05-05T11:00:00.000Z');
    await test.work.drain();
    expect(test.email.sent).toHaveLength(1);
  });

  it('a decision for a paused journey leads on when it goes on', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const task = await asked(database, test);
    await setStatus(database, test.work, 'paused');
    expect(await test.work.decideTask(task, { ...by, outcome: 'leave' })).toEqual({ state: 'done' });
    await test.work.drain();
    expect(await ends(database)).toEqual([null]);
    await setStatus(database, test.work, 'live');
    await test.work.drain();
    expect(await ends(database)).toEqual(['left']);
  });
});
