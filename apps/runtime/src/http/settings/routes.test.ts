import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeEachDatabase } from '../../store/testing.ts';
import { startTestServer, type TestServer } from '../../testing.ts';
import { reminder } from '../journeys/fixtures.ts';

describeEachDatabase('settings, simulation and the rest', (open) => {
  let server: TestServer;
  let api: TestServer['api'];
  beforeEach(async () => {
    server = await startTestServer(await open());
    ({ api } = server);
  });
  afterEach(() => server.stop());

  it('changes the settings that are given and keeps the others', async () => {
    expect(await api('PUT', '/settings', { workspace: { zone: 'Europe/Lisbon' }, policy: { quietHours: { from: '22:00', to: '07:30' } } })).toMatchObject({ status: 200, body: { workspace: { name: 'My shop', zone: 'Europe/Lisbon' }, policy: { quietHours: { from: '22:00' }, guardrails: true, zone: 'Europe/Lisbon' } } });
    const { body } = await api('GET', '/settings');
    expect(await api('PUT', '/settings', body)).toMatchObject({ status: 200, body: body as object });
  });

  it('names each bad setting', async () => {
    const answer = await api('PUT', '/settings', { workspace: { zone: 'Mars/Base' }, policy: { caps: [{ limit: 0, within: 'a week' }] }, colour: 'red' });
    expect(answer.status).toBe(400);
    expect((answer.body as { errors: { pointer: string }[] }).errors.map((error) => error.pointer)).toEqual(expect.arrayContaining(['/workspace/zone', '/policy/caps/0/limit', '/policy/caps/0/within']));
  });

  it('keeps everything for ever until it is told for how long, and at least a day', async () => {
    expect(await api('GET', '/settings')).toMatchObject({ body: { retention: { words: null, events: null, trail: null, messages: null } } });
    expect(await api('PUT', '/settings', { retention: { words: 'P90D' } })).toMatchObject({ status: 200, body: { retention: { words: 'P90D', events: null } } });
    expect(await api('PUT', '/settings', { retention: { events: 'P2Y' } })).toMatchObject({ status: 200, body: { retention: { words: 'P90D', events: 'P2Y' } } });
    expect(await api('PUT', '/settings', { retention: { words: null, trail: 'PT1H', messages: 'soon' } })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/retention/trail' }, { pointer: '/retention/messages' }] } });
  });

  it('tries a journey on a virtual clock and writes nothing', async () => {
    const trial = { program: reminder, customer: { id: 'ana', email: 'ana@example.com', first_name: 'Ana' }, timeline: [{ at: '2026-05-03T10:00:00Z', event: 'Cart Updated', properties: { value: 64 } }], from: '2026-05-03T09:00:00Z', until: '2026-05-10T09:00:00Z', seed: 'x' };
    expect(await api('POST', '/simulate', trial)).toMatchObject({ status: 200, body: { runs: [{ finish: { reason: 'completed' } }], messages: [{ step: 'remind', status: 'sent', at: '2026-05-03T14:00:00.000Z' }] } });
    expect(await api('GET', '/customers')).toMatchObject({ body: { items: [] } });
    expect(await api('POST', '/simulate', { ...trial, from: 'now' })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/from' }] } });
    expect(await api('POST', '/simulate', { ...trial, timeline: [{ event: 'No Time' }] })).toMatchObject({ status: 400 });
    expect(await api('POST', '/simulate', { ...trial, program: { ...reminder, start: 'nowhere' } })).toMatchObject({ status: 422 });
    expect(await api('POST', '/simulate', { customer: {} })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/program' }] } });
  });

  it('lists failures, and says where there is none to replay', async () => {
    expect(await api('GET', '/failures')).toMatchObject({ body: { items: [], next: null } });
    expect(await api('POST', '/failures/none/replay')).toMatchObject({ status: 404 });
  });

  it('is ready when the work runs, and tells Prometheus how it goes', async () => {
    await server.send('track', { userId: 'u1', event: 'E' });
    await server.work.drain();
    expect((await server.app.request('/healthz')).status).toBe(200);
    expect((await server.app.request('/readyz')).status).toBe(200);
    const metrics = await (await server.app.request('/metrics')).text();
    expect(metrics).toMatch(/attune_ingested_calls_total 1/);
    expect(metrics).toContain('attune_queue{what="inbox"} 0');
    const stopping = await startTestServer(server.deps.database, { ready: () => false });
    expect((await stopping.app.request('/readyz')).status).toBe(503);
    await stopping.stop();
  });

  it('says that it has no sample shop where it has none', async () => {
    expect(await api('GET', '/sample')).toMatchObject({ body: { status: 'none' } });
    expect(await api('POST', '/sample')).toMatchObject({ status: 503 });
  });
});
