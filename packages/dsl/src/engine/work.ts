import type { EventFact, Facts, HostFacts, StepFact } from '../facts.ts';
import type { Instant, Json } from '../json.ts';
import type { CommandDraft, StepContext } from '../node-kind.ts';
import type { Program } from '../program.ts';
import type { Command, TrailEntry } from './command.ts';
import { draw } from './hash.ts';
import type { FinishReason, Run, Trial, Waiting } from './run.ts';
import { measuredUntil } from './scores.ts';

/** What belongs to no step of the program stands in the trail under this name: entry, exits, goals, the end. */
export const JOURNEY = 'journey';

/** What `advance` answers: the run as it is now, what the host should do, and why. */
export interface Advance {
  readonly run: Run;
  readonly commands: readonly Command[];
  readonly trail: readonly TrailEntry[];
}

/** The scope of conditions and texts: the host's facts, and what the run adds. */
export function scopeOf(host: HostFacts, event: EventFact | null, steps: Readonly<Record<string, StepFact>>, now: Instant): Facts {
  const { customer, segments, sentiment, consent, sentimentAllowed, history, zone, winners, stopped } = host;
  return { customer, segments, sentiment, consent, sentimentAllowed, history, zone, winners, stopped, event, steps, now };
}

/*
 * Objects of many shapes are copied by `Object.assign` here, not by spreading: V8 copies by spread quickly only where the shapes are few, and
 * else takes ten times as long.
 */

/** Ends that are no part of the journey's own way: an exit event, or a hand from outside. */
const WITHDRAWING: ReadonlySet<FinishReason> = new Set(['exited', 'goal', 'cancelled', 'erased', 'superseded']);

const drawer = (seed: string, step: string) => (key: string) => draw(seed, key, step);

/**
 * One `advance` in the making. The run is never changed: what changes is held here and put into a new run at the end.
 * Mutable on purpose and only inside one call, since a copy of the run a step would double the cost of a long walk.
 */
export class Work {
  readonly commands: Command[] = [];
  readonly trail: TrailEntry[] = [];
  readonly facts: Facts;
  waiting: Waiting | null;
  visits: Record<string, number> | null = null;
  steps: Readonly<Record<string, StepFact>>;
  goals: Readonly<Record<string, Instant>>;
  trials: Run['trials'];
  finish: Run['finish'];
  withdrawn = false;
  readonly program: Program;
  readonly run: Run;
  readonly now: Instant;

  constructor(program: Program, run: Run, host: HostFacts, now: Instant) {
    this.program = program;
    this.run = run;
    this.now = now;
    this.waiting = run.waiting;
    this.steps = run.steps;
    this.goals = run.goals;
    this.trials = run.trials;
    this.finish = run.finish;
    this.facts = this.factsWith(host, run.event);
  }

  /** The scope of conditions with another event in hand. */
  factsWith(host: HostFacts, event: EventFact | null): Facts {
    return scopeOf(host, event, this.steps, this.now);
  }

  visitOf(step: string): number {
    return (this.visits ?? this.run.visits)[step] ?? 0;
  }

  /** Counts one more visit of a step and returns its number, from 1. */
  visit(step: string): number {
    this.visits ??= Object.assign({}, this.run.visits);
    const visit = (this.visits[step] ?? 0) + 1;
    this.visits[step] = visit;
    return visit;
  }

  remember(step: string, outcome: string, data: Json | undefined): void {
    const fact: StepFact = data === undefined ? { outcome, at: this.now } : { outcome, at: this.now, data };
    this.steps = Object.assign({}, this.steps, { [step]: fact });
  }

  /** Notes that the customer takes part in a step's experiment: with their first draw, and for the control group not at all. */
  takePart(step: string, trial: Pick<Trial, 'arm' | 'until'>): void {
    if (this.run.holdout || (this.trials && Object.hasOwn(this.trials, step))) return;
    this.trials = Object.assign({}, this.trials, { [step]: { arm: trial.arm, at: this.now, until: trial.until } });
  }

  context(step: string, visit: number): StepContext {
    const { run, now, program, waiting } = this;
    const facts = this.facts.steps === this.steps ? this.facts : scopeOf(this.facts, this.facts.event, this.steps, now);
    return { step, visit, now, zone: run.zone, run, facts, category: program.category, waiting, draw: drawer(run.seed, step) };
  }

  note(step: string, visit: number, outcome: string, because: string, used: Readonly<Record<string, Json>> = {}): void {
    this.trail.push({ at: this.now, step, visit, outcome, because, used });
  }

  /** Adds a command; `number` is the next one of its visit. */
  command(draft: CommandDraft, step: string, visit: number, number: number): void {
    this.commands.push(Object.assign({}, draft, { id: `${this.run.id}:${step}:${visit}:${number}`, step, visit }) as Command);
  }

  /** Ends the run (ENG-14): its timer is cleared, also one of a long delay (ENG-3). */
  end(reason: FinishReason, id: string | undefined, step: string, visit: number, number: number): void {
    const { waiting } = this;
    let next = number;
    if (waiting?.due !== undefined) {
      const own = waiting.step === step && waiting.visit === visit;
      this.command({ type: 'clearTimer' }, waiting.step, waiting.visit, own ? next : waiting.issued ?? 0);
      if (own) next += 1;
    }
    this.waiting = null;
    this.withdrawn = step === JOURNEY && WITHDRAWING.has(reason);
    this.finish = id === undefined ? { at: this.now, reason } : { at: this.now, reason, id };
    this.command(id === undefined ? { type: 'finish', reason } : { type: 'finish', reason, exit: id }, step, visit, next);
  }

  /** The answer; the very same run where nothing about it changed. */
  done(): Advance {
    const { run, waiting, visits, steps, goals, trials, finish } = this;
    const same = waiting === run.waiting && visits === null && steps === run.steps && goals === run.goals && trials === run.trials && finish === run.finish;
    const next: Run = same ? run : { ...run, status: finish ? 'finished' : 'open', waiting, visits: visits ?? run.visits, steps, goals, finish, ...(trials === undefined ? {} : { trials }), ...(this.withdrawn ? { withdrawn: true } : {}) };
    return { run: !same && finish ? measured(this.program, next, this.now) : next, commands: this.commands, trail: this.trail };
  }
}

/** A run that is over, with how long it is still measured. */
function measured(program: Program, { scoresUntil: _before, ...run }: Run, now: Instant): Run {
  if (program.goals === undefined && run.trials === undefined) return run;
  const until = measuredUntil(program, run, now);
  return until === null ? run : { ...run, scoresUntil: until };
}
