import type { CallCommand, NotifyCommand } from '@attune/dsl';
import { writeFailures, type FailureWrite } from '../store/lane-write.ts';
import type { Reply } from '../channel/requester.ts';
import { takeCalls, tellRuns, writeCallOutcomes, writeDeliveries, type DueCall } from '../store/lane-deliver.ts';
import { waitAfter, type Backoff } from './backoff.ts';
import type { Delivering } from './deliver.ts';
import { newId } from './id.ts';
import { tellColleagues } from './notify.ts';

const LEASE_SECONDS = 120;
/** A call that may work later is tried for about five minutes; a customer waits in the step meanwhile. */
const backoff: Backoff = { firstMs: 5_000, factor: 4, longestMs: 120_000, attempts: 5 };

/** What a call came to: an end for the run, or another try. */
type Verdict = { readonly done: true; readonly outcome: 'next' | 'failed'; readonly detail: string | null; readonly data?: unknown } | { readonly done: false; readonly detail: string };

/** Performs the due calls of webhook steps and lines to colleagues in a lane. Answers how many. */
export async function callLane(delivering: Delivering, lane: number, limit: number): Promise<number> {
  const { deps, draw } = delivering;
  const now = new Date(deps.clock.now()).toISOString();
  const due = await takeCalls(deps.database, lane, now, limit, LEASE_SECONDS);
  if (due.length === 0) return 0;
  const verdicts = await Promise.all(due.map(async (call) => judge(await (isNotice(call) ? tellColleagues(deps, call.id, call.command as NotifyCommand) : deps.requester.request(requestOf(call))))));
  const at = new Date(deps.clock.now()).toISOString();
  const ends = due.map((call, index) => endOf(call, verdicts[index] ?? { done: false, detail: 'no answer' }, Date.parse(at), draw()));
  // nobody waits for a line to colleagues, so that it was not said has to be seen, and can be tried again
  const unsaid = ends.flatMap(({ row }, index): FailureWrite[] => { const call = due[index]; return row.status === 'failed' && call && isNotice(call) ? [failureOf(call, row.error ?? '', deps.clock.now())] : []; });
  await deps.database.transaction(async (tx) => {
    await Promise.all([
      writeCallOutcomes(tx, lane, ends.map((end) => end.row)),
      writeDeliveries(tx, lane, ends.map((end, index) => ({ message: end.row.id, attempt: Number(due[index]?.attempts ?? 1), at, outcome: end.row.status, detail: end.row.error }))),
      ...(unsaid.length > 0 ? [writeFailures(tx, lane, unsaid)] : []),
      tellRuns(tx, lane, ends.flatMap((end) => (end.told ? [{ ...end.told, at }] : []))),
    ]);
  });
  return due.length;
}

const isNotice = (call: DueCall): boolean => (call.command as { type?: unknown }).type === 'notify';

function failureOf({ run, step, visit, customer, command }: DueCall, error: string, nowMs: number): FailureWrite {
  return { id: newId(nowMs), at: new Date(nowMs).toISOString(), kind: 'notify', subject: customer, payload: { call: { run, step, visit: Number(visit), command } }, error };
}

function requestOf(call: DueCall) {
  const { url, method, headers, body, timeoutMs } = call.command as CallCommand;
  // the id lets a careful receiver tell a repeated request from a new one
  return { url, method, headers: { 'idempotency-key': call.id, ...headers }, body, timeoutMs };
}

function judge(reply: Reply): Verdict {
  if (reply.outcome === 'refused') return { done: true, outcome: 'failed', detail: reply.detail };
  if (reply.outcome !== 'answered') return { done: false, detail: reply.detail };
  const { status } = reply;
  if (status >= 200 && status < 300) return { done: true, outcome: 'next', detail: null, data: { status, body: bodyOf(reply.headers['content-type'] ?? '', reply.body) } };
  if (status === 408 || status === 429 || status >= 500) return { done: false, detail: `the server answered ${status}` };
  return { done: true, outcome: 'failed', detail: `the server answered ${status}`, data: { status } };
}

function bodyOf(type: string, body: string): unknown {
  if (!type.includes('json')) return body.slice(0, 10_000);
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body.slice(0, 10_000);
  }
}

function endOf(call: DueCall, verdict: Verdict, nowMs: number, draw: number) {
  const { id, run, step, customer } = call;
  const visit = Number(call.visit);
  const { attempts = backoff.attempts } = call.command as CallCommand;
  const wait = verdict.done ? null : waitAfter(Number(call.attempts), draw, { ...backoff, attempts });
  if (wait !== null) return { row: { id, status: 'queued', due_at: new Date(nowMs + wait).toISOString(), error: verdict.detail }, told: null };
  const outcome = verdict.done ? verdict.outcome : 'failed';
  const payload = { run, step, visit, outcome, ...(verdict.detail === null ? {} : { reason: verdict.detail }), ...(verdict.done && verdict.data !== undefined ? { data: verdict.data } : {}) };
  return { row: { id, status: outcome === 'next' ? 'done' : 'failed', due_at: null, error: verdict.detail }, told: { run, step, visit, customer, payload } };
}
