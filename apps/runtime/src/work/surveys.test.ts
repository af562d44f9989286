import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { customers, events, messages, runs, surveys, trail } from '../store/schema.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestWork, publish, type TestWork } from './testing.ts';

const ends = Object.fromEntries(['promoter', 'passive', 'detractor', 'silent', 'not'].map((id) => [id, { kind: 'exit', reason: id }]));
const journey = (key: string, more: object = {}) => ({
  dsl: 'attune/journey@1', key, name: key, category: 'service', timezone: 'UTC', entry: [{ kind: 'event', event: `Ask ${key}` }], start: 'ask', reentry: { mode: 'always' },
  steps: { ask: { kind: 'survey', survey: 'nps', question: 'Would you recommend us?', channel: 'email', timeout: { after: 'P14D', next: 'silent' }, promoter: 'promoter', passive: 'passive', detractor: 'detractor', skipped: 'not', ...more }, ...ends },
});
const ask = (id: string, key = 'nps', more: object = {}) => call(id, `Ask ${key}`, { traits: { email: `${id}@x.example` }, timezone: 'UTC', ...more });
const ways = async (database: Database) => (await database.db.select().from(runs).orderBy(runs.enteredAt, runs.id)).map((run) => (run.state as { exit?: string }).exit ?? null);
const all = async (database: Database) => database.db.select().from(surveys).orderBy(surveys.createdAt, surveys.id);
const said = async (database: Database) => (await database.db.select().from(messages).orderBy(messages.createdAt, messages.id)).map(({ status, reason }) => reason ?? status);

async function asked(database: Database, test: TestWork, more: object = {}): Promise<{ lane: number; id: string }> {
  await publish(database, test.work, journey('nps', more));
  await test.work.ingest([ask('ada')]);
  await test.work.drain();
  return (await all(database))[0]!;
}

