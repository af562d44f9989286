import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { eventually, startServer, type Server } from '../support/server.ts';
import { visit } from './visit.ts';

let empty: Server;
let filled: Server;
let browser: Browser;

beforeAll(async () => {
  [empty, filled, browser] = await Promise.all([startServer(), startServer(), launchBrowser()]);
  await filled.call('POST', '/api/templates/journeys/complaint-rescue/import', {});
  await filled.call('POST', '/api/templates/journeys/win-back/import', {});
  await filled.call('POST', '/api/journeys/complaint-rescue/publish', {});
  await filled.call('POST', '/v1/batch', {
    batch: ['Ana', 'Ben', 'Annemarie-Charlotte von der Heydten-Langenscheidt'].flatMap((name, i) => [
      { type: 'identify', userId: `u${i}`, traits: { email: `a.rather.long.address.of.number.${i}@mail.example.com`, name, timezone: 'UTC' } },
      { type: 'track', userId: `u${i}`, event: 'Complaint Opened', properties: { text: 'It is broken.', complaint_id: `c-${i}` } },
    ]),
  });
  await eventually('three messages', async () => ((await filled.call('GET', '/api/messages')).body as { items: unknown[] }).items.length >= 3);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([empty?.stop(), filled?.stop()]);
});

const loaded = async (page: Page): Promise<void> => {
  await page.locator('h1').first().waitFor();
  await eventually('everything is loaded', async () => (await page.locator('.mantine-Skeleton-root, [aria-busy="true"]').count()) === 0);
};

it.each([
  ['/', 'Load the sample shop'], ['/customers', 'A customer appears with the first event'], ['/segments', 'No segments yet'], ['/messages', 'No messages yet'], ['/content', 'No messages written yet'],
  ['/settings?part=failures', 'Nothing has failed'], ['/settings?part=connect', 'Nothing has come in yet'],
])('%s of a new workspace says what comes here and how', async (path, words) => {
  await visit(browser, empty.url, async ({ page, barriers }) => {
    await page.goto(path);
    await page.getByText(words).first().waitFor();
    expect(await barriers()).toEqual([]);
  });
});

describe('on a phone', () => {
  it.each(['/', '/templates', '/customers', '/customers/u2', '/segments', '/messages', '/content', '/settings?part=rules', '/settings?part=keys'])('%s fits the width and bars nobody', async (path) => {
    await visit(browser, filled.url, async ({ page, picture, barriers }) => {
      await page.goto(path);
      await loaded(page);
      await picture(`phone-${path === '/' ? 'journeys' : path.replaceAll(/\W+/g, '-').slice(1)}`);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      expect(await barriers()).toEqual([]);
    }, { width: 390, height: 844 });
  });

  it('the menu leads from screen to screen', async () => {
    await visit(browser, filled.url, async ({ page }) => {
      await page.goto('/');
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('menuitem', { name: 'Customers' }).click();
      await page.getByRole('link', { name: 'Ben' }).waitFor();
    }, { width: 390, height: 844 });
  });
});

it('with the keyboard alone a customer is found, opened, and the reason of their message read', async () => {
  await visit(browser, filled.url, async ({ page }) => {
    await page.goto('/customers');
    await loaded(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    const reach = async (name: string, most = 25): Promise<void> => {
      for (let n = 0; n < most; n += 1) {
        await page.keyboard.press('Tab');
        const focused = page.locator(':focus');
        if ((await focused.count()) === 1 && ((await focused.getAttribute('aria-label')) ?? (await focused.innerText())).startsWith(name)) return;
      }
      throw new Error(`Tab does not reach ${name}`);
    };
    await reach('Name, e-mail or id');
    await page.keyboard.type('Ben');
    await eventually('one customer', async () => (await page.getByRole('table').getByRole('link').count()) === 1);
    await reach('Ben');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Ben', level: 1 }).waitFor();
    await reach('Why?', 40);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The last check before sending' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

it('a journey from a broken file is refused in words, with the field named, and what was pasted stays', async () => {
  await visit(browser, filled.url, async ({ page }) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'New journey' }).click();
    await page.getByRole('menuitem', { name: /From a file/ }).click();
    const paste = page.getByRole('textbox', { name: /Or paste/ });
    await page.getByRole('button', { name: 'Bring it in' }).click();
    await page.getByRole('alert').getByText('Choose a file or paste its text first.').waitFor();
    await paste.fill('{"dsl": "attune/journey@1", ');
    await page.getByRole('button', { name: 'Bring it in' }).click();
    await page.getByRole('alert').getByText(/^This is not JSON/).waitFor();
    await paste.fill(JSON.stringify({ dsl: 'attune/journey@1', key: 'odd', name: 'Odd', category: 'service', entry: [{ kind: 'event', event: 'Order Completed' }], start: 'a', steps: { a: { kind: 'delay', for: 'a fortnight', next: 'b' }, b: { kind: 'exit' } } }));
    await page.getByRole('button', { name: 'Bring it in' }).click();
    await page.getByRole('alert').getByText('/steps/a/for').waitFor();
    expect(await paste.inputValue()).toContain('a fortnight');
    expect((await filled.call('GET', '/api/journeys/odd')).status).toBe(404);
  }, { provokes: /status of 4\d\d/ });
});

it('an address of a customer who does not exist says so and leads back', async () => {
  await visit(browser, filled.url, async ({ page }) => {
    await page.goto('/customers/nobody');
    await page.getByRole('alert').waitFor();
    await page.getByRole('link', { name: 'Customers' }).first().click();
    await page.getByRole('link', { name: 'Ana' }).waitFor();
  }, { provokes: /status of 404/ });
});

it('while the runtime is away the page says so, keeps what is typed, and saves it when the runtime is back', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'attune-away-'));
  let server = await startServer({ dataDir });
  try {
    await visit(browser, server.url, async ({ page, picture }) => {
      await page.goto('/content/new');
      await page.getByRole('textbox', { name: 'Name' }).fill('Kept');
      await server.stop();
      await page.getByRole('textbox', { name: 'Text' }).fill('Nothing of this is lost.');
      await page.getByRole('status').getByText(/Attune cannot be reached/).waitFor();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('alert').getByText(/Your work in this page is kept/).first().waitFor();
      await picture('offline');
      server = await startServer({ dataDir, env: { PORT: new URL(server.url).port } });
      await page.getByText(/Attune cannot be reached\. What you see/).waitFor({ state: 'detached' });
      expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Nothing of this is lost.');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved as version 1').waitFor();
      expect((await server.call('GET', '/api/content/templates')).body).toMatchObject({ items: [{ key: 'kept', body: 'Nothing of this is lost.' }] });
    }, { provokes: /ERR_CONNECTION|Failed to (fetch|load)/ });
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
