import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { eventually, startServer, type Server } from '../support/server.ts';
import { card, saved, visit } from './visit.ts';
import { cards, desk, ground, open, thanks, type Drawn } from './workbench.ts';

let server: Server;
let browser: Browser;
const { bring, graphOf, edgesOf, nodeOf, kept } = desk(() => server);

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  await server.call('POST', '/v1/batch', {
    batch: ['Ana', 'Ben', 'Cleo'].flatMap((name, i) => [
      { type: 'identify', userId: name.toLowerCase(), traits: { first_name: name, email: `${name.toLowerCase()}@shop.example`, plan: i === 0 ? 'pro' : 'free' } },
      { type: 'track', userId: name.toLowerCase(), event: 'Order Completed', properties: { total: 20 * (i + 1), currency: 'EUR' } },
    ]),
  });
  await eventually('the events are seen', async () => ((await server.call('GET', '/api/events/catalog')).body as { traits: unknown[] }).traits.length >= 2);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Somebody else changes the draft at the same time, at the revision the server has. */
async function elsewhere(key: string, change: (graph: Drawn) => Drawn): Promise<void> {
  const { graph, revision } = (await server.call('GET', `/api/journeys/${key}`)).body as { graph: Drawn; revision: number };
  const answer = await fetch(`${server.url}/api/journeys/${key}`, { method: 'PUT', headers: { 'content-type': 'application/json', 'if-match': `"${revision}"` }, body: JSON.stringify({ graph: change(graph) }) });
  expect(answer.status).toBe(200);
}

const configured = (id: string, config: Record<string, unknown>) => (graph: Drawn): Drawn => ({ ...graph, nodes: graph.nodes.map((node) => (node.id === id ? { ...node, config } : node)) });
const rename = async (page: Page, title: string, name: string) => {
  await card(page, title).click({ position: { x: 60, y: 20 } });
  await page.getByRole('textbox', { name: 'Name on the card' }).fill(name);
};

it('one gesture is one step: a burst of typing, a drag, a deletion with its connections, each goes back with one Ctrl+Z, also from inside a field', async () => {
  const path = await bring(thanks('undo'));
  const before = await graphOf('undo');
  await visit(browser, server.url, async ({ page }) => {
    await open(page, path);
    await card(page, 'Message').click();
    await page.getByRole('textbox', { name: 'Subject' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' so very much');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Delete');
    await cards(page, 3);
    await kept('undo', 'three steps', ({ nodes }) => nodes.length === 3);
    expect(await edgesOf('undo')).toContain('a-while.next>done');
    await page.keyboard.press('Control+z');
    await cards(page, 4);
    await page.keyboard.press('Control+z');
    await card(page, 'Message').click();
    await page.getByRole('textbox', { name: 'Subject' }).click();
    await page.keyboard.press('Control+z');
    await kept('undo', 'all as it was', ({ nodes, edges }) => JSON.stringify(nodes) === JSON.stringify(before.nodes) && edges.length === before.edges.length);
    expect(await page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Thank you');
    expect(await page.getByRole('button', { name: 'Nothing to undo' }).isDisabled()).toBe(true);
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('Control+y');
    await cards(page, 3);
  });
});

it('two people at once see what each did, keep both where they do not overlap, and choose where they do', async () => {
  const path = await bring(thanks('both'));
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    await open(page, path);
    await elsewhere('both', configured('a-while', { for: 'P2D' }));
    await rename(page, 'Message', 'A warm word');
    const dialog = page.getByRole('dialog', { name: 'Somebody else saved this journey meanwhile' });
    await dialog.getByRole('region', { name: 'What you did' }).getByText('A warm word').first().waitFor();
    await dialog.getByRole('region', { name: 'What they did' }).getByText('How long is now 2 days (was 1 hour)').waitFor();
    expect(await dialog.getByText('You both changed these').count()).toBe(0);
    await picture('conflict');
    expect(await barriers()).toEqual([]);
    await dialog.getByRole('button', { name: 'Take both' }).click();
    await saved(page);
    expect((await nodeOf('both', 'say-thanks'))?.label).toBe('A warm word');
    expect((await nodeOf('both', 'a-while'))?.config).toEqual({ for: 'P2D' });

    await elsewhere('both', (graph) => ({ ...graph, nodes: graph.nodes.map((node) => (node.id === 'say-thanks' ? { ...node, label: 'Their word' } : node)) }));
    await rename(page, 'A warm word', 'My word');
    await dialog.getByText('You both changed these').waitFor();
    await picture('conflict-overlap');
    await dialog.getByRole('radiogroup').getByText('Theirs').click();
    await dialog.getByRole('button', { name: 'Take both' }).click();
    await saved(page);
    expect((await nodeOf('both', 'say-thanks'))?.label).toBe('Their word');
    await ground(page);
    await page.keyboard.press('Control+z');
    await card(page, 'My word').waitFor();
  }, { provokes: /412/ });
});

