import type { Download, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually, type Server } from '../support/server.ts';
import { card } from './visit.ts';

/** A journey of three steps that says thank you, as a program. */
export const thanks = (key: string) => ({
  dsl: 'attune/journey@1', key, name: 'Thanks', category: 'transactional',
  entry: [{ kind: 'event', event: 'Order Completed' }], start: 'a-while',
  steps: {
    'a-while': { kind: 'delay', for: 'PT1H', next: 'say-thanks' },
    'say-thanks': { kind: 'message', channel: 'email', content: { subject: 'Thank you', body: 'Thank you for your order.' }, next: 'done' },
    done: { kind: 'exit', reason: 'completed' },
  },
});

/** A journey of one step that leads to its end, as a program. */
export const program = (key: string, name: string, category: string, event: string, steps: Readonly<Record<string, object>>) => ({
  dsl: 'attune/journey@1', key, name, category, timezone: 'UTC', entry: [{ kind: 'event', event }], start: Object.keys(steps)[0], steps: { ...steps, done: { kind: 'exit', reason: 'done' } },
});

export interface DrawnNode { readonly id: string; readonly kind: string; readonly config: Record<string, unknown>; readonly label?: string; readonly stage?: string; readonly position: { readonly x: number; readonly y: number } }
export interface Drawn {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly { readonly from: { readonly node: string; readonly port: string }; readonly to: string }[];
  readonly notes?: readonly { readonly id: string; readonly text: string }[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What tests of the journey's screen do with a server. */
export function desk(server: () => Server) {
  const graphOf = async (key: string) => ((await server().call('GET', `/api/journeys/${key}`)).body as { graph: Drawn }).graph;
  const edgesOf = async (key: string) => (await graphOf(key)).edges.map(({ from, to }) => `${from.node}.${from.port}>${to}`).sort();
  return {
    /** Imports a program; answers the address of its screen. */
    async bring(program: { readonly key: string }): Promise<string> {
      const answer = await server().call('POST', '/api/journeys/import', program);
      expect(answer.status).toBe(201);
      return `/journeys/${program.key}`;
    },
    graphOf,
    edgesOf,
    nodeOf: async (key: string, id: string) => (await graphOf(key)).nodes.find((node) => node.id === id),
    /** Waits until the server has what the page shows. */
    kept: (key: string, what: string, holds: (graph: Drawn) => boolean) => eventually(what, async () => holds(await graphOf(key))),
  };
}

/** Opens a journey and waits for its first card. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('.react-flow__node').first().waitFor();
  await stands(page);
}

/** Waits until the view has found its place: where a card is measured before that, a hand reaches beside it. */
async function stands(page: Page): Promise<void> {
  await page.waitForFunction((frames) => {
    const view = document.querySelector<HTMLElement>('.react-flow__viewport');
    if (!view) return false;
    const { x, y, width } = view.getBoundingClientRect();
    const place = `${view.style.transform} ${x} ${y} ${width}`;
    const seen = view.dataset['place'] === place ? Number(view.dataset['frames']) + 1 : 0;
    Object.assign(view.dataset, { place, frames: String(seen) });
    return seen >= frames;
  }, 12, { polling: 'raf' });
}

/** Waits for a number of cards. */
export const cards = (page: Page, count: number) => eventually(`${count} cards`, async () => (await page.locator('.react-flow__node-card').count()) === count);

/** The ground between the cards: a click there lets go of everything. */
export const ground = (page: Page): Promise<void> => page.locator('.react-flow__pane').click({ position: { x: 16, y: 330 } });

export async function boxOf(target: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error('it is not drawn');
  return box;
}

/** Drags as a hand does: down, a first small step, then on to the end. */
export async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 6, from.y + 6);
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** Where a card can be taken: its title. */
export async function grip(page: Page, title: string): Promise<{ x: number; y: number }> {
  const box = await boxOf(card(page, title).locator('.card-title'));
  return { x: box.x + 10, y: box.y + box.height / 2 };
}

export async function bytesOf(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
