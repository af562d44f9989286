import { expect, it } from 'vitest';
import { createRequester } from '../channel/index.ts';
import type { Database } from '../store/database.ts';
import { calls, failures, runs } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestWork, publish } from './testing.ts';

const journey = (to: string, text = '{{customer.id}} is unhappy\nAbout {{event.properties.what}}') => ({
  dsl: 'attune/journey@1', key: 'tell', name: 'Tell', category: 'service', entry: [{ kind: 'event', event: 'Unhappy' }], start: 'tell', steps: { tell: { kind: 'notify', to, text, next: 'done' }, done: { kind: 'exit', reason: 'done' } },
});
const unhappy = () => call('ada', 'Unhappy', { properties: { what: 'the "parcel"' } });
const CHAT = 'https://chat.example/hooks/T1/secret';
const failed = async (database: Database) => (await database.db.select().from(failures)).map(({ kind, subject, error, replayedAt }) => ({ kind, subject, error, replayedAt }));

describeEachDatabase('lines to colleagues', (open) => {
  it('ENG-30: are posted to the team\'s chat, and nobody waits for it', async () => {
    const database = await open();
    const { work, requests } = await createTestWork(database);
    await publish(database, work, journey(CHAT));
    await work.ingest([unhappy()]);
    expect((await database.db.select().from(runs)).map(({ status }) => status)).toEqual(['finished']);
    await work.drain();
    expect(requests).toMatchObject([{ url: CHAT, method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: 'ada is unhappy\nAbout the "parcel"' }) }]);
    expect(await database.db.select().from(calls)).toMatchObject([{ status: 'done' }]);
    expect(await failed(database)).toEqual([]);
  });

  it('ENG-30: are mailed, with their first line as the subject', async () => {
    const database = await open();
    const { work, email } = await createTestWork(database);
    await publish(database, work, journey('care@shop.example'));
    await work.ingest([unhappy()]);
    await work.drain();
    expect(email.sent).toMatchObject([{ to: 'care@shop.example', subject: 'ada is unhappy', text: 'About the "parcel"', unsubscribeUrl: null }]);
  });

  it('ENG-30: are listed where they cannot be said, and are said when somebody tries again', async () => {
    const database = await open();
    const { work, requests, replies } = await createTestWork(database);
    await publish(database, work, journey(CHAT));
    replies.push({ outcome: 'answered', status: 404, headers: {}, body: '', truncated: false });
    await work.ingest([unhappy()]);
    await work.drain();
    expect(await failed(database)).toEqual([{ kind: 'notify', subject: 'ada', error: 'the server answered 404', replayedAt: null }]);
    const [failure] = await database.db.select().from(failures);
    expect(await work.replay(failure!.id)).toBe(true);
    await work.drain();
    expect(requests.map(({ body }) => body)).toEqual([JSON.stringify({ text: 'ada is unhappy\nAbout the "parcel"' }), JSON.stringify({ text: 'ada is unhappy\nAbout the "parcel"' })]);
    expect(new Set(requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
    expect((await failed(database)).map(({ replayedAt }) => replayedAt !== null)).toEqual([true]);
  });

  it('ENG-30: are tried again by themselves where that may help', async () => {
    const database = await open();
    const { work, clock, requests, replies } = await createTestWork(database);
    await publish(database, work, journey(CHAT));
    replies.push({ outcome: 'answered', status: 503, headers: {}, body: '', truncated: false });
    await work.ingest([unhappy()]);
    await work.drain();
    clock.advance(10_000);
    await work.drain();
    expect(requests).toHaveLength(2);
    expect(await failed(database)).toEqual([]);
  });

  it('ENG-30: say that there is no mail server, instead of keeping quiet', async () => {
    const database = await open();
    const { deps } = await createTestWork(database);
    const email = { ...deps.channels.get('email')!, local: true };
    const { work } = await createTestWork(database, { channels: new Map([...deps.channels, ['email', email]]) });
    await publish(database, work, journey('care@shop.example'));
    await work.ingest([unhappy()]);
    await work.drain();
    expect((await failed(database))[0]?.error).toContain('SMTP_URL');
  });

  it('do not reach private addresses', async () => {
    const database = await open();
    const { work } = await createTestWork(database, { requester: createRequester({ allowPrivate: false }) });
    await publish(database, work, journey('https://127.0.0.1/hook'));
    await work.ingest([unhappy()]);
    await work.drain();
    expect(await failed(database)).toMatchObject([{ kind: 'notify', error: expect.stringMatching(/not a public address/) as string }]);
  });
});
