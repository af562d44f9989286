import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { eventually, startServer, type Server } from '../support/server.ts';
import { card, saved, visit } from './visit.ts';
import { boxOf, bytesOf, cards, desk, drag, grip, ground, open, thanks } from './workbench.ts';

let server: Server;
let browser: Browser;
const { bring, graphOf, edgesOf, nodeOf, kept } = desk(() => server);

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

it('a kind dragged onto a connection opens it up and stands in it', async () => {
  const path = await bring(thanks('onto'));
  await visit(browser, server.url, async ({ page, picture }) => {
    await open(page, path);
    const plus = await boxOf(page.locator('[data-edge="a-while:next"]'));
    const kind = page.locator('.palette-kind', { hasText: 'Branch on a value' });
    const from = await boxOf(kind);
    await page.mouse.move(from.x + 20, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(plus.x, plus.y - 30, { steps: 4 });
    await page.mouse.move(plus.x + plus.width / 2, plus.y + plus.height / 2, { steps: 4 });
    await page.locator('.line-tools[data-open]').waitFor();
    await picture('drop-on-a-line');
    await page.mouse.up();
    await card(page, 'Branch on a value').waitFor();
    await kept('onto', 'the step in the connection', ({ edges }) => edges.some(({ from: { node }, to }) => node === 'a-while' && to === 'switch') && edges.some(({ from: { node }, to }) => node === 'switch' && to === 'say-thanks'));
    const [above, below] = [await boxOf(card(page, 'Branch on a value')), await boxOf(card(page, 'Message'))];
    expect(above.y + above.height).toBeLessThan(below.y);
  });
});

it('a way out is connected by dragging it onto a card, and to nothing else', async () => {
  const path = await bring(thanks('wire'));
  await visit(browser, server.url, async ({ page }) => {
    await open(page, path);
    await card(page, 'Message').click();
    const handle = await boxOf(card(page, 'Message').locator('.card-out').nth(1));
    const target = await boxOf(card(page, 'Wait a while'));
    await drag(page, { x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 }, { x: target.x + target.width / 2, y: target.y + 4 });
    await eventually('the connection', async () => (await edgesOf('wire')).includes('say-thanks.skipped>a-while'));
    const entry = await boxOf(card(page, 'When something happens'));
    await drag(page, { x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 }, { x: entry.x + entry.width / 2, y: entry.y + 10 });
    expect((await edgesOf('wire')).some((edge) => edge.endsWith('>entry-1'))).toBe(false);
  });
});

it('several steps are chosen with a box or one by one, moved together, and one undo brings them back', async () => {
  const path = await bring(thanks('several'));
  await visit(browser, server.url, async ({ page, picture }) => {
    await open(page, path);
    const [first, last] = [await boxOf(card(page, 'Wait a while')), await boxOf(card(page, 'Message'))];
    await page.keyboard.down('Shift');
    await drag(page, { x: first.x - 60, y: first.y - 12 }, { x: last.x + last.width + 60, y: last.y + last.height + 4 });
    await page.keyboard.up('Shift');
    await page.getByRole('heading', { name: '2 selected' }).waitFor();
    await ground(page);
    await card(page, 'Wait a while').click();
    await card(page, 'Message').click({ modifiers: ['Shift'], position: { x: 60, y: 20 } });
    await page.getByRole('heading', { name: '2 selected' }).waitFor();
    await picture('several');
    const before = (await graphOf('several')).nodes.map(({ id, position }) => ({ id, position }));
    const from = await grip(page, 'Message');
    await drag(page, from, { x: from.x + 160, y: from.y + 48 });
    await kept('several', 'both moved', ({ nodes }) => nodes.filter((node, i) => node.position.x !== before[i]?.position.x).length === 2);
    const moved = (await graphOf('several')).nodes;
    expect(moved.filter((node, i) => node.position.x !== before[i]?.position.x).map((node) => node.id).sort()).toEqual(['a-while', 'say-thanks']);
    await page.keyboard.press('Control+z');
    await kept('several', 'both back', ({ nodes }) => nodes.every((node, i) => node.position.x === before[i]?.position.x && node.position.y === before[i]?.position.y));
  });
});

it('steps copied in one window are pasted into another journey in another window, in one step that one undo takes back', async () => {
  const [from, to] = [await bring(thanks('source')), await bring(thanks('target'))];
  await visit(browser, server.url, async ({ page }) => {
    await open(page, from);
    const other = await page.context().newPage();
    await open(other, to);
    await page.bringToFront();
    await ground(page);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await page.getByText('4 steps copied').waitFor();
    await other.bringToFront();
    await ground(other);
    await other.keyboard.press('Control+v');
    await cards(other, 8);
    await kept('target', 'eight steps with both sets of connections', ({ nodes, edges }) => nodes.length === 8 && edges.length === 6);
    await other.keyboard.press('Control+z');
    await cards(other, 4);
    await other.keyboard.press('Control+Shift+z');
    await cards(other, 8);
    // and what is no journey says so instead of doing something odd
    await other.evaluate('document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: Object.assign(new DataTransfer(), {}), bubbles: true }))');
    await other.getByText('The clipboard holds no steps').waitFor();
    await other.close();
  });
});

it('tidying up moves what is out of place and nothing else; of a selection only the selection', async () => {
  const path = await bring(thanks('tidy'));
  await visit(browser, server.url, async ({ page }) => {
    await open(page, path);
    await ground(page);
    await page.keyboard.press('Shift+t');
    await saved(page);
    const tidy = (await graphOf('tidy')).nodes.map(({ id, position }) => ({ id, position }));
    const from = await grip(page, 'Message');
    await drag(page, from, { x: from.x + 240, y: from.y - 80 });
    await kept('tidy', 'the card was moved', ({ nodes }) => nodes.some((node, i) => node.position.x !== tidy[i]?.position.x));
    await ground(page);
    await page.keyboard.press('Shift+t');
    await kept('tidy', 'all as tidy as before', ({ nodes }) => nodes.every((node, i) => node.position.x === tidy[i]?.position.x && node.position.y === tidy[i]?.position.y));
  });
});

it('a note and the stages are made from the keyboard, lie on the canvas after a reload, and mean nothing to the program', async () => {
  const path = await bring(thanks('ground'));
  const program = (await server.call('POST', '/api/journeys/ground/compile')).body;
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    await open(page, path);
    await ground(page);
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Text of the note' }).waitFor();
    await page.keyboard.type('Legal has seen the words.');
    await page.keyboard.press('Escape');
    await saved(page);
    await kept('ground', 'the note', ({ notes }) => notes?.[0]?.text === 'Legal has seen the words.');
    expect((await server.call('POST', '/api/journeys/ground/compile')).body).toEqual(program);
    await ground(page);
    await card(page, 'Wait a while').click();
    await card(page, 'Message').click({ modifiers: ['Shift'], position: { x: 60, y: 20 } });
    await page.getByRole('combobox', { name: 'Stage of all these steps' }).fill('Afterwards');
    await kept('ground', 'both steps in the stage', ({ nodes }) => nodes.filter((node) => node.stage === 'Afterwards').length === 2);
    await page.reload();
    await page.locator('.react-flow__node').first().waitFor();
    await page.locator('.note-card', { hasText: 'Legal has seen' }).waitFor();
    await page.getByRole('button', { name: 'Afterwards' }).click();
    await page.getByRole('heading', { name: '2 selected' }).waitFor();
    await picture('notes-and-stages');
    expect(await barriers()).toEqual([]);
    // a note is written where it lies, and pulled larger
    const note = page.locator('.react-flow__node-note');
    await note.dblclick();
    await note.locator('textarea').fill('Legal has seen the words. So has Care.');
    await page.keyboard.press('Escape');
    await note.click();
    const corner = await boxOf(note.locator('.react-flow__resize-control.bottom.right.handle'));
    await drag(page, { x: corner.x + 5, y: corner.y + 5 }, { x: corner.x + 85, y: corner.y + 65 });
    await kept('ground', 'the larger note', (graph) => (graph.notes?.[0] as { size?: { width: number } } | undefined)?.size !== undefined && graph.notes?.[0]?.text.endsWith('Care.') === true);
  });
});

