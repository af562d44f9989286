import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest';
import { openDatabase, type Database } from './database.ts';
import { migrate } from './migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext { postgresUrl: string }
}

/** Gives an empty, migrated database; one a test file and kind, emptied at each call. */
export interface OpenDatabase {
  (): Promise<Database>;
  /** Another connection to the same database, as a second process would have. Null on the embedded one, which serves one process. */
  second(): Promise<Database | null>;
  readonly kind: Database['kind'];
}

const LANES = 4;

async function empty(database: Database): Promise<void> {
  const tables = await database.query<{ name: string }>(sql`select quote_ident(tablename) as name from pg_tables where schemaname = current_schema() and tablename <> 'migrations'`);
  await database.query(sql.raw(`truncate ${tables.map((t) => t.name).join(', ')} restart identity`));
  await migrate(database, { lanes: LANES });
}

const withName = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;

function opener(kind: Database['kind']): OpenDatabase & { end(failed: boolean): Promise<void> } {
  const handles: Database[] = [];
  const name = `t_${process.pid}_${Date.now().toString(36)}_${Math.random().toString(36).slice(2, 8)}`;
  const server = kind === 'postgres' ? inject('postgresUrl') : '';
  const more = async () => {
    const handle = await openDatabase({ url: withName(server, name), pool: 6 });
    handles.push(handle);
    return handle;
  };
  const onServer = async (statement: string) => {
    const admin = await openDatabase({ url: server, pool: 1 });
    await admin.query(sql.raw(statement)).finally(() => admin.close());
  };
  const first = async () => {
    if (kind === 'embedded') handles.push(await openDatabase({ memory: true }));
    else {
      await onServer(`create database ${name}`);
      await more();
    }
    await migrate(handles[0]!, { lanes: LANES });
    return handles[0]!;
  };
  let opened: Promise<Database> | null = null;
  const open = async () => {
    opened ??= first();
    const database = await opened;
    await empty(database);
    return database;
  };
  return Object.assign(open, {
    kind,
    second: async () => (kind === 'postgres' ? more() : null),
    async end(failed: boolean) {
      await Promise.all(handles.map((handle) => handle.close()));
      if (kind !== 'postgres' || opened === null) return;
      if (failed) console.error(`The database of the failed tests is kept: ${name}`);
      else await onServer(`drop database if exists ${name} with (force)`);
    },
  });
}

/**
 * Runs one suite on the embedded database and on a real PostgreSQL server. The database of a failed PostgreSQL suite is kept and named.
 * Four lanes, so that a handful of customers meets in some of them and not in others.
 */
export function describeEachDatabase(title: string, suite: (open: OpenDatabase) => void): void {
  for (const kind of ['embedded', 'postgres'] as const) {
    describe(`${title} (${kind})`, () => {
      const open = opener(kind);
      let failed = false;
      // the embedded database takes seconds to be made: time of the hook, not of the first test
      beforeAll(async () => { await open(); });
      afterEach((context) => { failed ||= context.task.result?.state === 'fail'; });
      afterAll(() => open.end(failed));
      suite(open);
    });
  }
}
