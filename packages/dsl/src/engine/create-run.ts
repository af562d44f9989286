import type { EventFact, HostFacts } from '../facts.ts';
import type { Instant, Zone } from '../json.ts';
import type { Program } from '../program.ts';
import { addDuration, parseZone } from '../time/index.ts';
import { draw } from './hash.ts';
import type { Run } from './run.ts';

/** What a fresh run needs to know besides its program. */
export interface NewRun {
  readonly id: string;
  readonly version: number;
  readonly customer: string;
  /** See `Run.entryKey`. */
  readonly entryKey: string;
  /** Index into `program.entry`. */
  readonly entry: number;
  readonly event: EventFact | null;
  /** See `zoneFor`. */
  readonly zone: Zone;
  readonly now: Instant;
  /** Feeds the splits; the program's seed or key where absent. */
  readonly seed?: string;
  /** Percent of all customers who get nothing from any journey; see `isHeldOut`. */
  readonly holdout?: number;
}

/** A run that has not begun: give it the signal `start` to walk its first steps. */
export function createRun(program: Program, fresh: NewRun): Run {
  const seed = fresh.seed ?? program.seed ?? program.key;
  return {
    id: fresh.id,
    journey: program.key,
    version: fresh.version,
    customer: fresh.customer,
    entryKey: fresh.entryKey,
    zone: fresh.zone,
    seed,
    enteredAt: fresh.now,
    entry: fresh.entry,
    event: fresh.event,
    holdout: isHeldOut(program, seed, fresh.customer) || isOfWorkspaceHoldout(fresh.customer, fresh.holdout ?? 0),
    status: 'open',
    waiting: null,
    visits: {},
    steps: {},
    goals: {},
    finish: null,
    ...(program.maxDuration === undefined ? {} : { expiresAt: addDuration(fresh.now, program.maxDuration, fresh.zone) }),
  };
}

/** Whether a customer is in a journey's control group: by hash, so for good (GATE-4). No step can be called as the draw is, so no split copies it. */
export function isHeldOut(program: Program, seed: string, customer: string): boolean {
  const percent = program.holdout ?? 0;
  return percent > 0 && draw(seed, customer, '(holdout)') * 100 < percent;
}

/** Whether a customer belongs to those who get nothing from any journey: by a draw of its own, the same in all journeys (GATE-4). */
export function isOfWorkspaceHoldout(customer: string, percent: number): boolean {
  return percent > 0 && draw('(workspace)', customer, '(holdout)') * 100 < percent;
}

/** The zone in which a run's days are counted: the journey's own, or the customer's, and where that is unknown the one the journey falls back to, or the workspace's. */
export function zoneFor(program: Program, facts: HostFacts): Zone {
  const own = program.timezone === undefined || program.timezone === 'customer' ? facts.customer['timezone'] : program.timezone;
  return parseZone(own) ?? parseZone(program.fallbackTimezone) ?? parseZone(facts.zone) ?? 'UTC';
}
