import postgres from 'postgres';
import { cpuOf, readCpu } from './cpu.ts';
import { event, type Rate } from './measure.ts';

const BATCH = 500;

/** What the machine and its PostgreSQL give without us: the same events in multi-row inserts, and single-row transactions. */
export async function measureMachine(url: string, events: number): Promise<{ insert: Rate; single: Rate }> {
  const sql = postgres(url, { max: 4, onnotice: () => {} });
  await sql`create table if not exists plain_events (lane smallint not null, message_id text not null, customer text not null, name text not null, at timestamptz(3) not null, received_at timestamptz(3) not null, properties jsonb not null, primary key (lane, message_id))`;
  await sql`create index if not exists plain_customer on plain_events (lane, customer, name, at)`;
  const rows = Array.from({ length: events }, (_, i) => ({ call: event(i % 20_000, 'Cart Updated'), lane: i % 16 }))
    .map(({ call, lane }) => ({ lane, message_id: call.messageId, customer: call.userId, name: call.name, at: call.at, received_at: call.receivedAt, properties: call.properties }));
  const [own] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const backend = own?.pid ?? null;
  let next = 0;
  const before = readCpu(backend);
  let started = performance.now();
  await Promise.all([0, 1].map(async () => {
    for (let at = next; at < rows.length; at = next) {
      next += BATCH;
      await sql`insert into plain_events select * from jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + BATCH))}::text::jsonb) as x(lane smallint, message_id text, customer text, name text, at timestamptz, received_at timestamptz, properties jsonb)`;
    }
  }));
  const insert: Rate = { what: 'multi-row insert of the same events (the limit)', n: events, seconds: (performance.now() - started) / 1000, cpu: cpuOf(before, readCpu(backend), events) };
  started = performance.now();
  let single = 0;
  await Promise.all([0, 1, 2, 3].map(async (worker) => {
    while (performance.now() - started < 3000) {
      const id = `single-${worker}-${single++}`;
      await sql`insert into plain_events values (${worker}, ${id}, ${id}, 'Cart Updated', now(), now(), ${JSON.stringify({ value: 1 })}::text::jsonb)`;
    }
  }));
  const seconds = (performance.now() - started) / 1000;
  await sql.end();
  return { insert, single: { what: 'single-row transactions, 4 connections', n: single, seconds, cpu: null } };
}