it('Ctrl+F finds the cards in which the words stand, and Enter goes from one to the next', async () => {
  const path = await bring(thanks('find'));
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    await open(page, path);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('thank');
    await page.getByRole('search').getByText('1 of 1').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Subject' }).waitFor();
    await page.getByRole('search').getByRole('textbox').fill('order');
    await page.getByRole('search').getByText('1 of 2').waitFor();
    await picture('find');
    expect(await barriers()).toEqual([]);
    expect(await page.locator('.node-card[data-found]').count()).toBe(2);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('search').getByText('2 of 2').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('search').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.dataset.id')).toBe('say-thanks');
  });
});

it('the whole canvas is saved as a picture that needs no network, as SVG and as PNG', async () => {
  await server.call('POST', '/api/templates/journeys/abandoned-cart/import', {});
  await visit(browser, server.url, async ({ page }) => {
    await open(page, '/journeys/abandoned-cart');
    const take = async (name: string) => {
      await page.getByRole('button', { name: 'More', exact: true }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()]);
      return bytesOf(download);
    };
    const svg = (await take('A picture (SVG)')).toString('utf8');
    for (const words of ['A large cart?', 'Last word, with reviews', '100 or more', 'Think', 'Cart Updated']) expect(svg).toContain(words);
    expect(svg).not.toMatch(/href=|url\(|@import|<image|<script|<foreignObject|var\(--/);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg.match(/<g transform="translate\([\d.-]+ [\d.-]+\)"><rect width="248"/g)).toHaveLength(13);
    const png = await take('A picture (PNG)');
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    const view = /viewBox="[\d.-]+ [\d.-]+ (\d+) (\d+)"/.exec(svg);
    expect([width, height]).toEqual([Number(view?.[1]) * 2, Number(view?.[2]) * 2]);
  });
});

it('steps are duplicated and deleted from the menu of the right mouse button, which shows their keys', async () => {
  const path = await bring(thanks('menu'));
  await visit(browser, server.url, async ({ page }) => {
    await open(page, path);
    await card(page, 'Wait a while').click({ button: 'right' });
    await page.getByRole('menuitem', { name: /Duplicate/ }).getByText('Ctrl+D').waitFor();
    await page.getByRole('menuitem', { name: /Duplicate/ }).click();
    await cards(page, 5);
    await page.keyboard.press('Delete');
    await cards(page, 4);
    expect(await nodeOf('menu', 'a-while')).toBeDefined();
  });
});
