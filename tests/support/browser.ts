import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

const SYSTEM = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache');

/** Unpacks the browser that comes as an npm package, once; the folder appears complete or not at all. */
async function unpacked(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const bin = resolve(dirname(entry), '../bin');
  const folder = join(CACHE, 'chromium');
  if (existsSync(folder)) return folder;
  const { inflate } = await import('@sparticuz/chromium');
  const draft = join(CACHE, `chromium-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  // it unpacks to the folder of temporary files, where it would also run whatever already lies there under its name
  const saved = process.env.TMPDIR;
  process.env.TMPDIR = draft;
  try {
    await Promise.all(['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br'].map((file) => inflate(join(bin, file))));
  } finally {
    if (saved === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = saved;
  }
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

async function packagedBrowser(): Promise<LaunchOptions> {
  const folder = await unpacked();
  const fonts = join(folder, 'fonts');
  // the fonts.conf of the package names a folder that does not exist here, and Chromium without any font loses what is typed
  writeFileSync(join(fonts, 'fonts.conf'), `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(fonts, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'fc-cache')}</cachedir></fontconfig>`);
  const env: Record<string, string> = { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_PATH: fonts };
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined && !(name in env)) env[name] = value;
  return { executablePath: join(folder, 'chromium'), args: ['--no-sandbox'], env };
}

/**
 * How to launch a Chromium on this machine: `CHROMIUM_PATH`, else an installed one, else one that Playwright downloaded, else the
 * one of the npm package (Linux on x64). Throws, with what to do, where there is none: a browser test is never skipped.
 */
export async function browserOptions(): Promise<LaunchOptions> {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted && !existsSync(wanted)) throw new Error(`CHROMIUM_PATH names ${wanted}, which does not exist`);
  const system = [wanted, ...SYSTEM, chromium.executablePath()].find((path) => path !== undefined && existsSync(path));
  if (system) return { executablePath: system, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] };
  if (process.platform === 'linux' && process.arch === 'x64') return packagedBrowser();
  throw new Error('No Chromium was found. Set CHROMIUM_PATH, or run `npx playwright install chromium`.');
}

/** A real browser, headless. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await browserOptions());
}
