import { stepKind } from '../nodes/index.ts';
import type { Instant, Json } from '../json.ts';
import type { CommandDraft, StepAnswer, StepContext, StepKind } from '../node-kind.ts';
import type { Step } from '../program.ts';
import type { Signal } from './signal.ts';
import type { Waiting } from './run.ts';
import { wayOut } from './ways.ts';
import { JOURNEY, type Work } from './work.ts';

/** Steps that one `advance` may take without a rest (ENG-11). */
export const MOST_STEPS = 1000;

/** Walks from a step on until the run rests or ends. */
export function walk(work: Work, from: string): void {
  let at: string | null = from;
  for (let taken = 0; at !== null; taken += 1) {
    if (taken === MOST_STEPS) {
      fail(work, at, work.visitOf(at), `took ${MOST_STEPS} steps without a wait: the journey goes in a circle`);
      return;
    }
    at = enterStep(work, at);
  }
}

function enterStep(work: Work, id: string): string | null {
  const step = Object.hasOwn(work.program.steps, id) ? work.program.steps[id] : undefined;
  const kind = step && stepKind(step.kind);
  const visit = work.visit(id);
  if (!step || !kind) return fail(work, id, visit, step ? `there is no step of the kind "${step.kind}"` : `there is no step "${id}"`);
  let answer: StepAnswer;
  try {
    answer = kind.enter(step, work.context(id, visit));
  } catch (error) {
    return fail(work, id, visit, `the step broke: ${wordsOf(error)}`);
  }
  const issued = issue(work, answer.commands, id, visit, 0);
  if ('wait' in answer) {
    rest(work, id, visit, issued, answer.wait, answer.because, answer.used);
    if (answer.undecided !== undefined) work.note(id, visit, 'undecided', answer.undecided);
    return null;
  }
  return leave(work, id, visit, issued, answer);
}

/** Shows a signal to the step at which the run rests. */
export function resume(work: Work, signal: Signal): void {
  atRest(work, signal.type === 'timer', (kind, step, context) => kind.resume?.(step, context, signal) ?? null);
}

/** Takes up the wait of a run anew, by the config that its step has now (DIFF-5). What the step asked of others was asked already. */
export function rejoin(work: Work): void {
  atRest(work, false, (kind, step, context) => {
    const since = context.waiting?.since ?? context.now;
    const answer = kind.rejoin ? kind.rejoin(step, context) : kind.enter(step, { ...context, now: since, facts: { ...context.facts, now: since } });
    return { ...answer, commands: [] };
  });
}

/** Leaves the step at which the run rests for another one, which it enters anew (DIFF-5). */
export function leaveFor(work: Work, from: Step | undefined, to: string): void {
  const { waiting } = work;
  if (!waiting) return;
  const { step, visit } = waiting;
  const drafts = from && stepKind(from.kind)?.withdraw?.(from, work.context(step, visit));
  const issued = issue(work, drafts, step, visit, waiting.issued ?? 0);
  if (waiting.due !== undefined) issue(work, [{ type: 'clearTimer' }], step, visit, issued);
  work.waiting = null;
  walk(work, to);
}

/** Asks the step at which the run rests, and does what it answers; null means that nothing changes. */
function atRest(work: Work, timerIsSpent: boolean, ask: (kind: StepKind, step: Step, context: StepContext) => StepAnswer | null): void {
  const { waiting } = work;
  const step = waiting && Object.hasOwn(work.program.steps, waiting.step) ? work.program.steps[waiting.step] : undefined;
  const kind = step && stepKind(step.kind);
  if (!waiting || !step || !kind) return;
  const { step: id, visit } = waiting;
  let answer: StepAnswer | null;
  try {
    answer = ask(kind, step, work.context(id, visit));
  } catch (error) {
    fail(work, id, visit, `the step broke: ${wordsOf(error)}`);
    return;
  }
  if (answer === null) return;
  let issued = issue(work, answer.commands, id, visit, waiting.issued ?? 0);
  if ('wait' in answer) {
    restOn(work, waiting, issued, answer.wait);
    if (answer.noted !== undefined) work.note(id, visit, answer.noted, answer.because, answer.used);
    if (answer.undecided !== undefined) work.note(id, visit, 'undecided', answer.undecided, answer.used);
    if (answer.again !== undefined) work.note(id, visit, 'reset', answer.again, answer.used);
    return;
  }
  // A timer that fell due is gone already.
  if ('go' in answer && waiting.due !== undefined && !timerIsSpent) {
    issued = issue(work, [{ type: 'clearTimer' }], id, visit, issued);
  }
  if ('go' in answer) work.waiting = null;
  const next = leave(work, id, visit, issued, answer);
  if (next !== null) walk(work, next);
}

