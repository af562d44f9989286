import { like } from 'drizzle-orm';
import type { Db } from './database.ts';
import { settings } from './schema.ts';
import { seal, SealBroken, unseal, type Sealed } from './seal.ts';
import type { SecretKey } from './secret-keys.ts';
import { keepSetting, removeSetting, writeSetting } from './settings.ts';

const PREFIX = 'secret:';

/** A secret without its value. `problem` says why a stored one cannot be used. */
export interface SecretState { readonly name: string; readonly from: 'environment' | 'settings'; readonly changedAt: string | null; readonly problem: string | null }

/** Secrets of the installation: those of the environment, and those kept sealed in the database. Values are in memory only, opened. */
export interface Vault {
  /** The value in force; the environment wins. Null where there is none, or it does not open. */
  get(name: string): string | null;
  list(): readonly SecretState[];
  put(name: string, value: string): Promise<void>;
  /** Keeps a value only where there is none, and answers what holds: of two processes that start together one wins for both. Throws `SealBroken` where that does not open. */
  keep(name: string, value: string): Promise<string>;
  /** False where nothing was kept under the name. */
  remove(name: string): Promise<boolean>;
  refresh(): Promise<void>;
}

export interface VaultOptions {
  readonly keys: readonly SecretKey[];
  /** By name; null and absent mean "not given". */
  readonly environment: Readonly<Record<string, string | null>>;
  now(): string;
}

export interface KeptSecret { readonly value: string | null; readonly state: SecretState }

/** The secrets that are kept in the settings, opened with these keys as far as they open. Changes nothing. */
export async function readKept(db: Db, keys: readonly SecretKey[]): Promise<Map<string, KeptSecret>> {
  const kept = new Map<string, KeptSecret>();
  for (const row of await db.select().from(settings).where(like(settings.key, `${PREFIX}%`))) {
    const name = row.key.slice(PREFIX.length);
    const { value, problem } = open(keys, name, row.value as Sealed);
    kept.set(name, { value, state: { name, from: 'settings', changedAt: row.updatedAt, problem } });
  }
  return kept;
}

/** Opens the vault, and seals anew what an older key sealed. */
export async function openVault(db: Db, { keys, environment, now }: VaultOptions): Promise<Vault> {
  const [current] = keys;
  if (!current) throw new Error('There is no key for secrets.');
  let opened = new Map<string, KeptSecret>();

  const write = (name: string, value: string) => writeSetting(db, PREFIX + name, seal(current, name, value), now());
  const refresh = async (): Promise<void> => {
    const next = await readKept(db, keys);
    for (const [name, value] of Object.entries(environment)) if (value !== null) next.set(name, { value, state: { name, from: 'environment', changedAt: null, problem: null } });
    opened = next;
  };
  const sealAnew = async (): Promise<void> => {
    for (const row of await db.select().from(settings).where(like(settings.key, `${PREFIX}%`))) {
      const name = row.key.slice(PREFIX.length);
      const { value } = open(keys, name, row.value as Sealed);
      if (value !== null && (row.value as Sealed).key !== current.id) await write(name, value);
    }
  };
  await sealAnew();
  await refresh();

  return {
    get: (name) => opened.get(name)?.value ?? null,
    list: () => [...opened.values()].map(({ state }) => state),
    put: async (name, value) => { await write(name, value); await refresh(); },
    keep: async (name, value) => {
      const kept = await keepSetting(db, PREFIX + name, seal(current, name, value), now());
      await refresh();
      return unseal(keys, name, kept as Sealed);
    },
    remove: async (name) => {
      const was = await removeSetting(db, PREFIX + name);
      await refresh();
      return was;
    },
    refresh,
  };
}

function open(keys: readonly SecretKey[], name: string, sealed: Sealed): { value: string | null; problem: string | null } {
  try {
    return { value: unseal(keys, name, sealed), problem: null };
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    return { value: null, problem: error.message };
  }
}
