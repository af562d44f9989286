import type { z } from 'zod';
import type { Command, TrailEntry } from './engine/command.ts';
import type { FinishReason, Run, Waiting } from './engine/run.ts';
import type { Signal } from './engine/signal.ts';
import type { EventFact, Facts, HostFacts } from './facts.ts';
import type { Experiment } from './experiment/experiment.ts';
import type { Issue } from './issue.ts';
import type { Duration, Instant, Json, Zone } from './json.ts';

/** Where the palette shows a kind. */
export type Category = 'start' | 'timing' | 'decide' | 'say' | 'data' | 'people' | 'flow';

/** A way out of a node. `at` is the place in the step's config that holds the id of the next step: this one fact makes compile and decompile the same code for all kinds. */
export interface Port {
  readonly id: string;
  readonly label: string;
  readonly at: readonly (string | number)[];
  /** True where an unconnected port is an error; elsewhere it ends the run with reason `completed`. */
  readonly required?: boolean;
  /** The port that is taken instead where this one is not connected, e.g. `next` for a message's `skipped`. */
  readonly fallsBackTo?: string;
}

/** A piece of the sentence on a card; `strong` pieces are the values. */
export interface SummaryPart {
  readonly text: string;
  readonly strong?: boolean;
}

/** A trait or a property of an event that the workspace has seen. */
export interface KnownValue {
  readonly name: string;
  /** What its values are; absent where that is not known, or not always the same. A date is a text such as `2026-05-03` or an instant. */
  readonly type?: 'string' | 'number' | 'boolean' | 'date' | 'list';
  /** All values seen so far; absent where they are not known or too many to be a list to choose from. */
  readonly values?: readonly Json[];
}

/** The environment of `check`: what the workspace knows. Every list may be absent, which means "unknown", not "empty". */
export interface World {
  /** A property is a name, or a name with what is known of its values. */
  readonly events?: readonly { readonly name: string; readonly properties?: readonly (string | KnownValue)[] }[];
  readonly traits?: readonly (string | KnownValue)[];
  readonly segments?: readonly string[];
  readonly channels?: readonly string[];
  readonly topics?: readonly string[];
  readonly templates?: readonly { readonly key: string; readonly channel: string; readonly fields?: readonly string[]; readonly body?: string; readonly subject?: string }[];
  readonly journeys?: readonly string[];
}

/** An issue as a kind tells it. */
export type KindIssue = Omit<Issue, 'path' | 'node' | 'fix'> & {
  readonly at: readonly (string | number)[];
  readonly fix?: { readonly title: string; readonly changes: readonly { readonly at: readonly (string | number)[]; readonly value?: unknown }[] };
  readonly known?: Iterable<string>;
};

export interface CheckContext {
  readonly world: World;
  /** Category of the journey. */
  readonly category: 'marketing' | 'service' | 'transactional' | 'survey';
  /** Whether customers may come again; absent where the journey says nothing, and they may once they are out. */
  readonly reentry?: 'never' | 'after-exit' | 'always';
  /** Whether some event ends the journey wherever the customer is. */
  readonly endsByEvent?: boolean;
  /**
   * Makes an issue at a path inside this node's config; the changes of a fix are such paths too. With `known` the value there is a name that is none of these: the nearest
   * one is asked for and offered.
   */
  issue(issue: KindIssue): Issue;
}

/** Names (not values) a node depends on: gathered into `ProgramFacts` and checked against the world. */
export interface Needs {
  /** Conditions inside the config, each with its place. */
  readonly conditions?: readonly {
    readonly at: readonly (string | number)[];
    readonly condition: unknown;
    /** The event that the condition reads as `event`, where it is not the one that started the run. */
    readonly event?: string;
  }[];
  /** Texts (Handlebars) inside the config, each with its place. */
  readonly texts?: readonly { readonly at: readonly (string | number)[]; readonly text: string }[];
  readonly events?: readonly string[];
  /** Traits read besides those that conditions and texts name. */
  readonly traits?: readonly string[];
  readonly segments?: readonly string[];
  readonly templates?: readonly string[];
  readonly channels?: readonly string[];
  readonly topics?: readonly string[];
  readonly journeys?: readonly string[];
  readonly sentiment?: boolean;
  /** Events that are counted for an experiment: they score a run and never move it. */
  readonly scores?: readonly string[];
  readonly watches?: boolean;
  /** Events that the node makes itself, so that nobody has to have sent them. */
  readonly emits?: readonly string[];
  /** Traits that the node sets, so that later steps may read them. */
  readonly writes?: readonly string[];
  /** Puts a question to the customer, and for how long nobody is asked another one (GATE-7). */
  readonly survey?: { readonly cooldown: Duration };
  /** Names under which the node keeps something for later steps, read as `steps.<name>`. */
  readonly keeps?: readonly string[];
}

