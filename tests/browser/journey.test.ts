import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { eventually, startServer, type Server } from '../support/server.ts';
import { card, saved, visit } from './visit.ts';
import { bytesOf, desk, open, thanks } from './workbench.ts';

let server: Server;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const { bring, graphOf, edgesOf } = desk(() => server);

it('a marketer imports a template, renames it, publishes it, a real event comes in, and the message says why it went out', async () => {
  await visit(browser, server.url, async ({ page, picture }) => {
    await page.goto('/templates');
    await page.getByRole('button', { name: /^Use this journey: Welcome/ }).click();
    await page.waitForURL(/\/journeys\/welcome/);
    await page.locator('.react-flow__node').first().waitFor();
    const name = page.getByRole('textbox', { name: 'Name of the journey' });
    await name.fill('A warm welcome');
    await saved(page);
    await picture('template-on-the-canvas');
    await page.getByRole('button', { name: /^Publish/ }).click();
    for (const box of await page.getByRole('dialog').getByRole('checkbox').all()) await box.check();
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByText('Version 1 is live.').waitFor();
    const call = await server.call('POST', '/v1/batch', {
      batch: [
        { type: 'identify', userId: 'ana', traits: { email: 'ana@example.com', firstName: 'Ana', timezone: 'UTC' }, context: { consent: { categoryPreferences: { news: true, offers: true, welcome: true, tips: true } } } },
        { type: 'track', userId: 'ana', event: 'Signed Up', properties: {} },
      ],
    });
    expect(call.status).toBe(200);
    await eventually('a message to Ana', async () => ((await server.call('GET', '/api/messages?customer=ana')).body as { items: unknown[] }).items.length > 0);
    await page.goto('/customers/ana');
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await picture('customer');
    await page.getByRole('button', { name: 'Why?' }).first().click();
    await page.getByRole('heading', { name: 'The last check before sending' }).waitFor();
    await picture('why');
    await page.goto('/messages');
    await page.getByText('ana@example.com').first().click();
    await picture('messages');
    expect((await server.call('GET', '/api/journeys/welcome')).body).toMatchObject({ status: 'live', version: 1, graph: { settings: { name: 'A warm welcome' } } });
  });
});

it('a step is put into a connection with the + of the line, and one undo takes it out again', async () => {
  const path = await bring(thanks('insert'));
  await visit(browser, server.url, async ({ page }) => {
    await open(page, path);
    await page.locator('.react-flow').hover();
    await page.getByRole('button', { name: /Put a step in here/ }).nth(1).click({ force: true });
    await page.getByRole('dialog').getByText('Wait for something').click();
    await eventually('a fifth step', async () => (await page.locator('.react-flow__node').count()) === 5);
    await saved(page);
    await eventually('the wait in between', async () => (await edgesOf('insert')).some((edge) => edge.startsWith('a-while.next>wait')));
    await page.locator('.react-flow__pane').click({ position: { x: 20, y: 400 } });
    await page.keyboard.press('Control+z');
    await eventually('four steps', async () => (await page.locator('.react-flow__node').count()) === 4);
    await eventually('the old connection', async () => (await edgesOf('insert')).includes('a-while.next>say-thanks'));
  });
});

it('a kind dragged from the palette onto the canvas becomes a step', async () => {
  const path = await bring(thanks('drag'));
  await visit(browser, server.url, async ({ page }) => {
    await open(page, path);
    await page.locator('.palette-kind', { hasText: 'How do they feel?' }).dragTo(page.locator('.react-flow__pane'), { targetPosition: { x: 120, y: 420 } });
    await card(page, 'How do they feel?').waitFor();
    await saved(page);
    await eventually('the step is kept', async () => (await graphOf('drag')).nodes.some((node) => node.kind === 'sentiment'));
  });
});

it('deleting a step re-links its neighbours, and undo brings step and connections back in one go', async () => {
  const path = await bring(thanks('delete'));
  const before = await edgesOf('delete');
  await visit(browser, server.url, async ({ page }) => {
    await open(page, path);
    await card(page, 'Message').click();
    await page.keyboard.press('Delete');
    await eventually('three steps', async () => (await page.locator('.react-flow__node').count()) === 3);
    await eventually('the gap is closed', async () => (await edgesOf('delete')).includes('a-while.next>done'));
    await page.keyboard.press('Control+z');
    await eventually('all as before', async () => JSON.stringify(await edgesOf('delete')) === JSON.stringify(before));
  });
});

