import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editorRoutes } from './routes.ts';

describe('the built editor', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'attune-editor-'));
    mkdirSync(join(root, 'dist/assets'), { recursive: true });
    writeFileSync(join(root, 'dist/index.html'), '<!doctype html><title>Attune</title>');
    writeFileSync(join(root, 'dist/assets/main-abc123.js'), 'export {};');
    writeFileSync(join(root, 'secret.txt'), 'not yours');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const get = (path: string) => editorRoutes(join(root, 'dist')).request(path);

  it('answers every screen with its page, which is never kept', async () => {
    for (const path of ['/', '/journeys/cart-recovery', '/customers/anonymous%3A1']) {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('<title>Attune');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
    }
  });

  it('lets files with a hash in their name be kept for ever', async () => {
    const response = await get('/assets/main-abc123.js');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-type')).toContain('text/javascript');
    expect((await get('/assets/gone.js')).status).toBe(404);
  });

  it('gives nothing from outside its folder', async () => {
    for (const path of ['/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/%2e%2e/secret.txt', '/a%00.txt', '/%ff.txt']) {
      const response = await get(path);
      expect(response.status, path).not.toBe(200);
      expect(await response.text()).not.toContain('not yours');
    }
  });

  it('says how to build it where it is not built', async () => {
    rmSync(join(root, 'dist'), { recursive: true });
    expect((await get('/')).status).toBe(503);
  });
});
