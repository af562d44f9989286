import { chooseReply, type ReplyWish } from './reply.ts';
import { closeLane, writeInbox, writeMessages } from '../store/lane-write.ts';
import { waitForLane } from '../store/lane-read.ts';
import { assignTask, closeTasks, decideTask, lockTask, readWaiting, type TaskRow } from '../store/lane-tasks.ts';
import type { Delivering } from './deliver.ts';

/** What a colleague decides. */
export interface TaskDecision {
  readonly outcome: string;
  readonly note: string | null;
  readonly by: string;
  /** Their answer to the customer, which goes through the gate like any other service message. */
  readonly reply: ReplyWish | null;
}

/** What became of a decision. `again`: the very same one was taken before. `late`: the task is closed; `why` says how. `unknown`: the task has no such outcome. */
export type Decided = { readonly state: 'done' | 'again' } | { readonly state: 'late'; readonly why: string } | { readonly state: 'unknown'; readonly outcomes: readonly string[] } | { readonly state: 'missing' };

/**
 * Takes a colleague's decision and tells the run, in one transaction with the lane held: no pass can let the run go on at the same time, so a decision is taken or refused, and
 * never taken for nothing. Taking it twice is taking it once; of two people who decide at the same moment one comes too late.
 */
export async function decide({ deps }: Delivering, lane: number, id: string, wish: TaskDecision): Promise<Decided> {
  const nowMs = deps.clock.now();
  const at = new Date(nowMs).toISOString();
  return deps.database.transaction(async (tx): Promise<Decided> => {
    const [row] = await waitForLane(tx, lane);
    const task = await lockTask(tx, lane, id);
    if (task === null) return { state: 'missing' };
    const chosen = task.outcomes.find((outcome) => outcome.id === wish.outcome);
    if (!chosen) return { state: 'unknown', outcomes: task.outcomes.map((outcome) => outcome.id) };
    if (task.status !== 'open') return isSame(task, wish) ? { state: 'again' } : { state: 'late', why: whyClosed(task) };
    const [waiting] = await readWaiting(tx, lane, task);
    const due = waiting?.due == null ? null : new Date(waiting.due).toISOString();
    if (!waiting || (due !== null && due <= at)) {
      await closeTasks(tx, lane, [{ run: task.run, step: task.step, visit: Number(task.visit), at, as: 'overdue' }]);
      return { state: 'late', why: whyClosed({ ...task, status: waiting ? 'overdue' : 'withdrawn' }) };
    }
    const reply = wish.reply === null ? null : await chooseReply(tx, deps, lane, task, wish.reply, nowMs);
    if (reply) await writeMessages(tx, lane, [reply]);
    await decideTask(tx, lane, id, { outcome: wish.outcome, note: wish.note, by: wish.by, reply: reply?.id ?? null, at });
    const { run, step } = task;
    await writeInbox(tx, lane, [{ kind: 'result', customer: task.customer, payload: { run, step, visit: Number(task.visit), outcome: wish.outcome, data: { by: wish.by, ...(wish.note === null ? {} : { note: wish.note }) } }, at }]);
    await closeLane(tx, lane, { fired: false, earliest: null, held: row?.held ?? false });
    return { state: 'done' };
  });
}

const isSame = (task: TaskRow, wish: TaskDecision) => task.status === 'done' && task.outcome === wish.outcome && task.decided_by === wish.by && (task.note ?? null) === wish.note && (task.reply === null) === (wish.reply === null);

function whyClosed(task: TaskRow): string {
  if (task.status === 'done') {
    const label = task.outcomes.find(({ id }) => id === task.outcome)?.label ?? task.outcome ?? '';
    return `${task.decided_by ?? 'Somebody'} has decided already: ${label}.`;
  }
  return task.status === 'overdue' ? 'The time for it was up, and the customer went on without a decision.' : 'The customer has left the journey or was led elsewhere meanwhile, so there is nothing to decide any more.';
}

/** Gives a task to a colleague, or back to the queue. False where it is not open. */
export async function assign({ deps }: Delivering, lane: number, id: string, assignee: string | null): Promise<boolean> {
  return (await assignTask(deps.database, lane, id, assignee)).length > 0;
}

