import { resolve } from 'node:path';
import { sql } from 'drizzle-orm';
import { createChannels, createRequester } from '../channel/index.ts';
import type { EnvProblem, Env } from '../env.ts';
import { measureSkew, openDatabase, type Database } from '../store/database.ts';
import { readSetting } from '../store/settings.ts';
import { checkBacklog } from './backlog.ts';
import { fail, ok, warn, wordsOf, type Finding } from './finding.ts';
import { checkFolder, hasDatabase, userOf } from './folder.ts';
import { checkJourneys } from './journeys.ts';
import { checkSender, checkSmtp, createResolver, domainOf, judgePublicUrl, type ResolveTxt } from './mail.ts';
import { checkSecrets, judgeChannels } from './secrets.ts';
import { checkMigrations, checkServer, judgeClock, judgeLanes } from './server.ts';

export type { Finding } from './finding.ts';
export { lineOf } from './finding.ts';

/** Seconds after which a server that does not answer is given up. */
const CONNECT_SECONDS = '10';

/** All that is known about a configuration, in the order in which one thing stands on another. Starts nothing, changes nothing, makes nothing. */
export async function diagnose(read: { ok: true; env: Env } | { ok: false; problems: readonly EnvProblem[] }, resolveTxt: ResolveTxt = createResolver()): Promise<readonly Finding[]> {
  if (!read.ok) return read.problems.map(({ name, remedy }) => fail(`the setting ${name} cannot be used`, `it ${remedy}`));
  const { env } = read;
  const dataDir = resolve(env.dataDir);
  const findings: Finding[] = [ok('every setting can be read'), ...checkFolder(dataDir)];
  if (findings.some(({ state, what }) => state === 'fail' && what.startsWith('DATA_DIR'))) return [...findings, ...await diagnoseWithDatabase(env, dataDir, null, resolveTxt)];
  const opened = await open(env, dataDir);
  findings.push(opened.finding);
  try {
    if (opened.database?.kind === 'postgres') findings.push(...await checkServer(opened.database));
    findings.push(...await diagnoseWithDatabase(env, dataDir, opened.database, resolveTxt));
  } finally {
    await opened.database?.close();
  }
  return findings;
}

async function open(env: Env, dataDir: string): Promise<{ readonly finding: Finding; readonly database: Database | null }> {
  const skipped = 'what stands in the database was not looked at';
  if (env.databaseUrl !== null) {
    const { host } = new URL(env.databaseUrl);
    const database = await openDatabase({ url: withPatience(env.databaseUrl), pool: 2 });
    try {
      await database.query(sql`select 1`);
      return { finding: ok(`the PostgreSQL server at ${host} answers`), database };
    } catch (error) {
      await database.close();
      return { finding: fail(`the PostgreSQL server at ${host} cannot be used: ${wordsOf(error)}; ${skipped}`, 'check DATABASE_URL: host, port, user, password and the name of the database'), database: null };
    }
  }
  const pid = userOf(dataDir);
  if (pid !== null) return { finding: warn(`the embedded database is in use by process ${pid}; ${skipped}`, 'stop that process and ask again, to have it checked too'), database: null };
  if (!hasDatabase(dataDir)) return { finding: ok('there is no embedded database yet: the first start makes it'), database: null };
  try {
    return { finding: ok('the embedded database opens'), database: await openDatabase({ dir: dataDir }) };
  } catch (error) {
    return { finding: fail(`the embedded database does not open: ${wordsOf(error)}; ${skipped}`, 'restore a backup of the folder, see docs/operations.md'), database: null };
  }
}

function withPatience(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  if (!url.searchParams.has('connect_timeout')) url.searchParams.set('connect_timeout', CONNECT_SECONDS);
  return url.href;
}

/** The rest: of the database as far as there is one, and of what messages need. `database` null: only the environment can be looked at. */
export async function diagnoseWithDatabase(env: Env, dataDir: string, database: Database | null, resolveTxt: ResolveTxt): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let tables: Database | null = null;
  let now = Date.now();
  if (database !== null) {
    const skew = await measureSkew(database, sql`select extract(epoch from clock_timestamp()) * 1000 as ms`);
    if (database.kind === 'postgres') findings.push(judgeClock(skew));
    const { finding, usable } = await checkMigrations(database);
    findings.push(finding);
    if (usable) {
      tables = database;
      const warped = await readSetting(database.db, 'clock');
      now = typeof warped === 'string' ? Date.parse(warped) : Date.now() + skew;
    }
  }
  if (tables !== null) {
    const lanes = await readSetting(tables.db, 'lanes');
    findings.push(judgeLanes(typeof lanes === 'number' ? lanes : null, env.lanes));
  }
  const secrets = await checkSecrets(env, dataDir, tables?.db ?? null);
  findings.push(...secrets.findings);
  const channels = createChannels({ settings: env, requester: createRequester({ allowPrivate: env.allowPrivateNetwork, ports: env.outgoingPorts }), secret: secrets.get });
  const problems = new Map([...channels.values()].map((channel) => [channel.name, channel.problem()]));
  await Promise.all([...channels.values()].map((channel) => channel.close()));
  findings.push(...judgeChannels(env, problems, secrets.get), judgePublicUrl(env), ...await checkMail(env, secrets.get('dkimKey'), resolveTxt));
  if (tables !== null) {
    // the key of web push is made at the start
    const ready = [...problems].filter(([name, problem]) => problem === null || (name === 'push' && env.pushContact !== null)).map(([name]) => name);
    findings.push(...await checkJourneys(tables.db, ready), ...await checkBacklog(tables, now));
  }
  return findings;
}

async function checkMail(env: Env, dkimKey: string | null, resolveTxt: ResolveTxt): Promise<readonly Finding[]> {
  if (env.smtpUrl === null) return [ok('SMTP_URL is not set: mails are kept here and nothing leaves the machine')];
  const domain = domainOf(env.mailFrom ?? '');
  return [await checkSmtp(env.smtpUrl), ...(domain === null ? [] : await checkSender(domain, { selector: env.dkimSelector, key: dkimKey }, resolveTxt))];
}
