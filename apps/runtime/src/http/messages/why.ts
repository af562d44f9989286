import type { GateDecision, SendCommand } from '@attune/dsl';
import type { Db } from '../../store/database.ts';
import type { MessageRow } from '../../store/messages-read.ts';
import { readRunTrail, type TrailRow } from '../../store/runs-read.ts';
import type { Why } from '../shapes.ts';
import { trailView } from '../views.ts';

/** How a channel's messages are called. A channel that is not listed is called by its name. */
const NOUNS: Readonly<Record<string, string>> = { email: 'e-mail', sms: 'text message', push: 'notification', chat: 'chat message', outbox: 'message', webhook: 'message' };
const MOST_REASONS = 4;

/** Why a message went out or was left out: one sentence to the customer, and everything it was decided from. */
export async function whyOf(db: Db, message: MessageRow): Promise<Why> {
  const all = await readRunTrail(db, message.lane, message.run);
  const trail = all.slice(0, lastBefore(all, message) + 1);
  const gate = message.decision as GateDecision;
  return {
    sentence: sentenceOf(message, trail, gate),
    trail: trail.map(trailView),
    gate: { answer: gate.answer, reason: message.reason ?? ('reason' in gate ? gate.reason : null), because: gate.because, used: { ...gate.used } },
    used: Object.assign({}, ...trail.map((entry) => entry.used as Record<string, unknown>), gate.used) as Record<string, unknown>,
  };
}

/** The decisions that led to the message end with the visit of its step. */
function lastBefore(trail: readonly TrailRow[], message: MessageRow): number {
  const at = trail.findLastIndex((entry) => entry.step === message.step && entry.visit === message.visit);
  return at === -1 ? trail.length - 1 : at;
}

/** One sentence (or two) a customer would understand. */
export function sentenceOf(message: MessageRow, trail: readonly TrailRow[], gate: GateDecision): string {
  const noun = NOUNS[message.channel] ?? `message by ${message.channel}`;
  const causes = [cause(message, trail), ...reasons(message, trail)].filter((text) => text !== '');
  const because = causes.length > 0 ? ` because ${causes.join('; then ')}` : '';
  return `${opening(message, noun)}${because}. ${toYou(message.error !== null && message.status === 'failed' ? `It could not be delivered: ${message.error}` : gate.because)}`;
}

function opening(message: MessageRow, noun: string): string {
  const article = /^[aeiou]/.test(noun) ? 'An' : 'A';
  if (message.status === 'sent') return `You got this ${noun}`;
  if (message.status === 'skipped') return `${article} ${noun} was planned and not sent. It was planned`;
  return `${article} ${noun} is planned for you`;
}

/** What began it all: the event with a few of its facts, or the words of the entry. */
function cause(message: MessageRow, trail: readonly TrailRow[]): string {
  const event = (message.command as Partial<SendCommand>).context?.event ?? null;
  if (event !== null) return `of “${event.name}” on ${day(event.at)}${details(event.properties)}`;
  const entered = trail.find((entry) => entry.outcome === 'entered');
  return entered === undefined ? '' : `on ${day(entered.at)} you ${toYou(entered.because).replace(/^you /i, '')}`;
}

function details(properties: Readonly<Record<string, unknown>>): string {
  const plain = Object.entries(properties).filter(([key, value]) => !/id$/i.test(key) && (typeof value === 'number' || (typeof value === 'string' && value.length <= 40 && !value.includes('://'))));
  return plain.length === 0 ? '' : ` (${plain.slice(0, 3).map(([key, value]) => `${key.replaceAll('_', ' ')} ${String(value)}`).join(', ')})`;
}

/** What was decided on the way; steps that only let time pass or asked for the message are left out. */
function reasons(message: MessageRow, trail: readonly TrailRow[]): string[] {
  const QUIET = new Set(['waiting', 'queued', 'entered', 'finished']);
  const decided = trail.filter((entry) => entry.step !== message.step && entry.step !== 'journey' && !QUIET.has(entry.outcome) && entry.because !== '');
  return decided.slice(-MOST_REASONS).map((entry) => toYou(entry.because).replace(/\.$/, ''));
}

const WORDS: Readonly<Record<string, string>> = { they: 'you', them: 'you', their: 'your', theirs: 'yours', They: 'You', Them: 'You', Their: 'Your', Theirs: 'Yours' };

/** The language speaks about a customer; here it speaks to them. */
export function toYou(text: string): string {
  return text.replaceAll(/\b(they|them|theirs?)\b/gi, (word) => WORDS[word] ?? word);
}

const day = (at: string): string => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(at));
