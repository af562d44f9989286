import { generateKeyPairSync, createPublicKey } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseEnv, type Env } from '../env.ts';
import { lockFolder } from '../store/folder-lock.ts';
import { judgeWait } from './backlog.ts';
import { lineOf, type Finding } from './finding.ts';
import { checkFolder, judgeSpace, userOf } from './folder.ts';
import { diagnose } from './index.ts';
import { judgeJourney } from './journeys.ts';
import { checkSender, domainOf, judgePublicUrl } from './mail.ts';
import { judgeChannels, judgeKey } from './secrets.ts';
import { judgeClock, judgeLanes, judgeSettings, judgeVersion } from './server.ts';

const folders: string[] = [];
afterEach(() => { for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true }); });
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'attune-doctor-'));
  folders.push(made);
  return made;
}
const states = (findings: readonly Finding[]) => findings.map(({ state }) => state);
function env(source: Record<string, string> = {}): Env {
  const read = parseEnv(source);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.env;
}

describe('the doctor', () => {
  it('says one line a check, with the remedy behind a dash', () => {
    expect(lineOf({ state: 'ok', what: 'all is\nwell', remedy: null })).toBe('ok    all is well');
    expect(lineOf({ state: 'fail', what: 'it is not', remedy: 'mend it' })).toBe('fail  it is not  - mend it');
  });

  it('names every setting that cannot be read, and looks no further', async () => {
    const findings = await diagnose(parseEnv({ PORT: 'many', LANES: '0' }));
    expect(states(findings)).toEqual(['fail', 'fail']);
    expect(JSON.stringify(findings)).toMatch(/PORT.*LANES/);
  });

  it('finds a folder that can be made, one that is a file, and one that a process uses', () => {
    const dir = folder();
    expect(checkFolder(join(dir, 'new', 'deep'))[0]).toMatchObject({ state: 'ok', what: expect.stringContaining('can be made') as string });
    writeFileSync(join(dir, 'file'), '');
    expect(checkFolder(join(dir, 'file'))).toMatchObject([{ state: 'fail', remedy: expect.stringContaining('DATA_DIR') as string }]);
    const lock = lockFolder(dir);
    expect(userOf(dir)).toBe(process.pid);
    expect(checkFolder(dir)[0]?.what).toContain(`process ${process.pid}`);
    lock.release();
    expect(userOf(dir)).toBeNull();
  });

  it('takes the lock of a process that is gone for none', () => {
    const dir = folder();
    writeFileSync(join(dir, 'attune.lock'), `${process.pid} 1\n`);
    expect(userOf(dir)).toBe(process.platform === 'linux' ? null : process.pid);
  });

  it('says in words that it skips a database which is in use', async () => {
    const dir = folder();
    const lock = lockFolder(dir);
    const findings = await diagnose(parseEnv({ DATA_DIR: dir }));
    lock.release();
    expect(findings).toContainEqual({ state: 'warn', what: `the embedded database is in use by process ${process.pid}; what stands in the database was not looked at`, remedy: expect.any(String) as string });
    expect(states(findings)).not.toContain('fail');
  });

  it('fails where the embedded database is broken, and leaves the folder free', async () => {
    const dir = folder();
    mkdirSync(join(dir, 'database'));
    writeFileSync(join(dir, 'database', 'PG_VERSION'), '9\n');
    const findings = await diagnose(parseEnv({ DATA_DIR: dir }));
    expect(findings.find(({ what }) => what.startsWith('the embedded database'))).toMatchObject({ state: 'fail' });
    expect(userOf(dir)).toBeNull();
  });

  it('fails where the server cannot be reached, without the password', async () => {
    const findings = await diagnose(parseEnv({ DATA_DIR: folder(), DATABASE_URL: 'postgres://shop:hush-hush@127.0.0.1:1/attune' }));
    expect(findings.find(({ what }) => what.includes('127.0.0.1:1'))).toMatchObject({ state: 'fail', remedy: expect.stringContaining('DATABASE_URL') as string });
    expect(JSON.stringify(findings)).not.toContain('hush-hush');
  });

  it('wants some space', () => {
    expect([50e9, 1e9, 1e7].map((bytes) => judgeSpace(bytes, '/data').state)).toEqual(['ok', 'warn', 'fail']);
  });
});

