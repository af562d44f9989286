import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { consents, customers, events, messageEvents, messages, runs, suppressions } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import type { Mood } from './mood.ts';
import { call, createTestWork, publish, START, tellBack, type TestWork } from './testing.ts';

const DAY = 86_400_000;
/** Writes, then waits two days for an answer. */
const asks = (channel: string, more: object = {}) => ({
  dsl: 'attune/journey@1', key: `asks-${channel}`, name: 'Asks', category: 'service', timezone: 'UTC', entry: [{ kind: 'event', event: 'Parcel Sent' }], reentry: { mode: 'always' }, ...more, start: 'write',
  steps: {
    write: { kind: 'message', channel, topic: 'care', content: { subject: 'Your parcel', body: 'How is it?' }, next: 'answer', skipped: 'left-out' },
    answer: { kind: 'wait', for: [{ id: 'replied', event: 'Message Replied', next: 'heard' }], timeout: { after: 'P2D', next: 'silence' } },
    heard: { kind: 'exit', reason: 'completed' },
    silence: { kind: 'exit', reason: 'expired' },
    'left-out': { kind: 'exit', reason: 'skipped' },
  },
});
const ada = { traits: { email: 'Ada@shop.example', phone: '+4915112345678' }, consent: { care: true, offers: true }, timezone: 'UTC' };
const named = async (database: Database, name: string) => (await database.db.select().from(events)).filter((event) => event.name === name);
const stateOf = async (database: Database) => (await database.db.select().from(messages)).map((message) => message.reason ?? message.status).sort();
const blocked = async (database: Database) => (await database.db.select().from(suppressions)).map(({ channel, address, reason }) => [channel, address, reason]);

async function written(database: Database, channel = 'email', more: object = {}): Promise<TestWork & { ref: string; again(): Promise<string> }> {
  const test = await createTestWork(database);
  await publish(database, test.work, asks(channel, more));
  await test.work.ingest([call('ada', null, ada)]);
  const sent = channel === 'sms' ? test.sms : test.email;
  const again = async () => {
    await test.work.ingest([call('ada', 'Parcel Sent')]);
    await test.work.drain();
    return sent.sent.at(-1)?.ref ?? '';
  };
  return { ...test, ref: await again(), again };
}

