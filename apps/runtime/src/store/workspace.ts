import { inArray } from 'drizzle-orm';
import { defaultPolicy, type GatePolicy } from '@attune/dsl';
import type { Db } from './database.ts';
import { settings } from './schema.ts';
import { writeSetting } from './settings.ts';

/** What the business decided for all journeys. Each part is a row of `settings` under its own name. */
export interface Workspace {
  readonly workspace: { readonly name: string; readonly zone: string; readonly address: string; /** Percent of all customers who get nothing from any journey and are measured all the same (GATE-4). */ readonly holdout: number };
  readonly policy: GatePolicy;
  readonly topics: readonly { readonly key: string; readonly name: string }[];
  /** Where texts to be read for mood are found, e.g. `review.body`. */
  readonly sentimentProperties: readonly string[];
  readonly retention: Retention;
}

/** For how long what is known of people is kept: ISO 8601 durations, null is for ever. Totals always stay, and so do message ids (nothing is taken twice). */
export interface Retention {
  /** Texts that were read for mood, and answers to surveys in words. */
  readonly words: string | null;
  readonly events: string | null;
  /** Decisions and why they were taken. */
  readonly trail: string | null;
  /** Addresses and contents of messages, and the attempts to deliver them. */
  readonly messages: string | null;
}

export const keepForEver: Retention = { words: null, events: null, trail: null, messages: null };

export const defaultWorkspace: Workspace = {
  workspace: { name: 'My shop', zone: defaultPolicy.zone, address: '', holdout: 0 },
  policy: defaultPolicy,
  topics: [{ key: 'offers', name: 'Offers' }, { key: 'news', name: 'News' }, { key: 'care', name: 'Care after a purchase' }],
  sentimentProperties: ['text', 'message.text', 'review.body', 'review', 'body', 'comment', 'feedback'],
  retention: keepForEver,
};

const PARTS = ['workspace', 'policy', 'topics', 'sentimentProperties', 'retention'] as const;

/** The decisions of the business, with the defaults for what was never decided. */
export async function readWorkspace(db: Db): Promise<Workspace> {
  const rows = await db.select({ key: settings.key, value: settings.value }).from(settings).where(inArray(settings.key, [...PARTS]));
  const stored = Object.fromEntries(rows.map((row) => [row.key, row.value])) as Partial<Workspace>;
  const workspace = { ...defaultWorkspace.workspace, ...stored.workspace };
  return { ...defaultWorkspace, ...stored, retention: { ...keepForEver, ...stored.retention }, workspace, policy: { ...defaultWorkspace.policy, ...stored.policy, zone: workspace.zone } };
}

/** Writes the given parts only. The caller has checked them. */
export async function writeWorkspace(db: Db, change: Partial<Workspace>, at: string): Promise<void> {
  for (const part of PARTS) if (change[part] !== undefined) await writeSetting(db, part, change[part], at);
}