function issue(work: Work, drafts: readonly CommandDraft[] | undefined, step: string, visit: number, first: number): number {
  let number = first;
  if (drafts === undefined) return first;
  for (const draft of drafts) {
    work.command(draft, step, visit, number);
    number += 1;
  }
  return number;
}

function rest(work: Work, step: string, visit: number, first: number, wait: Omit<Waiting, 'step' | 'visit' | 'since' | 'issued'>, because: string, used: Readonly<Record<string, Json>> | undefined): void {
  const due = dueOf(work, wait.due);
  const issued = due === undefined ? first : issue(work, [{ type: 'setTimer', due }], step, visit, first);
  work.waiting = Object.assign({}, wait, { step, visit, since: work.now, issued }, due === undefined ? {} : { due });
  work.note(step, visit, 'waiting', because, used);
}

/** When a rest is to be looked at: its own moment, or the end of the run where that comes first. */
function dueOf({ run: { expiresAt } }: Work, due: Instant | undefined): Instant | undefined {
  return expiresAt !== undefined && (due === undefined || expiresAt < due) ? expiresAt : due;
}

/** The run stays where it is; its timer or its memory may have changed, which is no decision and leaves no trail. */
function restOn(work: Work, before: Waiting, first: number, wait: Omit<Waiting, 'step' | 'visit' | 'since' | 'issued'>): void {
  const { step, visit, since } = before;
  let issued = first;
  const due = dueOf(work, wait.due);
  if (due !== before.due) issued = issue(work, [due === undefined ? { type: 'clearTimer' } : { type: 'setTimer', due }], step, visit, issued);
  const after: Waiting = Object.assign({}, wait, { step, visit, since, issued }, due === undefined ? {} : { due });
  if (JSON.stringify(after) !== JSON.stringify(before)) work.waiting = after;
}

function leave(work: Work, step: string, visit: number, issued: number, answer: Exclude<StepAnswer, { readonly wait: unknown }>): string | null {
  if ('finish' in answer) {
    const end = answer.id === undefined ? { reason: answer.finish } : { reason: answer.finish, id: answer.id };
    work.note(step, visit, 'finished', answer.because, answer.used === undefined ? end : Object.assign({}, answer.used, end));
    work.end(answer.finish, answer.id, step, visit, issued);
    return null;
  }
  const config = work.program.steps[step];
  const way = config && wayOut(config, answer.go);
  if (way === undefined) return fail(work, step, visit, `the step has no way out called "${answer.go}"`);
  work.note(step, visit, answer.go, answer.because, answer.used);
  work.remember(step, answer.outcome ?? answer.go, answer.data);
  if (answer.keepAs !== undefined) work.remember(answer.keepAs, answer.outcome ?? answer.go, answer.data);
  if (answer.trial !== undefined) work.takePart(step, answer.trial);
  if (way !== null) return way;
  work.note(JOURNEY, 0, 'finished', 'nothing comes after', { reason: 'completed' });
  work.end('completed', undefined, step, visit, issued);
  return null;
}

/** Ends the run as failed, in the open: its trail says why, and whoever watches over failures sees it. */
function fail(work: Work, step: string, visit: number, because: string): null {
  work.note(step, visit, 'failed', because, { reason: 'failed' });
  work.end('failed', undefined, JOURNEY, 0, 0);
  return null;
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 300);
