import { experimentsOf, type Experiments } from '../engine/experiments.ts';
import type { Trial } from '../engine/run.ts';
import { decideWinner, type ArmCount, type Verdict } from '../experiment/index.ts';
import type { Program } from '../program.ts';
import type { SimulatedRun } from './simulation.ts';

type ArmTally = { entered: number; converted: number; harmed: number[] };

/** The arms of a program's experiments, counted over a crowd (EXP-4). */
export class Trials {
  private readonly arms = new Map<string, Map<string, ArmTally>>();
  private readonly experiments: Experiments;

  constructor(program: Program | null) {
    this.experiments = program ? experimentsOf(program) : new Map();
  }

  add({ trials }: SimulatedRun): void {
    for (const step in trials) if (trials[step]) this.addTrial(step, trials[step]);
  }

  verdicts(): Record<string, Verdict> {
    return Object.fromEntries([...this.experiments].map(([step, experiment]) => {
      const arms: Record<string, ArmCount> = Object.fromEntries(this.arms.get(step) ?? []);
      return [step, decideWinner({ arms }, experiment)];
    }));
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
}
