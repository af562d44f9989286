import { cpuOf, readCpu } from './cpu.ts';
import { event, ingestAll, openBench, type Bench, type Rate } from './measure.ts';

const DAY_MS = 86_400_000;
/** Waiting runs are due within this time, evenly. */
const SPAN_DAYS = 30;
const FIRED = 10_000;
const BEGUN = 10_000;
const LOOKS = 100;
const ROUNDS = 3;

async function rows<T>(bench: Bench, statement: string): Promise<T[]> {
  const result = await bench.database.db.execute(statement) as unknown;
  return (Array.isArray(result) ? result : (result as { rows: T[] }).rows) as T[];
}

/**
 * Puts runs that wait for an hour-long delay of the journey `waiting` straight into the tables, until there are `n`. Their customers lie in any lane,
 * since nothing of what is measured asks for the lane of an id.
 */
async function fill(bench: Bench, from: number, n: number): Promise<void> {
  const start = new Date(bench.clock.now()).toISOString();
  const lanes = (await rows<{ n: number }>(bench, 'select count(*)::int as n from lanes'))[0]?.n ?? 16;
  for (let lane = 0; lane < lanes; lane++) {
    const series = `select g, '0filled' || lpad(g::text, 12, '0') as id, 'waits-' || g as customer,
      date_trunc('milliseconds', timestamptz '${start}' + interval '2 hours' + (random() * ${SPAN_DAYS}) * interval '1 day') as due
      from generate_series(${from}::bigint, ${n}::bigint - 1) g where g % ${lanes} = ${lane}`;
    await rows(bench, `with made as materialized (${series}),
      people as (insert into customers (lane, id, traits, timezone, created_at, seen_at) select ${lane}, customer, '{"firstName": "Ada"}', 'UTC', '${start}', '${start}' from made),
      due as (insert into timers (lane, due_at, run, step, visit) select ${lane}, due, id, 'hour', 1 from made)
      insert into runs (lane, id, journey, version, customer, entry_key, status, step, state, entered_at)
      select ${lane}, id, 'waiting', 1, customer, '', 'open', 'hour', format('{"zone":"UTC","event":{"id":"filled-%s","name":"Signed Up","at":"${start}","properties":{"value":21}},"waiting":{"due":"%s","step":"hour","visit":1,"since":"${start}","issued":1},"visits":{"hour":1}}',
        g, to_char(due at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::json, '${start}' from made`);
    await rows(bench, `update lanes set version = version + 1, next_due = (select min(due_at) from timers where lane = ${lane}) where lane = ${lane}`);
  }
  await rows(bench, 'vacuum analyze runs, timers, customers');
  await rows(bench, 'checkpoint');
}

const median = <T>(list: readonly T[], value: (one: T) => number): T => [...list].sort((a, b) => value(a) - value(b))[Math.floor(list.length / 2)] as T;
const perSecond = ({ n, seconds }: Rate) => n / seconds;

async function measured(backend: number | null, what: string, task: () => Promise<number>): Promise<Rate> {
  const before = readCpu(backend);
  const started = performance.now();
  const n = await task();
  return { what, n, seconds: (performance.now() - started) / 1000, cpu: cpuOf(before, readCpu(backend), n) };
}

const timersOf = async (bench: Bench) => Number((await rows<{ n: string }>(bench, `select sum(n) as n from counters where journey = 'waiting' and step = 'hour' and what = 'left'`))[0]?.n ?? 0);

/** With so many runs waiting: looks at what is due while nothing is, due timers fired, and new runs begun, each the median of three. */
async function measureAt(bench: Bench, n: number, backend: number): Promise<Rate[]> {
  const words = n.toLocaleString('en');
  const look: Rate[] = [];
  const fire: Rate[] = [];
  const begin: Rate[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    look.push(await measured(backend, `looks at all lanes with nothing due, ${words} waiting`, async () => { for (let i = 0; i < LOOKS; i++) await bench.work.drain(); return LOOKS; }));
    fire.push(await measured(backend, `due timers fired, ${words} waiting`, async () => {
      const before = await timersOf(bench);
      bench.clock.advance(Math.round((SPAN_DAYS * DAY_MS * FIRED) / n));
      await bench.work.drain();
      return await timersOf(bench) - before;
    }));
    begin.push(await measured(backend, `runs begun that wait, ${words} waiting`, async () => {
      await ingestAll(bench, BEGUN, (i) => event(1_000_000_000 + round * BEGUN + i, 'Signed Up'));
      return BEGUN;
    }));
    // the first hour after the beginning holds no due timers, and the first round finds cold pages: it is not counted
    if (round === 0) bench.clock.advance(2 * 3_600_000);
    if (round === 0) await bench.work.drain();
  }
  return [look, fire, begin].map((list) => median(list.slice(1), perSecond));
}

/** The same work with more and more runs waiting. */
export async function measureWaiting(url: string, sizes: readonly number[]): Promise<Rate[]> {
  const bench = await openBench({ url });
  try {
    const backend = (await rows<{ pid: number }>(bench, 'select pg_backend_pid() as pid'))[0]?.pid ?? 0;
    const rates: Rate[] = [];
    let filled = 0;
    for (const n of sizes) {
      const started = performance.now();
      await fill(bench, filled, n);
      filled = n;
      console.error(`filled up to ${n.toLocaleString('en')} waiting runs in ${Math.round((performance.now() - started) / 1000)} s`);
      rates.push(...await measureAt(bench, n, backend));
    }
    return rates;
  } finally {
    await bench.close();
  }
}

/** Size of a table with its indexes, in bytes. */
export interface Size { readonly table: string; readonly before: number; readonly after: number }

const CHURNED = ['lanes', 'timers', 'inbox', 'counters', 'customers'];
const A_DAY = 2_000;

/**
 * People come every day, wait an hour and a week, and leave; days pass as fast as they can be worked. After eight days as many leave as come, so the
 * tables that hold what is going on must not grow any more. Answers their sizes then and at the end.
 */
export async function measureChurn(url: string, seconds: number): Promise<{ days: number; sizes: Size[] }> {
  const bench = await openBench({ url });
  const sizes = async () => new Map((await rows<{ name: string; size: string }>(bench, `select relname as name, pg_total_relation_size(oid) as size from pg_class where relname in (${CHURNED.map((name) => `'${name}'`).join(', ')})`)).map((row) => [row.name, Number(row.size)]));
  const day = async () => {
    await ingestAll(bench, A_DAY, (i) => event(i, 'Signed Up'));
    bench.clock.advance(DAY_MS / 2);
    await bench.work.drain();
    bench.clock.advance(DAY_MS / 2);
    await bench.work.drain();
  };
  try {
    for (let i = 0; i < 9; i++) await day();
    const before = await sizes();
    const until = performance.now() + seconds * 1000;
    let days = 0;
    for (; performance.now() < until; days++) await day();
    const after = await sizes();
    return { days, sizes: CHURNED.map((table) => ({ table, before: before.get(table) ?? 0, after: after.get(table) ?? 0 })) };
  } finally {
    await bench.close();
  }
}
