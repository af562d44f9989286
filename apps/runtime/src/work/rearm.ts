import { sql } from 'drizzle-orm';
import type { Tx } from '../store/database.ts';
import { jsonText } from '../store/json.ts';
import type { Plan } from './plan.ts';

/** Stands in `schedules` where a journey's key stands: customers are told to look at their dates again. No journey can be called so. */
export const EVERYBODY = '*';

/** What decides whose dates matter, as of the last look: the live journeys with date entries, by version, and the workspace's zone. Only a memory. */
export interface Armed { of: string | null }

const fingerprint = ({ dated, zone }: Plan): string => (dated.length === 0 ? '' : [...dated.map(({ journey, version }) => `${journey}@${version}`), zone].join(' '));

/**
 * After a journey with date entries was published or resumed, or the workspace's zone has changed, all customers look at their dates again: lane by lane, as an audience
 * is let in, so that no lane waits for it. What is archived or paused needs no look: a timer that is in vain does nothing.
 */
export async function rearm(tx: Tx, plan: Plan, nowMs: number, armed: Armed): Promise<void> {
  const now = fingerprint(plan);
  if (armed.of === now) return;
  const [last] = await tx.query<{ of: string | null }>(sql`select cursor->>'of' as of from schedules where journey = ${EVERYBODY} order by at desc limit 1`);
  if ((last?.of ?? '') !== now) {
    await tx.query(sql`insert into schedules (journey, entry, at, version, cursor, done_at) values (${EVERYBODY}, 0, ${new Date(nowMs).toISOString()}::timestamptz, 0,
      ${jsonText({ of: now, lane: 0, segment: null, notice: { kind: 'recheck', payload: { segment: null } } })}::jsonb, ${now === '' ? new Date(nowMs).toISOString() : null}::timestamptz)
      on conflict (journey, entry, at) do update set cursor = excluded.cursor, done_at = excluded.done_at`);
  }
  armed.of = now;
}
