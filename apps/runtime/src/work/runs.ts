import { advance, applyChange, type Advance, type Command, type EventFact, type HostFacts, type Run, type Signal, type TaskCommand } from '@attune/dsl';
import type { TaskClose, TaskWrite } from '../store/lane-tasks.ts';
import { newId } from './id.ts';
import { count, fail, person as personIn, post, trailOf, type Batch } from './batch.ts';
import { circleInWords, isCircle, linked, type Chain, type LinkedRun } from './chain.ts';
import { factsOf, touched, type Held, type Person } from './person.ts';
import type { Payload } from './items.ts';
import { decisionsFor } from './plan.ts';
import type { Compiled } from './program.ts';

/** Shows a signal to an open run. The journey's state decides: a paused one has it put aside, an archived one lets go of its runs. */
export function signal(batch: Batch, person: Person, held: Held, signal: Signal): void {
  const { run } = held;
  const state = batch.plan.states.get(run.journey);
  if (state === 'paused') { setAside(batch, person, run, signal); return; }
  const program = batch.versions.get(run.journey, run.version);
  if (!program) throw new Error(`version ${run.version} of the journey "${run.journey}" is missing`);
  const shown: Signal = state === 'archived' ? { type: 'cancel', reason: 'cancelled' } : signal;
  take(batch, person, program, advance(program.program, run, shown, factsFor(batch, person, program), batch.now));
}

/** Shows an event to a run that is over and still measured: it counts, also while the journey is paused, and moves nothing (ENG-40). */
export function score(batch: Batch, person: Person, { run }: Held, event: EventFact): void {
  const program = batch.versions.get(run.journey, run.version);
  if (!program) throw new Error(`version ${run.version} of the journey "${run.journey}" is missing`);
  if (program.minds.has(event.name)) take(batch, person, program, advance(program.program, run, { type: 'event', event }, factsFor(batch, person, program), batch.now));
}

/** What the language sees of a person, with what was decided about the experiments of the program at hand. */
export function factsFor(batch: Batch, person: Person, program: Compiled): HostFacts {
  const facts = factsOf(person, world(batch), batch.now);
  const decided = program.experiments.size === 0 ? null : decisionsFor(batch.plan, program);
  return decided === null ? facts : { ...facts, ...decided };
}

export const world = (batch: Batch) => ({ zone: batch.plan.zone, channels: batch.channels.keys() });

/** A paused journey keeps what its runs would have been shown, in order; a change of the customer needs no keeping, the next look sees it. */
function setAside(batch: Batch, person: Person, run: Run, signal: Signal): void {
  const hold = (kind: string, payload: unknown) => batch.out.held.push({ journey: run.journey, kind, customer: person.id, payload });
  if (signal.type === 'timer') hold('timer', { run: run.id, step: signal.step, visit: signal.visit });
  else if (signal.type === 'result') hold('result', { ...signal, run: run.id });
}

/** Takes up what the engine answered: the run as it is now, its trail, its counts, its commands. `closing`: why tasks are closed, where they are. */
export function take(batch: Batch, person: Person, program: Compiled, answer: Advance, closing: TaskClose['as'] = 'overdue'): void {
  // who led here stays with the run
  const run: LinkedRun = batch.chain === null || answer.run === person.runs.get(answer.run.id)?.run ? answer.run : { ...answer.run, chain: batch.chain };
  let held = person.runs.get(run.id);
  const before = held?.run ?? null;
  trailOf(batch, run, answer.trail);
  for (const command of answer.commands) perform(batch, person, run, command, closing);
  if (before === run) return;
  if (run.finish && before?.waiting?.result === true) batch.out.left.push(run.id);
  if (!held) {
    person.runs.set(run.id, held = { run, due: null, isNew: true, changed: true });
    person.entries.set(`${run.journey}\n${run.entryKey}`, run.enteredAt);
    count(batch, run, 'journey', 'entered');
    if (run.holdout) count(batch, run, 'journey', 'held:entered');
  }
  held.run = run;
  held.changed = true;
  tally(batch, program, before, answer);
}

const at = (run: Run | null, step: string) => (run?.status === 'open' && run.waiting?.step === step ? 1 : 0);