describe('the doctor of the server', () => {
  it('wants version 15', () => {
    expect([judgeVersion(140_012, '14.12').state, judgeVersion(150_004, '15.4').state]).toEqual(['fail', 'ok']);
  });

  it('tells what each setting is and should be, whatever unit it is told in', () => {
    const good = [
      { name: 'max_wal_size', setting: '12288', unit: 'MB' }, { name: 'checkpoint_timeout', setting: '1800', unit: 's' }, { name: 'wal_compression', setting: 'lz4', unit: null },
      { name: 'shared_buffers', setting: '131072', unit: '8kB' }, { name: 'autovacuum', setting: 'on', unit: null }, { name: 'fsync', setting: 'on', unit: null }, { name: 'synchronous_commit', setting: 'on', unit: null },
    ];
    expect(new Set(states(judgeSettings(good)))).toEqual(new Set(['ok']));
    const poor = judgeSettings([{ name: 'max_wal_size', setting: '1024', unit: 'MB' }, { name: 'checkpoint_timeout', setting: '300', unit: 's' }, ...good.slice(2).map((one) => (one.unit === null ? { ...one, setting: 'off' } : one))]);
    expect(states(poor)).toEqual(['warn', 'warn', 'warn', 'ok', 'warn', 'warn', 'warn']);
    expect(lineOf(poor[0]!)).toMatch(/^warn {2}max_wal_size of the server is 1GB {2}- set it to 12GB/);
    expect(lineOf(poor[1]!)).toContain('5min');
    expect(judgeSettings([])[0]?.what).toContain('unknown');
  });

  it('minds clocks that differ by more than seconds, either way', () => {
    expect([judgeClock(40).state, judgeClock(-5_000).state, judgeClock(5_000).state]).toEqual(['ok', 'warn', 'warn']);
    expect(judgeClock(-5_000).what).toContain('5 s behind');
  });

  it('fails where LANES differs from what the database was made with', () => {
    expect([judgeLanes(16, null), judgeLanes(16, 16), judgeLanes(16, 32), judgeLanes(null, 32)].map(({ state }) => state)).toEqual(['ok', 'ok', 'fail', 'ok']);
  });
});

describe('the doctor of mail', () => {
  const missing = Object.assign(new Error('no'), { code: 'ENOTFOUND' });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });
  const half = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  const zone: Record<string, string[][]> = {
    'shop.example': [['google-site=1'], ['v=spf1 include:x', ' ~all']], '_dmarc.shop.example': [['v=DMARC1; p=none']], 'attune._domainkey.shop.example': [[`v=DKIM1; k=rsa; p=${half.slice(0, 200)}`, half.slice(200)]],
  };
  const resolve = (name: string) => (zone[name] ? Promise.resolve(zone[name]) : Promise.reject(missing));

  it('finds SPF, DMARC and the key that fits', async () => {
    expect(states(await checkSender('shop.example', { selector: 'attune', key: privateKey }, resolve))).toEqual(['ok', 'ok', 'ok']);
  });

  it('warns of what is missing and says what to add, and fails where the key is another one', async () => {
    const findings = await checkSender('other.example', { selector: 'attune', key: privateKey }, (name) => (name.includes('_domainkey') ? Promise.resolve([['v=DKIM1; p=AAAA']]) : Promise.reject(missing)));
    expect(states(findings)).toEqual(['warn', 'warn', 'fail']);
    expect(findings[0]?.remedy).toContain('other.example');
    expect(findings[2]?.remedy).toContain(half);
  });

  it('calls unknown what the DNS could not be asked', async () => {
    const findings = await checkSender('shop.example', { selector: 'attune', key: privateKey }, () => Promise.reject(Object.assign(new Error('no'), { code: 'ETIMEOUT' })));
    expect(states(findings)).toEqual(['warn', 'warn', 'warn']);
    for (const { what } of findings) expect(what).toContain('unknown');
  });

  it('reads the domain of a sender', () => {
    expect([domainOf('Shop <hello@Shop.Example>'), domainOf('a@b.example'), domainOf('nobody')]).toEqual(['shop.example', 'b.example', null]);
  });

  it('wants an https address that customers reach where messages leave the machine', () => {
    const mail = { smtpUrl: 'smtp://mail.example', smsAccount: null };
    const judged = (publicUrl: string | null, more = mail) => judgePublicUrl({ publicUrl, ...more }).state;
    expect([judged('https://a.example'), judged('http://a.example'), judged(null), judged('https://localhost:3000'), judged('https://a.example/?x=1')]).toEqual(['ok', 'warn', 'fail', 'fail', 'fail']);
    expect(judgePublicUrl({ publicUrl: null, smtpUrl: null, smsAccount: null }).state).toBe('ok');
    expect(judgePublicUrl({ publicUrl: null, smtpUrl: 'smtp://127.0.0.1:2525', smsAccount: null }).state).toBe('ok');
  });
});