it('what could not be saved stays on the canvas, comes back after a reload, and is saved once it can be', async () => {
  const path = await bring(thanks('lost'));
  await visit(browser, server.url, async ({ page, picture }) => {
    page.on('dialog', (asked) => void asked.accept());
    await open(page, path);
    // the server breaks
    await page.route('**/api/journeys/lost', (route) => (route.request().method() === 'PUT' ? route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"title":"Broken","status":500}' }) : route.continue()));
    await rename(page, 'Message', 'Written in vain?');
    await page.locator('.workbench-header').getByText('Could not save').waitFor();
    await card(page, 'Written in vain?').waitFor();
    await page.reload();
    await card(page, 'Written in vain?').waitFor();
    await page.getByText('Changes that were not saved last time are back.').waitFor();
    await picture('restored');
    // the network goes, too
    await page.unroute('**/api/journeys/lost');
    await page.context().setOffline(true);
    await rename(page, 'Written in vain?', 'Not in vain');
    await page.getByText('Attune cannot be reached.').first().waitFor();
    await page.context().setOffline(false);
    await saved(page);
    expect((await nodeOf('lost', 'say-thanks'))?.label).toBe('Not in vain');
    await page.getByRole('button', { name: 'Throw them away' }).click();
    await page.reload();
    await page.locator('.react-flow__node').first().waitFor();
    expect(await page.getByText('Changes that were not saved last time are back.').count()).toBe(0);
  }, { provokes: /500|ERR_INTERNET_DISCONNECTED/ });
});

it('a published version is compared with the draft, drawn and told, and brought back in one step', async () => {
  const path = await bring(thanks('past'));
  await server.call('POST', '/api/journeys/past/publish', {});
  await elsewhere('past', configured('a-while', { for: 'P3D' }));
  await server.call('POST', '/api/journeys/past/publish', {});
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    await open(page, `${path}?version=1`);
    const panel = page.getByRole('region', { name: 'Versions' });
    await panel.getByText('What is different in the draft since version 1').waitFor();
    await panel.getByText('"Wait a while": How long is now 3 days (was 1 hour).').waitFor();
    await panel.getByText('by somebody at this machine').first().waitFor();
    await card(page, 'Wait a while').locator('.card-mark', { hasText: 'changed' }).waitFor();
    await card(page, 'Message').click({ position: { x: 60, y: 20 } });
    await page.keyboard.press('Delete');
    await page.locator('.react-flow__node-ghost', { hasText: 'Message' }).getByText('gone').waitFor();
    await page.locator('.palette-kind', { hasText: 'Make an event' }).click();
    await page.locator('.card-mark', { hasText: 'new' }).waitFor();
    await picture('versions');
    expect(await barriers()).toEqual([]);
    await panel.getByRole('button', { name: /Version 2/ }).click();
    expect(new URL(page.url()).searchParams.get('version')).toContain('2');
    await panel.getByRole('button', { name: /Version 1/ }).click();
    await panel.getByRole('button', { name: 'Bring it back as the draft' }).click();
    await panel.getByText('The draft says the same as this version.').waitFor();
    await kept('past', 'version 1 as the draft', ({ nodes }) => nodes.length === 4 && nodes.some((node) => node.id === 'a-while' && node.config['for'] === 'PT1H'));
    expect((await server.call('GET', '/api/journeys/past')).body).toMatchObject({ version: 2, status: 'live' });
    await ground(page);
    await page.keyboard.press('Control+z');
    await page.locator('.card-mark', { hasText: 'new' }).waitFor();
  });
});

