import type { Db } from './database.ts';
import { auditLog } from './schema.ts';

/** Who did what to which thing, written in the transaction of the change itself. */
export interface Deed {
  readonly actor: string;
  /** e.g. `journey.publish`. */
  readonly action: string;
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly at: string;
}

export async function writeAudit(db: Db, deed: Deed): Promise<void> {
  await db.insert(auditLog).values({ at: deed.at, actor: deed.actor, action: deed.action, subject: deed.subject, detail: deed.detail ?? null });
}
