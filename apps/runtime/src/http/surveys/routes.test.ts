import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../store/database.ts';
import { describeEachDatabase } from '../../store/testing.ts';
import { startTestServer, type TestServer } from '../../testing.ts';
import type { MessageItem, Page, Survey } from '../shapes.ts';

const ends = Object.fromEntries(['promoter', 'passive', 'detractor', 'silent'].map((id) => [id, { kind: 'exit', reason: id }]));
const nps = {
  dsl: 'attune/journey@1', key: 'nps', name: 'NPS', category: 'survey', timezone: 'UTC', entry: [{ kind: 'event', event: 'Ask' }], start: 'ask',
  steps: { ask: { kind: 'survey', survey: 'nps', question: 'Would you <recommend> us?', channel: 'email', timeout: { after: 'P14D', next: 'silent' }, promoter: 'promoter', passive: 'passive', detractor: 'detractor' }, ...ends },
};
const words = { dsl: nps.dsl, key: 'words', name: 'Words', category: 'survey', timezone: 'UTC', entry: [{ kind: 'event', event: 'Ask words' }], start: 'ask', steps: { ask: { kind: 'survey', survey: 'text', question: 'What should we do better?', channel: 'email', timeout: { after: 'P14D' } } } };

describeEachDatabase('surveys over HTTP', (open) => {
  let database: Database;
  let server: TestServer;
  let api: TestServer['api'];
  beforeEach(async () => {
    database = await open();
    server = await startTestServer(database);
    ({ api } = server);
    for (const journey of [nps, words]) {
      expect((await api('POST', '/journeys/import', journey)).status).toBe(201);
      expect((await api('POST', `/journeys/${journey.key}/publish`)).status).toBe(200);
    }
  });
  afterEach(() => server.stop());

  async function ask(userId: string, event = 'Ask'): Promise<string> {
    await server.send('identify', { userId, traits: { firstName: userId, email: `${userId}@x.example`, timezone: 'UTC' } });
    await server.send('track', { userId, event });
    await server.work.drain();
    const { items } = (await api('GET', `/messages?customer=${userId}`)).body as Page<MessageItem>;
    return /https:\/\/shop\.example(\/s\/\S+)/.exec(items[0]?.body ?? '')?.[1] ?? '';
  }
  const get = async (path: string, method = 'GET') => { const response = await server.app.request(path, { method }); return { status: response.status, text: await response.text(), headers: response.headers }; };
  const post = async (path: string, fields: Record<string, string>) => { const response = await server.app.request(path, { method: 'POST', body: new URLSearchParams(fields) }); return { status: response.status, text: await response.text() }; };
  const surveys = async (query = ''): Promise<Survey[]> => ((await api('GET', `/surveys${query}`)).body as Page<Survey>).items;

  it('ENG-28: the page shows the question, chooses the score of the link, and answers nothing by itself', async () => {
    const path = await ask('ada');
    const { status, text, headers } = await get(`${path}?score=9`);
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(text).toContain('<legend>Would you &lt;recommend&gt; us?</legend>');
    expect(text).not.toContain('<script');
    expect(text.match(/type="radio"/g)).toHaveLength(11);
    expect(text.match(/ checked/g)).toHaveLength(1);
    expect(text).toMatch(/value="9" required checked/);
    expect((await get(`${path}?score=42`)).text).not.toMatch(/required checked/);
    expect((await get(path, 'HEAD')).status).toBe(200);
    expect(await surveys()).toMatchObject([{ status: 'waiting', answeredAt: null }]);
  });

  it('ENG-28: an answer is kept, thanked for, and stands', async () => {
    const path = await ask('ada');
    expect(await post(path, { score: '', text: 'hm' })).toMatchObject({ status: 400, text: expect.stringContaining('Please choose one of the numbers.') as string });
    const answered = await post(path, { score: '10', text: ' <b>lovely</b> ' });
    expect(answered).toMatchObject({ status: 200, text: expect.stringContaining('You wrote: “&lt;b&gt;lovely&lt;/b&gt;”') as string });
    expect((await post(path, { score: '0' })).text).toContain('You chose 10.');
    expect((await get(path)).text).toContain('You chose 10.');
    await server.work.drain();
    expect(await surveys()).toMatchObject([{ kind: 'nps', status: 'answered', score: 10, band: 'promoter', text: '<b>lovely</b>', customer: 'ada', customerName: 'ada', journey: 'nps', journeyName: 'NPS', step: 'ask' }]);
    expect((await api('GET', '/customers/ada/runs')).body).toMatchObject({ items: [{ status: 'finished' }] });
    expect((await api('GET', '/journeys/nps/stats')).body).toMatchObject({ steps: { ask: { entered: 1, sent: 1, ports: { promoter: 1 } } } });
  });

  it('a question in words takes words', async () => {
    const path = await ask('ada', 'Ask words');
    expect((await get(path)).text).toContain('<label for="text"');
    expect((await post(path, { text: '  ' })).status).toBe(400);
    expect((await post(path, { text: 'Faster parcels' })).status).toBe(200);
    expect(await surveys('?kind=text')).toMatchObject([{ score: null, band: null, text: 'Faster parcels' }]);
  });

  it('what is late, unknown or forged opens nothing', async () => {
    const path = await ask('ada');
    server.clock.advance(14 * 86_400_000);
    expect((await get(path)).status).toBe(410);
    expect((await post(path, { score: '9' })).status).toBe(410);
    expect((await get(`${path.slice(0, -2)}xx`)).status).toBe(404);
    expect((await post('/s/nothing', { score: '9' })).status).toBe(404);
    expect((await get(path.replace('/s/', '/u/'))).status).toBe(404);
    expect(await surveys('?status=expired')).toHaveLength(1);
    expect(await surveys('?status=waiting')).toHaveLength(0);
  });

  it('come to figures with their interval, by what was asked when', async () => {
    for (const [index, score] of [10, 9, 8, 3].entries()) await post(await ask(`c${index}`), { score: String(score) });
    await ask('silent');
    expect((await api('GET', '/surveys/figures?journey=nps')).body).toMatchObject({
      items: [{ kind: 'nps', sent: 5, answered: 4, n: 4, value: 25, enough: false, scores: [{ score: 3, n: 1 }, { score: 8, n: 1 }, { score: 9, n: 1 }, { score: 10, n: 1 }] }],
    });
    expect((await api('GET', '/surveys/figures?journey=nps&until=2026-01-01T00:00:00Z')).body).toEqual({ items: [] });
    expect((await api('GET', '/surveys/figures?from=soon')).status).toBe(400);
    const first = (await api('GET', '/surveys?limit=3')).body as Page<Survey>;
    const rest = (await api('GET', `/surveys?limit=3&cursor=${first.next ?? ''}`)).body as Page<Survey>;
    expect(new Set([...first.items, ...rest.items].map(({ customer }) => customer)).size).toBe(5);
    expect((await surveys('?customer=c0')).map(({ customer }) => customer)).toEqual(['c0']);
  });

  it('a trial answers surveys and tasks as its timeline says', async () => {
    const at = '2026-05-04T10:00:00.000Z';
    const answer = await api('POST', '/simulate', { program: nps, from: at, timeline: [{ at, event: 'Ask' }, { at: '2026-05-06T10:00:00Z', result: { step: 'ask', outcome: 'answered', data: { score: 2, text: 'slow' } } }] });
    expect(answer).toMatchObject({ status: 200, body: { runs: [{ finish: { id: 'detractor' } }], messages: [{ status: 'sent' }] } });
  });
});
