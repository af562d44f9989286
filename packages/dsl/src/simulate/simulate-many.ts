import { parseProgram } from '../compile/index.ts';
import { experimentsOf, type Experiments } from '../engine/experiments.ts';
import type { Trial } from '../engine/run.ts';
import { JOURNEY } from '../engine/work.ts';
import { decideWinner, type ArmCount, type Verdict } from '../experiment/index.ts';
import type { Issue } from '../issue.ts';
import type { Program } from '../program.ts';
import { readInput } from './input.ts';
import { crowdIssues, memberOf, type Crowd } from './personas.ts';
import { Simulation } from './simulation.ts';

/** What became of one step over all customers. */
export interface StepCount {
  entered: number;
  /** Still there at the end. */
  waiting: number;
  /** By outcome: the ways taken, and what became of messages. */
  outcomes: Record<string, number>;
}

/** What a journey does to a crowd. */
export interface CrowdResult {
  readonly steps: Readonly<Record<string, StepCount>>;
  readonly runs: { readonly entered: number; readonly finished: Readonly<Record<string, number>>; readonly open: number };
  readonly messages: {
    readonly sent: number;
    readonly skipped: Readonly<Record<string, number>>;
    /** Sent messages a customer, over all customers. */
    readonly mean: number;
    /** How many customers got how many: `{"0": 40, "1": 60}`. */
    readonly customers: Readonly<Record<string, number>>;
  };
  /** The customer who gets the most messages; null where nobody gets any. `persona` and `input` replay them. */
  readonly worst: { readonly customer: string; readonly persona: string; readonly messages: number; readonly index: number } | null;
  /** What happens in the first 24 hours: the load of going live. */
  readonly firstDay: { readonly entered: number; readonly messages: number };
  /** What the experiments came to, by step. */
  readonly experiments: Readonly<Record<string, Verdict>>;
  readonly issues: readonly Issue[];
}

const DAY = 86_400_000;

/** Plays a journey for a crowd of made-up customers. The same seed gives the same bytes (SIM-1); never throws: bad input comes back as issues. */
export function simulateMany(program: Program, crowd: Crowd): CrowdResult {
  const parsed = parseProgram(program);
  const tally = new Tally(parsed.ok ? experimentsOf(parsed.value) : NO_EXPERIMENTS);
  const issues = [...(parsed.ok ? [] : parsed.issues), ...crowdIssues(crowd)];
  if (!parsed.ok || issues.length > 0) return tally.result(0, issues);
  for (let index = 0; index < crowd.count; index += 1) {
    const { persona, input } = memberOf(crowd, index);
    const scenario = readInput(input);
    // All customers are made alike: what is wrong with one is wrong with the rest.
    if (!scenario.ok) return new Tally(NO_EXPERIMENTS).result(0, scenario.issues);
    const simulation = new Simulation(parsed.value, scenario.value);
    simulation.run();
    tally.add(simulation, { index, persona, customer: scenario.value.id, dayOne: new Date(Date.parse(scenario.value.from) + DAY).toISOString() });
  }
  return tally.result(crowd.count, []);
}

type ArmTally = { entered: number; converted: number; harmed: number[] };
const NO_EXPERIMENTS: Experiments = new Map();

class Tally {
  private readonly arms = new Map<string, Map<string, ArmTally>>();
  private readonly steps = new Map<string, StepCount>();
  private readonly finished = new Map<string, number>();
  private readonly skipped = new Map<string, number>();
  private readonly customers = new Map<number, number>();
  private readonly firstDay = { entered: 0, messages: 0 };
  private entered = 0;
  private open = 0;
  private sent = 0;
  private worst: CrowdResult['worst'] = null;
  private readonly experiments: Experiments;

  constructor(experiments: Experiments) {
    this.experiments = experiments;
  }

  add(simulation: Simulation, who: { readonly index: number; readonly persona: string; readonly customer: string; readonly dayOne: string }): void {
    for (const run of simulation.history()) {
      this.entered += 1;
      if (run.enteredAt < who.dayOne) this.firstDay.entered += 1;
      if (run.finish) count(this.finished, run.finish.reason);
      else this.open += 1;
      this.addTrail(run.trail, run.finish === null);
      for (const [step, trial] of Object.entries(run.trials ?? {})) this.addTrial(step, trial);
    }
    const sent = simulation.messages.filter((message) => message.status === 'sent');
    this.sent += sent.length;
    this.firstDay.messages += sent.filter((message) => message.at < who.dayOne).length;
    for (const message of simulation.messages) if (message.status === 'skipped') count(this.skipped, message.reason ?? '');
    count(this.customers, sent.length);
    if (sent.length > (this.worst?.messages ?? 0)) this.worst = { customer: who.customer, persona: who.persona, messages: sent.length, index: who.index };
  }

  private addTrail(trail: ReturnType<Simulation['history']>[number]['trail'], isOpen: boolean): void {
    const visits = new Set<string>();
    let rests: string | null = null;
    for (const { step, visit, outcome } of trail) {
      if (step === JOURNEY) continue;
      const known = this.steps.get(step) ?? { entered: 0, waiting: 0, outcomes: {} };
      this.steps.set(step, known);
      if (!visits.has(`${step} ${visit}`)) known.entered += 1;
      visits.add(`${step} ${visit}`);
      known.outcomes[outcome] = (known.outcomes[outcome] ?? 0) + 1;
      if (outcome === 'waiting') rests = step;
    }
    if (isOpen && rests !== null) (this.steps.get(rests) ?? { waiting: 0 }).waiting += 1;
  }

  private addTrial(step: string, { arm, converted, harmed = {} }: Trial): void {
    const arms = this.arms.get(step) ?? new Map<string, ArmTally>();
    this.arms.set(step, arms);
    const counted = arms.get(arm) ?? { entered: 0, converted: 0, harmed: (this.experiments.get(step)?.guardrails ?? []).map(() => 0) };
    arms.set(arm, counted);
    counted.entered += 1;
    if (converted !== undefined) counted.converted += 1;
    for (const index of Object.keys(harmed)) counted.harmed[Number(index)] = (counted.harmed[Number(index)] ?? 0) + 1;
  }

  private verdicts(): Record<string, Verdict> {
    return Object.fromEntries([...this.experiments].map(([step, experiment]) => {
      const arms: Record<string, ArmCount> = Object.fromEntries(this.arms.get(step) ?? []);
      return [step, decideWinner({ arms }, experiment)];
    }));
  }

  result(customers: number, issues: readonly Issue[]): CrowdResult {
    const { sent, entered, open, worst, firstDay } = this;
    return {
      steps: Object.fromEntries(this.steps),
      runs: { entered, finished: Object.fromEntries(this.finished), open },
      messages: { sent, skipped: Object.fromEntries(this.skipped), mean: customers === 0 ? 0 : sent / customers, customers: Object.fromEntries(this.customers) },
      worst, firstDay, experiments: this.verdicts(), issues,
    };
  }
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
