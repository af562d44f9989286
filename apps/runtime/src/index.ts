/** The public entry of the runtime: what tests, benchmarks and other packages may use. */
export { createApp, type App } from './app.ts';
export { environmentTable, parseEnv, type Env } from './env.ts';
export type { ChannelState, HttpDeps, SampleShop } from './http/deps.ts';
export { createLog, type Log } from './log.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { createManualClock, createRuntimeClock, createSystemClock, type Clock, type ManualClock, type RuntimeClock } from './clock.ts';
export * from './channel/index.ts';
export { createScorer, type Score, type Scorer } from './sentiment/index.ts';
export { createCatalogKeeper, type CatalogKeeper } from './store/catalog.ts';
export { openDatabase, type Database, type DatabaseOptions } from './store/database.ts';
export { openKeyring, type Keyring } from './store/keys.ts';
export { migrate } from './store/migrate.ts';
export { createWork, type AcceptedCall, type Lag, type Work, type WorkDeps } from './work/index.ts';
