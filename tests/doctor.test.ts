import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
let dir: string;
let mail: SMTPServer;
let port: number;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'attune-doctor-'));
  mail = new SMTPServer({
    allowInsecureAuth: true, disabledCommands: ['STARTTLS'], authMethods: ['PLAIN'],
    onAuth: ({ username, password }, _, done) => { if (username === 'shop' && password === 'right-one') done(null, { user: username }); else done(new Error('Bad login')); },
  });
  mail.on('error', () => { /* a login that is refused */ });
  mail.listen(0, '127.0.0.1');
  await once(mail.server, 'listening');
  ({ port } = mail.server.address() as AddressInfo);
});
afterEach(async () => {
  await new Promise<void>((done) => { mail.close(done); });
  rmSync(dir, { recursive: true, force: true });
});

/** Runs the doctor as people do; the sender's domain is one that never has an entry in the DNS. */
async function doctor(env: Record<string, string>, ...args: string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, ['scripts/doctor.mjs', ...args], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dir, MAIL_FROM: 'Shop <hello@shop.invalid>', ...env },
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); });
  const [code] = await once(child, 'close') as [number | null];
  return { code, out };
}

it('a mail server that takes the login is well, one that does not is a failure with its words and without the password', async () => {
  const good = await doctor({ SMTP_URL: `smtp://shop:right-one@127.0.0.1:${port}` });
  expect(good.out).toContain(`ok    the mail server 127.0.0.1:${port} answers and accepts the login`);
  expect(good.code).toBe(0);
  const bad = await doctor({ SMTP_URL: `smtp://shop:wrong-one@127.0.0.1:${port}` });
  expect(bad.out).toMatch(/^fail {2}the mail server .*Bad login.* {2}- check SMTP_URL/m);
  expect(bad.out).not.toContain('wrong-one');
  expect(bad.code).toBe(1);
});

it('leaves a folder as it was, speaks JSON, and asks a real PostgreSQL server', async () => {
  const { code, out } = await doctor({ DATABASE_URL: inject('postgresUrl') }, '--json');
  const findings = JSON.parse(out) as { state: string; what: string; remedy: string | null }[];
  expect(findings.map(({ what }) => what)).toEqual(expect.arrayContaining([expect.stringMatching(/^the PostgreSQL server at .* answers$/), expect.stringMatching(/^max_wal_size of the server is /)]));
  expect(findings.every(({ state, remedy }) => (state === 'ok') === (remedy === null))).toBe(true);
  expect(code).toBe(0);
  expect(readdirSync(dir)).toEqual([]);
});
