import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { seal, SealBroken, unseal } from './seal.ts';
import { secretKeys } from './secret-keys.ts';
import { describeEachDatabase } from './testing.ts';
import { openVault } from './vault.ts';

const now = () => '2026-05-03T12:00:00.000Z';
const keysOf = (...given: string[]) => secretKeys({ given, dataDir: '/nowhere' });
const OLD = 'an old key of more than thirty-two letters';
const NEW = 'a new key of more than thirty-two letters!';

describe('a sealed value', () => {
  const [key] = keysOf(OLD);
  const sealed = seal(key!, 'dkim', 'a secret 🔑');

  it('opens with its key and its name, and is sealed differently each time', () => {
    expect(unseal([key!], 'dkim', sealed)).toBe('a secret 🔑');
    expect(JSON.stringify(sealed)).not.toContain('secret');
    expect(seal(key!, 'dkim', 'a secret 🔑').data).not.toBe(sealed.data);
  });

  it.each(['iv', 'tag', 'data'] as const)('does not open once a bit of its %s is changed', (part) => {
    const bytes = Buffer.from(sealed[part], 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    expect(() => unseal([key!], 'dkim', { ...sealed, [part]: bytes.toString('base64') })).toThrow(SealBroken);
  });

  it('does not open with a short tag, under another name, or with another key, and says what to do', () => {
    expect(() => unseal([key!], 'dkim', { ...sealed, tag: Buffer.from(sealed.tag, 'base64').subarray(0, 4).toString('base64') })).toThrow(SealBroken);
    expect(() => unseal([key!], 'other', sealed)).toThrow(SealBroken);
    expect(() => unseal(keysOf(NEW), 'dkim', sealed)).toThrow(/SECRET_KEY/);
  });
});

describe('the key file', () => {
  const folders: string[] = [];
  afterEach(() => { for (const folder of folders.splice(0)) rmSync(folder, { recursive: true }); });
  const folder = () => { const made = mkdtempSync(join(tmpdir(), 'attune-key-')); folders.push(made); return made; };

  it('is made once, for its owner only, and serves every start', () => {
    const dataDir = folder();
    const [first] = secretKeys({ given: [], dataDir });
    expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(secretKeys({ given: [], dataDir })[0]?.bytes.equals(first!.bytes)).toBe(true);
    expect(readFileSync(join(dataDir, 'secret.key'), 'utf8').trim()).toHaveLength(44);
  });

  it('is refused where others may read it, or where it was emptied', () => {
    const dataDir = folder();
    secretKeys({ given: [], dataDir });
    chmodSync(join(dataDir, 'secret.key'), 0o640);
    expect(() => secretKeys({ given: [], dataDir })).toThrow(/chmod 600/);
    chmodSync(join(dataDir, 'secret.key'), 0o600);
    writeFileSync(join(dataDir, 'secret.key'), '');
    expect(() => secretKeys({ given: [], dataDir })).toThrow(/holds no key/);
  });
});

describeEachDatabase('the vault', (open) => {
  it('keeps secrets sealed: the database holds no letter of them', async () => {
    const { db, query } = await open();
    const vault = await openVault(db, { keys: keysOf(OLD), environment: {}, now });
    await vault.put('smsToken', 'twenty-letters-of-it');
    expect(vault.get('smsToken')).toBe('twenty-letters-of-it');
    expect(vault.list()).toEqual([{ name: 'smsToken', from: 'settings', changedAt: now(), problem: null }]);
    expect(JSON.stringify(await query(sql`select * from settings`))).not.toContain('twenty');
    expect(await vault.remove('smsToken')).toBe(true);
    expect(await vault.remove('smsToken')).toBe(false);
    expect(vault.get('smsToken')).toBeNull();
  });

  it('lets the environment win, and goes back to what is kept without it', async () => {
    const { db } = await open();
    await (await openVault(db, { keys: keysOf(OLD), environment: {}, now })).put('dkim', 'kept');
    expect((await openVault(db, { keys: keysOf(OLD), environment: { dkim: 'given', other: null }, now })).get('dkim')).toBe('given');
    expect((await openVault(db, { keys: keysOf(OLD), environment: {}, now })).get('dkim')).toBe('kept');
  });

  it('seals anew with a new key while the old one is still given, and needs the old one no more', async () => {
    const { db } = await open();
    await (await openVault(db, { keys: keysOf(OLD), environment: {}, now })).put('dkim', 'kept');
    expect((await openVault(db, { keys: keysOf(NEW, OLD), environment: {}, now })).get('dkim')).toBe('kept');
    expect((await openVault(db, { keys: keysOf(NEW), environment: {}, now })).get('dkim')).toBe('kept');
  });

  it('says which secret it cannot open, uses none of it, and can have it set anew', async () => {
    const { db } = await open();
    await (await openVault(db, { keys: keysOf(OLD), environment: {}, now })).put('dkim', 'kept');
    const vault = await openVault(db, { keys: keysOf(NEW), environment: {}, now });
    expect(vault.get('dkim')).toBeNull();
    expect(vault.list()).toMatchObject([{ name: 'dkim', problem: expect.stringContaining('SECRET_KEY') }]);
    await expect(vault.keep('dkim', 'mine')).rejects.toThrow(SealBroken);
    await vault.put('dkim', 'anew');
    expect(vault.get('dkim')).toBe('anew');
  });

  it('of two processes that make the same secret both go by one', async () => {
    const { db } = await open();
    const [one, two] = [await openVault(db, { keys: keysOf(OLD), environment: {}, now }), await openVault(db, { keys: keysOf(OLD), environment: {}, now })];
    expect(await one.keep('vapid', 'first')).toBe('first');
    expect(await two.keep('vapid', 'second')).toBe('first');
  });
});
