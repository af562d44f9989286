import type { Duration, Instant, Json, Zone } from '../json.ts';

/** Exactly one of these goes with every skipped message. */
export type SkipReason =
  | 'no-address' | 'no-consent' | 'unsubscribed' | 'suppressed' | 'capped' | 'quiet-hours-expired' | 'holdout' | 'guarded' | 'expired'
  | 'duplicate' | 'template-error' | 'provider-rejected';

/** What the gate is asked about. */
export interface SendRequest {
  readonly channel: string;
  readonly topic: string | null;
  readonly category: 'marketing' | 'service' | 'transactional' | 'survey';
  readonly expires?: Instant;
  readonly holdout: boolean;
  /** The customer has left the journey since it was asked for (`Run.withdrawn`). */
  readonly left?: boolean;
  /** Held back for the customer's best hour, for this long at the most (GATE-8). Given the first time a message is asked about, and not again when it is released. */
  readonly bestTime?: Duration;
  /** The message puts a question (GATE-7); a reminder is the same question once more. */
  readonly survey?: { readonly cooldown?: Duration; readonly reminder?: boolean };
}

/** What is known about the receiver. Whatever a host cannot find out it must leave out of this type's reach: the gate fails closed. */
export interface GateFacts {
  /** The address on this channel; null where there is none. Channels that need none (`outbox`) get the customer's id. */
  readonly address: string | null;
  /** Consent to the topic on the channel: `none` is never asked, `unsubscribed` is withdrawn. */
  readonly consent: 'granted' | 'denied' | 'unsubscribed' | 'none';
  /** The address bounced or complained. */
  readonly suppressed: boolean;
  /** Messages sent to the customer that count for caps, newest first, as far back as the longest cap's window. */
  readonly sent: readonly { readonly at: Instant; readonly channel: string; readonly topic: string | null }[];
  /** The customer's zone; null where unknown (GATE-2: the intersection of what is possible). */
  readonly zone: Zone | null;
  readonly mood: 'negative' | 'neutral' | 'positive' | 'unknown';
  readonly openComplaint: boolean;
  readonly refundPending: boolean;
  readonly deliveryLate: boolean;
  /** When the customer was last sent a question, by any journey; null where never. Looked at for surveys only. */
  readonly lastSurvey: Instant | null;
  /** At which hours the customer does something; needed where a best time is asked for. */
  readonly hours?: HourCounts;
}

/** How often something was done in each hour of the day, 24 numbers by the customer's own clock: by the customer, and by all customers. */
export interface HourCounts {
  readonly own: readonly number[];
  readonly all?: readonly number[];
}

/** The workspace's rules of sending. */
export interface GatePolicy {
  readonly quietHours: { readonly from: string; readonly to: string; readonly channels?: readonly string[] } | null;
  readonly caps: readonly { readonly channel?: string; readonly topic?: string; readonly limit: number; readonly within: Duration }[];
  /** The empathy guardrails (GATE-5). */
  readonly guardrails: boolean;
  readonly zone: Zone;
}

/** The gate's answer, with what it was decided from (GATE-6). */
export type GateDecision = {
  readonly because: string;
  readonly used: Readonly<Record<string, Json>>;
} & ({ readonly answer: 'send' } | { readonly answer: 'defer'; readonly until: Instant } | { readonly answer: 'skip'; readonly reason: SkipReason });
