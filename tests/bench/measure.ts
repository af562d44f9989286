import { createChannels, createLog, createManualClock, createRequester, createScorer, createWork, migrate, openDatabase, type AcceptedCall, type Database, type DatabaseOptions, type ManualClock, type Work } from '@attune/runtime';
import { cpuOf, readCpu, type Cpu } from './cpu.ts';
import { reference, waiting } from './journeys.ts';

const START = '2026-05-04T10:00:00.000Z';
const BATCH = 500;
const IN_FLIGHT = 16;

/** `cpu`: microseconds a piece, null where it was not measured. */
export interface Rate { readonly what: string; readonly n: number; readonly seconds: number; readonly cpu: Cpu | null }

export interface Bench { readonly database: Database; readonly work: Work; readonly clock: ManualClock; close(): Promise<void> }

/** An installation as `npm start` makes it, without HTTP and without deliveries: what is measured ends with the queued message. */
export async function openBench(options: DatabaseOptions): Promise<Bench> {
  const database = await openDatabase(options);
  const { lanes } = await migrate(database);
  const clock = createManualClock(START);
  const requester = createRequester({ allowPrivate: false });
  const channels = createChannels({ requester });
  const work = await createWork({ database, clock, channels, requester, scorer: createScorer(), log: createLog('error'), lanes, roles: new Set(['work']), publicUrl: 'http://localhost' });
  for (const program of [reference, waiting]) await publish(database, program);
  await work.programsChanged();
  return { database, work, clock, close: () => database.close() };
}

export async function publish(database: Database, program: { key: string; name: string; category: string }): Promise<void> {
  const json = JSON.stringify(program).replaceAll("'", "''");
  await database.db.execute(`insert into journey_versions (journey, version, program, graph, checksum, published_at) values ('${program.key}', 1, '${json}', '{}', 'x', '${START}')`);
  await database.db.execute(`insert into journeys (key, name, category, status, draft, revision, published_version, problems, created_at, updated_at, published_at)
    values ('${program.key}', '${program.name}', '${program.category}', 'live', '{}', 1, 1, '{"errors":0,"warnings":0}', '${START}', '${START}', '${START}')`);
}

let serial = 0;
export function event(customer: number, name: string | null): AcceptedCall {
  const id = ++serial;
  return {
    type: name === null ? 'identify' : 'track', messageId: `bench-${id.toString(36)}`, userId: `customer-${customer}`, anonymousId: null, previousId: null, name,
    properties: name === null ? {} : { value: 21 + (id % 80), cart_id: `cart-${id}`, currency: 'EUR', items: 1 + (id % 5) },
    traits: name === null ? { firstName: `Name${customer}`, email: `c${customer}@shop.example`, plan: customer % 3 === 0 ? 'pro' : 'free', country: ['DE', 'FR', 'NL', 'GB'][customer % 4], age: 18 + (customer % 60) } : {},
    at: START, receivedAt: START, timezone: 'Europe/Berlin', locale: 'en', consent: null,
  };
}

/** Accepts `n` calls as several HTTP requests of 500 at a time would, each made when it is sent, and waits until all are durable and decided. */
export async function ingestAll(bench: Bench, n: number, make: (i: number) => AcceptedCall): Promise<number> {
  const started = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: IN_FLIGHT }, async () => {
    for (let at = next; at < n; at = next) {
      next += BATCH;
      await bench.work.ingest(Array.from({ length: Math.min(BATCH, n - at) }, (_, i) => make(at + i)));
    }
  }));
  await bench.work.drain();
  return (performance.now() - started) / 1000;
}

export async function count(database: Database, what: string): Promise<number> {
  const result = await database.db.execute(`select count(*)::int as n from ${what}`) as unknown;
  const rows = (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as { n: number }[];
  return rows[0]?.n ?? 0;
}

/** One of the server's processes; null on the embedded database, which is part of this one. */
async function backendOf({ database }: Bench): Promise<number | null> {
  if (database.kind === 'embedded') return null;
  const rows = await database.db.execute('select pg_backend_pid() as pid') as unknown as { pid: number }[];
  return rows[0]?.pid ?? null;
}

/** Customers first, then their events through the reference journey; a warm-up of a tenth is not counted. */
export async function measureEvents(bench: Bench, customers: number, events: number): Promise<Rate> {
  await ingestAll(bench, customers, (i) => event(i, null));
  await ingestAll(bench, Math.floor(events / 10), (i) => event((i * 7919) % customers, 'Cart Updated'));
  const made = await count(bench.database, 'messages');
  const backend = await backendOf(bench);
  const before = readCpu(backend);
  const seconds = await ingestAll(bench, events, (i) => event((i * 7919) % customers, 'Cart Updated'));
  const cpu = cpuOf(before, readCpu(backend), events);
  const messages = await count(bench.database, 'messages') - made;
  if (messages !== events) throw new Error(`${events} events made ${messages} messages: the measurement is wrong`);
  return { what: 'events through three rules, three steps, one message', n: events, seconds, cpu };
}

/** Runs that wait for an hour, all due at once: each fires, writes its message, and sets its next timer. */
export async function measureTimers(bench: Bench, timers: number): Promise<Rate> {
  await ingestAll(bench, timers, (i) => event(i, 'Signed Up'));
  bench.clock.advance(3_600_000);
  const backend = await backendOf(bench);
  const before = readCpu(backend);
  const started = performance.now();
  await bench.work.drain();
  const seconds = (performance.now() - started) / 1000;
  const cpu = cpuOf(before, readCpu(backend), timers);
  const waitingNow = await count(bench.database, `runs where journey = 'waiting' and step = 'week'`);
  if (waitingNow !== timers) throw new Error(`${timers} timers left ${waitingNow} runs at the next step: the measurement is wrong`);
  return { what: 'due timers fired (message, next timer)', n: timers, seconds, cpu };
}
