import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeEachDatabase } from '../../store/testing.ts';
import { startTestServer, type TestServer } from '../../testing.ts';

describeEachDatabase('segments', (open) => {
  let server: TestServer;
  let api: TestServer['api'];
  beforeEach(async () => {
    server = await startTestServer(await open());
    ({ api } = server);
    for (let n = 0; n < 6; n += 1) await server.send('identify', { userId: `u${n}`, traits: { plan: n < 2 ? 'pro' : 'free' } });
    for (let n = 0; n < 3; n += 1) await server.send('track', { userId: `u${n}`, event: 'Order Completed', properties: { total: 10 * n } });
    await server.work.drain();
  });
  afterEach(() => server.stop());

  const pro = { '==': [{ var: 'customer.plan' }, 'pro'] };
  const bought = { happened: ['Order Completed', { within: 'P30D' }] };

  it('counts who would be in before anything is written', async () => {
    expect(await api('POST', '/segments/preview', { condition: pro })).toMatchObject({ status: 200, body: { count: 2, checked: 6, complete: true, sample: [{}, {}] } });
    expect(await api('POST', '/segments/preview', { condition: bought })).toMatchObject({ body: { count: 3 } });
    expect(await api('GET', '/segments')).toMatchObject({ body: { items: [] } });
  });

  it('keeps a segment and looks at everybody again when its condition changes', async () => {
    expect(await api('POST', '/segments', { name: 'Pro customers', condition: pro })).toMatchObject({ status: 201, body: { key: 'pro-customers', kind: 'dynamic' } });
    await server.work.drain();
    expect(await api('GET', '/segments/pro-customers')).toMatchObject({ body: { members: 2 } });
    expect(await api('PUT', '/segments/pro-customers', { name: 'Buyers', condition: bought })).toMatchObject({ status: 200, body: { name: 'Buyers' } });
    await server.work.drain();
    expect(await api('GET', '/segments/pro-customers')).toMatchObject({ body: { members: 3 } });
    expect((await api('GET', '/segments/pro-customers/members')).body).toMatchObject({ items: [{ segments: ['pro-customers'] }, {}, {}], next: null });
    expect(await api('GET', '/customers?segment=pro-customers')).toMatchObject({ body: { items: [{}, {}, {}] } });
    expect((await api('DELETE', '/segments/pro-customers')).status).toBe(204);
    expect((await api('GET', '/segments/pro-customers')).status).toBe(404);
    expect(await api('GET', '/customers?segment=pro-customers')).toMatchObject({ body: { items: [] } });
  });

  it('refuses a condition that is none, and a key that is taken', async () => {
    expect(await api('POST', '/segments', { name: 'Bad', condition: { log: ['x'] } })).toMatchObject({ status: 422 });
    expect(await api('POST', '/segments', { name: 'Bad', condition: { '==': [{ var: 'customer.constructor.name' }, 'x'] } })).toMatchObject({ status: 422 });
    expect(await api('POST', '/segments/preview', '{"condition": {"__proto__": 1}}')).toMatchObject({ status: 400, body: { errors: [{ pointer: '/condition/__proto__' }] } });
    expect(await api('POST', '/segments', { key: 'a b', name: 'Bad', condition: pro })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/key' }] } });
    await api('POST', '/segments', { key: 'pro', name: 'Pro', condition: pro });
    expect(await api('POST', '/segments', { key: 'pro', name: 'Pro', condition: pro })).toMatchObject({ status: 409, body: { key: 'pro' } });
    expect(await api('PUT', '/segments/none', { name: 'x', condition: pro })).toMatchObject({ status: 404 });
  });
});
