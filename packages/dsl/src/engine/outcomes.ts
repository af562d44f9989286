import { decide } from '../decide.ts';
import type { EventFact, HostFacts } from '../facts.ts';
import type { Json } from '../json.ts';
import { matches, matchUsed } from '../match.ts';
import type { Program } from '../program.ts';
import { goalUntil } from './scores.ts';
import { JOURNEY, type Work } from './work.ts';

type Reason = { readonly because: string; readonly used: Readonly<Record<string, Json>> };

/** Whether the event fits, with the reason, or null. A condition that cannot be decided does not end or score a run, and the trail says so. */
export function fits(work: Work, what: string, where: Json | undefined, event: EventFact, host: HostFacts): Reason | null {
  if (where === undefined) return { because: `${event.name} came`, used: {} };
  const answer = decide(where, work.factsWith(host, event));
  if (!answer.ok) {
    work.note(JOURNEY, 0, 'undecided', `${what}: ${answer.because}`, { event: event.name });
    return null;
  }
  return answer.yes ? { because: `${event.name} came and ${answer.because}`, used: answer.used } : null;
}

/** The id under which a goal is counted: its own, or its place in the list. */
export function goalId(goal: NonNullable<Program['goals']>[number], index: number): string {
  return goal.id ?? `goal-${index + 1}`;
}

/** Notes the goals that an event reaches; each counts once a run, and only `within` its time from the entry. After the run's end one without a time counts only as the success of an experiment. */
export function takeGoals(work: Work, event: EventFact, host: HostFacts): void {
  for (const [index, goal] of (work.program.goals ?? []).entries()) {
    const id = goalId(goal, index);
    if (goal.event !== event.name || Object.hasOwn(work.goals, id)) continue;
    const until = goal.within !== undefined || work.finish !== null ? goalUntil(work.program, work.run, index) : undefined;
    if (until === null || (until !== undefined && work.now > until)) continue;
    const reason = fits(work, `the goal “${id}”`, goal.where, event, host);
    if (!reason) continue;
    work.goals = { ...work.goals, [id]: work.now };
    work.note(JOURNEY, 0, 'goal', reason.because, { ...reason.used, goal: id, event: event.name });
  }
}

/** Ends the run where the event is one of its exits (ENG-3, ENG-4); says whether it did. */
export function takeExits(work: Work, event: EventFact, host: HostFacts): boolean {
  for (const exit of work.program.exits ?? []) {
    if (exit.event !== event.name) continue;
    if (exit.match && !matches(exit.match, work.run.event, event)) continue;
    const reason = fits(work, `the exit “${exit.id}”`, exit.where, event, host);
    if (!reason) continue;
    const match = exit.match ? matchUsed(exit.match, work.run.event, event) : {};
    const finish = exit.goal ? 'goal' : 'exited';
    work.note(JOURNEY, 0, 'finished', reason.because, { ...match, ...reason.used, reason: finish, id: exit.id, event: event.name });
    work.end(finish, exit.id, JOURNEY, 0, 0);
    return true;
  }
  return false;
}
