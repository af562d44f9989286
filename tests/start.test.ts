import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { eventually, startRefused, startServer, type Server } from './support/server.ts';

const folders: string[] = [];
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.kill();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'attune-start-'));
  folders.push(made);
  return made;
}
async function running(options: Parameters<typeof startServer>[0]): Promise<Server> {
  const server = await startServer(options);
  servers.push(server);
  return server;
}

it('npm start serves editor, API and workers, prints where it is, the write key and the data, and stops cleanly on SIGTERM', async () => {
  const dataDir = folder();
  const server = await running({ dataDir, script: 'start' });
  expect(server.output().match(/Attune is ready at /g)).toHaveLength(1);
  expect(server.output()).toContain(dataDir);
  expect(server.output()).toContain('write-key-of-the-tests');
  const page = await fetch(server.url);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<div id="root"');
  expect((await server.call('GET', '/readyz')).status).toBe(200);
  expect(await server.stop('SIGTERM')).toBe(0);
  await expect(fetch(server.url)).rejects.toThrow();
});

it('Ctrl-C stops cleanly, and the next start has the data and is ready within seconds', async () => {
  const dataDir = folder();
  const first = await running({ dataDir });
  const sent = await first.call('POST', '/v1/batch', { batch: [
    { type: 'identify', userId: 'kept', messageId: 'm-1', traits: { email: 'kept@shop.example' } },
    { type: 'track', userId: 'kept', messageId: 'm-2', event: 'Order Completed', properties: { total: 12 } },
  ] });
  expect(sent).toEqual({ status: 200, body: { success: true } });
  expect(await first.stop('SIGINT')).toBe(0);

  const second = await running({ dataDir });
  expect(second.readyMs).toBeLessThan(30_000);
  const events = await eventually('the customer of the first run', async () => {
    const { status, body } = await second.call('GET', '/api/customers/kept/timeline');
    return status === 200 && (body as { items: unknown[] }).items.length > 0 ? JSON.stringify(body) : null;
  });
  expect(events).toContain('Order Completed');
});

it('a second process on the same data folder is refused with words that name the process and the folder', async () => {
  const dataDir = folder();
  const first = await running({ dataDir });
  const { code, output } = await startRefused({ dataDir });
  expect(code).toBe(1);
  expect(output).toContain(dataDir);
  expect(output).toContain(String(first.pid));
  expect((await first.call('GET', '/readyz')).status).toBe(200);
});

it('a folder whose process was killed is taken over', async () => {
  const dataDir = folder();
  const first = await running({ dataDir });
  await first.kill();
  servers.pop();
  expect(existsSync(join(dataDir, 'attune.lock'))).toBe(true);
  const second = await running({ dataDir });
  expect((await second.call('GET', '/readyz')).status).toBe(200);
});

it('bad settings are all named at once, with the remedy and without their values', async () => {
  const { code, output } = await startRefused({ env: { PORT: 'many', HOST: '0.0.0.0', SMTP_URL: 'http://secret@nowhere' } });
  expect(code).toBe(1);
  for (const word of ['PORT', 'SMTP_URL']) expect(output).toContain(word);
  expect(output).not.toContain('secret@');
});
