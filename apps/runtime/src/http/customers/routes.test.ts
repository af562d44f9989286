import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../store/database.ts';
import { describeEachDatabase } from '../../store/testing.ts';
import { startTestServer, type TestServer } from '../../testing.ts';
import { reminder } from '../journeys/fixtures.ts';
import type { CustomerSummary, Page, TimelineItem } from '../shapes.ts';

const HOUR = 3_600_000;

describeEachDatabase('customers and their messages', (open) => {
  let database: Database;
  let server: TestServer;
  let api: TestServer['api'];
  beforeEach(async () => {
    database = await open();
    server = await startTestServer(database);
    ({ api } = server);
  });
  afterEach(() => server.stop());

  /** Ana leaves a cart and is reminded four hours later. */
  const remindAna = async (): Promise<void> => {
    await api('POST', '/journeys/import', { ...reminder, category: 'marketing', steps: { ...reminder.steps, remind: { ...reminder.steps.remind, topic: 'offers' } } });
    await api('POST', '/journeys/cart-reminder/publish');
    await server.send('identify', { userId: 'ana', traits: { email: 'ana@example.com', firstName: 'Ana', lastName: 'Berg' }, context: { timezone: 'Europe/Berlin', consent: { categoryPreferences: { 'email.offers': true } } } });
    await server.send('track', { userId: 'ana', event: 'Cart Updated', properties: { value: 64, currency: 'EUR', cart_id: 'c-1' } });
    await server.work.drain();
    server.clock.advance(4 * HOUR);
    await server.work.drain();
  };
  const firstMessage = async (): Promise<{ id: string; status: string }> => ((await api('GET', '/messages')).body as Page<{ id: string; status: string }>).items[0] ?? { id: '', status: 'none' };

  it('shows all about a customer', async () => {
    await remindAna();
    expect(await api('GET', '/customers/ana')).toMatchObject({ status: 200, body: {
      id: 'ana', name: 'Ana Berg', email: 'ana@example.com', mood: 'unknown', timezone: 'Europe/Berlin', sentimentAllowed: true, consents: [{ channel: 'email', topic: 'offers', state: 'granted' }],
      care: { openComplaint: false, refundPending: false, deliveryLate: false }, moodDetail: { label: 'unknown', evidence: [] },
    } });
    expect(await api('GET', '/customers/ana/runs')).toMatchObject({ body: { items: [{ journey: 'cart-reminder', journeyName: 'Cart reminder', status: 'finished', reason: 'completed' }] } });
    expect(await api('GET', '/customers/ana/messages')).toMatchObject({ body: { items: [{ channel: 'email', status: 'sent', to: 'ana@example.com', subject: 'Your cart' }] } });
    expect((await api('GET', '/customers/nobody')).status).toBe(404);
  });

  it('finds customers by name, address, segment and mood, the last seen first, page by page', async () => {
    for (let n = 0; n < 5; n += 1) {
      await server.send('identify', { userId: `u${n}`, traits: { email: `u${n}@example.com`, firstName: n % 2 === 0 ? 'Ana' : 'Ben%' } });
      server.clock.advance(1000);
    }
    await server.work.drain();
    const ids = async (query: string): Promise<string[]> => ((await api('GET', `/customers${query}`)).body as Page<CustomerSummary>).items.map((one) => one.id);
    expect(await ids('')).toEqual(['u4', 'u3', 'u2', 'u1', 'u0']);
    expect(await ids('?search=ana')).toEqual(['u4', 'u2', 'u0']);
    expect(await ids('?search=ben%25')).toEqual(['u3', 'u1']);
    expect(await ids('?search=u3@')).toEqual(['u3']);
    expect(await ids('?mood=negative')).toEqual([]);
    const seen: string[] = [];
    let cursor = '';
    for (let n = 0; n < 3; n += 1) {
      const { items, next } = (await api('GET', `/customers?limit=2${cursor}`)).body as Page<CustomerSummary>;
      seen.push(...items.map((one) => one.id));
      if (next === null) break;
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
    expect(seen).toEqual(['u4', 'u3', 'u2', 'u1', 'u0']);
    expect(await api('GET', '/customers?cursor=nonsense')).toMatchObject({ status: 400, body: { errors: [{ pointer: '/cursor' }] } });
    expect(await api('GET', '/customers?limit=0')).toMatchObject({ status: 400, body: { errors: [{ pointer: '/limit' }] } });
  });

  it('merges events, steps and messages into one timeline without losing or repeating a line', async () => {
    await remindAna();
    const whole = ((await api('GET', '/customers/ana/timeline?limit=200')).body as Page<TimelineItem>).items;
    expect(new Set(whole.map((item) => item.kind))).toEqual(new Set(['event', 'step', 'message']));
    expect([...whole].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))).toEqual(whole);
    const paged: TimelineItem[] = [];
    let cursor = '';
    for (let n = 0; n < 100; n += 1) {
      const { items, next } = (await api('GET', `/customers/ana/timeline?limit=2${cursor}`)).body as Page<TimelineItem>;
      paged.push(...items);
      if (next === null) break;
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
    expect(paged).toEqual(whole);
    const events = ((await api('GET', '/customers/ana/timeline?kind=event')).body as Page<TimelineItem>).items;
    expect(events.map((item) => item.title)).toEqual(expect.arrayContaining(['Cart Updated', 'Profile updated']));
  });

  it('puts what happened in one instant in the order of cause and effect, and page by page loses none of it', async () => {
    await api('POST', '/journeys/import', { ...reminder, start: 'remind' });
    await api('POST', '/journeys/cart-reminder/publish');
    const timestamp = '2026-05-03T11:59:00.000Z';
    await server.send('batch', { batch: [
      { type: 'identify', userId: 'ana', timestamp, sentAt: new Date(server.clock.now()).toISOString(), traits: { email: 'ana@example.com' } },
      { type: 'track', userId: 'ana', timestamp, event: 'Looked Around', properties: {} },
      { type: 'track', userId: 'ana', timestamp, event: 'Cart Updated', properties: { value: 5 } },
      { type: 'track', userId: 'ana', timestamp, event: 'Asked Something', properties: {} },
    ] });
    await server.work.drain();
    const titles = async (query: string): Promise<string[]> => ((await api('GET', `/customers/ana/timeline${query}`)).body as Page<TimelineItem>).items.map((item) => item.title);
    const whole = await titles('');
    expect(whole).toEqual([
      'Cart reminder: came to its end at “End”', 'Cart reminder: e-mail sent', 'Cart reminder: Message, went on', 'Cart reminder: came in',
      'Asked Something', 'Cart Updated', 'Looked Around', 'Profile updated',
    ]);
    const paged: string[] = [];
    let cursor = '';
    for (let n = 0; n < 20; n += 1) {
      const { items, next } = (await api('GET', `/customers/ana/timeline?limit=1${cursor}`)).body as Page<TimelineItem>;
      paged.push(...items.map((item) => item.title));
      if (next === null) break;
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
    expect(paged).toEqual(whole);
  });

  it('says why a message was sent, in words its reader understands', async () => {
    await remindAna();
    const { id } = await firstMessage();
    const { body } = await api('GET', `/messages/${id}/why`);
    const why = body as { sentence: string; trail: { step: string }[]; gate: { answer: string; because: string } };
    expect(why.sentence).toMatch(/^You got this e-mail because of “Cart Updated” on 3 May 2026 \(.*value 64.*\)/);
    expect(why.sentence).toContain('You agreed to get “Offers” by e-mail.');
    expect(why.sentence).not.toMatch(/\bthey\b/i);
    expect(why.trail.at(-1)?.step).toBe('remind');
    expect(why.gate).toMatchObject({ answer: 'send' });
    expect(await api('GET', '/messages/none/why')).toMatchObject({ status: 404 });
  });

  it('says why a message was not sent', async () => {
    await remindAna();
    await api('POST', '/customers/ana/consents', { channel: 'email', topic: 'offers', state: 'denied' });
    await server.send('track', { userId: 'ana', event: 'Cart Updated', properties: { value: 5 } });
    await server.work.drain();
    server.clock.advance(24 * HOUR);
    await server.work.drain();
    const { items } = (await api('GET', '/messages?status=skipped&customer=ana')).body as Page<{ id: string; reason: string }>;
    expect(items).toMatchObject([{ reason: 'no-consent' }]);
    expect((await api('GET', `/messages/${items[0]?.id}/why`)).body).toMatchObject({ sentence: expect.stringContaining('You said no to “Offers” by e-mail'), gate: { answer: 'skip', reason: 'no-consent' } });
  });

  it('opens the unsubscribe page without acting, and acts on its button or the mail program, once', async () => {
    await remindAna();
    const [row] = await database.query<{ lane: number; id: string }>(sql`select lane, id from messages`);
    const path = new URL(server.work.links.unsubscribe({ lane: row?.lane ?? 0, id: row?.id ?? '' })).pathname;
    for (const method of ['GET', 'HEAD', 'GET']) expect((await server.app.request(path, { method })).status).toBe(200);
    const page = await server.app.request(path);
    expect(await page.text()).toContain('Unsubscribe from Offers?');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await api('GET', '/customers/ana')).toMatchObject({ body: { consents: [{ state: 'granted' }] } });
    for (let n = 0; n < 2; n += 1) {
      const done = await server.app.request(path, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' });
      expect(done.status).toBe(200);
      expect(done.headers.get('set-cookie')).toBeNull();
      expect(await done.text()).toContain('You are unsubscribed');
    }
    expect(await api('GET', '/customers/ana')).toMatchObject({ body: { consents: [{ channel: 'email', topic: 'offers', state: 'unsubscribed' }] } });
    expect((await server.app.request(`${path}x`, { method: 'POST' })).status).toBe(404);
    expect((await server.app.request(path.replace('/u/', '/w/'))).status).toBe(404);
  });

  it('tells a customer on a page why they got a message', async () => {
    await remindAna();
    const [row] = await database.query<{ lane: number; id: string }>(sql`select lane, id from messages`);
    const page = await server.app.request(new URL(server.work.links.why({ lane: row?.lane ?? 0, id: row?.id ?? '' })).pathname);
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain('You got this e-mail because of “Cart Updated”');
    expect(text).not.toContain('<script');
  });

  it('writes down consent, and what a customer does not want read', async () => {
    await server.send('identify', { userId: 'ben', traits: {} });
    await server.work.drain();
    expect(await api('POST', '/customers/ben/consents', { channel: 'email', topic: 'news', state: 'granted', source: 'shop counter' })).toMatchObject({ body: { consents: [{ channel: 'email', topic: 'news', state: 'granted', source: 'shop counter' }] } });
    expect(await api('POST', '/customers/ben/consents', { sentimentAllowed: false })).toMatchObject({ body: { sentimentAllowed: false } });
    expect(await api('POST', '/customers/ben/consents', { channel: 'email', topic: 'news', state: 'maybe' })).toMatchObject({ status: 400 });
  });

  it('erases a customer and keeps the totals', async () => {
    await remindAna();
    expect((await api('DELETE', '/customers/ana')).status).toBe(204);
    expect((await api('GET', '/customers/ana')).status).toBe(404);
    expect(await api('GET', '/messages')).toMatchObject({ body: { items: [] } });
    expect(await api('GET', '/journeys/cart-reminder/stats')).toMatchObject({ body: { runs: { entered: 1, open: 0 } } });
    expect(JSON.stringify(await database.query(sql`select * from audit_log`))).not.toContain('ana');
  });
});
