import type { Instant, Json, JsonObject, Zone } from './json.ts';

/** A customer event, as conditions and templates see it. */
export interface EventFact {
  /** The event's name, e.g. `Order Completed`. */
  readonly name: string;
  readonly at: Instant;
  readonly properties: JsonObject;
  /** The sender's message id, when there is one. */
  readonly id?: string;
}

/** A customer's mood, from what they wrote. Absent mood is `null`, never "neutral". */
export interface SentimentFact {
  readonly label: 'negative' | 'neutral' | 'positive';
  /** -1..1 */
  readonly score: number;
  /** 0..1: how sure the scorer is. */
  readonly confidence: number;
  /** When the newest evidence was written. */
  readonly at: Instant;
  /** Where it came from, e.g. `review`, `reply`, `survey`, `message`. */
  readonly source?: string;
  /** How many texts it was read from; one where absent. */
  readonly samples?: number;
  /** The words it was read from, for explanations; absent once retention has removed them. */
  readonly evidence?: string;
}

/** Topics a customer agreed to or refused, by channel: `{ email: { offers: true, news: false } }`. */
export type ConsentFacts = { readonly [channel: string]: { readonly [topic: string]: boolean } };

/** What a step left behind, readable as `steps.<id>.outcome` in conditions and templates. */
export interface StepFact {
  readonly outcome: string;
  readonly at: Instant;
  readonly data?: Json;
}

/**
 * What a host knows about one customer at one moment. `advance` and `evaluate` read nothing else.
 * `history` holds the customer's past events by name, oldest first, for the names that `programFacts(program)` asks for;
 * the event being handled is the last of its list.
 */
export interface HostFacts {
  /** Traits, flat, with `id`, and `timezone`, `locale`, `email`, `phone` where known. */
  readonly customer: JsonObject;
  /** Keys of the segments the customer is in. */
  readonly segments: readonly string[];
  readonly sentiment: SentimentFact | null;
  readonly consent: ConsentFacts;
  /** Whether the customer lets their words be read for mood. `false` sends every sentiment step to `unsure` (ENG-15). */
  readonly sentimentAllowed: boolean;
  readonly history: Readonly<Record<string, readonly EventFact[]>>;
  /** Arms that won an experiment, by step, of the program at hand; a host finds them with `decideWinner`. Absent: no experiment is decided. */
  readonly winners?: Readonly<Record<string, string>> | undefined;
  /** Arms that get no more customers since they did harm, by step; see `winners`. */
  readonly stopped?: Readonly<Record<string, readonly string[]>> | undefined;
  /** The workspace's zone, used where the customer's is unknown. */
  readonly zone: Zone;
}

/** The scope of a condition or template: the host's facts, and what the run adds. */
export interface Facts extends HostFacts {
  /** The event in hand: the one that started the run, or in a wait's `where` the one that has just come. */
  readonly event: EventFact | null;
  readonly steps: Readonly<Record<string, StepFact>>;
  readonly now: Instant;
  /** What a trail entry kept as `used`. Conditions take what it names from here and look it up nowhere else: so a decision is made again from its own record (ENG-13). */
  readonly recorded?: Readonly<Record<string, Json>>;
}

/** What a program asks of its host (COND-2), known after compiling, so that a host can fetch it for a whole batch at once. */
export interface ProgramFacts {
  /** Event names whose history is read, each with the longest look-back as an ISO duration, or null for "ever". */
  readonly history: Readonly<Record<string, Duration | null>>;
  readonly segments: readonly string[];
  readonly traits: readonly string[];
  readonly sentiment: boolean;
  /** Event names that can start, end, score or resume a run: a host may ignore all others for this program. */
  readonly listens: {
    readonly entry: readonly string[];
    readonly exits: readonly string[];
    readonly goals: readonly string[];
    readonly waits: readonly string[];
    /** Successes of experiments, and what their guardrails look out for; they and the goals may still count after a run's end (`Run.scoresUntil`). */
    readonly scores: readonly string[];
  };
  /** True where a `wait` looks at conditions (`when`), so any change of the customer can resume a run. */
  readonly watches: boolean;
  readonly templates: readonly string[];
  readonly channels: readonly string[];
  readonly topics: readonly string[];
}
type Duration = string;
