import { z } from 'zod';
import { secretKinds, type SecretName } from './channel/secrets.ts';
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
const givenUrl = (protocols: readonly string[]) => z.string().refine((text) => hasProtocol(text, protocols));
const url = (protocols: readonly string[]) => givenUrl(protocols).nullable();
const integer = (least: number, most: number) => z.string().regex(/^\d{1,6}$/).transform(Number).pipe(z.number().min(least).max(most));
const secretKey = z.string().regex(/^[\x21-\x2b\x2d-\x7e]{32,500}(,[\x21-\x2b\x2d-\x7e]{32,500})*$/).nullable();
const flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1');
/** A secret that may as well be kept in the settings; PEM texts may have their line breaks written as \n. */
const kept = (name: SecretName) => z.string().transform((text) => text.replaceAll('\\n', '\n').trim()).refine((text) => secretKinds.find((kind) => kind.name === name)?.check(text) === null).nullable();
const ports = z.string().transform((text) => text.split(',').map((part) => part.trim())).pipe(z.array(z.string().regex(/^\d{1,5}$/).transform(Number).pipe(z.number().min(1).max(65_535))).min(1).max(50));
const mailbox = z.string().regex(/^[^\s@+<>]{1,20}@[^\s@<>]+\.[^\s@<>]+$/).nullable();
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
  mailReturn: variable('MAIL_RETURN', null, 'Mailbox for bounces and replies; its mails have to be handed to `/hooks/email`. A sign that names the message is put behind a plus.', 'a mailbox with a short name, such as back@mail.shop.example', mailbox),
  mailHookSecret: variable('MAIL_HOOK_SECRET', null, 'Signs what is posted to `/hooks/email`, or is its password. May be kept in the settings instead.', '`whsec_` and the base64 of 24 to 64 bytes', kept('mailHookSecret')),
  dkimKey: variable('DKIM_KEY', null, 'Private key that signs mails. May be kept in the settings instead. Absent: the mail server signs.', 'an RSA private key in PEM form', kept('dkimKey')),
  dkimSelector: variable('DKIM_SELECTOR', 'attune', 'Under which name the key stands in the DNS: `<selector>._domainkey.<domain of MAIL_FROM>`.', 'a name such as attune', z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/)),
  smsUrl: variable('SMS_URL', 'https://api.twilio.com', 'The SMS provider\'s API, of the form Twilio\'s has.', 'an address such as https://api.twilio.com', givenUrl(['http:', 'https:'])),
  smsAccount: variable('SMS_ACCOUNT', null, 'The account at the SMS provider. Absent: the SMS channel is not set up.', 'the account\'s id, such as AC0123456789abcdef0123456789abcdef', z.string().regex(/^[A-Za-z0-9]{8,64}$/).nullable()),
  smsToken: variable('SMS_TOKEN', null, 'Its auth token. May be kept in the settings instead.', '16 to 200 signs without spaces', kept('smsToken')),
  smsFrom: variable('SMS_FROM', null, 'Who sends SMS: a number, or the id of a messaging service.', 'a number such as +15005550006, or the id of a messaging service (MG...)', z.string().regex(/^(\+[1-9]\d{5,14}|MG[A-Za-z0-9]{8,64}|\d{3,8})$/).nullable()),
  smsContact: variable('SMS_CONTACT', null, 'How people reach you, said in answer to HELP, e.g. an address or a number.', 'a text of at most 100 letters', z.string().min(1).max(100).nullable()),
  chatUrl: variable('CHAT_URL', null, 'Incoming webhook of your team\'s chat. May be kept in the settings instead. Absent: the chat channel is not set up.', 'an address such as https://hooks.chat.example/services/...', kept('chatUrl')),
  pushContact: variable('PUSH_CONTACT', null, 'Whom push services may write to about web push. Absent: the push channel is not set up.', 'an address such as mailto:admin@shop.example', z.string().regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/).nullable()),
  vapidKey: variable('VAPID_KEY', null, 'Private key of web push. Absent: made at the first start and kept sealed.', 'a P-256 private key in PEM form', kept('vapidKey')),
  webhookUrl: variable('WEBHOOK_URL', null, 'Where messages of the webhook channel are posted, signed as Standard Webhooks says. Absent: that channel is not set up.', 'an address such as https://shop.example/attune', url(['http:', 'https:'])),
  webhookSecret: variable('WEBHOOK_SECRET', null, 'Secret that signs them: `whsec_` and base64. May be kept in the settings instead.', '`whsec_` and the base64 of 24 to 64 bytes', kept('webhookSecret')),
  eventsSecret: variable('EVENTS_SECRET', null, 'Signs events that are posted to `/hooks/events`. May be kept in the settings instead.', '`whsec_` and the base64 of 24 to 64 bytes', kept('eventsSecret')),
  secretKey: variable('SECRET_KEY', null, 'Seals secrets that are kept in the settings. To change it, put the new one before the old one with a comma. Absent: a key in the file `secret.key` in `DATA_DIR`.', 'at least 32 letters, digits or signs without spaces; two of them separated by a comma', secretKey),
  roles: variable('ROLES', ROLE_NAMES.join(','), 'What this process does, of `http`, `work`, `deliver`, `cron`; several processes on one PostgreSQL may share the work.', `a list of ${ROLE_NAMES.join(', ')}, separated by commas`, roles),
  lanes: variable('LANES', null, 'Into how many lanes customers are divided; fixed at the first start. Absent: 16 for a new database, else what it was made with.', 'a whole number from 1 to 4096', integer(1, 4096).nullable()),
  allowPrivateNetwork: variable('ALLOW_PRIVATE_NETWORK', 'false', 'Lets webhooks reach private and loopback addresses. For development.', 'true or false', flag),
  outgoingPorts: variable('OUTGOING_PORTS', '80,443,8080,8443', 'Ports that requests of webhooks and channels may reach.', 'a list of port numbers separated by commas', ports),
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

/** The environment of this process with all that is wrong with it; for who wants to know rather than to start. */
export const inspectEnv = (): ReturnType<typeof parseEnv> => parseEnv(process.env);

/** The environment of this process, or the end of it with every bad variable named. */
export function readEnv(): Env {
  const result = inspectEnv();
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
  if (env.smsAccount !== null && env.smsFrom === null) problems.push({ name: 'SMS_FROM', remedy: 'must be set together with SMS_ACCOUNT, e.g. +15005550006' });
  return problems;
}

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

/** The secrets that this environment gives, by their names. */
export const environmentSecrets = (env: Env): Readonly<Record<SecretName, string | null>> => ({
  webhookSecret: env.webhookSecret, eventsSecret: env.eventsSecret, mailHookSecret: env.mailHookSecret, dkimKey: env.dkimKey, smsToken: env.smsToken, chatUrl: env.chatUrl, vapidKey: env.vapidKey,
});
