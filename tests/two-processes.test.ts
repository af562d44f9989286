import postgres from 'postgres';
import { expect, inject, it } from 'vitest';
import { countingJourney, identifyCall, orderCall, publish } from './support/journeys.ts';
import { readLedger } from './support/ledger.ts';
import { seeded } from './support/random.ts';
import { eventually, startServer, type Server } from './support/server.ts';

const CUSTOMERS = Array.from({ length: 30 }, (_, i) => `p${i}`);
const ORDERS = 25;

async function freshDatabase(name: string): Promise<string> {
  const url = new URL(inject('postgresUrl'));
  const sql = postgres(url.href, { max: 1, onnotice: () => {} });
  await sql.unsafe(`drop database if exists ${name} with (force)`);
  await sql.unsafe(`create database ${name}`);
  await sql.end();
  url.pathname = `/${name}`;
  return url.href;
}

/** Every customer orders one time after the other, each order at whichever process chance names; some orders are sent to both. */
async function feed(servers: readonly Server[], random: () => number): Promise<void> {
  const server = () => servers[Math.floor(random() * servers.length)]!;
  const send = async (batch: unknown[]) => {
    const { status, body } = await server().call('POST', '/v1/batch', { batch });
    if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  };
  await send(CUSTOMERS.map(identifyCall));
  await Promise.all(CUSTOMERS.map(async (customer) => {
    for (let n = 1; n <= ORDERS; n += 1) {
      const order = [orderCall(customer, n)];
      await Promise.all(random() < 0.1 ? [send(order), send(order)] : [send(order)]);
    }
  }));
}

async function stats(server: Server): Promise<{ runs: { open: number; finished: Record<string, number> } }> {
  return (await server.call('GET', '/api/journeys/counting/stats')).body as { runs: { open: number; finished: Record<string, number> } };
}

async function runWith(processes: number): Promise<{ ledger: Awaited<ReturnType<typeof readLedger>>; totals: unknown }> {
  const url = await freshDatabase(`processes_${processes}`);
  const first = await startServer({ databaseUrl: url });
  const servers = [first];
  try {
    for (let i = 1; i < processes; i += 1) servers.push(await startServer({ databaseUrl: url }));
    await publish(first, countingJourney('PT1S'));
    await feed(servers, seeded(7));
    await eventually('all orders to be done', async () => {
      const { runs } = await stats(first);
      const waiting = await Promise.all(['queued', 'sending', 'deferred'].map(async (status) => ((await first.call('GET', `/api/messages?status=${status}&limit=1`)).body as { items: unknown[] }).items.length));
      return runs.open === 0 && (runs.finished['completed'] ?? 0) >= CUSTOMERS.length * ORDERS && waiting.every((n) => n === 0);
    }, 120_000);
    const totals = (await first.call('GET', '/api/journeys/counting/stats')).body;
    for (const server of servers.splice(0)) expect(await server.stop()).toBe(0);
    return { ledger: await readLedger({ url }), totals };
  } finally {
    for (const server of servers) await server.kill();
  }
}

it('two processes on one PostgreSQL: the same totals as one, no message twice, every customer in order', { timeout: 600_000 }, async () => {
  const two = await runWith(2);
  const one = await runWith(1);
  expect(two.totals).toEqual(one.totals);
  for (const { ledger } of [one, two]) {
    expect(ledger.orders).toHaveLength(CUSTOMERS.length * ORDERS);
    const keys = ledger.messages.map(({ run, step, visit, channel }) => `${run} ${step} ${visit} ${channel}`);
    expect(new Set(keys).size).toBe(CUSTOMERS.length * ORDERS * 2);
    expect(keys).toHaveLength(CUSTOMERS.length * ORDERS * 2);
    expect([...ledger.sent.values()].filter((times) => times !== 1)).toEqual([]);
    for (const customer of CUSTOMERS) expect(ledger.seen.get(customer)).toEqual(Array.from({ length: ORDERS }, (_, i) => i + 1));
    expect(ledger.left).toEqual({ inbox: 0, timers: 0, failures: 0 });
  }
});
