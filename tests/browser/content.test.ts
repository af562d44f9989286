import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { eventually, startServer, type Server } from '../support/server.ts';
import { visit } from './visit.ts';

let server: Server;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  await server.call('POST', '/v1/batch', { batch: [{ type: 'identify', userId: 'ben', traits: { email: 'ben@example.com', firstName: 'Ben' } }, { type: 'identify', userId: 'ana', traits: { email: 'ana@example.com', firstName: 'Ana', lastName: 'Berg' } }] });
  await eventually('two customers', async () => ((await server.call('GET', '/api/customers')).body as { items: unknown[] }).items.length === 2);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

it('a message is written, seen as a real customer gets it, saved, changed, and saved again as a new version', async () => {
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    await page.goto('/content');
    await page.getByText('No messages written yet').waitFor();
    await page.getByRole('link', { name: 'New message' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Birthday wishes');
    await page.getByRole('textbox', { name: 'Subject' }).fill('Happy birthday');
    const text = page.getByRole('textbox', { name: 'Text' });
    await text.fill('Dear ');
    await text.press('End');
    await page.getByRole('button', { name: 'first_name', exact: true }).click();
    await eventually('the field at the cursor', async () => (await text.inputValue()) === 'Dear {{customer.first_name}}');
    const preview = page.getByRole('complementary', { name: 'Preview' });
    const reader = preview.getByRole('combobox', { name: 'As seen by' });
    await reader.click();
    await page.getByRole('option', { name: 'Ana Berg' }).click();
    await preview.getByText('Dear Ana').waitFor();
    expect(await reader.inputValue()).toBe('Ana Berg');
    await reader.click();
    await page.getByRole('option', { name: 'Ben' }).click();
    await preview.getByText('Dear Ben').waitFor();
    await picture('content-preview');
    expect(await barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved as version 1').waitFor();
    await page.waitForURL(/\/content\/birthday-wishes/);
    await page.getByRole('textbox', { name: 'Subject' }).fill('A happy birthday to you');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved as version 2').waitFor();
    await page.reload();
    await eventually('the new words', async () => (await page.getByRole('textbox', { name: 'Subject' }).inputValue()) === 'A happy birthday to you');
  });
});

it('a mistake in the words is told beside them, while they are written', async () => {
  await visit(browser, server.url, async ({ page }) => {
    await page.goto('/content/new');
    await page.getByRole('textbox', { name: 'Text' }).fill('Dear {{customer.first_name');
    await page.getByRole('complementary', { name: 'Preview' }).getByText('In these words').waitFor();
  });
});

it('words that are not saved are not lost by a click on the menu', async () => {
  await visit(browser, server.url, async ({ page }) => {
    await page.goto('/content/new');
    await page.getByRole('textbox', { name: 'Text' }).fill('Half a sentence');
    const asked: string[] = [];
    page.once('dialog', (dialog) => { asked.push(dialog.message()); void dialog.dismiss(); });
    await page.getByRole('link', { name: 'Messages' }).click();
    await eventually('the question', () => asked.length === 1);
    expect(asked[0]).toContain('not saved');
    expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Half a sentence');
    page.once('dialog', (dialog) => { void dialog.accept(); });
    await page.getByRole('link', { name: 'Messages' }).click();
    await page.waitForURL(/\/messages/);
  });
});
