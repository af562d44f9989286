import { sql } from 'drizzle-orm';
import { writeInbox } from '../store/lane-write.ts';
import type { Passing } from './step.ts';

/** What a pass can carry out; a failure of another kind has nothing that could be put back. */
const REPLAYABLE = new Set(['call', 'emit', 'enrol', 'tick', 'existing', 'result', 'timer', 'event', 'recheck', 'changed', 'cancel', 'move', 'moveAll', 'notify', 'merge', 'adopt']);

/**
 * Puts a failed item back into its lane's inbox and marks the failure; answers the lane, or null where there is nothing to put back.
 * An event is in the history already, so it comes back as an event to react to, under an id of its own.
 */
export async function replay({ deps }: Passing, id: string): Promise<number | null> {
  const at = new Date(deps.clock.now()).toISOString();
  for (let lane = 0; lane < deps.lanes; lane++) {
    const found = await deps.database.transaction(async (tx) => {
      const [row] = await tx.query<{ kind: string; subject: string; payload: Record<string, unknown> }>(sql`
        update failures f set replayed_at = ${at}::timestamptz where f.lane = ${lane} and f.id = ${id} and f.kind = any(${sql.param([...REPLAYABLE])}::text[]) returning kind, subject, payload`);
      if (!row) return false;
      const { kind: _kind, ...payload } = row.payload;
      await writeInbox(tx, lane, [{ kind: row.kind, customer: row.subject, payload: row.kind === 'call' ? { ...payload, again: true } : payload, at }]);
      return true;
    });
    if (found) return lane;
  }
  return null;
}
