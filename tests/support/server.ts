import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const READY = /Attune is ready at (\S+)/;
/** A loaded machine starts slowly; a runtime that does not start at all says so at once. */
const READY_MS = 90_000;

export const WRITE_KEY = 'write-key-of-the-tests';

export interface ServerOptions {
  /** Folder of the embedded database; a temporary one, removed on `stop`, when absent. */
  readonly dataDir?: string;
  /** A PostgreSQL server instead of the embedded database. */
  readonly databaseUrl?: string;
  /** More variables of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Kills it this long after it was spawned, ready or not. */
  readonly killAfterMs?: number;
  /** `npm start`'s script instead of the runtime alone. */
  readonly script?: 'start';
}

/** A runtime in a process of its own, as people run it. */
export interface Server {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  /** Milliseconds from spawning to the ready line. */
  readonly readyMs: number;
  output(): string;
  /** A request to the management API, or below `/v1/` with the write key to the ingestion API. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** Sends a signal and waits for the end; answers the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends it as a power switch would; answers when it is gone. */
  kill(): Promise<void>;
}

function environment(options: ServerOptions, dataDir: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { LOG_LEVEL: 'warn', PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, WRITE_KEY, ...options.env };
  for (const name of ['PATH', 'HOME', 'TMPDIR', 'SystemRoot', 'npm_execpath']) if (process.env[name] !== undefined) env[name] = process.env[name];
  if (options.databaseUrl !== undefined) env['DATABASE_URL'] = options.databaseUrl;
  return env;
}

/** Starts a runtime and waits until it says that it is ready. Rejects with all it printed where it ends before that. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'attune-test-'));
  const args = options.script === 'start' ? ['scripts/start.mjs'] : ['--import', 'tsx', 'apps/runtime/src/main.ts'];
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd: ROOT, env: environment(options, dataDir), stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  if (options.killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), options.killAfterMs);
  const killWithUs = () => { child.kill('SIGKILL'); };
  process.once('exit', killWithUs);
  const text = collect(child);
  const url = await readyLine(child, text, ended);
  const gone = async () => {
    const code = await ended;
    process.off('exit', killWithUs);
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    return code;
  };
  return {
    url, dataDir, pid: child.pid ?? 0, readyMs: performance.now() - began,
    output: text,
    call: (method, path, body) => call(url, method, path, body),
    stop: (signal = 'SIGTERM') => { child.kill(signal); return gone(); },
    kill: async () => { child.kill('SIGKILL'); await gone(); },
  };
}

/** Starts a runtime that is expected to refuse; answers its exit code and its words. */
export async function startRefused(options: ServerOptions): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'apps/runtime/src/main.ts'], { cwd: ROOT, env: environment(options, options.dataDir ?? ''), stdio: ['ignore', 'pipe', 'pipe'] });
  const text = collect(child);
  const late = setTimeout(() => child.kill('SIGKILL'), READY_MS);
  const code = await new Promise<number | null>((done) => child.once('exit', (value) => done(value)));
  clearTimeout(late);
  return { code, output: text() };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { text = (text + chunk.toString()).slice(-200_000); });
  return () => text;
}

function readyLine(child: ChildProcess, text: () => string, ended: Promise<number | null>): Promise<string> {
  return new Promise((done, failed) => {
    const late = setTimeout(() => { child.kill('SIGKILL'); failed(new Error(`the runtime was not ready in time:\n${text()}`)); }, READY_MS);
    const look = () => {
      const url = READY.exec(text())?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      done(url);
    };
    child.stdout?.on('data', look);
    void ended.then((code) => { clearTimeout(late); failed(new Error(`the runtime ended with ${code}:\n${text()}`)); });
  });
}

async function call(url: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const write = path.startsWith('/v1/');
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(write ? { authorization: `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) as unknown };
}

/** Asks again until the answer is neither null nor false; rejects after `ms` with what it waited for. */
export async function eventually<T>(what: string, ask: () => Promise<T | null | false> | T | null | false, ms = 60_000): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`waited ${ms} ms for ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
