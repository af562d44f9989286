import { sql } from 'drizzle-orm';
import type { Tx } from '../store/database.ts';
import { compareMigrations } from '../store/migrate.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

const OLDEST = 150_000;
/** From here on the machines disagree by more than networks explain. */
const SKEW_MS = 2_000;
const MB = 1024 ** 2;

/** A setting of the server as `pg_settings` tells it. */
export interface ServerSetting { readonly name: string; readonly setting: string; readonly unit: string | null }

/** What a setting should be, and why; sizes and times in bytes and seconds, as `amount` reads them. */
interface Advice {
  readonly name: string;
  readonly should: string;
  readonly why: string;
  good(setting: ServerSetting): boolean;
}

const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1024, '8kB': 8192, MB, '16MB': 16 * MB, GB: 1024 * MB, ms: 0.001, s: 1, min: 60 };
const amount = ({ setting, unit }: ServerSetting): number => Number(setting) * (UNITS[unit ?? ''] ?? 1);
const atLeast = (least: number) => (setting: ServerSetting): boolean => amount(setting) >= least;
const on = ({ setting }: ServerSetting): boolean => setting !== 'off';

const ADVICE: readonly Advice[] = [
  { name: 'max_wal_size', should: '12GB', why: 'with frequent checkpoints firing timers writes ten times as much log', good: atLeast(12_288 * MB) },
  { name: 'checkpoint_timeout', should: '30min', why: 'with frequent checkpoints firing timers writes ten times as much log', good: atLeast(1800) },
  { name: 'wal_compression', should: 'lz4', why: 'the log is then several times smaller', good: on },
  { name: 'shared_buffers', should: 'a quarter of the memory, at least 1GB', why: 'what is in use should not be read from the disk', good: atLeast(1024 * MB) },
  { name: 'autovacuum', should: 'on', why: 'without it tables of queues and timers grow for ever', good: on },
  { name: 'fsync', should: 'on', why: 'a power cut may otherwise cost the whole database', good: on },
  { name: 'synchronous_commit', should: 'on', why: 'an event that was answered with 200 may otherwise be lost', good: on },
];

/** How the server is set up, against what a busy installation needs. One that is not told of is unknown. */
export function judgeSettings(settings: readonly ServerSetting[]): readonly Finding[] {
  return ADVICE.map((advice) => {
    const found = settings.find(({ name }) => name === advice.name);
    if (!found) return warn(`${advice.name} of the server is unknown`, `it should be ${advice.should}`);
    const what = `${advice.name} of the server is ${inWords(found)}`;
    return advice.good(found) ? ok(what) : warn(what, `set it to ${advice.should}: ${advice.why}`);
  });
}

function inWords(setting: ServerSetting): string {
  if (setting.unit === null || setting.unit === '') return setting.setting;
  const value = amount(setting);
  if (setting.unit.endsWith('B')) return value >= 1024 * MB ? `${round(value / 1024 / MB)}GB` : `${round(value / MB)}MB`;
  return value >= 60 ? `${round(value / 60)}min` : `${round(value)}s`;
}
const round = (value: number): number => Math.round(value * 10) / 10;

export function judgeVersion(number: number, text: string): Finding {
  return number >= OLDEST ? ok(`the server is PostgreSQL ${text}`) : fail(`the server is PostgreSQL ${text}`, 'Attune needs 15 or newer: upgrade the server');
}

/** `skewMs`: the server's time minus this machine's. */
export function judgeClock(skewMs: number): Finding {
  const what = `the server's clock is ${Math.abs(skewMs) < 1000 ? `${Math.abs(skewMs)} ms` : `${Math.round(Math.abs(skewMs) / 1000)} s`} ${skewMs < 0 ? 'behind' : 'ahead of'} this machine's`;
  return Math.abs(skewMs) > SKEW_MS ? warn(what, 'keep both in time (NTP); Attune goes by the server\'s') : ok(what);
}

export async function checkServer(tx: Tx): Promise<readonly Finding[]> {
  const names = sql.join([...ADVICE.map(({ name }) => name), 'server_version_num', 'server_version'].map((name) => sql`${name}`), sql`, `);
  const settings = await tx.query<ServerSetting>(sql`select name, setting, unit from pg_settings where name in (${names})`);
  const textOf = (name: string): string => settings.find((one) => one.name === name)?.setting ?? '';
  return [judgeVersion(Number(textOf('server_version_num')), textOf('server_version')), ...judgeSettings(settings)];
}

/** Whether this version can work with the database as it is; `usable` tells whether its tables are there to be looked at. */
export async function checkMigrations(tx: Tx): Promise<{ readonly finding: Finding; readonly usable: boolean }> {
  const { pending, unknown, fresh } = await compareMigrations(tx);
  if (unknown.length > 0) return { finding: fail(`the database was written by a newer version (it knows ${unknown.join(', ')})`, 'run that version, or restore a backup made before the upgrade'), usable: false };
  if (fresh) return { finding: ok('the database is new: its tables are made at the first start'), usable: false };
  if (pending.length > 0) return { finding: warn(`migrations are pending: ${pending.join(', ')}`, 'back the database up; the next start applies them'), usable: false };
  return { finding: ok('the tables are those of this version'), usable: true };
}

/** LANES against what the database was made with. `installed` null: it was never started. */
export function judgeLanes(installed: number | null, wanted: number | null): Finding {
  if (installed === null) return ok(`the database has no lanes yet; the first start makes ${wanted ?? 16}`);
  return wanted === null || wanted === installed ? ok(`customers are in ${installed} lanes`) : fail(`customers are in ${installed} lanes, and LANES asks for ${wanted}`, `remove LANES or set it to ${installed}: the number is fixed at the first start`);
}
