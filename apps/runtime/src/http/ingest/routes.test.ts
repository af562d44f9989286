import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeEachDatabase } from '../../store/testing.ts';
import type { Database } from '../../store/database.ts';
import { START, startTestServer, type TestServer } from '../../testing.ts';

interface Captured { readonly client: string; readonly status: number; readonly url: string; readonly headers: Record<string, string>; readonly body: { batch: { messageId: string }[] } }
const captured = JSON.parse(readFileSync(new URL('./fixtures/captured-requests.json', import.meta.url), 'utf8')) as Captured[];

describeEachDatabase('the ingestion API', (open) => {
  let database: Database;
  let server: TestServer;
  beforeEach(async () => {
    database = await open();
    server = await startTestServer(database);
  });
  afterEach(() => server.stop());

  const rows = async (): Promise<number> => {
    const [row] = await database.query<{ n: number }>(sql`select (select count(*) from events)::int + (select count(*) from inbox)::int + (select count(*) from customers)::int as n`);
    return row?.n ?? -1;
  };
  const events = async (): Promise<{ message_id: string; customer: string; name: string; at: string; properties: Record<string, unknown> }[]> => {
    await server.work.drain();
    return [...await database.query<{ message_id: string; customer: string; name: string; at: string; properties: Record<string, unknown> }>(sql`select message_id, customer, name, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, properties from events order by name, message_id`)];
  };

  it('takes all seven calls', async () => {
    for (const [call, body] of [
      ['identify', { userId: 'u1', traits: { email: 'ana@example.com' } }],
      ['track', { userId: 'u1', event: 'Order Completed', properties: { total: 27.5 } }],
      ['page', { userId: 'u1', name: 'Docs', properties: { url: 'https://x.test' } }],
      ['screen', { anonymousId: 'a1', name: 'Home' }],
      ['group', { userId: 'u1', groupId: 'g1', traits: { plan: 'pro' } }],
      ['alias', { userId: 'u2', previousId: 'u1' }],
      ['batch', { batch: [{ type: 'track', userId: 'u1', event: 'Seen' }] }],
    ] as const) expect(await server.send(call, body), call).toMatchObject({ status: 200, body: { success: true } });
    expect((await events()).map((event) => event.name)).toEqual(expect.arrayContaining(['Order Completed', 'Page Viewed', 'Screen Viewed', 'Seen']));
    const page = (await events()).find((event) => event.name === 'Page Viewed');
    expect(page?.properties).toMatchObject({ url: 'https://x.test', name: 'Docs' });
  });

  it('takes what real clients send, also gzip JSON that is labelled as a form', async () => {
    for (const request of captured) {
      const { authorization: _, host: __, 'content-length': ___, ...headers } = request.headers;
      const text = JSON.stringify(request.body);
      const body = headers['content-encoding'] === 'gzip' ? gzipSync(text) : text;
      const response = await server.app.request(request.url, { method: 'POST', headers: { ...headers, authorization: `Basic ${Buffer.from(`${server.keys.writeKey}:`).toString('base64')}` }, body });
      expect(response.status, request.client).toBe(200);
    }
    const sent = new Set(captured.flatMap((request) => request.body.batch.map((call) => call.messageId)));
    expect(new Set((await events()).map((event) => event.message_id))).toEqual(sent);
  });

  it('counts a repeated message id once, for ever', async () => {
    const call = { userId: 'u1', event: 'Order Completed', messageId: 'm1' };
    for (let n = 0; n < 3; n += 1) expect((await server.send('track', call)).status).toBe(200);
    expect(await events()).toHaveLength(1);
  });

  it('corrects the sender\'s clock to the millisecond, and takes no time from the future', async () => {
    // received 12:00:00.000, sent 11:00:05.250 by their clock, happened 5.25 s before
    await server.send('track', { userId: 'u1', event: 'A', messageId: 'a', originalTimestamp: '2026-05-03T11:00:00.000Z', sentAt: '2026-05-03T11:00:05.250Z' });
    await server.send('track', { userId: 'u1', event: 'B', messageId: 'b', timestamp: '2027-01-01T00:00:00Z' });
    await server.send('track', { userId: 'u1', event: 'C', messageId: 'c', timestamp: '2026-04-01T00:00:00+02:00' });
    await server.send('batch', { sentAt: '2026-05-03T11:59:58.000Z', batch: [{ type: 'track', userId: 'u1', event: 'D', messageId: 'd', timestamp: '2026-05-03T11:59:57.500Z' }] });
    expect(Object.fromEntries((await events()).map((event) => [event.name, event.at]))).toEqual({ A: '2026-05-03T11:59:54.750Z', B: START, C: '2026-03-31T22:00:00.000Z', D: '2026-05-03T11:59:59.500Z' });
  });

  it('takes the write key from the header or the body, and nothing without it', async () => {
    const body = { userId: 'u1', event: 'E' };
    expect(await server.send('track', body, { authorization: `Basic ${Buffer.from('wrong:').toString('base64')}` })).toMatchObject({ status: 401, body: { title: 'Unknown write key' } });
    expect((await server.app.request('/v1/track', { method: 'POST', body: JSON.stringify(body) })).status).toBe(401);
    expect((await server.app.request('/v1/track', { method: 'POST', body: JSON.stringify({ ...body, writeKey: server.keys.writeKey }) })).status).toBe(200);
    expect(await events()).toHaveLength(1);
  });

  it('lets browsers of other sites send events', async () => {
    const response = await server.app.request('/v1/track', { method: 'OPTIONS', headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect((await server.app.request('/api/settings', { headers: { origin: 'https://shop.example' } })).headers.get('access-control-allow-origin')).toBeNull();
  });

  const big = (size: number) => ({ userId: 'u1', event: 'E', properties: { text: 'x'.repeat(size) } });
  const empty = JSON.stringify(big(0)).length;
  const bad: readonly (readonly [string, string, unknown, string])[] = [
    ['broken JSON', 'track', '{"userId": "u1", "event": ', ''],
    ['an empty body', 'track', '', ''],
    ['a call of 32 KB and a byte', 'track', big(32 * 1024 + 1 - empty), ''],
    ['a 1 MB trait', 'identify', { userId: 'u1', traits: { story: 'x'.repeat(1_048_576) } }, ''],
    ['a large call inside a batch', 'batch', { batch: [{ type: 'track', ...big(40_000) }] }, '/batch/0'],
    ['2,501 calls', 'batch', { batch: Array.from({ length: 2501 }, () => ({ type: 'track', userId: 'u', event: 'E' })) }, '/batch'],
    ['a batch that is no list', 'batch', { batch: 'all' }, '/batch'],
    ['nobody', 'track', { event: 'E' }, '/userId'],
    ['no event name', 'track', { userId: 'u1' }, '/event'],
    ['properties that are a list', 'track', { userId: 'u1', event: 'E', properties: [] }, '/properties'],
    ['a time that is none', 'track', { userId: 'u1', event: 'E', timestamp: 'yesterday' }, '/timestamp'],
    ['an object for an id', 'track', { userId: { $ne: 1 }, event: 'E' }, '/userId'],
    ['an unknown type in a batch', 'batch', { batch: [{ type: 'track', userId: 'u', event: 'E' }, { type: 'sing', userId: 'u' }] }, '/batch/1/type'],
    ['__proto__ among traits', 'identify', '{"userId": "u1", "traits": {"__proto__": {"admin": true}}}', '/traits/__proto__'],
    ['__proto__ deep in properties', 'track', '{"userId": "u1", "event": "E", "properties": {"a": [{"__proto__": 1}]}}', '/properties/a/0/__proto__'],
    ['a tower of lists', 'track', `{"userId": "u1", "event": "E", "properties": {"a": ${'['.repeat(10_000)}${']'.repeat(10_000)}}}`, '/properties/a'],
  ];
  for (const [what, call, body, pointer] of bad) {
    it(`refuses ${what} with the field's name, and writes nothing`, async () => {
      const answer = await server.send(call, body);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      const errors = (answer.body as { errors: { pointer: string }[] }).errors;
      expect(errors.some((error) => error.pointer.startsWith(pointer) && (pointer === '' || error.pointer !== ''))).toBe(true);
      expect(await rows()).toBe(0);
    });
  }

  it('takes a call of exactly 32 KB', async () => {
    expect((await server.send('track', big(32 * 1024 - empty))).status).toBe(200);
  });

  it('does not unpack a small archive into a large one', async () => {
    const response = await server.app.request('/v1/batch', { method: 'POST', headers: { authorization: `Basic ${Buffer.from(`${server.keys.writeKey}:`).toString('base64')}` }, body: gzipSync(Buffer.alloc(50_000_000)) });
    expect(response.status).toBe(400);
  });

  it('keeps text that no database takes, with the broken characters replaced', async () => {
    expect((await server.send('track', '{"userId": "u\\u0000x", "event": "E", "properties": {"a": "x\\u0000y", "b": "\\ud800"}}')).status).toBe(200);
    expect((await events())[0]).toMatchObject({ customer: 'u\uFFFDx', properties: { a: 'x\uFFFDy', b: '\uFFFD' } });
  });

  it('notes names and harmless values for the pickers, and nothing of a person', async () => {
    await server.send('identify', { userId: 'u1', traits: { email: 'ana@example.com', plan: 'pro', note: 'likes long letters about everything and nothing at all' } });
    await server.send('track', { userId: 'u1', event: 'Order Completed', properties: { total: 27.5, currency: 'USD', gift: true, firstName: 'Ana', coupon: '+49 170 1234567' } });
    const { body } = await server.api('GET', '/events/catalog');
    const catalog = body as { events: { name: string; count: number; properties: { name: string; type: string; values: unknown[] }[] }[]; traits: { name: string; values: unknown[] }[] };
    expect(catalog.events).toMatchObject([{ name: 'Order Completed', count: 1 }]);
    expect(Object.fromEntries(catalog.events[0]?.properties.map((p) => [p.name, p.values]) ?? [])).toEqual({ total: [27.5], currency: ['USD'], gift: [true], firstName: [], coupon: [] });
    expect(Object.fromEntries(catalog.traits.map((t) => [t.name, t.values]))).toEqual({ email: [], plan: ['pro'], note: [] });
  });
});
