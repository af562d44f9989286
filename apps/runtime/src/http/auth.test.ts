import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeEachDatabase } from '../store/testing.ts';
import { startTestServer, type TestServer } from '../testing.ts';

describeEachDatabase('who may use the management API', (open) => {
  let server: TestServer;
  beforeEach(async () => { server = await startTestServer(await open()); });
  afterEach(() => server.stop());

  const status = async (headers: Record<string, string>, url = 'http://127.0.0.1:3000/api/settings'): Promise<number> => (await server.app.request(url, { headers })).status;

  it('lets programs and the editor on this machine in without a key', async () => {
    expect(await status({})).toBe(200);
    expect(await status({ host: 'localhost:3000', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await status({ host: '[::1]:3000' })).toBe(200);
  });

  it('keeps pages of other sites out, also those that point their own name at this machine', async () => {
    expect(await status({ host: '127.0.0.1:3000', origin: 'https://evil.example' })).toBe(403);
    expect(await status({ host: '127.0.0.1:3000', origin: 'http://127.0.0.1:4000' })).toBe(403);
    expect(await status({ host: '127.0.0.1:3000', origin: 'null' })).toBe(403);
    expect(await status({ host: '127.0.0.1:3000', 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status({ host: '127.0.0.1:3000', 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await status({ host: 'rebound.evil.example:3000' })).toBe(403);
    expect(await status({ host: 'localhost.evil.example' })).toBe(403);
  });

  it('asks for the key of whoever comes through a proxy', async () => {
    expect(await status({ host: '127.0.0.1:3000', 'x-forwarded-for': '203.0.113.9' })).toBe(401);
  });

  it('lets a key in from anywhere, until it is revoked', async () => {
    const { body } = await server.api('POST', '/keys', { name: 'Shop', kind: 'manage' });
    const { id, secret } = body as { id: string; secret: string };
    const headers = { host: 'attune.example', authorization: `Bearer ${secret}` };
    expect(await status(headers)).toBe(200);
    expect(JSON.stringify((await server.api('GET', '/keys')).body)).not.toContain(secret);
    expect((await server.api('DELETE', `/keys/${id}`)).status).toBe(204);
    expect(await status(headers)).toBe(401);
    expect((await server.api('DELETE', `/keys/${id}`)).status).toBe(404);
  });

  it('asks for a key always where others can reach the server', async () => {
    const open = await startTestServer(server.deps.database, { loopback: false });
    expect((await open.api('GET', '/settings')).status).toBe(401);
    expect((await open.api('GET', '/settings', undefined, { authorization: 'Bearer wrong' })).status).toBe(401);
    const key = open.keys.madeApiKey ?? server.keys.madeApiKey ?? '';
    expect((await open.api('GET', '/settings', undefined, { authorization: `Bearer ${key}` })).status).toBe(200);
    await open.stop();
  });

  it('a write key does not open the management API', async () => {
    expect(await status({ authorization: `Bearer ${server.keys.writeKey}` })).toBe(401);
  });

  it('describes every route in one document', async () => {
    const { status: code, body } = await server.api('GET', '/openapi.json');
    expect(code).toBe(200);
    const { paths, components } = body as { paths: Record<string, object>; components: { schemas: object } };
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/journeys/{key}/publish', '/customers/{id}/timeline', '/messages/{id}/why', '/simulate', '/batch']));
    expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(['Journey', 'Problem', 'Why']));
    expect(await server.api('GET', '/nothing')).toMatchObject({ status: 404, body: { title: 'Not found' } });
  });
});
