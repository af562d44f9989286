import type { EventFact, NotifyCommand, Occurrence, Redirects } from '@attune/dsl';
import type { AcceptedCall } from './accepted.ts';
import type { Chain } from './chain.ts';

/** What is put into the inbox of a lane, beside the customer it is about. */
export type Payload =
  /** A call of the ingestion API; `again` where it failed before and somebody asked to try it once more. */
  | { readonly kind: 'call'; readonly call: AcceptedCall; readonly again?: boolean }
  /** An event that a journey (or the runtime itself) made; its id deduplicates. */
  | { readonly kind: 'emit'; readonly event: EventFact & { readonly id: string }; readonly chain?: Chain }
  | { readonly kind: 'enrol'; readonly journey: string; readonly inputs: Readonly<Record<string, unknown>>; readonly chain?: Chain }
  /** The tick of a schedule, for one customer of its audience. */
  | { readonly kind: 'tick'; readonly journey: string; readonly entry: number; readonly at: string }
  /** What a journey wanted those to be told who were in place already when it was published. */
  | { readonly kind: 'existing'; readonly journey: string; readonly occurrence: Exclude<Occurrence, { type: 'event' }> }
  /** What became of a message, call or task of a step. */
  | { readonly kind: 'result'; readonly run: string; readonly step: string; readonly visit: number; readonly outcome: string; readonly reason?: string; readonly data?: unknown }
  /** A due timer of a run. */
  | { readonly kind: 'timer'; readonly run: string; readonly step: string; readonly visit: number }
  /** An event for the runs of one journey that was paused when it came. */
  | { readonly kind: 'event'; readonly journey: string; readonly event: EventFact }
  /** Segments to look at again: one by key, or all that depend on time. */
  | { readonly kind: 'recheck'; readonly segment: string | null }
  /** Consent, mood or traits were changed from outside. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'cancel'; readonly journey: string }
  /** A customer's runs of older versions of a journey are to go on in another one. */
  | { readonly kind: 'move'; readonly move: Moving }
  /** The same for everybody of a lane: those after `after` get a `move` of their own, so many at a time. */
  | { readonly kind: 'moveAll'; readonly move: Moving; readonly after: string }
  /** A line to colleagues that could not be said, once more. */
  | { readonly kind: 'notify'; readonly call: { readonly run: string; readonly step: string; readonly visit: number; readonly command: NotifyCommand } }
  /** The customer turned out to be `into`: their rows move to that lane ... */
  | { readonly kind: 'merge'; readonly into: string }
  /** ... and are taken up there. */
  | { readonly kind: 'adopt'; readonly from: string; readonly belongings: unknown };

/** Which runs of a journey go where. */
export interface Moving {
  readonly journey: string;
  /** The version they are in; null for any older one. */
  readonly from: number | null;
  readonly to: number;
  readonly redirects: Redirects;
}

/** One thing for a pass to do. */
export interface Item {
  /** `i<seq>` of the inbox, `t<due>/<run>` of a timer, `c<n>` of a call that came straight in: names it inside one pass. */
  readonly key: string;
  readonly customer: string;
  readonly payload: Payload;
  /** Set where it came from the inbox. */
  readonly seq?: number;
  /** Set where it is a timer's row. */
  readonly timer?: { readonly due: string; readonly run: string };
}

/** The customer a call speaks of: the sender's userId, or `anon:<anonymousId>` until they say who they are. */
export function customerOf(call: AcceptedCall): string {
  return call.userId ?? `anon:${call.anonymousId ?? ''}`;
}
