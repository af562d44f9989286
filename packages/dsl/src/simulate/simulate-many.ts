import { parseProgram } from '../compile/index.ts';
import type { Verdict } from '../experiment/index.ts';
import type { Issue } from '../issue.ts';
import type { Instant } from '../json.ts';
import type { Program } from '../program.ts';
import { Cast } from './cast.ts';
import type { Crowd } from './personas.ts';
import { endless } from './simulate.ts';
import { Simulation } from './simulation.ts';
import { Tally, type CrowdMember, type StepCount } from './tally.ts';

type Counts = Readonly<Record<string, number>>;

/** What a journey does to a crowd. */
export interface CrowdResult {
  readonly steps: Readonly<Record<string, StepCount>>;
  /** `finished` by reason (ENG-14), `exits` by the id of the exit that was taken. */
  readonly runs: { readonly entered: number; readonly finished: Counts; readonly exits: Counts; readonly open: number };
  /** Runs that reached each goal. */
  readonly goals: Counts;
  readonly messages: {
    readonly sent: number;
    /** By the gate's reason. */
    readonly skipped: Counts;
    /** Sent messages a customer, over all customers, also those who never came in. */
    readonly mean: number;
    /** 95 of 100 customers got at most this many (nearest rank). */
    readonly p95: number;
    /** The most that one customer got. */
    readonly most: number;
    /** How many customers got how many: `{"0": 40, "1": 60}`. */
    readonly customers: Counts;
  };
  /** The worst-off customer: who gets the most messages; null where nobody gets any. `memberOf(crowd, index)` plays them again alone (SIM-3). */
  readonly worst: (CrowdMember & { readonly messages: number; readonly skipped: number }) | null;
  /** Who is refused the most messages by the gate. */
  readonly mostSkipped: (CrowdMember & { readonly messages: number; readonly skipped: number }) | null;
  /** Customers with a run that failed, goes in a circle, or rests at the end with nothing but a deed of theirs that could move it; runs by step; and the first of them. */
  readonly stuck: { readonly customers: number; readonly steps: Counts; readonly first: (CrowdMember & { readonly step: string; readonly because: string }) | null };
  /** The longest time that somebody was inside without a word: from coming in, or a message, to the next message, or the end of the run or the trial. */
  readonly silence: (CrowdMember & { readonly from: Instant; readonly to: Instant; readonly ms: number }) | null;
  /** What happens in the first 24 hours, and in each of them: the load of going live. */
  readonly firstDay: { readonly entered: number; readonly messages: number; readonly hours: readonly { readonly entered: number; readonly messages: number }[] };
  /** What the experiments came to, by step. */
  readonly experiments: Readonly<Record<string, Verdict>>;
  readonly issues: readonly Issue[];
}

/**
 * Plays a journey for a crowd of made-up customers. The same seed gives the same bytes (SIM-1); never throws: bad input comes back as
 * issues, and so does a circle that never waits, at which the trial ends.
 */
export function simulateMany(program: Program, crowd: Crowd): CrowdResult {
  const parsed = parseProgram(program);
  const cast = Cast.of(crowd);
  const tally = new Tally(parsed.ok ? parsed.value : null);
  if (!parsed.ok || !cast.ok) return resultOf(tally, 0, [...(parsed.ok ? [] : parsed.issues), ...(cast.ok ? [] : cast.issues)]);
  let played = 0;
  // A circle that never waits is a fault of the journey and costs as much as thousands of customers: one is enough to tell.
  while (played < crowd.count && !tally.endless) {
    const actor = cast.cast.actor(played);
    const simulation = new Simulation(parsed.value, actor.scenario);
    simulation.run();
    tally.add(simulation, actor);
    played += 1;
  }
  return resultOf(tally, played, tally.endless ? [endless] : []);
}

function resultOf(tally: Tally, count: number, issues: readonly Issue[]): CrowdResult {
  const { steps, entered, open, finished, exits, goals, sent, skipped, customers, worst, mostSkipped, stuck, firstStuck, silence, hours } = tally;
  const total = (what: 'entered' | 'messages') => hours.reduce((sum, hour) => sum + hour[what], 0);
  return {
    steps: Object.fromEntries(steps),
    runs: { entered, finished: Object.fromEntries(finished), exits: Object.fromEntries(exits), open },
    goals: Object.fromEntries(goals),
    messages: { sent, skipped: Object.fromEntries(skipped), mean: count === 0 ? 0 : sent / count, p95: rankOf(customers, count, 0.95), most: worst?.messages ?? 0, customers: Object.fromEntries(customers) },
    worst, mostSkipped,
    stuck: { customers: stuck.customers, steps: Object.fromEntries(stuck.steps), first: firstStuck },
    silence,
    firstDay: { entered: total('entered'), messages: total('messages'), hours },
    experiments: tally.trials.verdicts(),
    issues,
  };
}

/** The value that a share of all do not exceed, by nearest rank. */
function rankOf(counts: ReadonlyMap<number, number>, total: number, share: number): number {
  let seen = 0;
  for (const value of [...counts.keys()].sort((a, b) => a - b)) {
    seen += counts.get(value) ?? 0;
    if (seen >= share * total) return value;
  }
  return 0;
}
