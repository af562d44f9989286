import { parseSpan, windowStart } from '../condition/moment.ts';
import { durationInWords } from '../time/index.ts';
import type { Instant, Json } from '../json.ts';
import { bestMoment } from './best-time.ts';
import type { GateDecision, GateFacts, GatePolicy, SendRequest, SkipReason } from './gate-types.ts';
import { quietUntil } from './quiet-hours.ts';

/** The rules a workspace starts with. */
export const defaultPolicy: GatePolicy = {
  quietHours: { from: '21:00', to: '08:00', channels: ['email', 'sms', 'push', 'chat', 'webhook'] },
  caps: [{ limit: 3, within: 'P7D' }],
  guardrails: true,
  zone: 'UTC',
};

/** What each category of a journey is bound by; suppression, a missing address, expiry and the control group bind all. */
interface Duty {
  /** `granted`: only with a yes to the topic. `not-refused`: unless there is a no. `none`: whatever they said. */
  readonly consent: 'granted' | 'not-refused' | 'none';
  readonly guardrails: boolean;
  readonly caps: boolean;
  readonly quietHours: boolean;
}
const duties: Readonly<Record<SendRequest['category'], Duty>> = {
  marketing: { consent: 'granted', guardrails: true, caps: true, quietHours: true },
  survey: { consent: 'not-refused', guardrails: false, caps: true, quietHours: true },
  service: { consent: 'not-refused', guardrails: false, caps: false, quietHours: true },
  transactional: { consent: 'none', guardrails: false, caps: false, quietHours: false },
};

/** Whether caps bind messages of a category, so that a host need not look up what was sent before for the others. */
export function capsBind(category: SendRequest['category']): boolean {
  return duties[category].caps;
}

interface Question {
  readonly request: SendRequest;
  readonly facts: GateFacts;
  readonly policy: GatePolicy;
  readonly now: Instant;
  readonly duty: Duty;
}
type Used = Readonly<Record<string, Json>>;

const skip = (reason: SkipReason, because: string, used: Used): GateDecision => ({ answer: 'skip', reason, because, used });

/** Each rule answers, or lets the next one decide. What forbids a message for good is asked before what only delays it. */
const rules: readonly ((question: Question) => GateDecision | null)[] = [expired, hasLeft, inHoldout, noAddress, noConsent, suppressed, guarded, asked, capped, bestTime, quiet];

/**
 * Decides whether a message may go out now: the one gate for every channel, asked when a message is due and again in full when a
 * deferred one is released. Pure; `now` is an argument. `used` holds everything it was decided from (GATE-6), `because` says it in a sentence.
 */
export function decideSend(request: SendRequest, facts: GateFacts, policy: GatePolicy, now: Instant): GateDecision {
  const question: Question = { request, facts, policy, now, duty: duties[request.category] };
  for (const rule of rules) {
    const decision = rule(question);
    if (decision) return decision;
  }
  const used: Used = { channel: request.channel, topic: request.topic, category: request.category, consent: facts.consent, mood: facts.mood, zone: facts.zone, ...(question.duty.caps ? { sentBefore: facts.sent.length } : {}) };
  return { answer: 'send', because: whySend(question), used };
}

function whySend({ request, facts, duty }: Question): string {
  if (duty.consent === 'none') return 'This message belongs to a purchase or the account, so nothing holds it back.';
  if (facts.consent === 'granted') return `They agreed to ${request.topic ?? 'this'} by ${request.channel}, and nothing speaks against it now.`;
  return `A ${request.category} message needs no prior consent, and nothing speaks against it now.`;
}

function expired({ request, now }: Question): GateDecision | null {
  if (request.expires === undefined || Date.parse(now) <= Date.parse(request.expires)) return null;
  return skip('expired', 'It was no longer worth sending: its last moment had passed.', { expires: request.expires, now });
}

/** What somebody has left behind is not sent after them (GATE-9), unless it belongs to a purchase or the account. */
function hasLeft({ request }: Question): GateDecision | null {
  if (request.left !== true || request.category === 'transactional') return null;
  return skip('expired', 'It was no longer worth sending: they had left the journey before it could go.', { left: true });
}

function inHoldout({ request }: Question): GateDecision | null {
  return request.holdout ? skip('holdout', 'They are in the control group, which is measured and gets nothing.', { holdout: true }) : null;
}

function noAddress({ request, facts }: Question): GateDecision | null {
  if (facts.address !== null && facts.address.trim() !== '') return null;
  return skip('no-address', `There is no address for ${request.channel}.`, { channel: request.channel, address: null });
}

function noConsent({ request, facts, duty }: Question): GateDecision | null {
  if (duty.consent === 'none' || facts.consent === 'granted' || (facts.consent === 'none' && duty.consent === 'not-refused')) return null;
  const used: Used = { consent: facts.consent, topic: request.topic, channel: request.channel };
  const what = `${request.topic ?? 'messages'} by ${request.channel}`;
  if (facts.consent === 'unsubscribed') return skip('unsubscribed', `They unsubscribed from ${what}.`, used);
  return skip('no-consent', facts.consent === 'denied' ? `They said no to ${what}.` : `They never agreed to ${what}.`, used);
}

