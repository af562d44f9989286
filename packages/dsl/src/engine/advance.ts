import type { HostFacts } from '../facts.ts';
import type { Instant } from '../json.ts';
import type { Program } from '../program.ts';
import { normalInstant } from '../time/index.ts';
import { scoringEvents } from './experiments.ts';
import { takeExits, takeGoals } from './outcomes.ts';
import type { Run } from './run.ts';
import type { Signal } from './signal.ts';
import { takeScores } from './scores.ts';
import { resume, walk } from './walk.ts';
import { JOURNEY, Work, type Advance } from './work.ts';

const NOTHING: readonly never[] = [];

/**
 * What a signal means for a run: the run as it is then, what the host should do, and why. Pure: the same inputs give the same answer, to the
 * byte (ENG-1), and nothing given is changed. A run that is over ignores everything but what still counts for its goals and experiments. Never throws: what breaks ends the run as `failed`.
 *
 * @param now RFC 3339. It may lie before an earlier `now`: nothing is undone then, and a timer that is not due yet is set again.
 */
export function advance(program: Program, run: Run, signal: Signal, facts: HostFacts, now: Instant): Advance {
  if (!(run.status === 'finished' ? isMeasured(program, run, signal, now) : concerns(program, run, signal))) return { run, commands: NOTHING, trail: NOTHING };
  const work = new Work(program, run, facts, normalInstant(now));
  take(work, signal, facts);
  return work.done();
}

/** Whether a run that is over may still count an event (ENG-27). */
function isMeasured(program: Program, { scoresUntil }: Run, signal: Signal, now: Instant): boolean {
  return scoresUntil !== undefined && signal.type === 'event' && normalInstant(now) <= scoresUntil && counts(program, signal.event.name);
}

/** Whether an event may be a goal, or a success or harm of an experiment. */
function counts(program: Program, name: string): boolean {
  return (program.goals?.some((goal) => goal.event === name) ?? false) || scoringEvents(program).has(name);
}

/** Quickly says no to what a run certainly does not look at: most events pass most runs by. */
function concerns(program: Program, { waiting, trials }: Run, signal: Signal): boolean {
  if (signal.type === 'event') {
    const { name } = signal.event;
    if (waiting && (waiting.watches === true || waiting.events?.includes(name))) return true;
    return (program.exits?.some((exit) => exit.event === name) || program.goals?.some((goal) => goal.event === name) || (trials !== undefined && scoringEvents(program).has(name))) ?? false;
  }
  if (signal.type === 'change') return waiting?.watches === true;
  if (signal.type === 'timer') return waiting !== null && waiting.step === signal.step && waiting.visit === signal.visit && waiting.due !== undefined;
  return true;
}

function take(work: Work, signal: Signal, facts: HostFacts): void {
  switch (signal.type) {
    case 'start':
      if (!work.waiting && Object.keys(work.run.visits).length === 0) walk(work, work.program.start);
      return;
    case 'event':
      // In this order: an exit wins over a wait for the same event, and a goal is counted before the run can end.
      takeGoals(work, signal.event, facts);
      takeScores(work, signal.event, facts);
      if (work.finish !== null || takeExits(work, signal.event, facts) || expire(work)) return;
      resume(work, signal);
      return;
    case 'change':
      if (!expire(work)) resume(work, signal);
      return;
    case 'timer':
      takeTimer(work, signal);
      return;
    case 'result':
      takeResult(work, signal);
      return;
    case 'exit':
      takeExit(work, signal.id);
      return;
    case 'cancel':
      work.note(JOURNEY, 0, 'finished', `ended from outside: ${signal.reason}`, { reason: signal.reason });
      work.end(signal.reason, undefined, JOURNEY, 0, 0);
  }
}

function takeTimer(work: Work, signal: Extract<Signal, { type: 'timer' }>): void {
  const { waiting, now } = work;
  if (waiting?.due === undefined) return;
  if (expire(work)) return;
  if (now >= waiting.due) {
    resume(work, signal);
    return;
  }
  // Too early, e.g. after the host's clock was set back. The timer is spent, so it has to be set again.
  work.command({ type: 'setTimer', due: waiting.due }, waiting.step, waiting.visit, waiting.issued ?? 0);
  work.waiting = { ...waiting, issued: (waiting.issued ?? 0) + 1 };
}

function takeResult(work: Work, signal: Extract<Signal, { type: 'result' }>): void {
  const { waiting } = work;
  if (waiting?.result && waiting.step === signal.step && waiting.visit === signal.visit) {
    if (expire(work)) return;
    resume(work, signal);
    return;
  }
  // The run did not wait for it: worth knowing, but it changes nothing.
  if (work.visitOf(signal.step) >= signal.visit) {
    work.note(signal.step, signal.visit, signal.outcome, signal.reason ?? signal.outcome, signal.reason === undefined ? {} : { reason: signal.reason });
  }
}

/** Ends a run that has taken as long as the journey allows (ENG-28); says whether it did. What it waits for comes too late, whichever signal brings the news. */
function expire(work: Work): boolean {
  const { expiresAt } = work.run;
  if (expiresAt === undefined || work.now < expiresAt) return false;
  work.note(JOURNEY, 0, 'finished', `took as long as the journey allows, until ${expiresAt}`, { reason: 'expired', expiresAt });
  work.end('expired', undefined, JOURNEY, 0, 0);
  return true;
}

function takeExit(work: Work, id: string): void {
  const reason = work.program.exits?.find((exit) => exit.id === id)?.goal ? 'goal' : 'exited';
  work.note(JOURNEY, 0, 'finished', `left by “${id}”`, { reason, id });
  work.end(reason, id, JOURNEY, 0, 0);
}
