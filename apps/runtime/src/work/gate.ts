import { decideSend, parseZone, roughMs, type GateDecision, type GateFacts, type GatePolicy, type SendCommand } from '@attune/dsl';
import type { Channel } from '../channel/channel.ts';
import { suppressionKey } from '../store/suppressions.ts';
import type { Care } from './care.ts';
import { consentOf, type Consents } from './consent.ts';
import { gateMood, type Mood } from './mood.ts';

/** A message that counts for frequency caps. */
export interface SentBefore { readonly id: string; readonly at: string; readonly channel: string; readonly topic: string | null }

/** The receiver, as the gate needs them. */
export interface Receiver {
  readonly id: string;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly timezone: string | null;
  readonly consents: Consents;
  readonly mood: Mood | null;
  readonly care: Care;
}

export interface GateQuestion {
  readonly command: SendCommand;
  readonly receiver: Receiver;
  readonly sent: readonly SentBefore[];
  readonly suppressed: ReadonlySet<string>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly policy: GatePolicy;
  readonly now: string;
}

export interface GateAnswer {
  readonly channel: string;
  readonly to: string | null;
  readonly decision: GateDecision;
}

/** Reasons that another channel may not have. */
const OTHER_CHANNEL_MAY = new Set(['no-address', 'no-consent', 'unsubscribed', 'suppressed']);

/** Asks the gate for the step's channel and, where that one cannot reach the customer, for its fallbacks in order. */
export function askGate(question: GateQuestion): GateAnswer {
  const { command } = question;
  let first: GateAnswer | null = null;
  for (const name of [command.channel, ...command.fallback]) {
    const answer = askFor(question, name);
    if (answer.decision.answer !== 'skip' || !OTHER_CHANNEL_MAY.has(answer.decision.reason)) return answer;
    first ??= answer;
  }
  return first ?? askFor(question, command.channel);
}

/** Asks the gate for one channel: at the step, and again in full when the message is about to leave. */
export function askFor({ command, receiver, sent, suppressed, channels, policy, now }: GateQuestion, name: string): GateAnswer {
  const to = channels.get(name)?.address({ id: receiver.id, traits: receiver.traits }) ?? null;
  const facts: GateFacts = {
    address: to,
    consent: consentOf(receiver.consents, name, command.topic),
    suppressed: to !== null && suppressed.has(suppressionKey(name, to)),
    sent,
    zone: receiver.timezone === null ? null : parseZone(receiver.timezone),
    mood: gateMood(receiver.mood),
    openComplaint: receiver.care.complaint !== undefined,
    refundPending: receiver.care.refund !== undefined,
    deliveryLate: receiver.care.delivery !== undefined,
  };
  const { topic, category, holdout } = command;
  const decision = decideSend({ channel: name, topic, category, holdout, ...(command.expires === undefined ? {} : { expires: command.expires }) }, facts, policy, now);
  return { channel: name, to, decision };
}

/** How far back sent messages matter: the longest cap's window, and a little more. */
export function capsReach(policy: GatePolicy, nowMs: number): string {
  const longest = Math.max(0, ...policy.caps.map((cap) => roughMs(cap.within) ?? 0));
  return new Date(Math.max(0, nowMs - longest * 1.1 - 86_400_000)).toISOString();
}
