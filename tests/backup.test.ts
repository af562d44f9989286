import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { eventually, startServer, type Server } from './support/server.ts';

const parent = mkdtempSync(join(tmpdir(), 'attune-backup-'));
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.kill();
  rmSync(parent, { recursive: true, force: true });
});

async function start(dataDir: string): Promise<Server> {
  const server = await startServer({ dataDir });
  servers.push(server);
  return server;
}
const order = (messageId: string) => ({ type: 'track', userId: 'ana', messageId, event: 'Order Completed' });
async function orders(server: Server): Promise<number> {
  const { body } = await server.call('GET', '/api/customers/ana/timeline');
  return (body as { items?: unknown[] }).items?.filter((item) => JSON.stringify(item).includes('Order Completed')).length ?? 0;
}

it('a copy of the stopped folder brings everything back, secrets included, and knows nothing of what came later', async () => {
  const [live, copy] = [join(parent, 'live'), join(parent, 'copy')];
  const first = await start(live);
  expect((await first.call('POST', '/v1/batch', { batch: [order('before')] })).status).toBe(200);
  expect((await first.call('PUT', '/api/secrets/smsToken', { value: 'a-token-of-some-length' })).status).toBeLessThan(300);
  await eventually('the order', async () => (await orders(first)) === 1);
  expect(await first.stop()).toBe(0);
  cpSync(live, copy, { recursive: true, preserveTimestamps: true });
  expect(existsSync(join(copy, 'attune.lock'))).toBe(false);

  const later = await start(live);
  await later.call('POST', '/v1/batch', { batch: [order('after')] });
  await eventually('the second order', async () => (await orders(later)) === 2);
  expect(await later.stop()).toBe(0);

  const restored = await start(copy);
  expect(await orders(restored)).toBe(1);
  const secrets = await restored.call('GET', '/api/secrets');
  expect(JSON.stringify(secrets.body)).toMatch(/"name":"smsToken"[^}]*"from":"settings"[^}]*"problem":null/);
  // what was taken before the backup is known, what came after it can be sent again
  await restored.call('POST', '/v1/batch', { batch: [order('before'), order('after')] });
  await eventually('the second order', async () => (await orders(restored)) === 2);
});
