import { channelStates, createChannels, createRequester } from './channel/index.ts';
import { createManualClock, type ManualClock } from './clock.ts';
import { createApp, type App } from './app.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createSecretDesk } from './secret-desk.ts';
import { createScorer } from './sentiment/index.ts';
import { createCatalogKeeper, type CatalogKeeper } from './store/catalog.ts';
import type { Database } from './store/database.ts';
import { openKeyring, type Keyring } from './store/keys.ts';
import { secretKeys } from './store/secret-keys.ts';
import { openVault } from './store/vault.ts';
import { createWork, type Work } from './work/index.ts';
import type { HttpDeps } from './http/deps.ts';

/** The answer of a request in a test: its status, its JSON, its headers. */
export interface Answer {
  readonly status: number;
  // A test says what it expects of the body; the schema of the route is not repeated here.
  readonly body: unknown;
  readonly headers: Headers;
}

export interface TestServer {
  readonly app: App;
  readonly work: Work;
  readonly clock: ManualClock;
  readonly keys: Keyring;
  readonly catalog: CatalogKeeper;
  readonly deps: HttpDeps;
  /** Asks the management API, as a program on this machine does. */
  readonly api: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Sends a call of the ingestion API with the write key. */
  readonly send: (call: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
  stop(): Promise<void>;
}

export const START = '2026-05-03T12:00:00.000Z';

/** The whole runtime but for the port and the clock: the real database, the real work, channels that keep what they are given. */
export async function startTestServer(database: Database, change: Partial<HttpDeps> = {}): Promise<TestServer> {
  const clock = createManualClock(START);
  const log = createLog('silent');
  const requester = createRequester({ allowPrivate: false });
  const vault = await openVault(database.db, { keys: secretKeys({ given: ['a key for tests of more than 32 letters'], dataDir: '' }), environment: {}, now: () => new Date(clock.now()).toISOString() });
  const channels = createChannels({ requester, secret: (name) => vault.get(name) });
  const metrics = createMetrics(() => work.lag());
  const work = await createWork({ database, clock, channels, scorer: createScorer(), requester, log, lanes: 4, roles: new Set(['work', 'deliver', 'cron'] as const), publicUrl: 'https://shop.example', hooks: metrics.hooks });
  const keys = await openKeyring(database.db, { writeKey: null, apiKey: null }, () => new Date(clock.now()).toISOString());
  const catalog = createCatalogKeeper(database.db, clock, log);
  const deps: HttpDeps = {
    database, clock, log, work, lanes: 4, keys, catalog, metrics, secrets: createSecretDesk(vault), sample: null, gallery: [], loopback: true, editor: null, ready: () => true,
    channels: channelStates(channels),
    ...change,
  };
  const app = createApp(deps);
  const ask = async (method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answer> => {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const response = await app.request(path, { method, headers: { 'content-type': 'application/json', ...headers }, ...(text === undefined ? {} : { body: text }) });
    return { status: response.status, body: parsed(await response.text()), headers: response.headers };
  };
  return {
    app, work, clock, keys, catalog, deps,
    api: (method, path, body, headers = {}) => ask(method, `/api${path}`, body, headers),
    send: (call, body, headers = {}) => ask('POST', `/v1/${call}`, body, { authorization: `Basic ${Buffer.from(`${keys.writeKey}:`).toString('base64')}`, ...headers }),
    stop: async () => {
      app.close();
      await work.stop();
      await catalog.flush();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