it('what is typed into the inspector shows on the card, is saved by itself, and is still there after a reload', async () => {
  const path = await bring(thanks('type'));
  await visit(browser, server.url, async ({ page, picture }) => {
    await open(page, path);
    await card(page, 'Message').click();
    const subject = page.getByRole('textbox', { name: 'Subject' });
    await subject.fill('A thousand thanks');
    await card(page, 'Message').getByText('A thousand thanks').waitFor();
    await picture('inspector');
    await saved(page);
    await page.reload();
    await card(page, 'Message').getByText('A thousand thanks').waitFor();
  });
});

it('a problem stands on its card, in the list and at its field, and publishing is blocked until it is mended', async () => {
  const path = await bring(thanks('problem'));
  await visit(browser, server.url, async ({ page, picture }) => {
    await open(page, path);
    await card(page, 'Message').click();
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Dear {{customer.first_name');
    await card(page, 'Message').locator('.card-problem').waitFor();
    await page.getByRole('button', { name: /problem/ }).first().click();
    await page.getByRole('region', { name: 'Problems' }).locator('.problem').first().waitFor();
    await picture('problems');
    await saved(page);
    await page.getByRole('button', { name: /^Publish/ }).click();
    await page.getByRole('dialog').getByText('These must be fixed first').waitFor();
    expect(await page.getByRole('button', { name: 'Publish now' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Not yet' }).click();
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Dear {{default customer.first_name "friend"}}, thank you.');
    await card(page, 'Message').locator('.card-problem').waitFor({ state: 'detached' });
  });
});

it('a live journey is paused and resumed, and its cards count the people in it as they come', async () => {
  const path = await bring(thanks('live'));
  await server.call('POST', '/api/journeys/live/publish', {});
  await visit(browser, server.url, async ({ page, picture }) => {
    await open(page, path);
    await server.call('POST', '/v1/track', { userId: 'ben', event: 'Order Completed', properties: { total: 12 } });
    await card(page, 'Wait a while').getByText('1 waiting').waitFor();
    await picture('live-counts');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    await page.locator('.workbench-header').getByText('Paused').waitFor();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Resume' }).click();
    await page.locator('.workbench-header').getByText('Live, version 1').waitFor();
  });
});

it('a journey is taken out as JSON and brought in again unchanged', async () => {
  const path = await bring(thanks('carry'));
  await visit(browser, server.url, async ({ page }) => {
    await open(page, path);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'The program that runs' }).click()]);
    const program = JSON.parse((await bytesOf(download)).toString('utf8')) as Record<string, unknown>;
    expect(program).toMatchObject(thanks('carry'));
    await page.goto('/');
    await page.getByRole('button', { name: 'New journey' }).click();
    await page.getByRole('menuitem', { name: /From a file/ }).click();
    await page.getByRole('textbox', { name: /Or paste/ }).fill(JSON.stringify({ ...program, key: 'carried' }));
    await page.getByRole('button', { name: 'Bring it in' }).click();
    await page.waitForURL(/\/journeys\/carried/);
    expect(await edgesOf('carried')).toEqual(await edgesOf('carry'));
  });
});

it('a trial plays a made-up customer through the journey and shows the message with the reason of each step', async () => {
  const path = await bring(thanks('trial'));
  await visit(browser, server.url, async ({ page, picture }) => {
    await open(page, path);
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('Thank you for your order.').first().waitFor();
    await picture('try-it');
    expect(await page.locator('.node-card[data-lit]').count()).toBeGreaterThan(2);
  });
});

it('a step is added, set and connected with the keyboard alone', async () => {
  const path = await bring(thanks('keys'));
  await visit(browser, server.url, async ({ page }) => {
    await open(page, path);
    await page.keyboard.press('/');
    await page.keyboard.type('branch');
    await page.keyboard.press('Enter');
    await card(page, 'Branch').waitFor();
    await saved(page);
    await eventually('the branch is kept', async () => (await graphOf('keys')).nodes.some((node) => node.kind === 'branch'));
  });
});
