import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { memberships, runs, timers, customers, messages } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestWork, publish, saveSegment } from './testing.ts';

const DAY = 86_400_000;
const members = async (database: Database) => (await database.db.select().from(memberships)).map((row) => `${row.customer} ${row.segment}`).sort();

const onSegment = (edge: 'enter' | 'leave', more: object = {}) => ({
  dsl: 'attune/journey@1', key: `on-${edge}`, name: 'On segment', category: 'service', entry: [{ kind: 'segment', segment: 'regulars', edge, ...more }], start: 'done',
  steps: { done: { kind: 'exit', reason: 'completed' } },
});

describeEachDatabase('segments', (open) => {
  it('follow events, also within one batch, and let customers into journeys on the change only', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await saveSegment(database, work, 'regulars', { happened: ['Order Completed', { within: 'P30D', atLeast: 2 }] });
    await publish(database, work, onSegment('enter'));
    await work.ingest([call('ada', 'Order Completed'), call('bob', 'Order Completed')]);
    expect(await members(database)).toEqual([]);
    await work.ingest([call('ada', 'Order Completed'), call('ada', 'Order Completed')]);
    await work.drain();
    expect(await members(database)).toEqual(['ada regulars']);
    expect((await database.db.select().from(runs)).map((run) => run.customer)).toEqual(['ada']);
  });

  it('ENG-15: by mood end when the mood expires, although nothing happens then', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await saveSegment(database, work, 'regulars', { '==': [{ var: 'sentiment.label' }, 'negative'] });
    await publish(database, work, onSegment('leave'));
    await work.ingest([call('ada', 'Wrote', { properties: { text: 'this is terrible' } })]);
    expect(await members(database)).toEqual(['ada regulars']);
    clock.advance(10 * DAY);
    await work.ingest([call('ada', 'Wrote', { properties: { text: 'still broken' }, at: new Date(clock.now()).toISOString() })]);
    clock.advance(89 * DAY);
    await work.drain();
    expect(await members(database)).toEqual(['ada regulars']);
    clock.advance(DAY);
    await work.drain();
    expect(await members(database)).toEqual([]);
    expect((await database.db.select().from(runs)).map((run) => run.journey)).toEqual(['on-leave']);
    expect(await database.db.select().from(timers)).toEqual([]);
  });

  it('shrink as time passes although nothing happens, with one timer a customer', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await saveSegment(database, work, 'regulars', { happened: ['Order Completed', { within: 'P30D', atLeast: 2 }] });
    await publish(database, work, onSegment('leave'));
    await work.ingest([call('ada', 'Order Completed')]);
    clock.advance(5 * DAY);
    await work.ingest([call('ada', 'Order Completed', { at: new Date(clock.now()).toISOString() })]);
    expect(await members(database)).toEqual(['ada regulars']);
    expect(await database.db.select().from(timers)).toHaveLength(1);
    clock.advance(24 * DAY);
    await work.drain();
    expect(await members(database)).toEqual(['ada regulars']);
    clock.advance(2 * DAY);
    await work.drain();
    expect(await members(database)).toEqual([]);
    expect((await database.db.select().from(runs)).map((run) => run.journey)).toEqual(['on-leave']);
  });

  it('grow as time passes: those who have not ordered for a while', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await saveSegment(database, work, 'sleepers', { and: [{ happened: ['Order Completed', {}] }, { '!': { happened: ['Order Completed', { within: 'P60D' }] } }] });
    await work.ingest([call('ada', 'Order Completed')]);
    clock.advance(59 * DAY);
    await work.drain();
    expect(await members(database)).toEqual([]);
    clock.advance(2 * DAY);
    await work.drain();
    expect(await members(database)).toEqual(['ada sleepers']);
  });

  it('follow traits, and other segments', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await saveSegment(database, work, 'pro', { '==': [{ var: 'customer.plan' }, 'pro'] });
    await saveSegment(database, work, 'a-pro-abroad', { and: [{ in_segment: 'pro' }, { '!=': [{ var: 'customer.country' }, 'DE'] }] });
    await work.ingest([call('ada', null, { traits: { plan: 'pro', country: 'FR' } })]);
    expect(await members(database)).toEqual(['ada a-pro-abroad', 'ada pro']);
    await work.ingest([call('ada', null, { traits: { plan: 'free' } })]);
    expect(await members(database)).toEqual([]);
  });

  it('are looked at again for everybody when their condition changes', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await saveSegment(database, work, 'regulars', { '==': [{ var: 'customer.plan' }, 'pro'] });
    await work.ingest(['ada', 'bob', 'eve'].map((id) => call(id, null, { traits: { plan: id === 'ada' ? 'pro' : 'free' } })));
    expect(await members(database)).toEqual(['ada regulars']);
    await saveSegment(database, work, 'regulars', { '==': [{ var: 'customer.plan' }, 'free'] });
    await work.drain();
    expect(await members(database)).toEqual(['bob regulars', 'eve regulars']);
  });

  it('let in those already inside where the journey asks for it, once', async () => {
    const database = await open();
    const { work, clock } = await createTestWork(database);
    await saveSegment(database, work, 'regulars', { '==': [{ var: 'customer.plan' }, 'pro'] });
    await work.ingest(['ada', 'bob'].map((id) => call(id, null, { traits: { plan: 'pro' } })));
    await publish(database, work, onSegment('enter', { includeExisting: true }));
    await work.drain();
    clock.advance(DAY);
    await work.drain();
    expect((await database.db.select().from(runs)).map((run) => run.customer).sort()).toEqual(['ada', 'bob']);
  });

  it('take in whom a step puts there, and waits that watch conditions see it', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await saveSegment(database, work, 'hand-picked', null);
    await publish(database, work, {
      dsl: 'attune/journey@1', key: 'pick', name: 'Pick', category: 'service', entry: [{ kind: 'event', event: 'Picked' }], start: 'put',
      steps: { put: { kind: 'update', addTo: ['hand-picked'], set: { picked: true }, next: 'done' }, done: { kind: 'exit', reason: 'completed' } },
    });
    await publish(database, work, {
      dsl: 'attune/journey@1', key: 'watch', name: 'Watch', category: 'service', entry: [{ kind: 'event', event: 'Started' }], start: 'wait',
      steps: { wait: { kind: 'wait', for: [{ id: 'picked', when: { in_segment: 'hand-picked' }, next: 'tell' }], timeout: { after: 'P9D', next: 'end' } }, tell: { kind: 'message', channel: 'outbox', content: { body: 'Picked' }, next: 'end' }, end: { kind: 'exit', reason: 'completed' } },
    });
    await work.ingest([call('ada', 'Started'), call('ada', 'Picked')]);
    await work.drain();
    expect(await members(database)).toEqual(['ada hand-picked']);
    expect((await database.db.select().from(customers))[0]?.traits).toEqual({ picked: true });
    expect((await database.db.select().from(messages)).map((message) => message.status)).toEqual(['sent']);
  });
});
