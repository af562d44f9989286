import type { Run } from '@attune/dsl';
import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { jsonText } from './json.ts';
import { texts } from './lane-read.ts';
import { runOf, type RunColumns } from './stored-run.ts';

/** What passes and decisions do to tasks; every statement names one lane (RUN-1). */
const rows = (list: readonly unknown[]) => sql`${jsonText(list)}::jsonb`;

export interface TaskWrite {
  id: string; run: string; step: string; visit: number; journey: string; version: number; customer: string; queue: string; title: string; brief: string | null; draft: string | null;
  outcomes: unknown; assignee: string | null; due_at: string | null; created_at: string;
}
export const writeTasks = (tx: Tx, lane: number, list: readonly TaskWrite[]) => tx.query(sql`
  insert into tasks (lane, id, run, step, visit, journey, version, customer, queue, title, brief, draft, outcomes, assignee, status, due_at, created_at)
  select ${lane}::smallint, x.id, x.run, x.step, x.visit, x.journey, x.version, x.customer, x.queue, x.title, x.brief, x.draft, x.outcomes, x.assignee, 'open', x.due_at, x.created_at
  from jsonb_to_recordset(${rows(list)}) as x(id text, run text, step text, visit int, journey text, version int, customer text, queue text, title text, brief text, draft text, outcomes jsonb,
    assignee text, due_at timestamptz, created_at timestamptz)
  on conflict (lane, run, step, visit) do nothing`);

/** `as`: whether its time was up and nobody decided, or it was taken back. */
export interface TaskClose { run: string; step: string; visit: number; at: string; as: 'overdue' | 'withdrawn' }

export const closeTasks = (tx: Tx, lane: number, list: readonly TaskClose[]) => tx.query(sql`
  update tasks t set status = x."as", closed_at = x.at from jsonb_to_recordset(${rows(list)}) as x(run text, step text, visit int, at timestamptz, "as" text)
  where t.lane = ${lane} and t.run = x.run and t.step = x.step and t.visit = x.visit and t.status = 'open'`);

/** Tasks of runs that are over need no decision any more. */
export const withdrawTasks = (tx: Tx, lane: number, runs: readonly string[], at: string) => tx.query(sql`
  update tasks set status = 'withdrawn', closed_at = ${at}::timestamptz where lane = ${lane} and run = any(${texts(runs)}) and status = 'open'`);

export interface TaskRow {
  id: string; run: string; step: string; visit: number; journey: string; version: number; customer: string; title: string; outcomes: { id: string; label: string }[]; status: string;
  outcome: string | null; note: string | null; decided_by: string | null; reply: string | null;
}

/** A task, held until the transaction ends. */
export const lockTask = async (tx: Tx, lane: number, id: string): Promise<TaskRow | null> => (await tx.query<TaskRow>(sql`
  select id, run, step, visit, journey, version, customer, title, outcomes, status, outcome, note, decided_by, reply from tasks where lane = ${lane} and id = ${id} for update`))[0] ?? null;

/** Until when the run of a task waits for its decision: `due` null for ever. No row where it does not wait for it (any more). */
export const readWaiting = (tx: Tx, lane: number, { run, step, visit }: Pick<TaskRow, 'run' | 'step' | 'visit'>) => tx.query<{ due: string | null }>(sql`
  select state->'waiting'->>'due' as due from runs where lane = ${lane} and id = ${run} and status = 'open' and step = ${step} and (state->'waiting'->>'visit')::int = ${visit}::int`);

/** The run a task belongs to, whatever became of it. */
export const readTaskRun = async (tx: Tx, lane: number, run: string): Promise<Run | null> => {
  const [row] = await tx.query<RunColumns & { state: unknown }>(sql`select id, journey, version, customer, entry_key, status, entered_at, finished_at, reason, state from runs where lane = ${lane} and id = ${run}`);
  return row ? runOf(row) : null;
};

export interface Decision { outcome: string; note: string | null; by: string; reply: string | null; at: string }
export const decideTask = (tx: Tx, lane: number, id: string, { outcome, note, by, reply, at }: Decision) => tx.query(sql`
  update tasks set status = 'done', outcome = ${outcome}, note = ${note}::text, decided_by = ${by}, reply = ${reply}::text, closed_at = ${at}::timestamptz where lane = ${lane} and id = ${id} and status = 'open'`);

export const assignTask = (tx: Tx, lane: number, id: string, assignee: string | null) => tx.query<{ id: string }>(sql`
  update tasks set assignee = ${assignee}::text where lane = ${lane} and id = ${id} and status = 'open' returning id`);
