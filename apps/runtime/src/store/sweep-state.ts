import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { jsonText } from './json.ts';

/** How far the sweep of a lane is: the part and the key it goes on from, or until when it rests. */
export interface SweepState {
  readonly part: number;
  readonly after: readonly string[];
  readonly restUntil: string | null;
  /** What the workspace kept when it began; when that changes, the sweep begins anew. */
  readonly kept: string;
}

/** To be called with the lane held. Null where it was never swept. */
export async function readSweep(tx: Tx, lane: number): Promise<SweepState | null> {
  const [row] = await tx.query<{ value: SweepState }>(sql`select value from settings where key = ${`sweep:${lane}`}`);
  return row?.value ?? null;
}

export const writeSweep = (tx: Tx, lane: number, state: SweepState, now: string) => tx.query(sql`
  insert into settings (key, value, updated_at) values (${`sweep:${lane}`}, ${jsonText(state)}::jsonb, ${now}::timestamptz)
  on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`);
