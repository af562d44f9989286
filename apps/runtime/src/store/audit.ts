import { and, eq } from 'drizzle-orm';
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

/** Who published each version of a journey; versions from before the log was kept are not in it. */
export async function readPublishers(db: Db, journey: string): Promise<ReadonlyMap<number, string>> {
  const rows = await db.select({ actor: auditLog.actor, detail: auditLog.detail }).from(auditLog).where(and(eq(auditLog.action, 'journey.publish'), eq(auditLog.subject, journey)));
  return new Map(rows.flatMap(({ actor, detail }) => {
    const version = (detail as { version?: unknown } | null)?.version;
    return typeof version === 'number' ? [[version, actor] as const] : [];
  }));
}