/** The counts of an advance: how often each step was entered and left, by which port, and how the run ended. */
function tally(batch: Batch, program: Compiled, before: Run | null, { run, trail }: Advance): void {
  for (const step in run.visits) {
    const entered = (run.visits[step] ?? 0) - (before?.visits[step] ?? 0);
    const left = entered + at(before, step) - at(run, step);
    if (entered > 0) count(batch, run, step, 'entered', entered);
    if (left <= 0) continue;
    count(batch, run, step, 'left', left);
    const ports = program.ports.get(step);
    if (!ports || ports.size === 0) continue;
    for (const entry of trail) {
      const port = entry.step === step ? ports.get(entry.outcome) : undefined;
      if (port !== undefined) count(batch, run, step, port);
    }
  }
  for (const goal in run.goals) {
    if (goal in (before?.goals ?? {})) continue;
    count(batch, run, 'journey', `goal:${goal}`);
    if (run.holdout) count(batch, run, 'journey', `held:goal:${goal}`);
  }
  tallyTrials(batch, before, run);
  if (run.finish && !before?.finish) count(batch, run, 'journey', `finished:${run.finish.reason}`);
}

/** The counts of experiments: who drew which arm, and what came of it. */
function tallyTrials(batch: Batch, before: Run | null, run: Run): void {
  if (run.trials === undefined || run.trials === before?.trials) return;
  for (const [step, { arm, converted, harmed = {} }] of Object.entries(run.trials)) {
    const was = before?.trials?.[step];
    if (!was) count(batch, run, step, `arm:${arm}`);
    if (converted !== undefined && was?.converted === undefined) count(batch, run, step, `converted:${arm}`);
    for (const index of Object.keys(harmed)) if (!(index in (was?.harmed ?? {}))) count(batch, run, step, `harmed:${index}:${arm}`);
  }
}

/** Commands are data; here they become rows, or changes of the person. Timers follow from what the run waits for (`save`). */
function perform(batch: Batch, person: Person, run: Run, command: Command, closing: TaskClose['as']): void {
  switch (command.type) {
    case 'send': batch.asks.push({ person, run, command }); return;
    case 'setTimer': case 'clearTimer': case 'finish': return;
    case 'update': update(person, command.change); return;
    case 'emit': lead(batch, person, run, { kind: 'emit', event: { id: command.id, name: command.event, at: batch.now, properties: command.properties } }); return;
    case 'enrol': lead(batch, person, run, { kind: 'enrol', journey: command.journey, inputs: command.inputs }); return;
    case 'call': case 'notify': batch.out.calls.push({ id: command.id, run: run.id, step: command.step, visit: command.visit, customer: person.id, command, created_at: batch.now }); return;
    case 'createTask': batch.out.tasks.push(taskRow(batch, run, command)); return;
    case 'closeTask': batch.out.closed.push({ run: run.id, step: command.step, visit: command.visit, at: batch.now, as: closing }); return;
  }
}

function taskRow(batch: Batch, run: Run, { step, visit, queue, title, brief, draft, outcomes, assignee, due }: TaskCommand): TaskWrite {
  return {
    id: newId(batch.nowMs), run: run.id, step, visit, journey: run.journey, version: run.version, customer: run.customer, queue, title, brief: brief ?? null, draft: draft ?? null, outcomes,
    assignee: assignee ?? null, due_at: due ?? null, created_at: batch.now,
  };
}

/** What a journey did leads to what others may do, in a later pass; a circle of them is broken off and kept as a failure (ENG-23). */
function lead(batch: Batch, person: Person, run: LinkedRun, payload: Extract<Payload, { kind: 'emit' | 'enrol' }>): void {
  const chain: Chain = linked(batch.chain ?? run.chain ?? null, run.journey, batch.now);
  if (isCircle(chain)) fail(batch, payload.kind, person.id, payload, circleInWords(chain));
  else post(batch, batch.lane, person.id, { ...payload, chain });
}

function update(person: Person, change: Extract<Command, { type: 'update' }>['change']): void {
  const after = applyChange(person.traits, change);
  person.traits = after.traits;
  const moved = [
    ...after.addTo.filter((segment) => !person.segments.has(segment)).map((segment) => ({ segment, edge: 'enter' as const })),
    ...after.removeFrom.filter((segment) => person.segments.has(segment)).map((segment) => ({ segment, edge: 'leave' as const })),
  ];
  for (const { segment, edge } of moved) {
    if (edge === 'enter') person.segments.add(segment);
    else person.segments.delete(segment);
  }
  touched(person, { traits: true, ...(moved.length > 0 ? { segments: true, moved } : {}) }, { row: true });
}

/** The open run a signal is for, or null where it has ended. */
export function openRun(batch: Batch, customer: string, run: string): { person: Person; held: Held } | null {
  const person = personIn(batch, customer, batch.now);
  const held = person.runs.get(run);
  return held && held.run.status === 'open' ? { person, held } : null;
}
