import { startPostgres } from '../support/postgres.ts';
import { measureMachine } from './machine.ts';
import { measureEvents, measureTimers, openBench, type Bench, type Rate } from './measure.ts';

/** Durable, and sized for a shop that has outgrown the defaults: the settings docs/operations.md recommends. */
const settings = {
  fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', shared_buffers: '1GB', max_wal_size: '12GB', checkpoint_timeout: '30min', wal_compression: 'pglz', autovacuum_naptime: '20s',
};

const size = Number(process.argv.find((arg) => /^\d+$/.test(arg)) ?? 60_000);
const perSecond = ({ n, seconds }: Rate) => Math.round(n / seconds);
const lines: [string, Rate, number | null][] = [];

async function using<T>(bench: Bench, task: (bench: Bench) => Promise<T>): Promise<T> {
  try {
    return await task(bench);
  } finally {
    await bench.close();
  }
}

const server = await startPostgres({ settings });
try {
  const machine = await measureMachine(server.url(), size);
  const limit = perSecond(machine.insert);
  lines.push(['PostgreSQL', machine.insert, 1], ['PostgreSQL', machine.single, perSecond(machine.single) / limit]);
  await using(await openBench({ url: server.url() }), async (bench) => {
    for (const rate of [await measureEvents(bench, 20_000, size), await measureTimers(bench, Math.floor(size / 2))]) lines.push(['PostgreSQL', rate, perSecond(rate) / limit]);
  });
} finally {
  await server.stop();
}
await using(await openBench({ memory: true }), async (bench) => {
  for (const rate of [await measureEvents(bench, 5_000, Math.floor(size / 6)), await measureTimers(bench, Math.floor(size / 12))]) lines.push(['embedded', rate, null]);
});

console.log(`\nNode ${process.version}, ${size} events in batches of 500, 16 requests at a time\n`);
console.log('| database | what | a second | of the insert rate |\n|---|---|---:|---:|');
for (const [database, rate, ratio] of lines) console.log(`| ${database} | ${rate.what} | ${perSecond(rate).toLocaleString('en')} | ${ratio === null ? '' : ratio.toFixed(2)} |`);
