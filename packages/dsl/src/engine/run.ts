import type { EventFact, StepFact } from '../facts.ts';
import type { Instant, Json, Zone } from '../json.ts';

/** Why a run ended (ENG-14). `exited` carries the exit's id. */
export type FinishReason = 'completed' | 'exited' | 'goal' | 'expired' | 'cancelled' | 'failed' | 'erased' | 'superseded';

/** What a run waits for. A run waits at one step at a time. */
export interface Waiting {
  readonly step: string;
  readonly visit: number;
  readonly since: Instant;
  /** When the timer of this wait is due; absent where only events or results can resume it. */
  readonly due?: Instant;
  /** Names of the events that can resume it. */
  readonly events?: readonly string[];
  /** True where any change of the customer can resume it (`when` branches). */
  readonly watches?: boolean;
  /** True where the result of a command of this step resumes it. */
  readonly result?: boolean;
  /** How many commands this visit has issued, so that later ones get ids of their own. */
  readonly issued?: number;
  /** What the kind needs to remember while waiting; plain JSON. */
  readonly data?: Json;
}

/** A customer on one arm of an experiment. */
export interface Trial {
  readonly arm: string;
  readonly at: Instant;
  /** What comes later does not count. */
  readonly until: Instant;
  /** When the metric was reached. */
  readonly converted?: Instant;
  /** When a guardrail's event first came, by the guardrail's place in the list. */
  readonly harmed?: Readonly<Record<string, Instant>>;
}

/** One customer in one journey. Plain JSON: it survives `JSON.parse(JSON.stringify(run))` (ENG-2). */
export interface Run {
  readonly id: string;
  /** Key and version of the program it was started on; it stays on that version unless it is moved. */
  readonly journey: string;
  readonly version: number;
  readonly customer: string;
  /** Makes runs of one customer distinct, e.g. one a cart; empty where the journey has no `reentry.key` (ENG-8). */
  readonly entryKey: string;
  /** The zone its calendar days are counted in, fixed at the start. */
  readonly zone: Zone;
  /** Feeds every split of this run (ENG-10). */
  readonly seed: string;
  readonly enteredAt: Instant;
  /** Index into `program.entry` of the entry that let the customer in. */
  readonly entry: number;
  /** The event that started it (an event entry, or `{name: 'Manual', properties: inputs}` for a manual one), or null. */
  readonly event: EventFact | null;
  /** In the journey's control group: goes through it, is measured, and gets nothing (GATE-4). */
  readonly holdout: boolean;
  readonly status: 'open' | 'finished';
  readonly waiting: Waiting | null;
  /** How often each step was entered. */
  readonly visits: Readonly<Record<string, number>>;
  /** What the steps left behind. */
  readonly steps: Readonly<Record<string, StepFact>>;
  /** Ids of the goals reached, with the moment. */
  readonly goals: Readonly<Record<string, Instant>>;
  /** True where it was ended from outside its steps, by an exit or a cancellation: what it asked for and has not gone out yet is not wanted any more (GATE-9). */
  readonly withdrawn?: true;
  /** Until when events still count for the goals and experiments of a run that is over; absent where nothing is measured after the end. */
  readonly scoresUntil?: Instant;
  /** The experiments it takes part in, by step; absent where there are none. Members of a control group take part in none: they get nothing that could be compared. */
  readonly trials?: Readonly<Record<string, Trial>>;
  /** When the run ends as `expired` wherever it stands; absent where the journey sets no `maxDuration`. */
  readonly expiresAt?: Instant;
  readonly finish: { readonly at: Instant; readonly reason: FinishReason; readonly id?: string } | null;
}