describe('the doctor of secrets and channels', () => {
  it('fails where sealed secrets have lost their key, and warns where several processes would have several', () => {
    const database = 'postgres://db.example/attune';
    expect(judgeKey({ env: { secretKey: null, databaseUrl: null }, keys: 0, sealed: 2 }).state).toBe('fail');
    expect(judgeKey({ env: { secretKey: null, databaseUrl: database }, keys: 1, sealed: 2 }).state).toBe('warn');
    expect(judgeKey({ env: { secretKey: 'x'.repeat(32), databaseUrl: database }, keys: 1, sealed: 2 }).state).toBe('ok');
    expect(judgeKey({ env: { secretKey: null, databaseUrl: null }, keys: 0, sealed: 0 }).state).toBe('ok');
  });

  it('looks only at channels that are meant to be set up', () => {
    const problems = new Map([['sms', 'the token is missing'], ['webhook', 'no address'], ['email', null]]);
    expect(judgeChannels(env(), problems, () => null)).toEqual([]);
    expect(judgeChannels(env({ SMS_ACCOUNT: 'AC0123456789', SMS_FROM: '+15005550006' }), problems, () => null)).toEqual([{ state: 'fail', what: 'the channel sms cannot send', remedy: 'the token is missing' }]);
    expect(judgeChannels(env({ MAIL_RETURN: 'back@shop.example' }), problems, () => null)).toMatchObject([{ state: 'fail', remedy: expect.stringContaining('MAIL_HOOK_SECRET') as string }]);
  });
});

describe('the doctor of journeys and of what waits', () => {
  it('names the channel, the message, the segment and the topic that a journey lacks', () => {
    const needs = { channels: ['email', 'sms'], topics: ['offers'], templates: ['cart'], segments: ['vip'] };
    expect(judgeJourney('cart', needs, needs)).toEqual([]);
    const findings = judgeJourney('cart', needs, { channels: ['email'], topics: [], templates: [], segments: [] });
    expect(states(findings)).toEqual(['fail', 'fail', 'fail', 'warn']);
    for (const name of ['"sms"', '"cart"', '"vip"', '"offers"']) expect(findings.map(({ what }) => what).join('\n')).toContain(name);
  });

  it('warns of what waits longer than a minute', () => {
    const now = Date.parse('2026-05-03T12:00:00Z');
    expect(judgeWait('due timer', null, now).state).toBe('ok');
    expect(judgeWait('due timer', '2026-05-03T11:59:30Z', now).state).toBe('ok');
    expect(judgeWait('due timer', '2026-05-03T09:00:00Z', now)).toMatchObject({ state: 'warn', what: 'the oldest due timer waits since 3 h' });
  });
});
