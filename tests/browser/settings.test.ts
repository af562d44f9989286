import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { eventually, startServer, type Server } from '../support/server.ts';
import { visit } from './visit.ts';

const API_KEY = 'management-key-of-the-tests';
let server: Server;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ env: { API_KEY } }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const settings = async () => (await server.call('GET', '/api/settings')).body as { policy: { quietHours: unknown; caps: unknown[]; guardrails: boolean }; topics: { key: string; name: string }[]; workspace: { name: string } };

it('the rules of sending are changed, saved, and still there after a reload', async () => {
  await visit(browser, server.url, async ({ page, barriers }) => {
    await page.goto('/settings?part=rules');
    await page.getByLabel('From', { exact: true }).fill('22:30');
    await page.getByLabel('Until', { exact: true }).fill('07:15');
    await page.getByRole('textbox', { name: 'At most' }).fill('5');
    await page.getByRole('button', { name: 'Add a limit' }).click();
    await page.getByRole('switch', { name: /Empathy guardrails/ }).click({ force: true });
    expect(await barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Settings saved').waitFor();
    await page.reload();
    await eventually('the time that was set', async () => (await page.getByLabel('From', { exact: true }).inputValue()) === '22:30');
    expect(await page.getByRole('textbox', { name: 'At most' }).count()).toBe(2);
    expect(await page.getByRole('textbox', { name: 'At most' }).first().inputValue()).toBe('5');
    expect(await page.getByRole('switch', { name: /Empathy guardrails/ }).isChecked()).toBe(false);
    expect((await settings()).policy).toMatchObject({ quietHours: { from: '22:30', to: '07:15' }, caps: [{ limit: 5 }, { limit: 3, within: 'P7D' }], guardrails: false });
  });
});

it('a topic is added and the shop gets its name, and both are there after a reload', async () => {
  await visit(browser, server.url, async ({ page }) => {
    await page.goto('/settings?part=topics');
    await page.getByRole('button', { name: 'Add a topic' }).click();
    await page.getByRole('textbox', { name: 'Key' }).last().fill('birthday');
    await page.getByRole('textbox', { name: 'Name' }).last().fill('Birthday wishes');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Settings saved').waitFor();
    await page.getByRole('link', { name: 'Workspace' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('The lamp shop');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await eventually('the name is kept', async () => (await settings()).workspace.name === 'The lamp shop');
    await page.reload();
    await eventually('the name that was set', async () => (await page.getByRole('textbox', { name: 'Name' }).inputValue()) === 'The lamp shop');
    expect((await settings()).topics).toContainEqual({ key: 'birthday', name: 'Birthday wishes' });
  });
});

it('a field that the runtime refuses is named, and what was typed stays', async () => {
  await visit(browser, server.url, async ({ page }) => {
    await page.goto('/settings?part=workspace');
    await page.getByRole('combobox', { name: 'Time zone' }).fill('Middle Earth');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').getByText('/workspace/zone', { exact: true }).waitFor();
    await page.getByRole('alert').getByText('is not a time zone such as Europe/Berlin').first().waitFor();
    expect(await page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Middle Earth');
  }, { provokes: /status of 4\d\d/ });
});

it('settings that are not saved are not lost by a click on another part', async () => {
  await visit(browser, server.url, async ({ page }) => {
    await page.goto('/settings?part=workspace');
    await page.getByRole('textbox', { name: 'Postal address' }).fill('Lamp Street 1');
    const asked: string[] = [];
    page.once('dialog', (dialog) => { asked.push(dialog.message()); void dialog.dismiss(); });
    await page.getByRole('link', { name: 'Topics' }).click();
    await eventually('the question', () => asked.length === 1);
    expect(await page.getByRole('textbox', { name: 'Postal address' }).inputValue()).toBe('Lamp Street 1');
  });
});

it('an API key is shown once, opens the API, and is refused after it was removed', async () => {
  const withKey = (key: string) => fetch(`${server.url}/api/settings`, { headers: { authorization: `Bearer ${key}` } });
  await visit(browser, server.url, async ({ page, picture }) => {
    await page.goto('/settings?part=keys');
    await page.getByRole('textbox', { name: 'What is it for?' }).fill('Deployment');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const secret = (await page.getByLabel('The new key', { exact: true }).innerText()).trim();
    await picture('api-key');
    expect((await withKey(secret)).status).toBe(200);
    await page.reload();
    await page.getByRole('row', { name: /Deployment/ }).waitFor();
    expect(await page.getByText(secret).count()).toBe(0);
    await page.getByRole('row', { name: /Deployment/ }).getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Key removed').waitFor();
    expect((await withKey(secret)).status).toBe(401);
  });
});

it('whoever comes from elsewhere is asked for the key, told when it is wrong, and let in with the right one', async () => {
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    // what a proxy in front of the runtime adds: the request does not come from this machine
    await page.setExtraHTTPHeaders({ 'x-forwarded-for': '203.0.113.9' });
    await page.goto('/customers');
    await page.getByRole('heading', { name: 'This Attune asks for its key' }).waitFor();
    await picture('sign-in');
    expect(await barriers()).toEqual([]);
    await page.getByLabel('Management key').fill('a wrong key');
    await page.keyboard.press('Enter');
    await page.getByText('This key is not known here').waitFor();
    await page.getByLabel('Management key').fill(API_KEY);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor();
    await page.reload();
    await page.getByText('No customers yet').waitFor();
  }, { provokes: /status of 401/ });
});
