import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { countingJourney, identifyCall, orderCall, publish } from './support/journeys.ts';
import { readLedger } from './support/ledger.ts';
import { seeded } from './support/random.ts';
import { eventually, startServer, type Server } from './support/server.ts';

const ROUNDS = 20;
const CUSTOMERS = 40;
/** One seed for the moments of death; another one may be given to look further. */
const SEED = Number(process.env.CRASH_SEED ?? 20_261_122);
const dataDir = mkdtempSync(join(tmpdir(), 'attune-crash-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const customers = Array.from({ length: CUSTOMERS }, (_, i) => `c${i}`);

/** Sends batches one after another until the server is gone; what was answered with 200 goes into `accepted`. A batch without an answer is sent again. */
async function feed(server: Server, state: { n: number; accepted: Set<string> }, answered: () => void): Promise<void> {
  for (;;) {
    const batch = customers.map((customer) => orderCall(customer, state.n));
    try {
      const { status } = await server.call('POST', '/v1/batch', { batch });
      if (status !== 200) return;
    } catch {
      return;
    }
    for (const { messageId } of batch) state.accepted.add(messageId);
    state.n += 1;
    answered();
  }
}

/** The rounds that are killed while they start, before anybody could say that they are ready. */
const diesEarly = (round: number): boolean => round % 5 === 4;

it(`RUN-9: a process that is killed ${ROUNDS} times at random moments loses no accepted event and sends no message twice`, { timeout: 900_000 }, async () => {
  const random = seeded(SEED);
  const state = { n: 1, accepted: new Set<string>() };
  for (let round = 0; round < ROUNDS; round += 1) {
    if (diesEarly(round)) {
      await dieWhileStarting(random() * 4_000);
      continue;
    }
    const server = await startServer({ dataDir });
    if (round === 0) {
      await publish(server, countingJourney('PT1S'));
      await server.call('POST', '/v1/batch', { batch: customers.map(identifyCall) });
    }
    await dieAmongWork(server, state, random);
  }

  const last = await startServer({ dataDir });
  // the batch that was under way at the last death comes again, as any client would send it
  expect((await last.call('POST', '/v1/batch', { batch: customers.map((customer) => orderCall(customer, state.n)) })).status).toBe(200);
  for (const customer of customers) state.accepted.add(orderCall(customer, state.n).messageId);
  await eventually('everything to be caught up', () => isQuiet(last), 180_000);
  expect(await last.stop()).toBe(0);

  const ledger = await readLedger({ dir: dataDir });
  expect(state.accepted.size).toBeGreaterThan(ROUNDS * CUSTOMERS / 2);
  const history = new Set(ledger.events);
  expect(ledger.events).toHaveLength(history.size);
  expect([...state.accepted].filter((id) => !history.has(id))).toEqual([]);

  expect(ledger.left).toEqual({ inbox: 0, timers: 0, failures: 0 });
  expect(ledger.runs.map((run) => run.entry).sort()).toEqual(ledger.orders.map((order) => order.order).sort());
  expect(new Set(ledger.runs.map((run) => `${run.status} ${run.reason}`))).toEqual(new Set(['finished completed']));
  const keys = ledger.messages.map(({ run, step, visit, channel }) => `${run} ${step} ${visit} ${channel}`);
  expect(keys).toHaveLength(new Set(keys).size);
  expect(ledger.messages).toHaveLength(ledger.orders.length * 2);
  expect(new Set(ledger.messages.map((message) => message.status))).toEqual(new Set(['sent']));
  expect([...ledger.sent.values()].filter((times) => times !== 1)).toEqual([]);
  for (const customer of customers) expect(ledger.seen.get(customer)).toEqual(Array.from({ length: state.n }, (_, i) => i + 1));
});

/** Dies after a few answers, at any moment of what is going on then: an answer, a pass, a delivery, a timer. */
async function dieAmongWork(server: Server, state: { n: number; accepted: Set<string> }, random: () => number): Promise<void> {
  let answers = Math.floor(random() * 5);
  const jitter = random() * 400;
  let enough = () => {};
  const reached = new Promise<void>((done) => { enough = done; });
  const feeding = feed(server, state, () => { answers -= 1; if (answers < 0) enough(); });
  await Promise.race([reached, feeding]);
  await new Promise((done) => setTimeout(done, jitter));
  await server.kill();
  await feeding;
}

async function dieWhileStarting(afterMs: number): Promise<void> {
  const starting = startServer({ dataDir, killAfterMs: afterMs }).then((server) => server.kill(), () => undefined);
  await starting;
}

/** Nothing waits, and every order has had its second message. */
async function isQuiet(server: Server): Promise<boolean> {
  const { body } = await server.call('GET', '/api/journeys/counting/stats');
  const { runs, steps } = body as { runs: { open: number; finished: Record<string, number> }; steps: Record<string, { waiting: number }> };
  const queued = await Promise.all(['queued', 'sending', 'deferred'].map(async (status) => ((await server.call('GET', `/api/messages?status=${status}&limit=1`)).body as { items: unknown[] }).items.length));
  return runs.open === 0 && Object.values(steps).every((step) => step.waiting === 0) && queued.every((n) => n === 0);
}
