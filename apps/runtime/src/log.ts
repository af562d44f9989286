import { pino, destination, type Logger } from 'pino';

/** The log of the runtime: JSON lines on standard error, so that standard output holds only what a person should read. */
export type Log = Logger;

/** Never logged, wherever it stands: keys, and what a person wrote or is called. */
const SECRET = ['authorization', 'cookie', 'apiKey', 'writeKey', 'secret', 'password', 'email', 'phone', 'traits', 'properties', 'body', 'to'];

/** A log of this level; `silent` for tests. */
export function createLog(level: string): Log {
  return pino({ level, base: null, redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[kept out]' } }, destination({ fd: 2, sync: true }));
}