/**
 * What is known of a run that leaves a step by a port, so that the checks can follow people through a journey with what must be so of them. Only what is certain
 * stands here: what is left out is not known.
 */
export interface Passage {
  readonly port: string;
  /** True where no time passes and nothing can happen on the way: what held on coming still holds. */
  readonly atOnce?: boolean;
  /** Conditions that hold on leaving, and conditions that do not. */
  readonly holds?: readonly unknown[];
  readonly fails?: readonly unknown[];
  /** The event that leads this way when it comes; `event` in `where` is this very event. */
  readonly event?: { readonly name: string; readonly where?: unknown; readonly match?: { readonly entry: string; readonly event: string } };
  /** The outcome of the step's command that leads this way. */
  readonly result?: string;
  /** Where chance decides: the share of people who go this way, 0..1. */
  readonly share?: number;
  /** How often at the most a run goes this way. */
  readonly atMost?: number;
  /** Taken only when the other port was taken as often as it may be. */
  readonly after?: string;
  /** Paths that the step may have changed (`customer.plan`); `segments` for memberships, `past` for what happened. */
  readonly forgets?: readonly string[];
  /** Conditions under which this way is taken for certain, where it may be taken for other reasons too. */
  readonly easily?: readonly unknown[];
}

/** One way in which an entry lets a customer in. */
export interface Arrival {
  /** What happens; `tick` and `date` come by themselves. */
  readonly occurrence:
    | { readonly type: 'event'; readonly name: string }
    | { readonly type: 'segment'; readonly segment: string; readonly edge: 'enter' | 'leave' }
    | { readonly type: 'sentiment'; readonly to: 'negative' | 'neutral' | 'positive'; readonly from: 'negative' | 'neutral' | 'positive' | null; readonly confidence: number }
    | { readonly type: 'manual'; readonly required: readonly string[] }
    | { readonly type: 'tick' | 'date' };
  /** Conditions that hold then. */
  readonly holds?: readonly unknown[];
}

/** What a kind sees when a run reaches it. Pure data: no clock, no I/O, no other node. */
export interface StepContext {
  readonly step: string;
  readonly visit: number;
  readonly now: Instant;
  readonly zone: Zone;
  readonly run: Run;
  readonly facts: Facts;
  readonly category: 'marketing' | 'service' | 'transactional' | 'survey';
  /** What the run waited for; null in `enter`. */
  readonly waiting: Waiting | null;
  /** A stable hash in [0, 1) of (seed, key, step) for splits (ENG-10). */
  draw(key: string): number;
}

/** A command without the parts that the engine fills in. */
export type CommandDraft = Command extends infer C ? (C extends Command ? Omit<C, 'id' | 'step' | 'visit'> : never) : never;

/** What a kind answers. `go` names a port. A kind that answers `stay` in `resume` is not touched by the signal. */
export type StepAnswer = {
  readonly because: string;
  readonly used?: Readonly<Record<string, Json>>;
  readonly commands?: readonly CommandDraft[];
  /** Kept as `steps.<id>` for later conditions and templates; also as `steps.<keepAs>` where a name is given. */
  readonly data?: Json;
  readonly keepAs?: string;
} & (
  /** `trial`: the customer now takes part in the step's experiment, on this arm, until this moment. A run does so once a step. */
  | { readonly go: string; readonly outcome?: string; readonly trial?: { readonly arm: string; readonly until: Instant } }
  /** `undecided`: why something that came could not be judged; the run rests on, and the trail says so. `again`: why the wait began anew, which is a decision and is told in the trail. `noted`: what happened meanwhile, as its outcome in the trail. */
  | { readonly wait: Omit<Waiting, 'step' | 'visit' | 'since' | 'issued'>; readonly undecided?: string; readonly again?: string; readonly noted?: string }
  | { readonly finish: FinishReason; readonly id?: string }
);

/** What can let a customer into a journey. */
export type Occurrence =
  | { readonly type: 'event'; readonly event: EventFact }
  | { readonly type: 'segment'; readonly segment: string; readonly edge: 'enter' | 'leave' }
  | { readonly type: 'tick'; readonly entry: number; readonly at: Instant }
  /** A mood read anew. `from` is the last other mood, null where none is known; `before` is how sure one was of this very mood until now, 0 or absent where it was another. */
  | { readonly type: 'sentiment'; readonly from: string | null; readonly to: string; readonly confidence: number; readonly before?: number }
  /** A date of the customer has come: the entry's place in the list, and the moment it named (see `EntryKind.moment`). */
  | { readonly type: 'date'; readonly entry: number; readonly at: Instant }
  | { readonly type: 'manual'; readonly inputs: { readonly [key: string]: Json } };

