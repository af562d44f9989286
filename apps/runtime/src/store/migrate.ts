import { sql } from 'drizzle-orm';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Database, Tx } from './database.ts';
import { installLanes } from './lane.ts';

const FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));
/** Any number, the same in every process: the first to come migrates, the others wait for it. */
const LOCK = 4_716_883;

interface Journal { readonly entries: readonly { readonly tag: string }[] }

function steps(folder: string): { name: string; statements: string[] }[] {
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as Journal;
  return journal.entries.map(({ tag }) => ({
    name: tag,
    statements: readFileSync(join(folder, `${tag}.sql`), 'utf8').split('--> statement-breakpoint').map((s) => s.trim()).filter((s) => s !== ''),
  }));
}

/** What the database lacks of this version's steps, and what it has of a newer one's. Changes nothing; a database that was never used lacks all. */
export async function compareMigrations(tx: Tx): Promise<{ readonly pending: readonly string[]; readonly unknown: readonly string[]; readonly fresh: boolean }> {
  const known = steps(FOLDER).map(({ name }) => name);
  const [table] = await tx.query<{ found: boolean }>(sql`select to_regclass('migrations') is not null as found`);
  if (table?.found !== true) return { pending: known, unknown: [], fresh: true };
  const done = (await tx.query<{ name: string }>(sql`select name from migrations`)).map((row) => row.name);
  return { pending: known.filter((name) => !done.includes(name)), unknown: done.filter((name) => !known.includes(name)), fresh: false };
}

/**
 * Brings the database to this version's tables, and fixes the number of lanes. One transaction under an advisory lock:
 * processes that start together wait for the first. Throws where the database is newer than this code.
 */
export async function migrate(database: Database, options: { readonly lanes?: number | null; readonly folder?: string } = {}): Promise<{ applied: string[]; lanes: number }> {
  const known = steps(options.folder ?? FOLDER);
  return database.transaction(async (tx) => {
    await tx.query(sql`select pg_advisory_xact_lock(${LOCK}::bigint)`);
    await tx.query(sql`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`);
    const done = new Set((await tx.query<{ name: string }>(sql`select name from migrations`)).map((row) => row.name));
    const unknown = [...done].filter((name) => !known.some((step) => step.name === name));
    if (unknown.length > 0) throw new Error(`The database was written by a newer version of Attune (it knows ${unknown.join(', ')}). Start that version, or restore a backup made before the upgrade.`);
    const applied: string[] = [];
    for (const step of known.filter(({ name }) => !done.has(name))) {
      for (const statement of step.statements) await tx.query(sql.raw(statement));
      await tx.query(sql`insert into migrations (name) values (${step.name})`);
      applied.push(step.name);
    }
    return { applied, lanes: await installLanes(tx, options.lanes ?? null) };
  });
}
