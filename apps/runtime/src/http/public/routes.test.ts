import { expect, it } from 'vitest';
import { consents, customers, messageEvents, messages } from '../../store/schema.ts';
import { describeEachDatabase } from '../../store/testing.ts';
import { startTestServer } from '../../testing.ts';
import { isMachine } from './machine.ts';

const graph = {
  dsl: 'attune/journey@1', key: 'letter', name: 'Letter', category: 'marketing', timezone: 'UTC', entry: [{ kind: 'event', event: 'Signed Up' }], start: 'mail',
  steps: { mail: { kind: 'message', channel: 'email', topic: 'offers', content: { subject: 'Hi', body: 'Hello' }, next: 'done' }, done: { kind: 'exit', reason: 'completed' } },
};
const browser = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0' };

describeEachDatabase('pages that customers reach', (open) => {
  async function written() {
    const database = await open();
    const server = await startTestServer(database);
    await server.api('POST', '/journeys/import', graph);
    await server.api('POST', '/journeys/letter/publish');
    await server.send('batch', { batch: [
      { type: 'identify', userId: 'ada', traits: { email: 'ada@shop.example', timezone: 'UTC' }, context: { consent: { categoryPreferences: { offers: true, tracking: true } } } },
      { type: 'track', userId: 'ada', event: 'Signed Up' },
    ] });
    await server.work.drain();
    const [message] = await database.db.select().from(messages);
    if (!message) throw new Error('nothing was sent');
    const ask = (method: string, url: string, body?: string, headers: Record<string, string> = browser) => server.app.request(new URL(url).pathname, { method, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, ...(body === undefined ? {} : { body }) });
    const states = async () => (await database.db.select().from(consents)).filter(({ topic }) => topic !== 'tracking').map(({ channel, topic, state }) => `${channel}.${topic} ${state}`).sort();
    return { database, server, message, ask, states, links: server.work.links };
  }

  it('peer 15: GET and HEAD of the address to unsubscribe change nothing, POST does, and twice is once', async () => {
    const { server, message, ask, states, links } = await written();
    const url = links.unsubscribe(message);
    for (const method of ['GET', 'HEAD', 'GET']) expect((await ask(method, url)).status).toBe(200);
    expect(await states()).toEqual(['*.offers granted']);
    for (const body of ['List-Unsubscribe=One-Click', 'List-Unsubscribe=One-Click']) expect((await ask('POST', url, body, {})).status).toBe(200);
    expect(await states()).toEqual(['*.offers granted', 'email.offers unsubscribed']);
    expect((await ask('POST', `${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`, 'List-Unsubscribe=One-Click')).status).toBe(404);
    await server.stop();
  });

  it('a followed link leads on, notes that a person went there, and what a scanner does is a hint; no link leads where it was not made to', async () => {
    const { database, server, message, ask, links } = await written();
    server.clock.advance(60_000);
    const url = links.click(message, 'https://elsewhere.example/p?q=1');
    for (const [method, headers] of [['HEAD', browser], ['GET', { 'user-agent': 'curl/8' }], ['GET', browser]] as const) {
      const response = await ask(method, url, undefined, headers);
      expect([response.status, response.headers.get('location')]).toEqual([302, 'https://elsewhere.example/p?q=1']);
    }
    expect((await database.db.select().from(messageEvents)).map(({ detail }) => (detail as { machine: boolean }).machine).sort()).toEqual([false, true]);
    const picture = await ask('GET', links.open(message));
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/gif']);
    expect((await ask('GET', url.replace('/c/', '/c/x'))).status).toBe(404);
    expect((await ask('GET', links.open(message).replace('/o/', '/o/x'))).status).toBe(200);
    expect(await database.db.select().from(messageEvents)).toHaveLength(3);
    await server.stop();
  });

  it('the page of preferences shows topics by channel, and changes what was ticked and nothing else; GET changes nothing', async () => {
    const { database, server, message, ask, states, links } = await written();
    const url = links.preferences(message);
    const page = await (await ask('GET', url)).text();
    for (const words of ['Offers', 'News', 'Care after a purchase', 'read for mood', 'which links you follow']) expect(page).toContain(words);
    expect(page).toMatch(/name="email\.offers"[^>]*checked/);
    expect(page).not.toMatch(/name="email\.news"[^>]*checked/);
    expect(await states()).toEqual(['*.offers granted']);
    expect((await ask('POST', url, 'email.news=on&tracking=on')).status).toBe(200);
    expect(await states()).toEqual(['*.offers granted', 'email.news granted', 'email.offers unsubscribed']);
    // not ticked: an objection to being read, which holds at once
    expect((await database.db.select().from(customers))[0]?.sentimentAllowed).toBe(false);
    expect((await ask('POST', url, 'email.offers=on&email.news=on&tracking=on&mood=on')).status).toBe(200);
    expect(await states()).toEqual(['*.offers granted', 'email.news granted', 'email.offers granted']);
    expect((await database.db.select().from(customers))[0]?.sentimentAllowed).toBe(true);
    await server.work.setConsent('ada', { channel: 'email', topic: '*', state: 'unsubscribed', source: 'complaint' });
    await ask('POST', url, 'email.news=on');
    const after = await (await ask('GET', url)).text();
    expect([/name="email\.news"[^>]*checked/, /name="email\.offers"[^>]*checked/, /name="email\.care"[^>]*checked/].map((box) => box.test(after))).toEqual([true, false, false]);
    expect((await ask('GET', url.replace('/p/', '/p/x'))).status).toBe(404);
    await server.stop();
  });
});

it('programs are told from people by what they say of themselves', () => {
  const of = (agent: string, more: Record<string, string> = {}, method = 'GET') => isMachine(method, new Headers({ 'user-agent': agent, ...more }));
  for (const agent of ['', 'Mozilla/5.0', 'Mozilla/5.0 (compatible; Googlebot/2.1)', 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', 'YahooMailProxy; https://help.yahoo.com', 'python-requests/2', 'Slackbot-LinkExpanding 1.0', 'Mozilla/5.0 HeadlessChrome/120']) expect(of(agent), agent).toBe(true);
  expect(of(browser['user-agent'], { 'sec-purpose': 'prefetch;prerender' })).toBe(true);
  expect(of(browser['user-agent'], {}, 'HEAD')).toBe(true);
  for (const agent of [browser['user-agent'], 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1']) expect(of(agent), agent).toBe(false);
});
