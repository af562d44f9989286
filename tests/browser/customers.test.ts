import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { eventually, startServer, type Server } from '../support/server.ts';
import { visit } from './visit.ts';

let server: Server;
let browser: Browser;

interface Message { readonly id: string; readonly status: string; readonly reason: string | null }
const messagesOf = async (customer: string) => ((await server.call('GET', `/api/messages?customer=${customer}`)).body as { items: Message[] }).items;

/** Quiet from the hour before now to the hour after it, in UTC: whatever the clock says, a message of this test waits. */
const aroundNow = (): { from: string; to: string } => {
  const hour = new Date().getUTCHours();
  const written = (of: number) => `${String((of + 24) % 24).padStart(2, '0')}:00`;
  return { from: written(hour - 1), to: written(hour + 2) };
};

const thanks = {
  dsl: 'attune/journey@1', key: 'thanks', name: 'A word of thanks', category: 'marketing', reentry: { mode: 'always' },
  entry: [{ kind: 'event', event: 'Order Completed' }], start: 'say-thanks',
  steps: {
    'say-thanks': { kind: 'message', channel: 'email', topic: 'offers', content: { subject: 'Thank you', body: 'Thank you for your order.' }, next: 'later' },
    later: { kind: 'delay', for: 'P3D', next: 'done' },
    done: { kind: 'exit', reason: 'completed' },
  },
};

const send = (id: string, name: string) => server.call('POST', '/v1/batch', {
  batch: [
    { type: 'identify', userId: id, traits: { email: `${id}@example.com`, firstName: name, timezone: 'UTC' }, context: { consent: { categoryPreferences: { 'email.offers': true } } } },
    { type: 'track', userId: id, event: 'Order Completed', properties: { total: 41.5, currency: 'EUR', order_id: 'o-1' } },
  ],
});

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  expect((await server.call('PUT', '/api/settings', { policy: { quietHours: aroundNow(), caps: [], guardrails: true } })).status).toBe(200);
  expect((await server.call('POST', '/api/journeys/import', thanks)).status).toBe(201);
  expect((await server.call('POST', '/api/journeys/thanks/publish', {})).status).toBe(200);
  for (const [id, name] of [['ana', 'Ana'], ['ben', 'Ben'], ['cleo', 'Cleo']] as const) await send(id, name);
  for (const id of ['ana', 'ben', 'cleo']) await eventually(`a message to ${id} that waits`, async () => (await messagesOf(id)).some((message) => message.status === 'deferred'));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const story = (page: Page) => page.getByRole('main').locator('ol > li');

it('what happened to a customer is told in the journey\'s and the steps\' own names, the consequence above its cause', async () => {
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    await page.goto('/customers/ana');
    await page.getByText('A word of thanks: Wait a while, waits').waitFor();
    const lines = (await story(page).allInnerTexts()).map((text) => text.split('\n')[0]);
    expect(lines).toEqual([
      'A word of thanks: Wait a while, waits', 'A word of thanks: e-mail waits for a better time', 'A word of thanks: Message, went on', 'A word of thanks: came in', 'Order Completed', 'Profile updated',
    ]);
    await picture('customer-story');
    expect(await barriers()).toEqual([]);
  });
});

it('the reason of a message that is held reads as a sentence, with the values named in plain words', async () => {
  await visit(browser, server.url, async ({ page, picture }) => {
    await page.goto('/customers/ana');
    await page.getByRole('button', { name: 'Why?' }).first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText(/^An e-mail is planned for you because of “Order Completed” on .* \(total 41.5 EUR\)\. Held back: it is quiet time for you/).waitFor();
    await drawer.getByText('Quiet hours from').waitFor();
    expect(await drawer.innerText()).not.toMatch(/quietFrom|workspaceZone|say-thanks/);
    await picture('why-held');
  });
});

it('taking consent back asks first, and the message that waited is not sent', async () => {
  await visit(browser, server.url, async ({ page }) => {
    await page.goto('/customers/ben');
    const consent = page.getByRole('switch', { name: 'E-mail, Offers' });
    await consent.waitFor();
    expect(await consent.isChecked()).toBe(true);
    // Mantine draws the switch over its input, and its label is what a hand reaches
    await consent.click({ force: true });
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(await consent.isChecked()).toBe(true);
    expect((await messagesOf('ben'))[0]?.status).toBe('deferred');
    await consent.click({ force: true });
    await page.getByRole('dialog').getByText('also what is queued now').waitFor();
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.getByText('Consent changed').waitFor();
    await eventually('the message is dropped', async () => (await messagesOf('ben'))[0]?.status === 'skipped');
    await page.getByText('A word of thanks: e-mail not sent').waitFor();
    expect(await consent.isChecked()).toBe(false);
  });
});

it('a customer is erased after a question, and is gone from the list, the messages and their own address', async () => {
  await visit(browser, server.url, async ({ page }) => {
    await page.goto('/customers/cleo');
    await page.getByRole('heading', { name: 'Cleo', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Erase this customer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Erase this customer' }).click();
    await page.waitForURL(/\/customers$/);
    await page.getByRole('link', { name: 'Ana' }).waitFor();
    expect(await page.getByRole('link', { name: 'Cleo' }).count()).toBe(0);
    expect((await server.call('GET', '/api/customers/cleo')).status).toBe(404);
    expect(await messagesOf('cleo')).toEqual([]);
  });
});

it('a wait whose moment is past is told to be due, never to lie ahead in the past', async () => {
  await visit(browser, server.url, async ({ page }) => {
    await page.clock.setFixedTime(Date.now() + 10 * 86_400_000);
    await page.goto('/customers/ana');
    await page.getByText('is due now').first().waitFor();
    expect(await page.getByRole('main').innerText()).not.toMatch(/goes (on|out) .*ago/);
  });
});
