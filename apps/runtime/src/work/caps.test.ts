import { parseProgram, simulate, type GatePolicy } from '@attune/dsl';
import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { messages } from '../store/schema.ts';
import { writeSetting } from '../store/settings.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestWork, publish, START } from './testing.ts';

const journey = (category: string, event: string) => ({
  dsl: 'attune/journey@1', key: category, name: category, category, timezone: 'UTC', entry: [{ kind: 'event', event }], reentry: { mode: 'always' }, start: 'mail',
  steps: { mail: { kind: 'message', channel: 'email', topic: 'offers', content: { subject: 'Hi', body: 'Hello' }, next: 'done' }, done: { kind: 'exit', reason: 'completed' } },
});
const policy = { caps: [{ limit: 2, within: 'P1D' }], quietHours: { from: '21:00', to: '08:00' }, guardrails: true } satisfies Partial<GatePolicy>;
const ada = { traits: { email: 'ada@shop.example' }, consent: { offers: true }, timezone: 'UTC' };
const became = async (database: Database) => (await database.db.select().from(messages).orderBy(messages.createdAt, messages.id)).map((message) => `${message.journey} ${message.reason ?? message.status}`);

describeEachDatabase('caps', (open) => {
  it('GATE-3: count messages of every category but transactional ones, and hold back marketing only', async () => {
    const database = await open();
    await writeSetting(database.db, 'policy', policy, START);
    const { work, clock } = await createTestWork(database);
    for (const category of ['marketing', 'service', 'transactional']) await publish(database, work, journey(category, category));
    await work.ingest([call('ada', null, ada)]);
    for (const event of ['transactional', 'transactional', 'transactional', 'marketing', 'service', 'marketing', 'service', 'transactional']) {
      await work.ingest([call('ada', event)]);
      await work.drain();
      clock.advance(60_000);
    }
    expect(await became(database)).toEqual([
      'transactional sent', 'transactional sent', 'transactional sent', 'marketing sent', 'service sent', 'marketing capped', 'service sent', 'transactional sent',
    ]);
  });

  it('GATE-3: count what was sent, by the moment it was sent, and not what is only held back', async () => {
    const database = await open();
    await writeSetting(database.db, 'policy', policy, START);
    const { work, clock, email } = await createTestWork(database);
    await publish(database, work, journey('marketing', 'marketing'));
    await work.ingest([call('ada', null, ada)]);
    clock.set('2026-05-04T22:00:00.000Z');
    // the last one is capped at release, when two have gone out before it, and not while all of them wait
    for (let i = 0; i < 3; i++) { await work.ingest([call('ada', 'marketing')]); await work.drain(); clock.advance(60_000); }
    expect(await became(database)).toEqual(['marketing deferred', 'marketing deferred', 'marketing deferred']);
    clock.set('2026-05-05T08:00:00.000Z');
    await work.drain();
    expect(await became(database)).toEqual(['marketing sent', 'marketing sent', 'marketing capped']);
    expect(email.sent).toHaveLength(2);
    // a day after they were asked for, but not yet a day after they were sent
    clock.set('2026-05-06T07:59:59.999Z');
    const noQuiet = { ...policy, quietHours: null };
    await writeSetting(database.db, 'policy', noQuiet, START);
    await work.programsChanged();
    await work.ingest([call('ada', 'marketing')]);
    await work.drain();
    clock.set('2026-05-06T08:00:00.000Z');
    await work.ingest([call('ada', 'marketing')]);
    await work.drain();
    expect((await became(database)).slice(3)).toEqual(['marketing capped', 'marketing sent']);
  });

  it('GATE-3: come to the same in a trial of the journey and in earnest', async () => {
    const database = await open();
    await writeSetting(database.db, 'policy', policy, START);
    const { work, clock } = await createTestWork(database);
    const program = journey('marketing', 'marketing');
    await publish(database, work, program);
    await work.ingest([call('ada', null, ada)]);
    const at = ['2026-05-04T10:00', '2026-05-04T21:30', '2026-05-04T22:00', '2026-05-05T09:00', '2026-05-05T10:01', '2026-05-06T08:30'].map((minute) => `${minute}:00.000Z`);
    for (const moment of at) {
      // what was held back leaves when it may, as it does while a process runs
      for (const release of ['2026-05-05T08:00:00.000Z']) if (clock.now() < Date.parse(release) && moment > release) { clock.set(release); await work.drain(); }
      clock.set(moment);
      await work.ingest([call('ada', 'marketing', { at: moment })]);
      await work.drain();
    }
    const parsed = parseProgram(program);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    const trial = simulate(parsed.value, {
      customer: { id: 'ada', timezone: 'UTC', email: 'ada@shop.example', consent: { '*': { offers: true } } }, policy: { ...policy, zone: 'UTC' },
      timeline: at.map((moment) => ({ at: moment, event: 'marketing' })), from: START, until: '2026-05-07T00:00:00.000Z',
    });
    expect(trial.issues).toEqual([]);
    const inEarnest = (await database.db.select().from(messages)).map((message) => `${message.sentAt ?? ''} ${message.reason ?? message.status}`).sort();
    expect(trial.messages.map((message) => `${message.status === 'sent' ? message.at : ''} ${message.reason ?? message.status}`).sort()).toEqual(inEarnest);
    expect(inEarnest.filter((one) => one.endsWith('capped')).length).toBeGreaterThan(0);
  });
});
