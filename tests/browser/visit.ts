import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';

/** Pictures of each flow are kept here for a person to look at. */
const PICTURES = resolve(import.meta.dirname, '../artifacts');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A visitor's page. Whatever the browser complains about while it is open fails the visit. */
export interface Visit {
  readonly page: Page;
  picture(name: string): Promise<void>;
  /** What axe finds that is serious or critical, in words. */
  barriers(): Promise<string[]>;
}

export interface VisitOptions {
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** True for somebody who was never here: the first look around is shown. */
  readonly newcomer?: boolean;
  /** Complaints that the visit means to provoke, e.g. the browser's own line about a request that is refused. */
  readonly provokes?: RegExp;
}

/** Opens a page, lets `walk` use it, and rejects where the console showed an error or a warning meanwhile. */
export async function visit(browser: Browser, url: string, walk: (visit: Visit) => Promise<void>, options: VisitOptions = {}): Promise<void> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: options.width ?? 1440, height: options.height ?? 900 }, colorScheme: options.dark ? 'dark' : 'light', locale: 'en-GB', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce', acceptDownloads: true });
  context.setDefaultTimeout(30_000);
  if (!options.newcomer) await context.addInitScript('localStorage.setItem("attune:tour", "left")');
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => { if ((message.type() === 'error' || message.type() === 'warning') && !options.provokes?.test(message.text())) said.push(`${message.type()}: ${message.text()}`); });
  page.on('pageerror', (error) => said.push(`uncaught: ${error.message}`));
  const picture = async (name: string) => {
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  };
  try {
    await walk({ page, picture, barriers: () => barriers(page) });
  } catch (error) {
    await picture(`failed-${new Date().toISOString().replaceAll(':', '')}`);
    throw said.length > 0 ? new Error(`${error instanceof Error ? error.message : String(error)}\nThe browser's console said:\n${said.join('\n')}`, { cause: error }) : error;
  } finally {
    await context.close();
  }
  if (said.length > 0) throw new Error(`the browser's console was not silent:\n${said.join('\n')}`);
}

interface Finding { readonly id: string; readonly impact: string | null; readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[] }

async function barriers(page: Page): Promise<string[]> {
  // evaluated by the browser's debugger, so that the page's own policy against foreign scripts may stay as strict as it is
  await page.evaluate(AXE);
  const found = await page.evaluate('axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations)') as readonly Finding[];
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(' ')} (${node.failureSummary ?? ''})`).join('; ')}`);
}

/** The card of a step by its title. */
export const card = (page: Page, title: string): Locator => page.locator('.react-flow__node').filter({ has: page.locator('.card-title', { hasText: title }) }).first();

/** Waits until the page says that everything typed is kept. */
export async function saved(page: Page): Promise<void> {
  await page.locator('.workbench-header').getByText(/^Saved/).waitFor();
}
