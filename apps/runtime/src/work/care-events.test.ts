import { expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { customers, messages } from '../store/schema.ts';
import { writeSetting } from '../store/settings.ts';
import { describeEachDatabase } from '../store/testing.ts';
import { call, createTestWork, publish, START } from './testing.ts';

const promotion = {
  dsl: 'attune/journey@1', key: 'promo', name: 'Promo', category: 'marketing', timezone: 'UTC', entry: [{ kind: 'event', event: 'Viewed' }], reentry: { mode: 'always' }, start: 'mail',
  steps: { mail: { kind: 'message', channel: 'outbox', topic: 'offers', content: { body: 'Offer' }, next: 'done' }, done: { kind: 'exit', reason: 'completed' } },
};
const care = async (database: Database) => (await database.db.select({ care: customers.care }).from(customers))[0]?.care;
const last = async (database: Database) => (await database.db.select().from(messages).orderBy(messages.createdAt, messages.id)).at(-1);

describeEachDatabase('the setting careEvents', (open) => {
  it('GATE-5: names the workspace\'s own events that open and close a case; flags it leaves out keep their names', async () => {
    const database = await open();
    await writeSetting(database.db, 'careEvents', { complaint: { opens: ['Grumbled'], closes: ['Soothed'] }, refund: { opens: ['Money Back Wanted'] } }, START);
    const { work, clock } = await createTestWork(database);
    await publish(database, work, promotion);
    const happens = async (name: string) => {
      clock.advance(60_000);
      await work.ingest([call('ada', name, { at: new Date(clock.now()).toISOString() }), call('ada', 'Viewed')]);
      await work.drain();
      const message = await last(database);
      return [message?.reason ?? message?.status, Object.keys((await care(database)) ?? {}).sort().join()];
    };
    await work.ingest([call('ada', null, { consent: { offers: true }, timezone: 'UTC' })]);
    expect(await happens('Complaint Opened')).toEqual(['sent', '']);
    expect(await happens('Grumbled')).toEqual(['guarded', 'complaint']);
    expect(await happens('Complaint Resolved')).toEqual(['guarded', 'complaint']);
    expect(await happens('Delivery Delayed')).toEqual(['guarded', 'complaint,delivery']);
    expect(await happens('Soothed')).toEqual(['guarded', 'delivery']);
    expect(await happens('Order Delivered')).toEqual(['sent', '']);
    // only `opens` was given: what closes a refund is as ever
    expect(await happens('Money Back Wanted')).toEqual(['guarded', 'refund']);
    expect(await happens('Order Refunded')).toEqual(['sent', '']);
  });

  it('GATE-5: is read anew when it changes', async () => {
    const database = await open();
    const { work } = await createTestWork(database);
    await publish(database, work, promotion);
    await work.ingest([call('ada', 'Grumbled')]);
    expect(await care(database)).toEqual({});
    await writeSetting(database.db, 'careEvents', { complaint: { opens: ['Grumbled'], closes: [] } }, START);
    await work.programsChanged();
    await work.ingest([call('ada', 'Grumbled')]);
    expect(await care(database)).toEqual({ complaint: START });
  });
});
