import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { eventually, startServer, type Server } from '../support/server.ts';
import { visit } from './visit.ts';

let server: Server;
let browser: Browser;

const screens = ['/', '/templates', '/customers', '/customers/ana', '/segments', '/messages', '/inbox', '/content', '/settings', '/journeys/complaint-rescue'];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  await server.call('POST', '/api/templates/journeys/complaint-rescue/import', {});
  await server.call('POST', '/api/journeys/complaint-rescue/publish', {});
  await server.call('POST', '/v1/batch', {
    batch: [
      { type: 'identify', userId: 'ana', traits: { email: 'ana@example.com', firstName: 'Ana', timezone: 'UTC' } },
      { type: 'track', userId: 'ana', event: 'Complaint Opened', properties: { text: 'My parcel never arrived and nobody answers. This is terrible.', complaint_id: 'c-1' } },
    ],
  });
  await eventually('a message to Ana', async () => ((await server.call('GET', '/api/messages?customer=ana')).body as { items: unknown[] }).items.length > 0);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

describe.each([{ look: 'light', dark: false }, { look: 'dark', dark: true }])('in the $look look', ({ look, dark }) => {
  it.each(screens)('%s shows, without a complaint of the console and without a barrier that axe calls serious', async (path) => {
    await visit(browser, server.url, async ({ page, picture, barriers }) => {
      await page.goto(path);
      await page.locator('h1, [role="textbox"], .workbench').first().waitFor();
      await eventually('everything is loaded', async () => (await page.locator('.mantine-Skeleton-root, [aria-busy="true"]').count()) === 0);
      await picture(`${path === '/' ? 'journeys' : path.slice(1).replaceAll('/', '-')}-${look}`);
      expect(await barriers()).toEqual([]);
    }, { dark });
  });
});

it('an address that does not exist says so and leads home', async () => {
  await visit(browser, server.url, async ({ page }) => {
    await page.goto('/nowhere');
    await page.getByText('There is nothing at this address').waitFor();
  });
});
