import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../support/postgres.ts';
import { measureMachine } from './machine.ts';
import { measureEvents, measureTimers, openBench, type Bench, type Rate } from './measure.ts';
import { measureBare, measureOverHttp, type Latency } from './over-http.ts';
import { measureChurn, measureWaiting } from './waiting.ts';

/** Durable, and sized for a shop that has outgrown the defaults: the settings docs/operations.md recommends. */
const settings = {
  fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', shared_buffers: '1GB', max_wal_size: '12GB', checkpoint_timeout: '30min', wal_compression: 'pglz', autovacuum_naptime: '20s',
};

const HELP = `pnpm bench [events] [--waiting=100000,1000000] [--churn=180] [--messages=6000] [--only=events,http,waiting,churn]
  events     events through the reference journey, 60,000 where not given
  --waiting  so many waiting runs, one size after the other; ten million take about 12 GB and half an hour
  --churn    seconds of people coming and going
  --messages messages delivered over HTTP
  --only     these parts only; events and http where not given`;

const option = (name: string): string | undefined => process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
if (process.argv.includes('--help')) { console.log(HELP); process.exit(0); }
const size = Number(process.argv.find((arg) => /^\d+$/.test(arg)) ?? 60_000);
const parts = new Set((option('only') ?? 'events,http').split(','));
const perSecond = ({ n, seconds }: Rate) => n / seconds;

async function using<T>(bench: Bench, task: (bench: Bench) => Promise<T>): Promise<T> {
  try {
    return await task(bench);
  } finally {
    await bench.close();
  }
}

interface Line { readonly database: string; readonly rate: Rate; readonly limit: Rate | null }
const lines: Line[] = [];
const latencies: (Latency & { readonly database: string })[] = [];
const notes: string[] = [];

/** Each part has a server and a database of its own, so that none is measured on what another left behind. */
async function onServer<T>(task: (url: string) => Promise<T>): Promise<T> {
  const server = await startPostgres({ settings });
  try {
    return await task(server.url());
  } finally {
    await server.stop();
  }
}

if (parts.has('events')) {
  const limit = await onServer(async (url) => {
    const machine = await measureMachine(url, size);
    lines.push({ database: 'PostgreSQL', rate: machine.insert, limit: machine.insert }, { database: 'PostgreSQL', rate: machine.single, limit: machine.insert });
    await using(await openBench({ url }), async (bench) => {
      for (const rate of [await measureEvents(bench, 20_000, size), await measureTimers(bench, Math.floor(size / 2))]) lines.push({ database: 'PostgreSQL', rate, limit: machine.insert });
    });
    return machine.insert;
  });
  await using(await openBench({ memory: true }), async (bench) => {
    for (const rate of [await measureEvents(bench, 5_000, Math.floor(size / 6)), await measureTimers(bench, Math.floor(size / 12))]) lines.push({ database: 'embedded', rate, limit });
  });
}

if (parts.has('http')) {
  const bare = await measureBare();
  lines.push({ database: 'none', rate: bare, limit: bare });
  const messages = Number(option('messages') ?? 6000);
  const served = await onServer((url) => measureOverHttp({ url }, messages));
  const dir = mkdtempSync(join(tmpdir(), 'attune-bench-'));
  const embedded = await measureOverHttp({ dir: join(dir, 'data') }, Math.floor(messages / 3));
  rmSync(dir, { recursive: true, force: true });
  for (const [database, { rates, latencies: found }] of [['PostgreSQL', served], ['embedded', embedded]] as const) {
    lines.push(...rates.map((rate) => ({ database, rate, limit: bare })));
    latencies.push(...found.map((one) => ({ ...one, database })));
  }
}

if (parts.has('waiting')) {
  const sizes = (option('waiting') ?? '100000,1000000').split(',').map(Number);
  const rates = await onServer((url) => measureWaiting(url, sizes));
  // three figures a size; the first size is what the others are held against
  lines.push(...rates.map((rate, i) => ({ database: 'PostgreSQL', rate, limit: rates[i % 3] ?? null })));
}

if (parts.has('churn')) {
  const seconds = Number(option('churn') ?? 180);
  const { days, sizes } = await onServer((url) => measureChurn(url, seconds));
  const mb = (bytes: number) => (bytes / 1_048_576).toFixed(1);
  notes.push(`Churn: ${days} days of 2,000 people each in ${seconds} s. ${sizes.map(({ table, before, after }) => `${table} ${mb(before)} -> ${mb(after)} MB`).join(', ')}.`);
}

console.log(`\nNode ${process.version}, load average ${loadavg().map((load) => load.toFixed(1)).join(' ')}, ${size} events in batches of 500, 16 requests at a time\n`);
if (lines.length > 0) console.log('| database | what | a second | of the limit | us of this process | us of the database |\n|---|---|---:|---:|---:|---:|');
for (const { database, rate, limit } of lines) {
  const cpu = rate.cpu === null ? ' | ' : `${rate.cpu.node.toFixed(0)} | ${rate.cpu.database === 0 ? '' : rate.cpu.database.toFixed(0)}`;
  console.log(`| ${database} | ${rate.what} | ${Math.round(perSecond(rate)).toLocaleString('en')} | ${limit === null ? '' : (perSecond(rate) / perSecond(limit)).toFixed(2)} | ${cpu} |`);
}
if (latencies.length > 0) console.log('\n| database | how long | p50 ms | p99 ms |\n|---|---|---:|---:|');
for (const { database, what, p50, p99 } of latencies) console.log(`| ${database} | ${what} | ${p50.toFixed(1)} | ${p99.toFixed(1)} |`);
for (const note of notes) console.log(`\n${note}`);
