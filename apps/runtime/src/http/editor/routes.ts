import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Hono, type Context } from 'hono';
import { ProblemError } from '../../errors.ts';
import { problem } from '../problem.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.map': 'application/json', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8', '.webmanifest': 'application/manifest+json',
};

/**
 * Scripts only from here and none made of text. Inline styles are how the component kit sets positions and colours. Mails are shown in
 * frames made of text (`srcdoc`), which take this policy over; their pictures may come from anywhere.
 */
const CSP = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const HEADERS: Readonly<Record<string, string>> = { 'content-security-policy': CSP, 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin' };

/** The built editor. A path without a file is a screen of it, and answers with its page. */
export function editorRoutes(folder: string): Hono {
  const app = new Hono();
  app.get('*', async (c) => {
    const path = decoded(c.req.path);
    const file = path === null ? null : normalize(join(folder, path));
    if (path === null || file === null || !(file + sep).startsWith(normalize(folder) + sep)) return problem(new ProblemError(404, 'Not found', 'There is no such page.'));
    if (extname(path) !== '' && path !== '/index.html') return serve(c, file, path.startsWith('/assets/'));
    return servePage(c, join(folder, 'index.html'));
  });
  return app;
}

/** The path as it is meant; null where it is none a browser would send. */
function decoded(path: string): string | null {
  try {
    const text = decodeURIComponent(path);
    return text.includes('\u0000') ? null : text;
  } catch {
    return null;
  }
}

async function serve(c: Context, file: string, hashed: boolean): Promise<Response> {
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) return problem(new ProblemError(404, 'Not found', 'There is no such file.'));
  const cache = hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
  return c.body(await readFile(file), 200, { ...HEADERS, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': cache });
}

async function servePage(c: Context, file: string): Promise<Response> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return c.text('The editor is not built yet. Run `npm start` in the repository, which builds it.', 503);
  return c.body(text, 200, { ...HEADERS, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
}
