import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { events } from '../../store/schema.ts';
import { describeEachDatabase } from '../../store/testing.ts';
import { startTestServer } from '../../testing.ts';

const OLD = `whsec_${Buffer.from('an old secret of thirty-two chars!').toString('base64')}`;
const NEW = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describeEachDatabase('signed events', (open) => {
  it('are taken once, from whoever knows one of the secrets in force, and from nobody else', async () => {
    const database = await open();
    const server = await startTestServer(database);
    const text = JSON.stringify({ type: 'Order Completed', timestamp: '2026-05-03T11:00:00.000Z', data: { userId: 'ada', total: 12 } });
    const signed = (secret: string, { body = text, when = new Date(), id = 'evt_1' } = {}) => ({ 'webhook-id': id, 'webhook-timestamp': String(Math.floor(when.getTime() / 1000)), 'webhook-signature': new Webhook(secret).sign(id, when, body) });
    const post = async (headers: Record<string, string>, body = text) => (await server.app.request('/hooks/events', { method: 'POST', headers, body })).status;
    expect(await post(signed(NEW))).toBe(401);
    expect((await server.api('PUT', '/secrets/eventsSecret', { value: `${NEW} ${OLD}` })).status).toBe(200);
    const ago = (seconds: number) => ({ when: new Date(Date.now() - seconds * 1_000) });
    for (const headers of [{}, signed(`whsec_${Buffer.from('of somebody else, 32 characters!!!').toString('base64')}`), signed(NEW, ago(400)), signed(NEW, ago(-400)), { ...signed(NEW), 'webhook-id': 'evt_2' }]) expect(await post(headers as Record<string, string>)).toBe(401);
    expect(await post(signed(NEW), text.replace('12', '13'))).toBe(401);
    expect(await post(signed(NEW, { body: '{"type":"x"}' }), '{"type":"x"}')).toBe(400);
    expect([await post(signed(NEW)), await post(signed(OLD)), await post(signed(OLD, { id: 'evt_2' }))]).toEqual([200, 200, 200]);
    await server.work.drain();
    expect((await database.db.select().from(events)).map(({ name, customer, properties, at }) => ({ name, customer, properties, at }))).toEqual(Array.from({ length: 2 }, () => ({ name: 'Order Completed', customer: 'ada', properties: { userId: 'ada', total: 12 }, at: '2026-05-03T11:00:00.000Z' })));
    await server.stop();
  });
});
