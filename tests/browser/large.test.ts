import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { eventually, startServer, type Server } from '../support/server.ts';
import { visit } from './visit.ts';
import { boxOf, desk } from './workbench.ts';

let server: Server;
let browser: Browser;
const { kept } = desk(() => server);

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A journey of so many steps in a chain, laid out in rows of twenty. */
function chain(key: string, count: number) {
  const at = (i: number) => ({ x: (i % 20) * 290, y: Math.floor(i / 20) * 190 });
  const id = (i: number) => (i === 0 ? 'entry-1' : `step-${i}`);
  return {
    dsl: 'attune/graph@1', settings: { key, name: `${count} steps`, category: 'service' },
    nodes: Array.from({ length: count }, (_, i) => (i === 0
      ? { id: id(i), kind: 'entry-event', config: { event: 'Order Completed' }, position: at(i) }
      : { id: id(i), kind: 'delay', config: { for: 'PT1H' }, label: `Step ${i}`, position: at(i) })),
    edges: Array.from({ length: count - 1 }, (_, i) => ({ id: `${id(i)}:next`, from: { node: id(i), port: 'next' }, to: id(i + 1) })),
  };
}

async function draw(key: string, count: number): Promise<void> {
  const answer = await server.call('POST', '/api/journeys', { name: `${count} steps`, key, graph: chain(key, count) });
  expect(answer.status).toBe(201);
}

/** Keeps a measurement beside the pictures, and says it: figures are for people, tests hold on to facts. */
function report(name: string, figures: Readonly<Record<string, number>>): void {
  const folder = resolve(import.meta.dirname, '../artifacts');
  mkdirSync(folder, { recursive: true });
  writeFileSync(resolve(folder, `${name}.json`), JSON.stringify(figures, null, 2));
  console.info(`${name}: ${Object.entries(figures).map(([what, value]) => `${what} ${Math.round(value * 10) / 10}`).join(', ')}`);
}

/** Writes down the length of each frame, and which cards the page touches. */
const WATCH = `(() => {
  const seen = { frames: [], touched: new Set(), on: true };
  window.watched = seen;
  let last = performance.now();
  const tick = (now) => { seen.frames.push(now - last); last = now; if (seen.on) requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
  new MutationObserver((changes) => { for (const change of changes) { const card = (change.target.nodeType === 1 ? change.target : change.target.parentElement)?.closest('.react-flow__node'); if (card) seen.touched.add(card.dataset.id); } })
    .observe(document.querySelector('.react-flow__nodes'), { subtree: true, attributes: true, childList: true, characterData: true });
})()`;
const WATCHED = '(() => { window.watched.on = false; return { frames: window.watched.frames.slice(1), touched: [...window.watched.touched] }; })()';

it('dragging one of 200 cards touches that card and no other, and reports how long the frames were', async () => {
  await draw('two-hundred', 200);
  await visit(browser, server.url, async ({ page, picture }) => {
    await page.goto('/journeys/two-hundred');
    await eventually('200 cards', async () => (await page.locator('.react-flow__node').count()) === 200);
    await page.getByRole('img', { name: 'Map of the journey' }).waitFor();
    await picture('200-steps');
    const card = await boxOf(page.locator('.react-flow__node[data-id="step-20"] .card-title'));
    // below the first card: in view
    await page.mouse.move(card.x + 8, card.y + 8);
    await page.mouse.down();
    await page.mouse.move(card.x + 20, card.y + 16);
    await page.evaluate(WATCH);
    for (let i = 0; i < 90; i += 1) await page.mouse.move(card.x + 20 + i * 2, card.y + 16 + i * 2);
    const { frames, touched } = await page.evaluate(WATCHED) as { frames: number[]; touched: string[] };
    await page.mouse.up();
    const sorted = frames.toSorted((a, b) => a - b);
    report('drag-200', { frames: frames.length, 'median ms': sorted[Math.floor(sorted.length / 2)] ?? 0, 'p95 ms': sorted[Math.floor(sorted.length * 0.95)] ?? 0, 'longest ms': sorted.at(-1) ?? 0 });
    expect(touched).toEqual(['step-20']);
    await kept('two-hundred', 'the card where it was let go', ({ nodes }) => nodes.filter((node, i) => node.position.x !== (i % 20) * 290).map((node) => node.id).join() === 'step-20');
    await page.keyboard.press('Control+z');
    await kept('two-hundred', 'one undo for the whole drag', ({ nodes }) => nodes.every((node, i) => node.position.x === (i % 20) * 290));
  });
});

it('a journey of 1,000 steps is opened, searched, edited, checked and saved', async () => {
  await draw('thousand', 1000);
  await visit(browser, server.url, async ({ page, picture, barriers }) => {
    const begun = performance.now();
    await page.goto('/journeys/thousand');
    await page.locator('.react-flow__node').first().waitFor();
    const opened = performance.now();
    // only what is in view is drawn
    expect(await page.locator('.react-flow__node').count()).toBeLessThan(200);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('Step 777');
    await page.getByRole('search').getByText('1 of 1').waitFor();
    const found = performance.now();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'How long' }).fill('9');
    const edited = performance.now();
    await kept('thousand', 'the edit', ({ nodes }) => nodes.some((node) => node.id === 'step-777' && node.config['for'] === 'PT9H'));
    const stored = performance.now();
    await page.keyboard.press('Escape');
    await picture('1000-steps');
    await page.keyboard.press('p');
    await page.getByRole('region', { name: 'Problems' }).waitFor();
    await eventually('the check is done', async () => (await page.getByRole('region', { name: 'Problems' }).getByText('Checking…').count()) === 0);
    expect(await barriers()).toEqual([]);
    await page.locator('.react-flow__node[data-id="step-777"]').waitFor();
    report('open-1000', { 'open ms': opened - begun, 'search ms': found - opened, 'edit ms': edited - found, 'save ms': stored - edited });
  });
});
