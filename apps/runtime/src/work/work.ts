import type { Channel, HookAnswer, HookRequest } from '../channel/channel.ts';
import type { Requester } from '../channel/requester.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Scorer } from '../sentiment/scorer.ts';
import type { Database } from '../store/database.ts';
import type { Answered, SurveyAnswer } from './answer-survey.ts';
import type { Decided, TaskDecision } from './decide-task.ts';
import type { AcceptedCall } from './accepted.ts';
import type { ControlView, ExperimentView } from './experiments.ts';
import type { Moving } from './items.ts';
import type { Hit } from './tracking.ts';

/** What this process does besides HTTP: passes over lanes, deliveries, and asking every second what is due. */
export type Role = 'work' | 'deliver' | 'cron';

/** Told about what happened, for `/metrics`. All are optional and must not throw. */
export interface WorkHooks {
  ingested?(calls: number): void;
  passed?(pass: { readonly lane: number; readonly items: number; readonly seconds: number }): void;
  /** How long after its due time a timer was carried out. */
  fired?(latenessSeconds: number): void;
  /** A message came to an end or was put off: `sent`, `skipped`, `deferred`, `failed`, `uncertain`. */
  message?(status: string, channel: string): void;
  failed?(kind: string): void;
}

export interface WorkDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly scorer: Scorer;
  /** Performs webhook steps. */
  readonly requester: Requester;
  readonly log: Log;
  readonly lanes: number;
  readonly roles: ReadonlySet<Role>;
  /** Where links in messages lead, without a slash at the end. */
  readonly publicUrl: string;
  readonly hooks?: WorkHooks;
}

/** How far behind the work is. */
export interface Lag {
  /** Items that wait for a pass, and the age of the oldest in seconds. */
  readonly inbox: number;
  readonly oldestSeconds: number;
  /** Timers and messages that are due and not yet carried out. */
  readonly timers: number;
  readonly messages: number;
}

/** What became of a request of a provider. */
export type HookOutcome = { readonly ok: true; readonly answer: HookAnswer } | { readonly ok: false; readonly status: 400 | 401; readonly detail: string };

export type { HookRequest };

export interface Work {
  /**
   * Makes calls durable; resolves when they are, and where this process can have their lanes at once they are decided too.
   * Repeated message ids do nothing, for ever. Rejects where the database does; nothing of the calls of a lane is then half-written.
   */
  ingest(calls: readonly AcceptedCall[]): Promise<void>;
  /** Lets a customer into a journey by its manual entry. */
  enrol(journey: string, customer: string, inputs: Readonly<Record<string, unknown>>): Promise<void>;
  /**
   * Has the open runs of older versions go on in `to`, lane by lane; resolves when that is sure to happen. Asking again moves nobody twice.
   * False where `to` is not the published version (any more), or the journey is neither live nor paused; nothing is asked then. A paused journey's people move when it goes on.
   */
  movePeople(move: Moving): Promise<boolean>;
  /** Puts a failed item back; false where there is none with this id. */
  replay(failure: string): Promise<boolean>;
  /** Looks at every customer again after a segment's condition changed, or its members were edited. */
  recheckSegment(key: string): Promise<void>;
  /** To be called after publishing, pausing, resuming, archiving, and after changes of segments, templates and settings. */
  programsChanged(): Promise<void>;
  /** Consent from outside a call (the management API, a preference page): acts at once, also on queued messages where it is a no. */
  setConsent(customer: string, consent: { readonly channel: string; readonly topic: string; readonly state: 'granted' | 'denied' | 'unsubscribed'; readonly source: string }): Promise<void>;
  setSentimentAllowed(customer: string, allowed: boolean): Promise<void>;
  /**
   * Withdraws consent (`*` for all topics or channels) and takes queued messages back. Resolves when nothing that was on its
   * way to the customer is under way any more, so that no message leaves after it was acknowledged.
   */
  unsubscribe(from: { readonly lane: number; readonly customer: string; readonly channel: string; readonly topic: string }): Promise<void>;
  /** What was posted to `/hooks/<channel>`: verified, made durable and acted on before it is answered. Null where there is no such channel, or nothing comes back from it. */
  receive(channel: string, request: HookRequest): Promise<HookOutcome | null>;
  /** A link of a message was followed, or its picture loaded; does nothing where the customer does not agree to that. */
  track(message: Addressed, hit: Hit): Promise<void>;
  /** Removes all rows of a customer; totals stay. Resolves when nothing is on its way to them any more. */
  erase(customer: string): Promise<void>;
  /** Takes a colleague's decision and tells the run, once. */
  decideTask(task: { readonly lane: number; readonly id: string }, decision: TaskDecision): Promise<Decided>;
  /** Gives a task to a colleague, or with null back to its queue; false where it is not open. */
  assignTask(task: { readonly lane: number; readonly id: string }, assignee: string | null): Promise<boolean>;
  /** Takes a customer's answer and tells the run, once. */
  answerSurvey(survey: { readonly lane: number; readonly id: string }, given: SurveyAnswer): Promise<Answered>;
  /** The experiments of a journey's published version and what its control group shows; nothing where it was never published. */
  experiments(journey: string): Promise<{ readonly experiments: readonly ExperimentView[]; readonly control: ControlView | null }>;
  /** A person decides an experiment, or (null) that it goes on until somebody does. Answers what was wrong; acts with the next pass. */
  chooseWinner(journey: string, step: string, winner: string | null, by: string): Promise<'no-experiment' | 'no-arm' | null>;
  /** Makes the links of a message and reads them again. */
  readonly links: Links;
  start(): Promise<void>;
  /** Takes nothing new, finishes what is under way. */
  stop(): Promise<void>;
  /** Works until nothing is due at `clock.now()`: passes, ticks, deliveries, calls. What a channel's pace holds back waits for the clock to go on. */
  drain(): Promise<void>;
  lag(): Promise<Lag>;
}

/** Where the row of a message or survey is. */
export interface Addressed { readonly lane: number; readonly id: string }

/** Signed addresses in messages. They hold the lane and the id of a message or survey (a click also where it leads), and nothing about a person. */
export interface Links {
  unsubscribe(message: Addressed): string;
  why(message: Addressed): string;
  preferences(message: Addressed): string;
  /** The page on which a survey is answered. */
  survey(survey: Addressed): string;
  /** Of the picture that tells that a message was opened. */
  open(message: Addressed): string;
  /** An address that leads to `url` and tells that the customer went there. */
  click(message: Addressed, url: string): string;
  /** The message's name towards providers; see `Outgoing.ref`. */
  ref(message: Addressed): string;
  /** The message or survey a token was made for, or null where it was not made here for this purpose. */
  read(token: string, purpose: 'unsubscribe' | 'why' | 'preferences' | 'open' | 'survey'): Addressed | null;
  readClick(token: string): (Addressed & { readonly url: string }) | null;
  /** Where to look for the message of a name: among those of a run, the one that it `names`. Null where it cannot be one. */
  readRef(ref: string): { readonly lane: number; readonly run: string; names(id: string): boolean } | null;
}
