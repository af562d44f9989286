import { serve } from '@hono/node-server';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { sql } from 'drizzle-orm';
import { feedSample, type FeedOptions } from '@attune/sample-shop';
import { journeyTemplates } from '@attune/templates';
import { createApp, type App } from './app.ts';
import { channelStates, createChannels, createRequester, newVapidKey } from './channel/index.ts';
import { createRuntimeClock, createSystemClock } from './clock.ts';
import { environmentSecrets, readEnv, type Env } from './env.ts';
import { createLog, type Log } from './log.ts';
import { isLoopback } from './loopback.ts';
import { createMetrics } from './metrics.ts';
import { createSampleShop } from './sample.ts';
import { createSecretDesk } from './secret-desk.ts';
import { createScorer } from './sentiment/index.ts';
import { createCatalogKeeper } from './store/catalog.ts';
import { measureSkew, openDatabase, type Database } from './store/database.ts';
import { openKeyring } from './store/keys.ts';
import { migrate } from './store/migrate.ts';
import { secretKeys } from './store/secret-keys.ts';
import { readSetting, writeSetting } from './store/settings.ts';
import { openVault } from './store/vault.ts';
import { createWork, type Role } from './work/index.ts';

const EDITOR = resolve(import.meta.dirname, '../../editor/dist');
/** A clean stop takes no longer than this. */
const STOP_MS = 10_000;
/** Keys that were revoked elsewhere stop working within this time. */
const KEYS_MS = 15_000;

/** Starts everything in the order in which one part stands on another, and answers how to stop it again. */
async function start(env: Env, log: Log): Promise<() => Promise<void>> {
  const dataDir = resolve(env.dataDir);
  const database = await openDatabase(env.databaseUrl === null ? { dir: dataDir } : { url: env.databaseUrl });
  const undo: (() => Promise<unknown> | void)[] = [() => database.close()];
  const stop = async (): Promise<void> => { for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step(); };
  try {
    const { lanes } = await migrate(database, { lanes: env.lanes });
    const now = (): string => new Date().toISOString();
    const keys = await openKeyring(database.db, env, now);
    const clock = await openClock(database);
    const http = env.roles.includes('http') ? await listen(env) : null;
    if (http !== null) undo.push(() => http.close());
    const url = env.publicUrl?.replace(/\/+$/, '') ?? http?.url ?? `http://127.0.0.1:${env.port}`;

    const requester = createRequester({ allowPrivate: env.allowPrivateNetwork, ports: env.outgoingPorts });
    const vault = await openVault(database.db, { keys: secretKeys({ given: env.secretKey?.split(',') ?? [], dataDir }), environment: environmentSecrets(env), now });
    for (const { name, problem } of vault.list()) if (problem !== null) log.warn({ name }, problem);
    if (env.pushContact !== null && vault.get('vapidKey') === null && !vault.list().some((one) => one.name === 'vapidKey')) await vault.keep('vapidKey', newVapidKey());
    const channels = createChannels({ settings: { ...env, publicUrl: url }, requester, secret: (name) => vault.get(name) });
    undo.push(() => Promise.all([...channels.values()].map((channel) => channel.close())));
    const metrics = createMetrics(() => work.lag());
    const roles = new Set(env.roles.filter((role): role is Role => role !== 'http'));
    const work = await createWork({ database, clock, channels, scorer: createScorer(), requester, log, lanes, roles, publicUrl: url, hooks: metrics.hooks });
    const catalog = createCatalogKeeper(database.db, clock, log);
    undo.push(() => catalog.flush(), () => work.stop());
    await work.start();

    const request: FeedOptions['request'] = (asked) => ask(app, env, keys.writeKey, asked);
    const sample = createSampleShop({ db: database.db, clock, log, feed: feedSample, request, drain: () => work.drain() });
    let ready = false;
    const app = createApp({
      database, clock, log, work, lanes, keys, catalog, metrics, sample, gallery: journeyTemplates, loopback: isLoopback(env.host), editor: EDITOR, ready: () => ready,
      channels: channelStates(channels), secrets: createSecretDesk(vault),
    });
    const refresh = setInterval(() => { Promise.all([keys.refresh(), vault.refresh()]).catch((error: unknown) => log.warn({ err: error }, 'the keys could not be read')); }, KEYS_MS);
    // Backwards: nothing new is taken, streams end, the sample stops at its hour, and only then the work drains.
    undo.push(() => sample.stop(), () => http?.close(), () => app.close(), () => { ready = false; clearInterval(refresh); });
    http?.answer(app);
    ready = true;
    await sample.resume();
    announce({ env, url, writeKey: keys.writeKey, madeApiKey: keys.madeApiKey, dataDir });
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openClock(database: Database): Promise<ReturnType<typeof createRuntimeClock>> {
  const skew = await measureSkew(database, sql`select extract(epoch from clock_timestamp()) * 1000 as ms`);
  const saved = await readSetting(database.db, 'clock');
  return createRuntimeClock(createSystemClock(skew), typeof saved === 'string' ? saved : null, (warped) => writeSetting(database.db, 'clock', warped ?? false, new Date().toISOString()));
}

interface Listening { readonly url: string; answer(app: App): void; close(): Promise<void> }

/** Takes the port before the work begins, so that links know it; until `answer` every request is told to wait. */
async function listen(env: Env): Promise<Listening> {
  let app: App | null = null;
  const starting = (): Response => new Response('Attune is starting.', { status: 503, headers: { 'retry-after': '1' } });
  const server = serve({ fetch: (request) => app?.fetch(request) ?? starting(), port: env.port, hostname: env.host }) as Server;
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const host = env.host.includes(':') ? `[${env.host}]` : env.host;
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
    answer: (made) => { app = made; },
    close: () => new Promise((done) => {
      app = null;
      server.close(() => done());
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 3_000).unref();
    }),
  };
}

