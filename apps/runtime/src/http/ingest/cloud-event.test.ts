import { expect, it } from 'vitest';
import { events } from '../../store/schema.ts';
import { describeEachDatabase } from '../../store/testing.ts';
import { startTestServer, type TestServer } from '../../testing.ts';

const event = (more: Record<string, unknown> = {}) => ({ specversion: '1.0', id: 'e-1', source: '/shop/checkout', type: 'com.shop.order.completed', subject: 'ada', time: '2026-05-03T11:00:00.000Z', datacontenttype: 'application/json', data: { total: 12 }, ...more });
const structured = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
const batch = { 'content-type': 'application/cloudevents-batch+json' };
const binary = (more: Record<string, string> = {}) => ({ 'content-type': 'application/json', 'ce-specversion': '1.0', 'ce-id': 'e-1', 'ce-source': '/shop/checkout', 'ce-type': 'Order%20Completed', 'ce-subject': 'ad%C3%A4', ...more });
const pointers = (answer: { body: unknown }) => (answer.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);

describeEachDatabase('CloudEvents', (open) => {
  const started = async () => { const database = await open(); const server = await startTestServer(database); return { server, kept: () => database.db.select().from(events) }; };
  const stopped = (server: TestServer) => server.stop();

  it('are taken one at a time, in batches, and with their attributes in headers', async () => {
    const { server, kept } = await started();
    expect((await server.send('events', event(), structured)).status).toBe(200);
    expect((await server.send('events', [event({ id: 'e-2', type: 'Second' }), event({ id: 'e-3', type: 'Third' })], batch)).status).toBe(200);
    expect((await server.send('events', { total: 7 }, binary({ 'ce-id': 'e-4' }))).status).toBe(200);
    expect((await server.send('events', undefined, binary({ 'ce-id': 'e-5' }))).status).toBe(200);
    await server.work.drain();
    const rows = await kept();
    expect(rows.map(({ name, customer }) => [name, customer]).sort()).toEqual([['Order Completed', 'adä'], ['Order Completed', 'adä'], ['Second', 'ada'], ['Third', 'ada'], ['com.shop.order.completed', 'ada']]);
    expect(rows.find((row) => row.name.startsWith('com.'))).toMatchObject({ at: '2026-05-03T11:00:00.000Z', properties: { total: 12 } });
    await stopped(server);
  });

  it('are taken once for each source and id, for ever, whatever form they come in', async () => {
    const { server, kept } = await started();
    for (const id of ['e-1', 'e-1']) await server.send('events', event({ id }), structured);
    await server.send('events', [event(), event()], batch);
    await server.send('events', {}, binary({ 'ce-subject': 'ada' }));
    await server.send('events', event({ source: '/another' }), structured);
    await server.work.drain();
    expect(await kept()).toHaveLength(2);
    await stopped(server);
  });

  it('say who did it by an extension, by their data, or by their subject', async () => {
    const { server, kept } = await started();
    await server.send('events', [event({ id: '1', userid: 'bob' }), event({ id: '2', anonymousid: 'x7' }), event({ id: '3', data: { userId: 'cem' } }), event({ id: '4', data: 'just words' })], batch);
    await server.work.drain();
    expect((await kept()).map(({ customer, properties }) => [customer, properties]).sort()).toEqual([['ada', { value: 'just words' }], ['anon:x7', { total: 12 }], ['bob', { total: 12 }], ['cem', { userId: 'cem' }]]);
    await stopped(server);
  });

  it('that are wrong are told field by field, and of a batch nothing is taken then', async () => {
    const { server, kept } = await started();
    expect(pointers(await server.send('events', { specversion: '0.3', id: '', type: 7 }, structured))).toEqual(['/specversion', '/id', '/source', '/type']);
    const { subject: _subject, ...nobody } = event();
    expect(pointers(await server.send('events', nobody, structured))).toEqual(['/subject']);
    expect(pointers(await server.send('events', event({ time: 'yesterday' }), structured))).toEqual(['/time']);
    expect(pointers(await server.send('events', event({ data_base64: 'AAAA', data: undefined }), structured))).toEqual(['/data_base64']);
    expect(pointers(await server.send('events', event({ BadName: 1 }), structured))).toEqual(['/BadName']);
    expect(pointers(await server.send('events', [event({ id: 'good' }), event({ type: '' })], batch))).toEqual(['/1/type']);
    expect((await server.send('events', event(), batch)).status).toBe(400);
    expect((await server.send('events', event(), { 'content-type': 'application/json' })).status).toBe(415);
    expect((await server.send('events', 'a,b', binary({ 'content-type': 'text/csv' }))).status).toBe(415);
    expect((await server.send('events', event(), { ...structured, authorization: 'Basic eDo=' })).status).toBe(401);
    await server.work.drain();
    expect(await kept()).toEqual([]);
    await stopped(server);
  });

  it('may be 64 KiB long and not a byte longer', async () => {
    const { server } = await started();
    const size = (n: number) => { const empty = JSON.stringify(event({ data: { words: '' } })).length; return JSON.stringify(event({ data: { words: 'a'.repeat(n - empty) } })); };
    expect((await server.send('events', size(64 * 1024), structured)).status).toBe(200);
    expect((await server.send('events', size(64 * 1024 + 1), structured)).status).toBe(400);
    expect((await server.send('events', `[${size(64 * 1024 + 1)}]`, batch)).status).toBe(400);
    await stopped(server);
  });
});
