import { secretKinds, type SecretName } from '../channel/secrets.ts';
import { environmentSecrets, type Env } from '../env.ts';
import type { Db } from '../store/database.ts';
import { existingSecretKeys, type SecretKey } from '../store/secret-keys.ts';
import { readKept, type KeptSecret } from '../store/vault.ts';
import { fail, ok, warn, wordsOf, type Finding } from './finding.ts';

/** The secrets in force by their names, as the channels would be given them, and what is wrong with them. */
export interface Secrets { readonly findings: readonly Finding[]; get(name: SecretName): string | null }

/** `db` null: the settings cannot be looked at, so only the environment counts. Makes no key. */
export async function checkSecrets(env: Env, dataDir: string, db: Db | null): Promise<Secrets> {
  const given = environmentSecrets(env);
  let keys: readonly SecretKey[] = [];
  const findings: Finding[] = [];
  try {
    keys = existingSecretKeys({ given: env.secretKey?.split(',') ?? [], dataDir });
  } catch (error) {
    findings.push(fail('the key that seals secrets cannot be used', wordsOf(error)));
  }
  const kept = db === null ? new Map<string, KeptSecret>() : await readKept(db, keys);
  if (findings.length === 0) findings.push(judgeKey({ env, keys: keys.length, sealed: kept.size }));
  for (const { name, title, check } of secretKinds) {
    const fromEnvironment = given[name];
    const stored = kept.get(name);
    const value = fromEnvironment ?? stored?.value ?? null;
    if (fromEnvironment === null && stored?.state.problem) findings.push(fail(`the secret ${name} (${title}) does not open`, stored.state.problem));
    else if (value !== null) findings.push(judgeSecret(name, title, check(value)));
  }
  return { findings, get: (name) => given[name] ?? kept.get(name)?.value ?? null };
}

const judgeSecret = (name: string, title: string, problem: string | null): Finding =>
  (problem === null ? ok(`the secret ${name} (${title}) has the right shape`) : fail(`the secret ${name} (${title}) cannot be used`, `it ${problem}`));

/** `keys`: how many there are; `sealed`: how many secrets are kept in the settings. */
export function judgeKey({ env, keys, sealed }: { readonly env: Pick<Env, 'secretKey' | 'databaseUrl'>; readonly keys: number; readonly sealed: number }): Finding {
  if (keys === 0 && sealed > 0) return fail(`${sealed} secrets are kept sealed, and the key that sealed them is gone`, 'set SECRET_KEY, or bring secret.key back into DATA_DIR');
  if (env.secretKey !== null) return ok('SECRET_KEY is set');
  const what = keys === 0 ? 'no key for secrets yet: the first start makes the file secret.key' : 'the file secret.key seals secrets';
  return env.databaseUrl === null ? ok(what) : warn(what, 'set SECRET_KEY on every process: a process with another DATA_DIR would make a key of its own');
}

/** Channels that are meant to be set up and cannot send; `problems` by the channel's name, null where all is well. */
export function judgeChannels(env: Env, problems: ReadonlyMap<string, string | null>, get: Secrets['get']): readonly Finding[] {
  const meant: readonly (readonly [name: string, meant: boolean])[] = [
    ['email', env.smtpUrl !== null], ['sms', env.smsAccount !== null], ['push', env.pushContact !== null && get('vapidKey') !== null], ['webhook', env.webhookUrl !== null], ['chat', get('chatUrl') !== null],
  ];
  const findings = meant.filter(([, wanted]) => wanted).map(([name]) => {
    const problem = problems.get(name) ?? null;
    return problem === null ? ok(`the channel ${name} is set up`) : fail(`the channel ${name} cannot send`, problem);
  });
  if (env.mailReturn !== null && get('mailHookSecret') === null) findings.push(fail('MAIL_RETURN is set, and bounces and replies cannot be verified', 'set MAIL_HOOK_SECRET, or "Bounces and replies" under Settings'));
  return findings;
}