it('a rule is built from what was really seen, counts who fits as it is written, and calls off what is overtaken', async () => {
  const path = await bring(thanks('rule'));
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    await open(page, path);
    await ground(page);
    let asked = 0;
    const calledOff: string[] = [];
    page.on('requestfailed', (request) => { if (request.url().endsWith('/segments/preview')) calledOff.push(request.postData() ?? ''); });
    await page.route('**/api/segments/preview', async (route) => {
      asked += 1;
      // the first answer is slow: the next question overtakes it
      if (asked === 1) await eventually('the next question', () => asked > 1);
      await route.continue().catch(() => {});
    });
    const rules = page.locator('[data-field="audience"]');
    await rules.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('menuitem', { name: 'A value of theirs' }).click();
    const subject = rules.getByRole('combobox', { name: 'Which value' });
    await subject.click();
    await page.keyboard.type('plan');
    await page.getByRole('option', { name: /customer\.plan/ }).click();
    const value = rules.getByRole('combobox', { name: 'Value', exact: true });
    await value.click();
    await page.getByRole('option', { name: 'free' }).waitFor();
    await eventually('the first question is out', () => asked === 1);
    await value.fill('free');
    await rules.getByText('2 of 3 customers fit').waitFor();
    expect(calledOff).toHaveLength(1);
    await rules.getByRole('button', { name: 'Show some' }).click();
    await rules.getByRole('link', { name: 'Ben' }).waitFor();
    await picture('rule');
    expect(await barriers()).toEqual([]);
    await kept('rule', 'the rule', ({ settings }) => JSON.stringify(settings['audience']) === JSON.stringify({ '==': [{ var: 'customer.plan' }, 'free'] }));
    // as JSON and back: nothing is lost
    await rules.getByRole('button', { name: 'As JSON' }).click();
    await rules.getByRole('button', { name: 'As rules' }).click();
    expect(await value.inputValue()).toBe('free');
  });
});

it('a merge field is completed while it is typed, with words to fall back on, and looked at with a real customer', async () => {
  const path = await bring(thanks('merge'));
  await visit(browser, server.url, async ({ page, picture }) => {
    await open(page, path);
    await card(page, 'Message').click();
    const text = page.getByRole('textbox', { name: 'Text', exact: true });
    await text.fill('');
    const below = page.getByRole('button', { name: 'Preview' });
    await page.keyboard.type('Dear {{first');
    await page.getByRole('option', { name: /First name/ }).click();
    expect(await text.inputValue()).toBe('Dear {{default customer.first_name "there"}}');
    await page.keyboard.type(', your {{tot');
    await page.getByRole('option', { name: /total/i }).click();
    expect(await text.inputValue()).toContain('{{event.properties.total}}');
    await below.click();
    await page.getByRole('combobox', { name: 'As seen by' }).click();
    await page.getByRole('option', { name: /Ana|ana@/ }).click();
    await page.locator('.preview').getByText(/Dear Ana/).waitFor();
    await picture('merge-fields');
  });
});

it('another journey is chosen by its name, not by a key that has to be known', async () => {
  await bring({ ...thanks('care'), key: 'care' });
  const path = await bring(thanks('picker'));
  await visit(browser, server.url, async ({ page }) => {
    await open(page, path);
    await ground(page);
    await page.locator('.palette-kind', { hasText: 'Start another journey' }).click();
    const journey = page.locator('.inspector').getByRole('combobox', { name: 'Journey', exact: true });
    await journey.click();
    await page.getByRole('option').first().click();
    await kept('picker', 'the other journey', ({ nodes }) => nodes.some((node) => node.kind === 'enrol' && typeof node.config['journey'] === 'string' && node.config['journey'] !== '' && node.config['journey'] !== 'picker'));
  });
});

it('a problem leads from its card to the list and to its field, is mended with one press, and a witness plays the way it goes wrong', async () => {
  const path = await bring({ ...thanks('witness'), category: 'marketing' } as ReturnType<typeof thanks>);
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    await open(page, path);
    await card(page, 'When something happens').click();
    await page.getByRole('combobox', { name: 'Event' }).fill('Order Complete');
    await card(page, 'When something happens').locator('.card-problem').click();
    const list = page.getByRole('region', { name: 'Problems' });
    await picture('problem-list');
    expect(await barriers()).toEqual([]);
    await ground(page);
    await list.getByRole('button', { name: /Order Complete"/ }).first().click();
    await eventually('the field has the focus', async () => (await page.evaluate('document.activeElement.closest("[data-field]")?.dataset.field')) === 'event');
    await list.getByRole('button', { name: 'Use "Order Completed"' }).first().click();
    await card(page, 'When something happens').locator('.card-problem').waitFor({ state: 'detached' });
    await kept('witness', 'the mended name', ({ nodes }) => nodes.some((node) => node.config['event'] === 'Order Completed'));
    await list.getByRole('button', { name: 'Play it' }).first().click();
    await page.getByText('Playing the customer of a problem.').waitFor();
    await page.locator('.node-card[data-lit]').nth(2).waitFor();
    await picture('witness');
  });
});
