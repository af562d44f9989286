import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { environmentSecrets, environmentTable, parseEnv } from './env.ts';
import { isLoopback } from './loopback.ts';

describe('the environment', () => {
  it('has a default for everything', () => {
    const result = parseEnv({});
    expect(result).toMatchObject({ ok: true, env: { port: 3000, host: '127.0.0.1', dataDir: '.attune', databaseUrl: null, lanes: null, allowPrivateNetwork: false, roles: ['http', 'work', 'deliver', 'cron'] } });
    expect(result.ok && Object.isFrozen(result.env)).toBe(true);
  });

  it('names every bad variable with its remedy, and no value', () => {
    const result = parseEnv({ PORT: 'eighty', LANES: '0', DATABASE_URL: 'mysql://secret', ROLES: 'http,cook', LOG_LEVEL: 'loud' });
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.problems.map((p) => p.name)).toEqual(['PORT', 'DATABASE_URL', 'ROLES', 'LANES', 'LOG_LEVEL']);
    expect(JSON.stringify(result.problems)).not.toMatch(/eighty|secret|cook/);
  });

  it('demands a key when others can reach the server', () => {
    expect(parseEnv({ HOST: '0.0.0.0' })).toMatchObject({ ok: false, problems: [{ name: 'API_KEY' }] });
    expect(parseEnv({ HOST: '0.0.0.0', API_KEY: 'a-key-of-some-length' }).ok).toBe(true);
    expect(parseEnv({ HOST: '::1' }).ok).toBe(true);
  });

  it('demands a sender with a mail server', () => {
    expect(parseEnv({ SMTP_URL: 'smtp://localhost:25' })).toMatchObject({ ok: false, problems: [{ name: 'MAIL_FROM' }] });
  });

  it('takes secrets of the form receivers know, several while one replaces the other, and PEM keys on one line', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(parseEnv({ WEBHOOK_SECRET: 'secret', SMS_TOKEN: 'short', DKIM_KEY: 'no key', SECRET_KEY: 'short', OUTGOING_PORTS: '443,0' })).toMatchObject({ ok: false, problems: [{ name: 'DKIM_KEY' }, { name: 'SMS_TOKEN' }, { name: 'WEBHOOK_SECRET' }, { name: 'SECRET_KEY' }, { name: 'OUTGOING_PORTS' }] });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });
    const result = parseEnv({ WEBHOOK_URL: 'https://shop.example/in', WEBHOOK_SECRET: `${secret} ${secret}`, DKIM_KEY: privateKey.replaceAll('\n', '\\n') });
    expect(result).toMatchObject({ ok: true, env: { dkimKey: privateKey.trim() } });
    expect(result.ok && environmentSecrets(result.env)).toMatchObject({ webhookSecret: `${secret} ${secret}`, smsToken: null });
  });

  it('demands a sender with an SMS account', () => {
    expect(parseEnv({ SMS_ACCOUNT: 'AC0123456789abcdef' })).toMatchObject({ ok: false, problems: [{ name: 'SMS_FROM' }] });
  });

  it('takes an empty variable for an absent one', () => {
    expect(parseEnv({ PORT: ' ', SMTP_URL: '' })).toMatchObject({ ok: true, env: { port: 3000, smtpUrl: null } });
  });

  it('knows which addresses stay on this machine', () => {
    expect(['127.0.0.1', '127.9.9.9', 'localhost', '[::1]', 'app.localhost'].every(isLoopback)).toBe(true);
    expect(['0.0.0.0', '10.0.0.1', 'localhost.evil.example', '127.0.0.1.evil.example', '128.0.0.1'].some(isLoopback)).toBe(false);
  });

  it('writes a table with a line for each variable', () => {
    expect(environmentTable().split('\n')).toHaveLength(32);
    expect(environmentTable()).toContain('| `PORT` | `3000` |');
  });
});
