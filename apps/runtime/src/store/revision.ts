import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';

/**
 * The revision of everything that decides what a pass does and is not a customer's: journeys, segments, templates, settings.
 * It is bumped with every change; a pass compares it inside its transaction, so that no process works by old rules.
 */
export async function bumpRevision(tx: Tx): Promise<void> {
  await tx.query(sql`insert into settings as s (key, value, updated_at) values ('revision', '1'::jsonb, now())
    on conflict (key) do update set value = to_jsonb((s.value::text)::bigint + 1), updated_at = now()`);
}

export async function readRevision(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ value: number | string }>(sql`select value from settings where key = ${'revision'}`);
  return Number(row?.value ?? 0);
}
