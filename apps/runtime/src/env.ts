import { z } from 'zod';
import { isLoopback } from './loopback.ts';

/** One setting of the environment: how it is called, what it means, and how its text becomes a value. */
interface Variable<T> {
  readonly name: string;
  /** The text taken where the variable is absent; null means "not set". */
  readonly fallback: string | null;
  readonly help: string;
  /** What to write instead of a bad value. */
  readonly remedy: string;
  readonly schema: z.ZodType<T>;
}

const variable = <T>(name: string, fallback: string | null, help: string, remedy: string, schema: z.ZodType<T>): Variable<T> => ({ name, fallback, help, remedy, schema });

const ROLE_NAMES = ['http', 'work', 'deliver', 'cron'] as const;
export type Role = (typeof ROLE_NAMES)[number];

const optionalText = z.string().min(1).nullable();
const secret = z.string().min(12).max(200).regex(/^[\x21-\x7e]+$/).nullable();
const url = (protocols: readonly string[]) => z.string().nullable().refine((text) => text === null || hasProtocol(text, protocols));
const integer = (least: number, most: number) => z.string().regex(/^\d{1,6}$/).transform(Number).pipe(z.number().min(least).max(most));
const flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1');
const roles = z.string().transform((text) => text.split(',').map((part) => part.trim()).filter((part) => part !== ''))
  .pipe(z.array(z.enum(ROLE_NAMES)).min(1).transform((list): readonly Role[] => [...new Set(list)]));

/** Every variable the runtime reads. The README's table is made from this list by `environmentTable`. */
const variables = {
  port: variable('PORT', '3000', 'Port of editor, API and public pages. `0` takes any free one.', 'a whole number from 0 to 65535', integer(0, 65_535)),
  host: variable('HOST', '127.0.0.1', 'Address to listen on. Anything but a loopback address demands `API_KEY`.', 'an address such as 127.0.0.1 or 0.0.0.0', z.string().regex(/^[A-Za-z0-9.:_-]+$/)),
  publicUrl: variable('PUBLIC_URL', null, 'Where customers and colleagues reach this server; used in links of messages. Absent: the address it listens on.', 'an address such as https://attune.example.com', url(['http:', 'https:'])),
  databaseUrl: variable('DATABASE_URL', null, 'A PostgreSQL server, version 15 or newer. Absent: the embedded database in `DATA_DIR`.', 'an address such as postgres://user:password@host:5432/attune', url(['postgres:', 'postgresql:'])),
  dataDir: variable('DATA_DIR', '.attune', 'Folder of the embedded database. One process at a time may use it.', 'the path of a folder', z.string().min(1)),
  writeKey: variable('WRITE_KEY', null, 'Key with which events are sent. Absent: made at the first start, kept, and printed.', '12 to 200 letters, digits or signs without spaces', secret),
  apiKey: variable('API_KEY', null, 'Key of the management API (`Authorization: Bearer`). Absent: made at the first start, kept as a hash, printed once.', '12 to 200 letters, digits or signs without spaces', secret),
  smtpUrl: variable('SMTP_URL', null, 'Mail server. Absent: mails are kept and shown in the product, and nothing leaves the machine.', 'an address such as smtp://user:password@host:587', url(['smtp:', 'smtps:'])),
  mailFrom: variable('MAIL_FROM', null, 'Sender of mails, for example `Shop <hello@shop.example>`. Needed with `SMTP_URL`.', 'a sender such as Shop <hello@shop.example>', optionalText),
  webhookUrl: variable('WEBHOOK_URL', null, 'Where messages of the webhook channel are posted, signed as Standard Webhooks says. Absent: that channel is not set up.', 'an address such as https://shop.example/attune', url(['http:', 'https:'])),
  webhookSecret: variable('WEBHOOK_SECRET', null, 'Secret that signs them: `whsec_` and base64. Needed with `WEBHOOK_URL`.', '`whsec_` and the base64 of 24 to 64 bytes', z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/).nullable()),
  roles: variable('ROLES', ROLE_NAMES.join(','), 'What this process does, of `http`, `work`, `deliver`, `cron`; several processes on one PostgreSQL may share the work.', `a list of ${ROLE_NAMES.join(', ')}, separated by commas`, roles),
  lanes: variable('LANES', null, 'Into how many lanes customers are divided; fixed at the first start. Absent: 16 for a new database, else what it was made with.', 'a whole number from 1 to 4096', integer(1, 4096).nullable()),
  allowPrivateNetwork: variable('ALLOW_PRIVATE_NETWORK', 'false', 'Lets webhooks reach private and loopback addresses. For development.', 'true or false', flag),
  logLevel: variable('LOG_LEVEL', 'info', 'How much is logged (as JSON, to standard error).', 'one of fatal, error, warn, info, debug, trace, silent', z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])),
};

export type Env = { readonly [K in keyof typeof variables]: (typeof variables)[K] extends Variable<infer T> ? T : never };

/** A variable that cannot be used, with the remedy. The value is left out: it may be a secret. */
export interface EnvProblem {
  readonly name: string;
  readonly remedy: string;
}

/**
 * Reads the environment. Answers all problems at once rather than the first. An empty variable counts as absent.
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): { ok: true; env: Env } | { ok: false; problems: EnvProblem[] } {
  const values: Record<string, unknown> = {};
  const problems: EnvProblem[] = [];
  for (const [field, entry] of Object.entries(variables)) {
    const text = source[entry.name];
    const parsed = entry.schema.safeParse(text === undefined || text.trim() === '' ? entry.fallback : text.trim());
    if (parsed.success) values[field] = parsed.data;
    else problems.push({ name: entry.name, remedy: `must be ${entry.remedy}` });
  }
  if (problems.length > 0) return { ok: false, problems };
  const env = Object.freeze(values) as unknown as Env;
  const together = checkTogether(env);
  return together.length > 0 ? { ok: false, problems: together } : { ok: true, env };
}

/** The environment of this process, or the end of it with every bad variable named. */
export function readEnv(): Env {
  const result = parseEnv(process.env);
  if (result.ok) return result.env;
  process.stderr.write(`Attune cannot start:\n${result.problems.map((p) => `  ${p.name} ${p.remedy}`).join('\n')}\n`);
  process.exit(1);
}

/** The table of the README, in Markdown. */
export function environmentTable(): string {
  const rows = Object.values(variables).map((v) => `| \`${v.name}\` | ${v.fallback === null ? '' : `\`${v.fallback}\``} | ${v.help} |`);
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

function checkTogether(env: Env): EnvProblem[] {
  const problems: EnvProblem[] = [];
  if (!isLoopback(env.host) && env.apiKey === null && env.roles.includes('http')) {
    problems.push({ name: 'API_KEY', remedy: `must be set when HOST is not a loopback address (HOST is ${env.host}): everyone who reaches the server could otherwise read your customers` });
  }
  if (env.smtpUrl !== null && env.mailFrom === null) problems.push({ name: 'MAIL_FROM', remedy: 'must be set together with SMTP_URL, e.g. Shop <hello@shop.example>' });
  if (env.webhookUrl !== null && env.webhookSecret === null) problems.push({ name: 'WEBHOOK_SECRET', remedy: 'must be set together with WEBHOOK_URL, so that the receiver can tell our requests from others' });
  return problems;
}

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
