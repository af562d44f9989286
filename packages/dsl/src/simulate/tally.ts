import { JOURNEY } from '../engine/work.ts';
import type { Instant } from '../json.ts';
import type { Actor } from './cast.ts';
import type { Program } from '../program.ts';
import type { SimulatedRun, Simulation } from './simulation.ts';
import { Trials } from './trials.ts';

/** What became of one step over all customers: `entered` is `waiting` and all of `left` and `ended` together. */
export interface StepCount {
  entered: number;
  /** Still there at the end. */
  waiting: number;
  /** Went on, by the way out they took. */
  left: Record<string, number>;
  /** Got no further, by why their run ended: at an exit, or taken out by an exit of the journey while they rested here. */
  ended: Record<string, number>;
  /** Messages of this step that were not sent, by the gate's reason. */
  skipped: Record<string, number>;
  /** How often the trail says what: ways, rests, and what became of messages afterwards. */
  outcomes: Record<string, number>;
}

/** A customer of the crowd; `memberOf(crowd, index)` makes the input that plays them again alone. */
export interface CrowdMember {
  readonly customer: string;
  readonly persona: string;
  readonly index: number;
}

/** A visit of a step, with what the trail said of it last. */
interface Visit {
  readonly step: string;
  readonly visit: number;
  outcome: string;
}

/** What is counted while a crowd goes by. Of customers who are equally badly off the first one is kept, so that the same seed gives the same. */
export class Tally {
  readonly steps = new Map<string, StepCount>();
  readonly finished = new Map<string, number>();
  readonly exits = new Map<string, number>();
  readonly goals = new Map<string, number>();
  readonly skipped = new Map<string, number>();
  /** How many customers got how many messages. */
  readonly customers = new Map<number, number>();
  readonly hours = Array.from({ length: 24 }, () => ({ entered: 0, messages: 0 }));
  readonly stuck = { customers: 0, steps: new Map<string, number>() };
  entered = 0;
  open = 0;
  sent = 0;
  worst: (CrowdMember & { readonly messages: number; readonly skipped: number }) | null = null;
  mostSkipped: (CrowdMember & { readonly messages: number; readonly skipped: number }) | null = null;
  firstStuck: (CrowdMember & { readonly step: string; readonly because: string }) | null = null;
  silence: (CrowdMember & { readonly from: Instant; readonly to: Instant; readonly ms: number }) | null = null;
  endless = false;
  readonly trials: Trials;

  constructor(program: Program | null) {
    this.trials = new Trials(program);
  }

  add(simulation: Simulation, actor: Actor): void {
    const { from, until } = actor.scenario;
    const start = Date.parse(from);
    const member = { customer: actor.scenario.id, persona: actor.persona, index: actor.index };
    const sent = this.addMessages(simulation, start, member);
    const runs = simulation.history();
    for (const run of runs) this.addRun(run, start);
    this.addSilence(runs, sent, until, member);
    this.addStuck(simulation, runs, member);
  }

  private addMessages({ messages }: Simulation, start: number, member: CrowdMember): Instant[] {
    const sent: Instant[] = [];
    for (const { status, reason = '', step, at } of messages) {
      if (status === 'sent') {
        sent.push(at);
        const hour = this.hours[hourOf(at, start)];
        if (hour) hour.messages += 1;
      } else {
        count(this.skipped, reason);
        const counts = this.stepOf(step).skipped;
        counts[reason] = (counts[reason] ?? 0) + 1;
      }
    }
    this.sent += sent.length;
    count(this.customers, sent.length);
    const loud = { ...member, messages: sent.length, skipped: messages.length - sent.length };
    if (loud.messages > (this.worst?.messages ?? 0)) this.worst = loud;
    if (loud.skipped > (this.mostSkipped?.skipped ?? 0)) this.mostSkipped = loud;
    return sent;
  }

  private addRun(run: SimulatedRun, start: number): void {
    this.entered += 1;
    const hour = this.hours[hourOf(run.enteredAt, start)];
    if (hour) hour.entered += 1;
    if (run.finish) count(this.finished, run.finish.reason);
    else this.open += 1;
    if (run.finish?.id !== undefined) count(this.exits, run.finish.id);
    for (const goal of Object.keys(run.goals)) count(this.goals, goal);
    this.addTrail(run);
    this.trials.add(run);
  }

  /** Follows a run from visit to visit: what the trail says last of a visit before the next one begins is the way out that was taken. */
  private addTrail({ trail, finish }: SimulatedRun): void {
    const visits = new Map<string, number>();
    let here = null as Visit | null;
    for (const { step, visit, outcome, used } of trail) {
      if (step === JOURNEY) {
        if (outcome !== 'finished' || used['reason'] !== 'completed') continue;
        // Nothing came after the way that was taken.
        if (here) this.leave(here);
        here = null;
        continue;
      }
      const counts = this.stepOf(step);
      counts.outcomes[outcome] = (counts.outcomes[outcome] ?? 0) + 1;
      if (here?.step === step && here.visit === visit) here.outcome = outcome;
      else if (visit > (visits.get(step) ?? 0)) {
        if (here) this.leave(here);
        visits.set(step, visit);
        counts.entered += 1;
        here = { step, visit, outcome };
      }
    }
    if (!here) return;
    const counts = this.stepOf(here.step);
    if (finish) counts.ended[finish.reason] = (counts.ended[finish.reason] ?? 0) + 1;
    else counts.waiting += 1;
  }

  private leave({ step, outcome }: Visit): void {
    const { left } = this.stepOf(step);
    left[outcome] = (left[outcome] ?? 0) + 1;
  }

  /** The longest time inside without a word: from coming in, or a message, to the next message, or the end of the run or the trial. */
  private addSilence(runs: readonly SimulatedRun[], sent: readonly Instant[], until: Instant, member: CrowdMember): void {
    for (const { enteredAt, finish } of runs) {
      const end = finish?.at ?? until;
      let from = enteredAt;
      for (const to of [...sent.filter((at) => at > enteredAt && at < end), end]) {
        const ms = Date.parse(to) - Date.parse(from);
        if (ms > (this.silence?.ms ?? 0)) this.silence = { ...member, from, to, ms };
        from = to;
      }
    }
  }

  private addStuck(simulation: Simulation, runs: readonly SimulatedRun[], member: CrowdMember): void {
    let first: { readonly step: string; readonly because: string } | null = null;
    for (const { trail, waiting, finish } of runs) {
      const last = trail.findLast(({ step }) => step !== JOURNEY);
      if (!last) continue;
      const because = finish?.reason === 'failed' ? last.because : waiting && waiting.due === undefined ? 'waits without a limit' : null;
      if (because === null) continue;
      const step = waiting?.step ?? last.step;
      count(this.stuck.steps, step);
      first ??= { step, because };
    }
    if (simulation.endless) {
      this.endless = true;
      first ??= { step: runs.at(-1)?.trail.at(-1)?.step ?? JOURNEY, because: 'goes in a circle without ever waiting' };
    }
    if (!first) return;
    this.stuck.customers += 1;
    this.firstStuck ??= { ...member, ...first };
  }

  private stepOf(step: string): StepCount {
    let counts = this.steps.get(step);
    if (!counts) {
      counts = { entered: 0, waiting: 0, left: {}, ended: {}, skipped: {}, outcomes: {} };
      this.steps.set(step, counts);
    }
    return counts;
  }
}

const hourOf = (at: Instant, start: number) => Math.floor((Date.parse(at) - start) / 3_600_000);

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
