import { PGlite, types } from '@electric-sql/pglite';
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite';
import { PgDialect, type PgDatabase, type PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import { sql, type SQL } from 'drizzle-orm';
import { join } from 'node:path';
import postgres from 'postgres';
import { lockFolder, type FolderLock } from './folder-lock.ts';
import * as schema from './schema.ts';

/** The typed query builder, the same over both databases. Inside `db.transaction(tx => ...)` use `tx` only: the embedded database has one connection. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

/**
 * A transaction of the hot path: set-based SQL, prepared once a connection, rows as plain objects. Statements that are started
 * without waiting for each other travel in one round trip and run in the order they were started. Instants come as PostgreSQL prints them (`fromTimestamp`).
 */
export interface Tx {
  query<T = Record<string, unknown>>(statement: SQL): Promise<readonly T[]>;
}

export interface Database extends Tx {
  readonly kind: 'postgres' | 'embedded';
  /** For management code; it costs 2-5 times as much as `query` on hot statements. */
  readonly db: Db;
  /** Everything in `work` commits together or not at all. No network call belongs inside. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** How many transactions make sense at the same time. */
  readonly parallel: number;
  close(): Promise<void>;
}

export type DatabaseOptions = { readonly url: string; readonly pool?: number } | { readonly dir: string } | { readonly memory: true };

const dialect = new PgDialect();
const asText = (value: string) => value;
const instants = [types.TIMESTAMP, types.TIMESTAMPTZ, types.DATE];

/**
 * Hot statements find each row by its key, whatever the planner believes about a table that was empty a moment ago: with fresh
 * tables it read a whole lane to join a hundred rows to it (400 rows a fired timer instead of one).
 */
const BY_KEY = { enable_hashjoin: 'off', enable_mergejoin: 'off', enable_seqscan: 'off' };
const SET_BY_KEY = sql`select ${sql.join(Object.entries(BY_KEY).map(([name, value]) => sql`set_config(${name}, ${value}, true)`), sql`, `)}`;

/** Starts the work without waiting for the planner's setting: they travel together, in this order. */
const steered = <T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> => Promise.all([tx.query(SET_BY_KEY), work(tx)]).then(([, result]) => result);

function openPostgres(url: string, pool: number): Database {
  const connection = { TimeZone: 'UTC', application_name: 'attune' };
  // two pools, since pages and lists join by other means than the hot path does; so no transaction has to say it first
  const hot = postgres(url, { max: pool, onnotice: () => {}, connection: { ...connection, ...BY_KEY } });
  const client = postgres(url, { max: Math.max(1, Math.ceil(pool / 2)), onnotice: () => {}, connection });
  const db = drizzlePostgres(client, { schema }) as unknown as Db;
  // the hot path hands JSON over as text, as drizzle has it set up for its own pool
  drizzlePostgres(hot);
  const run = (on: Pick<postgres.Sql, 'unsafe'>): Tx['query'] => async <T>(statement: SQL) => {
    const { sql: text, params } = dialect.sqlToQuery(statement);
    return await on.unsafe(text, params as never[], { prepare: true }) as unknown as readonly T[];
  };
  return {
    kind: 'postgres',
    db,
    parallel: Math.max(1, Math.min(4, pool - 2)),
    query: run(hot),
    transaction: <T>(work: (tx: Tx) => Promise<T>) => hot.begin((tx) => work({ query: run(tx) })) as Promise<T>,
    close: async () => { await Promise.all([hot.end({ timeout: 5 }), client.end({ timeout: 5 })]); },
  };
}

/** How long the embedded database may keep the thread before pages and timers get their turn. */
const TURN_MS = 10;

/**
 * The embedded database answers within the thread, so a row of statements would never let the event loop take up a request:
 * with the sample shop running, a page took half a minute. Between statements that is a matter of a millisecond.
 */
function turns(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < TURN_MS) return;
    await new Promise((resolve) => { setImmediate(resolve); });
    last = performance.now();
  };
}

async function openEmbedded(dir: string | null): Promise<Database> {
  const lock: FolderLock | null = dir === null ? null : lockFolder(dir);
  try {
    const client = await PGlite.create(dir === null ? 'memory://' : join(dir, 'database'));
    await client.exec(`set timezone to 'UTC'`);
    const parsers = Object.fromEntries(instants.map((type) => [type, asText]));
    const takeTurns = turns();
    const run = (on: Pick<PGlite, 'query'>): Tx['query'] => async <T>(statement: SQL) => {
      const { sql, params } = dialect.sqlToQuery(statement);
      const { rows } = await on.query<T>(sql, params, { parsers });
      await takeTurns();
      return rows;
    };
    return {
      kind: 'embedded',
      db: drizzleEmbedded(client, { schema }) as unknown as Db,
      parallel: 1,
      query: run(client),
      transaction: <T>(work: (tx: Tx) => Promise<T>) => client.transaction((tx) => steered({ query: run(tx as unknown as PGlite) }, work)) as Promise<T>,
      async close() {
        if (!client.closed) await client.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/**
 * Opens the database: a PostgreSQL server (15 or newer), the embedded one in a folder, or the embedded one in memory.
 * Throws with a clear message where the folder is in use or the server cannot be reached.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if ('url' in options) return openPostgres(options.url, options.pool ?? 10);
  return openEmbedded('dir' in options ? options.dir : null);
}

/** Database time minus machine time, in milliseconds: the shortest of three round trips tells it best. */
export async function measureSkew(database: Database, statement: SQL): Promise<number> {
  let best = { trip: Number.POSITIVE_INFINITY, skew: 0 };
  for (let i = 0; i < 3; i++) {
    const before = Date.now();
    const [row] = await database.query<{ ms: string | number }>(statement);
    const after = Date.now();
    if (after - before < best.trip) best = { trip: after - before, skew: Math.round(Number(row?.ms) - (before + after) / 2) };
  }
  return best.skew;
}