describeEachDatabase('what comes back about messages', (open) => {
  it('a reply becomes an event with its text, its mood is read, and the wait for it goes on', async () => {
    const database = await open();
    const { work, ref } = await written(database);
    expect(await tellBack(work, 'email', { kind: 'replied', ref, text: 'It came broken.' })).toBe(1);
    await work.drain();
    const [reply] = await named(database, 'Message Replied');
    expect(reply).toMatchObject({ customer: 'ada', properties: { channel: 'email', journey: 'asks-email', step: 'write', topic: 'care', text: 'It came broken.' }, sentiment: { label: 'negative' } });
    expect(((await database.db.select().from(customers))[0]?.mood as Mood).label).toBe('negative');
    expect((await database.db.select().from(runs)).map((run) => run.reason)).toEqual(['completed']);
  });

  it('the mood of a reply is not read where the customer does not allow it', async () => {
    const database = await open();
    const { work, ref } = await written(database);
    await work.ingest([call('ada', null, { consent: { sentiment: false } })]);
    await tellBack(work, 'email', { kind: 'replied', ref, text: 'It came broken.' });
    await work.drain();
    expect((await named(database, 'Message Replied'))[0]?.sentiment).toBeNull();
    expect((await database.db.select().from(customers))[0]?.mood).toBeNull();
  });

  it('told twice it counts once, also at the same moment', async () => {
    const database = await open();
    const { work, ref } = await written(database);
    const reply = { kind: 'replied' as const, id: 'mail-1', ref, text: 'ok' };
    const counted = await Promise.all([tellBack(work, 'email', reply), tellBack(work, 'email', reply), tellBack(work, 'email', reply, reply)]);
    expect(counted.reduce((a, b) => a + b)).toBe(1);
    await work.drain();
    expect(await named(database, 'Message Replied')).toHaveLength(1);
    expect(await database.db.select().from(messageEvents)).toHaveLength(1);
  });

  it('a name that nobody signed, or that is of another channel, does nothing', async () => {
    const database = await open();
    const { work, ref } = await written(database);
    for (const kind of ['bounced', 'complained', 'replied', 'left', 'delivered'] as const) {
      expect(await tellBack(work, 'email', { kind, ref: `${ref.slice(0, -1)}${ref.endsWith('0') ? '1' : '0'}`, text: 'x' })).toBe(0);
      expect(await tellBack(work, 'sms', { kind, ref, text: 'x' })).toBe(0);
    }
    await work.drain();
    expect(await database.db.select().from(messageEvents)).toEqual([]);
    expect(await blocked(database)).toEqual([]);
    expect(await work.receive('telegraph', { path: '/hooks/telegraph', headers: {}, body: Buffer.from('[]') })).toBeNull();
  });

  it('a hard bounce blocks the address at once, also for what is queued and for transactional messages', async () => {
    const database = await open();
    const { work, clock, ref } = await written(database);
    await publish(database, work, { ...asks('email', { category: 'transactional' }), key: 'receipt', entry: [{ kind: 'event', event: 'Order Completed' }] });
    await publish(database, work, { ...asks('email', { category: 'marketing' }), key: 'promo', entry: [{ kind: 'event', event: 'Parcel Late' }] });
    clock.set('2026-05-04T22:00:00.000Z');
    await work.ingest([call('ada', 'Parcel Late', { at: '2026-05-04T22:00:00.000Z' })]);
    expect(await stateOf(database)).toContain('deferred');
    expect(await tellBack(work, 'email', { kind: 'bounced', ref, detail: '5.1.1 no such user' })).toBe(1);
    expect(await blocked(database)).toEqual([['email', 'ada@shop.example', 'bounced']]);
    expect(await stateOf(database)).toEqual(['sent', 'suppressed']);
    await work.ingest([call('ada', 'Order Completed')]);
    await work.drain();
    expect(await stateOf(database)).toEqual(['sent', 'suppressed', 'suppressed']);
    expect((await named(database, 'Message Bounced'))[0]?.properties).toMatchObject({ hard: true, detail: '5.1.1 no such user' });
  });

  it('three messages in a row that could not be delivered block the address, however often each is told', async () => {
    const database = await open();
    const { work, clock, ref, again } = await written(database);
    const next = async () => { clock.advance(DAY); return again(); };
    await tellBack(work, 'email', { kind: 'delayed', ref });
    await tellBack(work, 'email', { kind: 'delayed', ref: await next() });
    await tellBack(work, 'email', { kind: 'delayed', ref });
    expect(await blocked(database)).toEqual([]);
    await tellBack(work, 'email', { kind: 'delayed', ref: await next() });
    expect((await blocked(database)).map(([, , reason]) => reason)).toEqual(['not delivered 3 times in a row']);
  });

  it('an address whose messages arrive in between is not given up', async () => {
    const database = await open();
    const { work, clock, ref, again } = await written(database);
    await tellBack(work, 'email', { kind: 'delayed', ref });
    for (const kind of ['delivered', 'delayed', 'delayed', 'delivered', 'delayed'] as const) {
      clock.advance(DAY);
      await tellBack(work, 'email', { kind, ref: await again() });
    }
    expect(await blocked(database)).toEqual([]);
  });

  it('a complaint blocks the address and withdraws consent to all of the channel', async () => {
    const database = await open();
    const { work, ref } = await written(database);
    expect(await tellBack(work, 'email', { kind: 'complained', ref, detail: 'abuse' })).toBe(1);
    expect(await blocked(database)).toEqual([['email', 'ada@shop.example', 'complained']]);
    expect((await database.db.select().from(consents)).filter((row) => row.channel === 'email')).toMatchObject([{ customer: 'ada', topic: '*', state: 'unsubscribed', source: 'complaint' }]);
    await work.drain();
    expect(await named(database, 'Message Complained')).toHaveLength(1);
    expect(await named(database, 'Unsubscribed')).toHaveLength(1);
  });

  it('a wish to hear no more ends the topic of the message, and nothing else', async () => {
    const database = await open();
    const { work, ref } = await written(database);
    await tellBack(work, 'email', { kind: 'left', ref });
    expect((await database.db.select().from(consents)).filter((row) => row.state === 'unsubscribed')).toMatchObject([{ channel: 'email', topic: 'care', source: 'reply' }]);
    expect(await blocked(database)).toEqual([]);
  });

  it('peer 16: a word about a message that is still being sent counts, and what the provider then answers does not undo it', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const { work, email } = test;
    await publish(database, work, asks('email'));
    await work.ingest([call('ada', null, ada), call('ada', 'Parcel Sent')]);
    const told: number[] = [];
    email.during = async () => {
      const [message] = await database.db.select().from(messages);
      expect(message?.status).toBe('sending');
      told.push(await tellBack(work, 'email', { kind: 'delivered', ref: work.links.ref(message!) }), await tellBack(work, 'email', { kind: 'replied', id: 'quick', ref: work.links.ref(message!), text: 'ok' }));
    };
    await work.drain();
    expect(told).toEqual([1, 1]);
    expect(await stateOf(database)).toEqual(['sent']);
    expect((await database.db.select().from(messageEvents)).map((row) => row.kind).sort()).toEqual(['delivered', 'replied']);
    expect(await named(database, 'Message Replied')).toHaveLength(1);
  });

  it('a message of unknown fate that turns out to have arrived is known as sent', async () => {
    const database = await open();
    const { work, email } = await createTestWork(database);
    await publish(database, work, asks('email'));
    email.answers.push({ outcome: 'uncertain', detail: 'the line went dead' });
    await work.ingest([call('ada', null, ada), call('ada', 'Parcel Sent')]);
    await work.drain();
    expect(await stateOf(database)).toEqual(['uncertain']);
    await tellBack(work, 'email', { kind: 'delivered', ref: email.sent[0]!.ref });
    expect(await stateOf(database)).toEqual(['sent']);
  });

  it('STOP under a number ends everything on the channel for everybody who is written to there, and is news once', async () => {
    const database = await open();
    const { work, sms } = await written(database, 'sms');
    await work.ingest([call('bob', null, ada), call('bob', 'Parcel Sent')]);
    await work.drain();
    expect(sms.sent).toHaveLength(2);
    expect([await tellBack(work, 'sms', { kind: 'stopped', address: '+4915112345678' }), await tellBack(work, 'sms', { kind: 'stopped', address: '+4915112345678' })]).toEqual([1, 0]);
    await work.drain();
    expect((await database.db.select().from(consents)).filter((row) => row.channel === 'sms').map((row) => [row.customer, row.topic, row.state]).sort()).toEqual([['ada', '*', 'unsubscribed'], ['bob', '*', 'unsubscribed']]);
    expect(await named(database, 'Unsubscribed')).toHaveLength(2);
    await work.ingest([call('ada', 'Parcel Sent'), call('eve', null, ada), call('eve', 'Parcel Sent')]);
    await work.drain();
    // eve was never written to: it is the number that is blocked
    expect(sms.sent).toHaveLength(2);
  });

  it('STOP takes back what is queued, whatever its category, and START makes room again but undoes no bounce', async () => {
    const database = await open();
    const { work, clock, sms } = await written(database, 'sms');
    await publish(database, work, { ...asks('sms', { category: 'transactional' }), key: 'code', entry: [{ kind: 'event', event: 'Code Asked' }] });
    sms.answers.push({ outcome: 'retry', detail: 'busy' });
    await work.ingest([call('ada', 'Code Asked')]);
    await work.drain();
    expect(await stateOf(database)).toEqual(['queued', 'sent']);
    await tellBack(work, 'sms', { kind: 'stopped', address: '+4915112345678' });
    expect(await stateOf(database)).toEqual(['sent', 'suppressed']);
    clock.advance(DAY);
    await work.drain();
    expect(sms.sent).toHaveLength(2);
    expect([await tellBack(work, 'sms', { kind: 'resumed', address: '+4915112345678' }), await tellBack(work, 'sms', { kind: 'resumed', address: '+4915112345678' })]).toEqual([1, 0]);
    await work.ingest([call('ada', 'Code Asked'), call('ada', 'Parcel Sent')]);
    await work.drain();
    expect(sms.sent).toHaveLength(4);
    await tellBack(work, 'sms', { kind: 'bounced', ref: sms.sent.at(-1)!.ref });
    expect(await tellBack(work, 'sms', { kind: 'resumed', address: '+4915112345678' })).toBe(0);
    expect((await blocked(database)).map(([, , reason]) => reason)).toEqual(['bounced']);
  });

  it('a reply that names nothing but its number is about the message that the number got last', async () => {
    const database = await open();
    const { work, clock } = await written(database, 'sms');
    clock.advance(1_000);
    await work.ingest([call('bob', null, { ...ada, at: START }), call('bob', 'Parcel Sent')]);
    await work.drain();
    expect(await tellBack(work, 'sms', { kind: 'replied', address: '+4915112345678', text: 'lovely' }, { kind: 'replied', address: '+15005550006', text: 'who is this' })).toBe(1);
    await work.drain();
    expect((await named(database, 'Message Replied')).map((event) => event.customer)).toEqual(['bob']);
  });

  it('what is told about the message of an erased customer leaves nothing of them behind', async () => {
    const database = await open();
    const { work, ref } = await written(database);
    await tellBack(work, 'email', { kind: 'replied', ref, text: 'ok' });
    await work.erase('ada');
    expect(await tellBack(work, 'email', { kind: 'replied', ref, text: 'my name is Ada' })).toBe(0);
    await work.drain();
    expect([await database.db.select().from(messageEvents), await database.db.select().from(events), await database.db.select().from(customers)]).toEqual([[], [], []]);
  });
});
