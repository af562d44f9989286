import { chooseChannel, decideSend, parseZone, roughMs, type Care, type GateDecision, type GateFacts, type GatePolicy, type HourCounts, type SendCommand, type SendRequest } from '@attune/dsl';
import type { Channel } from '../channel/channel.ts';
import { suppressionKey } from '../store/suppressions.ts';
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
  /** When they were last sent a question; looked at for questions only. */
  readonly lastSurvey: string | null;
  /** Given the first time a message for their best hour is asked about; it is not held back for that again. */
  readonly hours?: HourCounts;
  readonly suppressed: ReadonlySet<string>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly policy: GatePolicy;
  readonly now: string;
  /** The customer has left the journey since the message was asked for. */
  readonly left?: boolean;
}

export interface GateAnswer {
  readonly channel: string;
  readonly to: string | null;
  readonly decision: GateDecision;
}

/** Asks the gate for the step's channel and, where that one cannot reach the customer, for its fallbacks in order. */
export function askGate(question: GateQuestion): GateAnswer {
  const { command, policy, now } = question;
  const choice = chooseChannel([command.channel, ...command.fallback], requestOf(question), (channel) => factsFor(question, channel), policy, now);
  return choice === null ? askFor(question, command.channel) : { ...choice, to: addressOf(question, choice.channel) };
}

/** Asks the gate for one channel: in full, when the message is about to leave. */
export function askFor(question: GateQuestion, channel: string): GateAnswer {
  const decision = decideSend({ ...requestOf(question), channel, left: question.left === true }, factsFor(question, channel), question.policy, question.now);
  return { channel, to: addressOf(question, channel), decision };
}

const requestOf = ({ hours, command: { topic, category, holdout, expires, survey, bestTime } }: GateQuestion): Omit<SendRequest, 'channel'> => ({
  topic, category, holdout, ...(expires === undefined ? {} : { expires }), ...(survey === undefined ? {} : { survey }), ...(bestTime === undefined || hours === undefined ? {} : { bestTime }),
});

const addressOf = ({ channels, receiver: { id, traits } }: GateQuestion, channel: string) => channels.get(channel)?.address({ id, traits }) ?? null;

function factsFor(question: GateQuestion, channel: string): GateFacts {
  const { command, receiver, sent, suppressed } = question;
  const to = addressOf(question, channel);
  return {
    address: to,
    consent: consentOf(receiver.consents, channel, command.topic),
    suppressed: to !== null && suppressed.has(suppressionKey(channel, to)),
    sent,
    zone: receiver.timezone === null ? null : parseZone(receiver.timezone),
    mood: gateMood(receiver.mood),
    openComplaint: receiver.care.complaint !== undefined,
    refundPending: receiver.care.refund !== undefined,
    deliveryLate: receiver.care.delivery !== undefined,
    lastSurvey: question.lastSurvey,
    ...(question.hours === undefined ? {} : { hours: question.hours }),
  };
}

/** How far back questions matter: the longest cooldown of those that are to be sent, and a little more; null where none asks. */
export function surveysReach(commands: readonly Pick<SendCommand, 'survey'>[], nowMs: number): string | null {
  const cooldowns = commands.flatMap(({ survey }) => (survey?.cooldown === undefined || survey.reminder === true ? [] : [roughMs(survey.cooldown) ?? 0]));
  return cooldowns.length === 0 ? null : new Date(Math.max(0, nowMs - Math.max(...cooldowns) * 1.1 - 86_400_000)).toISOString();
}

/** How far back sent messages matter: the longest cap's window, and a little more. */
export function capsReach(policy: GatePolicy, nowMs: number): string {
  const longest = Math.max(0, ...policy.caps.map((cap) => roughMs(cap.within) ?? 0));
  return new Date(Math.max(0, nowMs - longest * 1.1 - 86_400_000)).toISOString();
}