function suppressed({ request, facts }: Question): GateDecision | null {
  return facts.suppressed ? skip('suppressed', `The address is blocked for ${request.channel}: an earlier message bounced or was reported.`, { suppressed: true, channel: request.channel }) : null;
}

/** The empathy guardrails (GATE-5): no promotion to somebody who is waiting for help or upset. */
function guarded({ request, facts, policy, duty }: Question): GateDecision | null {
  if (!policy.guardrails) return null;
  // A question is no promotion, but nobody who waits for help wants to be asked how they liked it (GATE-7).
  if (request.survey && facts.openComplaint) return skip('guarded', 'Not asked now: a complaint of theirs is open.', { openComplaint: true });
  if (!duty.guardrails) return null;
  const signs: readonly (readonly [boolean, string, Used])[] = [
    [facts.openComplaint, 'a complaint of theirs is open', { openComplaint: true }],
    [facts.refundPending, 'they wait for a refund', { refundPending: true }],
    [facts.deliveryLate, 'a delivery to them is late', { deliveryLate: true }],
    [facts.mood === 'negative', 'their last words were unhappy and nothing better came since', { mood: facts.mood }],
  ];
  const held = signs.filter(([holds]) => holds);
  if (held.length === 0) return null;
  return skip('guarded', `No promotion now: ${held.map(([, words]) => words).join(', and ')}.`, Object.assign({}, ...held.map(([, , used]) => used)) as Used);
}

/** One survey in a while, across journeys (GATE-7); a reminder belongs to the survey it reminds of. */
function asked({ request: { survey }, facts, now }: Question): GateDecision | null {
  const last = facts.lastSurvey;
  if (survey?.cooldown === undefined || survey.reminder === true || last === null) return null;
  if (Date.parse(last) <= windowStart(Date.parse(now), parseSpan(survey.cooldown) ?? { months: 0, ms: 0 })) return null;
  return skip('capped', `They were asked something already, on ${last.slice(0, 10)}; the limit is one survey in ${durationInWords(survey.cooldown)}.`, { lastSurvey: last, cooldown: survey.cooldown });
}

/** The customer's best hour (GATE-8): one deferral, which spares the one for quiet hours. What is urgent does not wait. */
function bestTime({ request, facts, policy, now, duty }: Question): GateDecision | null {
  if (request.bestTime === undefined || request.category === 'transactional' || facts.hours === undefined) return null;
  const hours = duty.quietHours && policy.quietHours !== null && (policy.quietHours.channels?.includes(request.channel) ?? true) ? policy.quietHours : null;
  const best = bestMoment({ counts: facts.hours, quietHours: hours, zone: facts.zone, workspaceZone: policy.zone, now, within: request.bestTime, ...(request.expires === undefined ? {} : { expires: request.expires }) });
  return best && { answer: 'defer', until: best.at, because: best.because, used: best.used };
}

/** Frequency caps by rolling window (GATE-3); a message that is exactly a window old counts no more. */
function capped({ request, facts, policy, now, duty }: Question): GateDecision | null {
  if (!duty.caps) return null;
  for (const cap of policy.caps) {
    if ((cap.channel !== undefined && cap.channel !== request.channel) || (cap.topic !== undefined && cap.topic !== request.topic)) continue;
    const from = windowStart(Date.parse(now), parseSpan(cap.within) ?? { months: 0, ms: 0 });
    const counted = facts.sent.filter((sent) => Date.parse(sent.at) > from && (cap.channel === undefined || sent.channel === cap.channel) && (cap.topic === undefined || sent.topic === cap.topic));
    if (counted.length < cap.limit) continue;
    const kind = [cap.topic, cap.channel && `by ${cap.channel}`].filter(Boolean).join(' ');
    const because = `They already got ${counted.length} message${counted.length === 1 ? '' : 's'}${kind && ` (${kind})`} in ${durationInWords(cap.within)}; the limit is ${cap.limit}.`;
    return skip('capped', because, { sent: counted.map((sent) => sent.at), limit: cap.limit, within: cap.within, capChannel: cap.channel ?? null, capTopic: cap.topic ?? null });
  }
  return null;
}

/** Quiet hours (GATE-2) only delay, unless the delay takes the message past its last moment. */
function quiet({ request, facts, policy, now, duty }: Question): GateDecision | null {
  const hours = policy.quietHours;
  if (!duty.quietHours || hours === null || (hours.channels && !hours.channels.includes(request.channel))) return null;
  const until = quietUntil(hours, facts.zone, policy.zone, now);
  if (until === null) return null;
  const used: Used = { quietFrom: hours.from, quietTo: hours.to, zone: facts.zone, workspaceZone: policy.zone, now, until, expires: request.expires ?? null };
  const where = facts.zone === null ? 'it may be night where they are (their time zone is unknown)' : `it is quiet time for them (${hours.from} to ${hours.to} in ${facts.zone})`;
  if (request.expires !== undefined && Date.parse(until) > Date.parse(request.expires)) {
    return skip('quiet-hours-expired', `Not sent: ${where}, and at its end the message would be too late.`, used);
  }
  return { answer: 'defer', until, because: `Held back: ${where}.`, used };
}
