import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { consents, deliveries, messages, runs, suppressions } from '../store/schema.ts';
import { laneOf } from '../store/lane.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestChannel, createTestWork, LANES, publish, saveTemplate } from './testing.ts';

const HOUR = 3_600_000;
const letter = (more: object = {}, settings: object = {}) => ({
  dsl: 'attune/journey@1', key: 'letter', name: 'Letter', category: 'marketing', timezone: 'UTC', entry: [{ kind: 'event', event: 'Signed Up' }], ...settings, start: 'mail',
  steps: {
    mail: { kind: 'message', channel: 'email', topic: 'offers', content: { subject: 'Hi', body: 'Hello {{customer.first_name}}' }, next: 'sent', skipped: 'left-out', ...more },
    sent: { kind: 'exit', reason: 'completed' },
    'left-out': { kind: 'exit', reason: 'expired' },
  },
});
const ada = { traits: { firstName: 'Ada', email: 'ada@shop.example' }, consent: { 'email.offers': true }, timezone: 'UTC' };
const all = (database: Database) => database.db.select().from(messages);
const ends = async (database: Database) => (await database.db.select().from(runs)).map((run) => run.reason);

describeEachDatabase('delivery', (open) => {
  it('hands a message over with its id as the key, its words, and a link to unsubscribe, and tells the run', async () => {
    const database = await open();
    const { work, email } = await createTestWork(database);
    await publish(database, work, letter());
    await work.ingest([call('ada', null, ada), call('ada', 'Signed Up')]);
    await work.drain();
    const [message] = await all(database);
    expect(message).toMatchObject({ status: 'sent', to: 'ada@shop.example', subject: 'Hi', providerId: 'p-1' });
    expect(email.sent).toHaveLength(1);
    const [outgoing] = email.sent;
    expect(outgoing).toMatchObject({ id: message!.id, to: 'ada@shop.example', subject: 'Hi', category: 'marketing' });
    expect(outgoing!.text).toContain('Hello Ada');
    expect(outgoing!.text).toContain(outgoing!.unsubscribeUrl);
    expect(work.links.read(outgoing!.unsubscribeUrl!.split('/u/')[1]!, 'unsubscribe')).toEqual({ lane: message!.lane, id: message!.id });
    expect(work.links.read(outgoing!.unsubscribeUrl!.split('/u/')[1]!, 'why')).toBeNull();
    expect(await ends(database)).toEqual(['completed']);
  });

  it('GATE-1: sends nothing without consent, keeps the decision, and the run takes its other way in the same pass', async () => {
    const database = await open();
    const { work, email } = await createTestWork(database);
    await publish(database, work, letter());
    await work.ingest([call('ada', null, { ...ada, consent: null }), call('ada', 'Signed Up')]);
    const [message] = await all(database);
    expect(message).toMatchObject({ status: 'skipped', reason: 'no-consent' });
    expect(message!.decision).toMatchObject({ answer: 'skip', reason: 'no-consent', used: { consent: 'none' } });
    expect(await ends(database)).toEqual(['expired']);
    expect(email.sent).toEqual([]);
  });

  it('GATE-2: holds a message back through quiet hours and asks everything again at release', async () => {
    const database = await open();
    const { work, clock, email } = await createTestWork(database);
    await publish(database, work, letter());
    clock.set('2026-05-04T22:00:00.000Z');
    const late = { at: '2026-05-04T22:00:00.000Z' };
    await work.ingest(['ada', 'bob'].flatMap((id) => [call(id, null, { ...ada, ...late }), call(id, 'Signed Up', late)]));
    await work.drain();
    expect((await all(database)).map((m) => [m.status, m.dueAt])).toEqual([['deferred', '2026-05-05T08:00:00.000Z'], ['deferred', '2026-05-05T08:00:00.000Z']]);
    await work.ingest([call('bob', null, { consent: { 'email.offers': false } })]);
    clock.set('2026-05-05T08:00:00.000Z');
    await work.drain();
    expect((await all(database)).map((m) => [m.customer, m.status, m.reason]).sort()).toEqual([['ada', 'sent', null], ['bob', 'skipped', 'no-consent']]);
    expect(email.sent).toHaveLength(1);
    expect((await ends(database)).sort()).toEqual(['completed', 'expired']);
  });

  it('GATE-3: counts what was queued in the same batch towards the cap', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, letter({}, { reentry: { mode: 'always' } }));
    await work.ingest([call('ada', null, ada), ...Array.from({ length: 5 }, () => call('ada', 'Signed Up'))]);
    await work.drain();
    expect((await all(database)).map((m) => m.reason ?? m.status).sort()).toEqual(['capped', 'capped', 'sent', 'sent', 'sent']);
  });

  it('GATE-5: sends no promotion to somebody who complained, and does again once it is solved', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, letter());
    await work.ingest([call('ada', null, ada), call('ada', 'Complaint Opened', { properties: { text: 'terrible, it is broken' } }), call('ada', 'Signed Up')]);
    await work.ingest([call('ada', 'Complaint Resolved', { at: '2026-05-04T10:30:00.000Z' }), call('ada', 'Signed Up')]);
    await work.drain();
    expect((await all(database)).map((m) => m.reason ?? m.status).sort()).toEqual(['guarded', 'sent']);
  });

  it('tries again later what may work later, with the same id, and gives up in the end', async () => {
    const database = await open();
    const { work, clock, email } = await createTestWork(database);
    await publish(database, work, letter());
    email.answers.push(...Array.from({ length: 8 }, () => ({ outcome: 'retry' as const, detail: 'greylisted' })));
    await work.ingest([call('ada', null, ada), call('ada', 'Signed Up')]);
    await work.drain();
    expect((await all(database))[0]).toMatchObject({ status: 'queued', attempts: 1, error: 'greylisted' });
    for (let i = 0; i < 8; i++) { clock.advance(24 * HOUR); await work.drain(); }
    expect((await all(database))[0]).toMatchObject({ status: 'failed', attempts: 8, reason: 'provider-rejected' });
    expect(new Set(email.sent.map((one) => one.id)).size).toBe(1);
    expect(await database.db.select().from(deliveries)).toHaveLength(8);
    expect(await ends(database)).toEqual(['expired']);
  });

  it('leaves a message of unknown fate to a person, and never sends it twice', async () => {
    const database = await open();
    const { work, clock, email } = await createTestWork(database);
    await publish(database, work, letter());
    email.answers.push({ outcome: 'uncertain', detail: 'no answer after the words were handed over' });
    await work.ingest([call('ada', null, ada), call('ada', 'Signed Up')]);
    await work.drain();
    clock.advance(48 * HOUR);
    await work.drain();
    expect((await all(database))[0]).toMatchObject({ status: 'uncertain' });
    expect(email.sent).toHaveLength(1);
    expect(await ends(database)).toEqual(['completed']);
  });

  it('blocks an address that does not exist', async () => {
    const database = await open();
    const { work, email } = await createTestWork(database);
    await publish(database, work, letter());
    email.answers.push({ outcome: 'rejected', detail: '550 no such user', badAddress: true });
    await work.ingest([call('ada', null, ada), call('ada', 'Signed Up')]);
    await work.drain();
    await work.ingest([call('ada', 'Signed Up')]);
    await work.drain();
    expect((await all(database)).map((m) => m.reason).sort()).toEqual(['provider-rejected', 'suppressed']);
    expect(await database.db.select().from(suppressions)).toHaveLength(1);
  });

  it('ENG-12: leaves a message out whose words lack a value, with the reason, never half of it', async () => {
    const database = await open();
    const { work, email } = await createTestWork(database);
    await saveTemplate(database, 'hello', { subject: 'Hi', body: 'Your code is {{event.properties.code}}' });
    await publish(database, work, letter({ content: undefined, template: 'hello' }));
    await work.ingest([call('ada', null, ada), call('ada', 'Signed Up')]);
    await work.drain();
    await work.ingest([call('ada', 'Signed Up', { properties: { code: 'X1' } })]);
    await work.drain();
    const rows = await all(database);
    expect(rows.map((m) => m.reason ?? m.status).sort()).toEqual(['sent', 'template-error']);
    expect(rows.find((m) => m.reason === 'template-error')!.error).toContain('code');
    expect(email.sent).toHaveLength(1);
  });

  it('falls back to the next channel where the first has no address', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, letter({ fallback: ['outbox'] }, { category: 'service' }));
    await work.ingest([call('ada', null, { traits: { firstName: 'Ada' } }), call('ada', 'Signed Up')]);
    await work.drain();
    expect((await all(database)).map((m) => [m.channel, m.status])).toEqual([['outbox', 'sent']]);
  });

  it('an unsubscription acts at once, also on what is queued, and is acknowledged only when nothing is on its way', async () => {
    const database = await open();
    const { work, email, clock } = await createTestWork(database);
    await publish(database, work, letter({}, { reentry: { mode: 'always' } }));
    clock.set('2026-05-04T22:00:00.000Z');
    await work.ingest([call('ada', null, ada), call('ada', 'Signed Up')]);
    await work.unsubscribe({ lane: laneOf('ada', LANES), customer: 'ada', channel: 'email', topic: 'offers' });
    expect((await all(database))[0]).toMatchObject({ status: 'skipped', reason: 'unsubscribed', dueAt: null });
    clock.set('2026-05-05T09:00:00.000Z');
    await work.ingest([call('ada', null, { consent: { 'email.offers': true } }), call('ada', 'Signed Up')]);
    await work.drain();
    expect(email.sent).toEqual([]);
    expect((await database.db.select().from(consents)).map((consent) => consent.state)).toEqual(['unsubscribed']);
    await work.setConsent('ada', { channel: 'email', topic: 'offers', state: 'granted', source: 'preferences' });
    const order: string[] = [];
    let acknowledged: Promise<void> | null = null;
    email.during = async () => {
      acknowledged = work.unsubscribe({ lane: laneOf('ada', LANES), customer: 'ada', channel: 'email', topic: 'offers' }).then(() => { order.push('acknowledged'); });
      await database.query(sql`select ${1}::int`);
      order.push('left');
    };
    await work.ingest([call('ada', 'Signed Up')]);
    await work.drain();
    await acknowledged;
    expect(order).toEqual(['left', 'acknowledged']);
  });

  it('settles what a process that died left in the middle of sending', async () => {
    const database = await open();
    const safe = createTestChannel('email', { idempotent: true });
    for (const [channel, expected] of [[createTestChannel('email'), 'uncertain'], [safe, 'sent']] as const) {
      const { work } = await createTestWork(database, { channels: new Map([['email', channel]]) });
      await database.query(sql.raw('truncate messages, runs, journeys, journey_versions'));
      await publish(database, work, letter({}, { category: 'service' }));
      await work.ingest([call('ada', null, ada), call('ada', 'Signed Up')]);
      await database.query(sql`update messages set status = 'sending', attempts = 1, leased_until = now() - interval '1 second' where lane = ${laneOf('ada', LANES)}`);
      await work.drain();
      expect((await all(database)).map((m) => m.status)).toEqual([expected]);
      expect(channel.sent).toHaveLength(expected === 'sent' ? 1 : 0);
    }
  });
});