describeEachDatabase('surveys', (open) => {
  it('ENG-28: go out with a link of their own, and scores to choose from', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const survey = await asked(database, test);
    expect(survey).toMatchObject({ kind: 'nps', question: 'Would you recommend us?', customer: 'ada', sentAt: '2026-05-04T10:00:00.000Z', expiresAt: '2026-05-18T10:00:00.000Z', answeredAt: null });
    const [mail] = test.email.sent;
    const link = test.work.links.survey(survey);
    expect(mail).toMatchObject({ subject: 'Would you recommend us?', category: 'survey' });
    expect(mail?.text).toContain(link);
    expect(mail?.html).toContain(`${link}?score=9`);
    expect(test.work.links.read(link.split('/s/')[1] ?? '', 'survey')).toEqual({ lane: survey.lane, id: survey.id });
  });

  it('ENG-28: an answer is an event of the customer and leads the run on, once', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const survey = await asked(database, test);
    const given = { score: 3, text: 'it was terrible' };
    expect(await test.work.answerSurvey(survey, given)).toBe('answered');
    expect(await test.work.answerSurvey(survey, { score: 10, text: null })).toBe('before');
    await test.work.drain();
    expect(await ways(database)).toEqual(['detractor']);
    expect((await database.db.select().from(events)).filter(({ name }) => name === 'Survey Answered')).toMatchObject([{ customer: 'ada', properties: { survey: 'nps', score: 3, text: 'it was terrible', journey: 'nps', step: 'ask' }, sentiment: { label: 'negative' } }]);
    expect((await database.db.select().from(customers))[0]).toMatchObject({ mood: { label: 'negative' } });
    expect((await all(database))[0]).toMatchObject({ score: 3, text: 'it was terrible', answeredAt: '2026-05-04T10:00:00.000Z' });
    expect((await database.db.select().from(trail)).filter(({ outcome }) => outcome === 'detractor')).toMatchObject([{ because: 'answered 3 of 10 (detractor): “it was terrible”' }]);
  });

  it('ENG-15: words are read for mood only where the customer allows it', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const survey = await asked(database, test);
    await test.work.setSentimentAllowed('ada', false);
    await test.work.answerSurvey(survey, { score: 9, text: 'lovely' });
    await test.work.drain();
    expect(await ways(database)).toEqual(['promoter']);
    expect((await database.db.select().from(events)).find(({ name }) => name === 'Survey Answered')?.sentiment).toBeNull();
    expect((await database.db.select().from(customers))[0]?.mood).toBeNull();
  });

  it('ENG-28: takes only answers that the scale has, in time', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const survey = await asked(database, test);
    for (const score of [11, -1, 7.5, null]) expect(await test.work.answerSurvey(survey, { score, text: null }), String(score)).toBe('invalid');
    test.clock.set('2026-05-18T10:00:00.000Z');
    expect(await test.work.answerSurvey(survey, { score: 9, text: null })).toBe('expired');
    await test.work.drain();
    expect(await ways(database)).toEqual(['silent']);
    expect(await test.work.answerSurvey({ lane: survey.lane, id: 'none' }, { score: 9, text: null })).toBe('missing');
  });

  it('GATE-7: nobody is asked by two journeys within three months, also where both asked at the same time or were held back', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, journey('nps'));
    await publish(database, test.work, journey('csat', { survey: 'csat', promoter: undefined, passive: undefined, detractor: undefined }));
    await test.work.ingest([ask('ada'), ask('ada', 'csat')]);
    await test.work.drain();
    expect((await said(database)).sort()).toEqual(['capped', 'sent']);
    expect(new Set(await ways(database))).toEqual(new Set([null, 'not']));
    // both come in the night, and leave in the morning one after the other
    test.clock.set('2026-05-04T23:00:00.000Z');
    await test.work.ingest([ask('bob'), ask('bob', 'csat')]);
    await test.work.drain();
    test.clock.set('2026-05-05T12:00:00.000Z');
    await test.work.drain();
    expect((await said(database)).slice(2).sort()).toEqual(['capped', 'sent']);
    test.clock.set('2026-08-02T09:59:59.000Z');
    await test.work.ingest([ask('ada', 'csat')]);
    await test.work.drain();
    expect((await said(database)).at(-1)).toBe('capped');
    test.clock.set('2026-08-02T10:00:00.000Z');
    await test.work.ingest([ask('ada', 'csat')]);
    await test.work.drain();
    expect((await said(database)).at(-1)).toBe('sent');
    expect((await all(database)).filter(({ customer }) => customer === 'ada')).toHaveLength(2);
  });

  it('GATE-7: nobody is asked while a complaint of theirs is open, also where it was opened while the question waited', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, journey('nps'));
    test.clock.set('2026-05-04T23:00:00.000Z');
    await test.work.ingest([ask('ada'), call('bob', 'Complaint Opened'), ask('bob')]);
    await test.work.ingest([call('ada', 'Complaint Opened')]);
    test.clock.set('2026-05-05T12:00:00.000Z');
    await test.work.drain();
    expect(await said(database)).toEqual(['guarded', 'guarded']);
    expect(await ways(database)).toEqual(['not', 'not']);
  });

  it('ENG-28: a reminder is a second message of the same survey', async () => {
    const database = await open();
    const test = await createTestWork(database);
    const survey = await asked(database, test, { reminder: 'P4D' });
    test.clock.set('2026-05-08T10:00:00.000Z');
    await test.work.drain();
    expect(test.email.sent).toHaveLength(2);
    expect(test.email.sent[1]?.text).toContain(test.work.links.survey(survey));
    expect(await all(database)).toHaveLength(1);
    test.clock.set('2026-05-12T10:00:00.000Z');
    await test.work.drain();
    expect(test.email.sent).toHaveLength(2);
    expect(await test.work.answerSurvey(survey, { score: 7, text: null })).toBe('answered');
    await test.work.drain();
    expect(await ways(database)).toEqual(['passive']);
  });

  it('go with a customer who is erased, and to the customer somebody turned out to be', async () => {
    const database = await open();
    const test = await createTestWork(database);
    await publish(database, test.work, journey('nps'));
    await test.work.ingest([{ ...ask('x'), userId: null, anonymousId: 'a1' }]);
    await test.work.drain();
    await test.work.ingest([call('ada', null, { anonymousId: 'a1' })]);
    await test.work.drain();
    const [survey] = await all(database);
    expect(survey).toMatchObject({ customer: 'ada' });
    expect(await test.work.answerSurvey(survey!, { score: 10, text: null })).toBe('answered');
    await test.work.drain();
    expect(await ways(database)).toEqual(['promoter']);
    await test.work.erase('ada');
    expect(await all(database)).toEqual([]);
  });
});