/** A request of the sample shop to this very process, by the same way as any other. */
async function ask(app: App, env: Env, writeKey: string, asked: Parameters<FeedOptions['request']>[0]): Promise<{ status: number; body: unknown }> {
  const manage = env.apiKey === null ? {} : { authorization: `Bearer ${env.apiKey}` };
  const auth = asked.key === 'write' ? { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` } : manage;
  const response = await app.request(`http://localhost${asked.path}`, {
    method: asked.method, headers: { 'content-type': 'application/json', ...auth }, ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) as unknown };
}

interface Announced { readonly env: Env; readonly url: string; readonly writeKey: string; readonly madeApiKey: string | null; readonly dataDir: string }

function announce({ env, url, writeKey, madeApiKey, dataDir }: Announced): void {
  const lines = [
    `Write key: ${writeKey}`,
    ...(madeApiKey === null ? [] : [`API key (shown once): ${madeApiKey}`]),
    env.databaseUrl === null ? `Data: ${dataDir}` : `Data: PostgreSQL at ${new URL(env.databaseUrl).host}`,
    `Attune is ready at ${url}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function main(): Promise<void> {
  const env = readEnv();
  const log = createLog(env.logLevel);
  let stopping = false;
  let stop: (() => Promise<void>) | null = null;
  const onSignal = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    // While it starts there is nothing to finish yet; `started` below stops what was built.
    if (stop !== null) void end(stop, log);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    stop = await start(env, log);
  } catch (error) {
    process.stderr.write(`Attune cannot start: ${messageOf(error)}\n`);
    log.debug({ err: error }, 'start failed');
    process.exit(1);
  }
  if (stopping) await end(stop, log);
}

async function end(stop: () => Promise<void>, log: Log): Promise<never> {
  setTimeout(() => { log.error('stopping took too long'); process.exit(1); }, STOP_MS).unref();
  try {
    await stop();
  } catch (error) {
    log.error({ err: error }, 'stopping failed');
    process.exit(1);
  }
  process.exit(0);
}

function messageOf(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return 'the port is in use. Set PORT to another one, or to 0 for any free one.';
  return error instanceof Error ? error.message : String(error);
}

await main();