interface KindBase<C> {
  /** Name in documents; entries are called `entry-<kind>` in graphs and `<kind>` in programs. */
  readonly kind: string;
  readonly version: number;
  readonly title: string;
  /** One or two sentences for the inspector and NODES.md. */
  readonly help: string;
  /** Name of a lucide icon, kebab-case. */
  readonly icon: string;
  readonly category: Category;
  /**
   * The shape of the config, the same in graph and program but for the ids of next steps, which only programs hold.
   * Each field carries `.meta({ title, description, placeholder, widget, ... })`; the editor's form is made from it.
   */
  readonly config: z.ZodType<C>;
  defaults(): C;
  ports(config: C): readonly Port[];
  /** The line on the card. */
  summary(config: C): readonly SummaryPart[];
  needs(config: C): Needs;
  check?(config: C, context: CheckContext): Issue[];
  readonly examples: readonly { readonly title: string; readonly config: C }[];
}

export interface StepKind<C = unknown> extends KindBase<C> {
  readonly role: 'step';
  /** True where a run can rest here, so that a cycle through it is not an endless one. */
  readonly waits: boolean;
  /** True where the kind itself limits how often a run passes, so that a cycle through it comes to an end. */
  readonly bounded?: boolean;
  /** The ports that an answer of a person leads to, told as the outcome of a `result`; absent where nobody is asked. */
  answers?(config: C): readonly string[];
  /**
   * What is known of those who leave by each port that can be taken; a port that is not listed is never taken. `connected` says whether a port leads anywhere. Absent:
   * every port may be taken, and time may pass.
   */
  passages?(config: C, connected: (port: string) => boolean): readonly Passage[];
  /** The least time a run rests here before it leaves by a port; null where only the customer's own doing leads there. Absent: no time at all. */
  restsAtLeast?(config: C, port: string): Duration | null;
  /** The experiment that this step is, for hosts that count and decide; null or absent where it is none. */
  experiment?(config: C): Experiment | null;
  /**
   * What the kind looked at besides conditions, read back from the `used` of one of its trail entries (ENG-13): facts, draws in their order, what a rest remembered. What
   * `used` keeps by these names needs none: paths of facts (`customer.plan`), `sentiment`, `sentimentAllowed`, `zone`, `drawn`; and for what ended a rest `due`, `result` with `reason` and `answer`, or `event` with `at`.
   */
  recall?(used: Readonly<Record<string, Json>>, step: string): { readonly facts?: Partial<Facts>; readonly draws?: readonly number[]; readonly waiting?: Json };
  enter(config: C, context: StepContext): StepAnswer;
  /** Called for signals while the run waits here; null means the signal is not for this step. */
  resume?(config: C, context: StepContext, signal: Signal): StepAnswer | null;
  /**
   * What a run that rests here waits for by a config that has changed since (DIFF-5); `context.waiting` is what it waited for until now. Commands are
   * dropped. Absent: `enter` is asked as of the moment at which the wait began, so that what was waited already counts.
   */
  rejoin?(config: C, context: StepContext): StepAnswer;
  /** Takes back what the step asked of others, where a new version leads a run elsewhere while it rests here. */
  withdraw?(config: C, context: StepContext): readonly CommandDraft[];
}

export interface EntryKind<C = unknown> extends KindBase<C> {
  readonly role: 'entry';
  /** The one type of occurrence that can let a customer in here, so that a host asks only the journeys that may answer. */
  readonly takes: Occurrence['type'];
  /**
   * The schedule whose ticks a host has to tell of, with what to do about missed ones; null or absent where there is none.
   * `segment` names the only customers who need to be told; null tells everybody.
   */
  schedule?(config: C): { readonly cron: string; readonly timezone: Zone | null; readonly missed: 'skip' | 'once'; readonly segment: string | null } | null;
  /** What a host tells each customer of when the journey goes live, for those who are in place already; null or absent where nothing. */
  onPublish?(config: C): Occurrence | null;
  /**
   * The first moment after `after` at which the customer is to be let in by a date of theirs, or null where there is none. A host keeps it as a timer, asks
   * again whenever the customer changed or the moment has passed, and then tells of a `date` occurrence.
   */
  moment?(config: C, facts: HostFacts, zone: Zone, after: Instant): Instant | null;
  /** How customers can come in here, for the checks; absent where nothing is known of them. */
  arrivals?(config: C): readonly Arrival[];
  /** Whether this occurrence lets the customer in; the audience and re-entry are the journey's business. */
  accepts(config: C, occurrence: Occurrence, facts: Facts): { readonly yes: boolean; readonly because: string; readonly used?: Readonly<Record<string, Json>> };
}

export type NodeKind = StepKind | EntryKind;

/** Declares a step kind. Everything about a kind lives in one call; shared code never asks for a kind by name. */
export function defineNode<C>(kind: Omit<StepKind<C>, 'role'>): StepKind {
  return { ...kind, role: 'step' } as unknown as StepKind;
}

/** Declares an entry kind. */
export function defineEntry<C>(kind: Omit<EntryKind<C>, 'role'>): EntryKind {
  return { ...kind, role: 'entry' } as unknown as EntryKind;
}

export type { TrailEntry };
