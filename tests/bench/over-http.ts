import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { migrate, openDatabase, type DatabaseOptions } from '@attune/runtime';
import { startServer, WRITE_KEY } from '../support/server.ts';
import { asFastAsItGoes, atRate, quantile, type Load, type Target } from './http-load.ts';
import { notify, reference } from './journeys.ts';
import { publish, type Rate } from './measure.ts';

const CONNECTIONS = 64;
const SECONDS = 5;
const CUSTOMERS = 20_000;
const headers = { authorization: `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}` };

let serial = 0;
const call = (event: string, more: object = {}) => {
  const id = ++serial;
  return { type: 'track', messageId: `http-${process.pid}-${id.toString(36)}`, userId: `customer-${(id * 7919) % CUSTOMERS}`, event, properties: { value: 21 + (id % 80), cart_id: `cart-${id}`, currency: 'EUR', items: 1 + (id % 5) }, ...more };
};
const known = { context: { traits: { firstName: 'Ada', plan: 'free', country: 'DE' }, timezone: 'Europe/Berlin' } };

const rateOf = (what: string, { n, failed, seconds }: Load): Rate => {
  if (failed > 0) throw new Error(`${failed} of ${n} requests were refused: the measurement of "${what}" is wrong`);
  return { what, n, seconds, cpu: null };
};

/** What HTTP alone gives: a server that reads the same body and does nothing with it. */
export async function measureBare(): Promise<Rate> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'bare.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = await once(child.stdout, 'data') as [Buffer];
    const target: Target = { port: Number(line.toString()), path: '/v1/track', headers };
    const make = () => JSON.stringify(call('Page Seen'));
    await asFastAsItGoes(target, { connections: CONNECTIONS, seconds: 1 }, make);
    return rateOf('single requests to a bare server that parses the same body (the limit)', await asFastAsItGoes(target, { connections: CONNECTIONS, seconds: SECONDS }, make));
  } finally {
    child.kill('SIGKILL');
  }
}

/** Counts what arrives and thanks for it. */
async function openSink(): Promise<{ readonly url: string; arrived(): number; until(n: number): Promise<void>; close(): void }> {
  let arrived = 0;
  let wake = () => {};
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      arrived += 1;
      response.end('ok');
      wake();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    arrived: () => arrived,
    until: (n) => new Promise((resolve) => { wake = () => { if (arrived >= n) resolve(); }; wake(); }),
    close: () => { server.closeAllConnections(); server.close(); },
  };
}

/** p50 and p99 in milliseconds. */
export interface Latency { readonly what: string; readonly p50: number; readonly p99: number; readonly n: number }
export interface OverHttp { readonly rates: Rate[]; readonly latencies: Latency[] }

const latencyOf = (what: string, times: readonly number[]): Latency => ({ what, n: times.length, p50: quantile(times, 0.5), p99: quantile(times, 0.99) });

/** Everything that is measured from outside, on a runtime in a process of its own as `npm start` runs it. */
export async function measureOverHttp(options: Extract<DatabaseOptions, { url: string } | { dir: string }>, messages: number): Promise<OverHttp> {
  const sink = await openSink();
  const before = await openDatabase('dir' in options ? { dir: options.dir } : options);
  await migrate(before);
  for (const program of [reference, notify]) await publish(before, program);
  // as fast as it goes: the pace is there to spare a provider
  await before.db.execute(`insert into settings (key, value, updated_at) values ('pace', '{"webhook": null, "outbox": null}', now())`);
  await before.close();
  const server = await startServer({
    ...('dir' in options ? { dataDir: options.dir } : { databaseUrl: options.url }),
    env: { ALLOW_PRIVATE_NETWORK: 'true', WEBHOOK_URL: sink.url, WEBHOOK_SECRET: `whsec_${Buffer.from('a secret of the benchmark').toString('base64')}`, API_KEY: API_KEY },
  });
  try {
    const target: Target = { port: Number(new URL(server.url).port), path: '/v1/track', headers };
    const alone = () => JSON.stringify(call('Page Seen'));
    await asFastAsItGoes(target, { connections: CONNECTIONS, seconds: 1 }, alone);
    const single = rateOf('single calls taken in over HTTP, no journey concerned', await asFastAsItGoes(target, { connections: CONNECTIONS, seconds: SECONDS }, alone));
    const deciding = () => JSON.stringify(call('Cart Updated', known));
    await asFastAsItGoes(target, { connections: CONNECTIONS, seconds: 1 }, deciding);
    const decided = rateOf('single calls over HTTP through three rules, three steps, one message', await asFastAsItGoes(target, { connections: CONNECTIONS, seconds: SECONDS }, deciding));
    const latencies = await measureLatency(target, server.url, decided.n / decided.seconds / 2);
    return { rates: [single, decided, await measureDelivery(target, sink, messages)], latencies };
  } finally {
    await server.stop();
    sink.close();
  }
}

const API_KEY = 'management-key-of-the-benchmark';
/** Of how many calls one is looked up. */
const SAMPLE = 25;

/** At half load: how long a call takes to its 200, and how long after the 200 its decision can be read by another request. */
async function measureLatency(target: Target, url: string, rate: number): Promise<Latency[]> {
  const looks: Promise<number>[] = [];
  const sent: string[] = [];
  const make = () => {
    const one = call('Cart Updated', { ...known, userId: `timed-${process.pid}-${serial}` });
    sent.push(one.userId);
    return JSON.stringify(one);
  };
  const look = async (customer: string): Promise<number> => {
    const from = performance.now();
    for (;;) {
      const response = await fetch(`${url}/api/customers/${customer}/messages?limit=1`, { headers: { authorization: `Bearer ${API_KEY}` } });
      const page = await response.json() as { items?: readonly unknown[] };
      if ((page.items ?? []).length > 0) return performance.now() - from;
      if (performance.now() - from > 30_000) throw new Error(`the decision about ${customer} did not come`);
    }
  };
  const load = await atRate(target, { connections: CONNECTIONS * 2, seconds: SECONDS, rate }, make, (index) => { if (index % SAMPLE === 0) looks.push(look(sent[index] ?? '')); });
  if (load.failed > 0) throw new Error(`${load.failed} calls were refused at half load`);
  const waits = (await Promise.all(looks)).sort((a, b) => a - b);
  const at = `at half load (${Math.round(rate).toLocaleString('en')}/s)`;
  return [latencyOf(`a call to its 200, ${at}`, load.times), latencyOf(`from the 200 until the decision is read over HTTP, ${at}`, waits)];
}

/** From the first call until the last message has arrived at a server on this machine: decided, claimed, signed, sent, and noted as sent. */
async function measureDelivery(target: Target, sink: Awaited<ReturnType<typeof openSink>>, messages: number): Promise<Rate> {
  const started = performance.now();
  const first = sink.arrived();
  const batches = Array.from({ length: Math.ceil(messages / 200) }, () => JSON.stringify({ batch: Array.from({ length: 200 }, () => call('Parcel Sent', known)) }));
  const n = batches.length * 200;
  const load = await asFastAsItGoes({ ...target, path: '/v1/batch' }, { connections: 4, seconds: 600, requests: batches.length }, () => batches.pop() ?? '');
  if (load.failed > 0) throw new Error('a batch was refused');
  await sink.until(first + n);
  return { what: 'end to end: event in, decided, message delivered to an HTTP server', n, seconds: (performance.now() - started) / 1000, cpu: null };
}
