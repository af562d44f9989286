import type { EventFact, StepFact } from '../facts.ts';
import type { Duration, Instant, Json, JsonObject } from '../json.ts';
import type { FinishReason } from './run.ts';

/** The words of a message. `body` is text (blank lines make paragraphs); `html` replaces the layout made from it. */
export interface Content {
  readonly subject?: string;
  readonly body: string;
  readonly html?: string;
}

/** A question that goes out with a message; the host makes the page on which it is answered. */
export interface SurveyAsk {
  readonly kind: 'nps' | 'csat' | 'ces' | 'text';
  readonly question: string;
  /** Answers that come later do not count; absent where the run waits for ever. */
  readonly expires?: Instant;
  /** Nobody is asked who was asked anything, by any journey, in this time (GATE-7); absent where that does not matter. */
  readonly cooldown?: Duration;
  /** True where it is the question of an earlier message once more: no survey of its own. */
  readonly reminder?: boolean;
}

/** Changes of a customer, in the order set, setOnce, increment, min, max, append, remove, unset, tag, untag, addTo, removeFrom. */
export interface CustomerChange {
  readonly set?: JsonObject;
  readonly setOnce?: JsonObject;
  readonly increment?: Readonly<Record<string, number>>;
  /** The smaller of the two stays. */
  readonly min?: Readonly<Record<string, number>>;
  /** The larger of the two stays. */
  readonly max?: Readonly<Record<string, number>>;
  readonly append?: JsonObject;
  readonly remove?: JsonObject;
  readonly unset?: readonly string[];
  readonly tag?: readonly string[];
  readonly untag?: readonly string[];
  readonly addTo?: readonly string[];
  readonly removeFrom?: readonly string[];
}

interface Base {
  /** `<run>:<step>:<visit>:<n>`: performing one twice is recognisable. */
  readonly id: string;
  readonly step: string;
  readonly visit: number;
}

export interface SendCommand extends Base {
  readonly type: 'send';
  readonly channel: string;
  /** Other channels to try, in order, where this one has no address or no consent. */
  readonly fallback: readonly string[];
  /** Key of a message template, or the words themselves. */
  readonly template?: string;
  readonly content?: Content;
  readonly topic: string | null;
  readonly category: 'marketing' | 'service' | 'transactional' | 'survey';
  /** Not sent after this moment. */
  readonly expires?: Instant;
  readonly holdout: boolean;
  /** Held back until the hour at which this customer mostly answers, for this long at the most. */
  readonly bestTime?: Duration;
  /** The host adds a link to the answer page, and tells the run the answer as a result `answered` with `{score?, text?}`. */
  readonly survey?: SurveyAsk;
  /** What the words may refer to besides the customer: `event`, `steps`. */
  readonly context: { readonly event: EventFact | null; readonly steps: Readonly<Record<string, StepFact>> };
}
export interface CallCommand extends Base {
  readonly type: 'call';
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Milliseconds until the call counts as failed. */
  readonly timeoutMs: number;
  /** Tries in all, where the first ones fail in a way that may pass; the host's own number where absent. */
  readonly attempts?: number;
}

/** Asks a person of the team to decide; the result of the command is the id of the outcome they choose, with `{note?, by?}` as data. */
export interface TaskCommand extends Base {
  readonly type: 'createTask';
  readonly queue: string;
  readonly title: string;
  /** What the colleague has to know, so that nobody has to ask the customer again. */
  readonly brief?: string;
  /** An answer to the customer that the colleague may edit and send. */
  readonly draft?: string;
  /** When the decision is due. Later it is late, and may still be made until the run goes on without it. */
  readonly due?: Instant;
  /** Whose it is from the start; absent where anybody of the queue may take it. */
  readonly assignee?: string;
  readonly outcomes: readonly { readonly id: string; readonly label: string }[];
}

/** A line for colleagues. `to` is the https address of a chat's incoming webhook, or an e-mail address. Nobody waits for it. */
export interface NotifyCommand extends Base {
  readonly type: 'notify';
  readonly to: string;
  readonly text: string;
}

/** What should happen next, as data: the engine asks, the host acts. */
export type Command =
  | SendCommand
  | CallCommand
  | (Base & { readonly type: 'setTimer'; readonly due: Instant })
  | (Base & { readonly type: 'clearTimer' })
  | (Base & { readonly type: 'update'; readonly change: CustomerChange })
  | TaskCommand
  /** The task of this step is not needed any more: its time was up. A task whose run ends is withdrawn by the host. */
  | (Base & { readonly type: 'closeTask'; readonly reason: string })
  | NotifyCommand
  | (Base & { readonly type: 'emit'; readonly event: string; readonly properties: JsonObject })
  | (Base & { readonly type: 'enrol'; readonly journey: string; readonly inputs: JsonObject })
  | (Base & { readonly type: 'finish'; readonly reason: FinishReason; readonly exit?: string });

/** One decision, with all that is needed to make it again and get the same answer (ENG-13). */
export interface TrailEntry {
  readonly at: Instant;
  /** The step's id, or `journey` for what belongs to none (entry, exits, goals). */
  readonly step: string;
  readonly visit: number;
  /** The port taken, or `entered`, `waiting`, `goal`, `finished`, `failed`, ... */
  readonly outcome: string;
  /** In words a marketer reads, e.g. `plan was 'pro'`. */
  readonly because: string;
  /** The deciding values by name. */
  readonly used: Readonly<Record<string, Json>>;
}
