import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../store/testing.ts';
import { startTestServer } from '../../testing.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describeEachDatabase('secrets', (open) => {
  it('can be set and removed, are never answered, and lie sealed in the database', async () => {
    const database = await open();
    const { api, stop } = await startTestServer(database);
    const set = await api('PUT', '/secrets/webhookSecret', { value: SECRET });
    expect(set).toMatchObject({ status: 200, body: { name: 'webhookSecret', from: 'settings', problem: null } });
    const list = await api('GET', '/secrets');
    expect((list.body as { items: { name: string }[] }).items.map(({ name }) => name)).toEqual(['webhookSecret', 'eventsSecret', 'mailHookSecret', 'dkimKey', 'smsToken', 'chatUrl', 'vapidKey']);
    const everything = await database.query(sql`select (select jsonb_agg(s) from settings s) as settings, (select jsonb_agg(a) from audit_log a) as audit`);
    for (const told of [set.body, list.body, (await api('GET', '/settings')).body, everything]) expect(JSON.stringify(told)).not.toContain(SECRET.slice(6));
    expect(JSON.stringify(everything)).toContain('secret.set');
    expect((await api('DELETE', '/secrets/webhookSecret')).status).toBe(204);
    expect((await api('DELETE', '/secrets/webhookSecret')).status).toBe(404);
    await stop();
  });

  it('that cannot be used are refused by the field, without being repeated', async () => {
    const { api, stop } = await startTestServer(await open());
    const refused = await api('PUT', '/secrets/dkimKey', { value: 'hunter2' });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/value' }] } });
    expect(JSON.stringify(refused.body)).not.toContain('hunter2');
    expect((await api('PUT', '/secrets/other', { value: 'x' })).status).toBe(404);
    await stop();
  });
});
