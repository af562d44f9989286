import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { eventually, startServer, type Server } from '../support/server.ts';
import { visit } from './visit.ts';

let server: Server;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  await server.call('POST', '/v1/batch', {
    batch: ['ana', 'ben', 'cleo'].flatMap((id, i) => [
      { type: 'identify', userId: id, traits: { email: `${id}@example.com`, firstName: id, plan: i === 0 ? 'free' : 'pro' } },
      ...(i === 2 ? [] : [{ type: 'track', userId: id, event: 'Order Completed', properties: { total: 10 } }]),
    ]),
  });
  await eventually('three customers', async () => ((await server.call('GET', '/api/customers')).body as { items: unknown[] }).items.length === 3);
  // what the pickers offer is written with a little delay
  await eventually('the event in the catalog', async () => ((await server.call('GET', '/api/events/catalog')).body as { events: { name: string }[] }).events.some((event) => event.name === 'Order Completed'));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

it('a segment is put together from rules, counts while it is written, is saved, and shows who is in it', async () => {
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    await page.goto('/segments');
    await page.getByText('No segments yet').waitFor();
    await page.getByRole('link', { name: 'New segment' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Buyers');
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('menuitem').nth(1).click();
    await page.getByRole('combobox', { name: 'What they did' }).fill('Order Completed');
    await page.keyboard.press('Tab');
    const now = page.getByRole('complementary', { name: 'Right now' });
    await now.getByText('2 people').waitFor();
    await now.getByRole('link', { name: 'ana' }).waitFor();
    await picture('segment-rules');
    expect(await barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Create segment' }).click();
    await page.waitForURL(/\/segments\/buyers/);
    await page.getByRole('heading', { name: 'People in it' }).waitFor();
    await eventually('two members', async () => (await page.getByRole('table', { name: 'People in it' }).getByRole('link').count()) === 2);
    await page.goto('/segments');
    await page.getByRole('row', { name: /Buyers Order Completed happened.* 2$/ }).waitFor();
  });
});

it('a segment with changes is not left by mistake', async () => {
  expect((await server.call('POST', '/api/segments', { name: 'Pro', condition: { '==': [{ var: 'customer.plan' }, 'pro'] } })).status).toBe(201);
  await visit(browser, server.url, async ({ page }) => {
    await page.goto('/segments/pro');
    await page.getByRole('textbox', { name: 'Name' }).fill('Professionals');
    const asked: string[] = [];
    page.once('dialog', (dialog) => { asked.push(dialog.message()); void dialog.dismiss(); });
    await page.getByRole('link', { name: 'Customers' }).first().click();
    await eventually('the question', () => asked.length === 1);
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Professionals');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Segment saved').waitFor();
    await page.getByRole('heading', { name: 'Professionals', level: 1 }).waitFor();
  });
});
