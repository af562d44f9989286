import { JOURNEY, type EventFact, type GateDecision } from '@attune/dsl';
import type { Db } from '../../store/database.ts';
import type { MessageRow } from '../../store/messages-read.ts';
import { readRunEvent, readRunTrail, type TrailRow } from '../../store/runs-read.ts';
import { readWorkspace, type Workspace } from '../../store/workspace.ts';
import { namingOf, type Naming } from '../naming.ts';
import type { Why } from '../shapes.ts';
import { trailView } from '../views.ts';
import { nounOf, wayOf } from './nouns.ts';

const MOST_REASONS = 4;
type Topics = Workspace['topics'];

/** Why a message went out or was left out: one sentence to the customer, and everything it was decided from. */
export async function whyOf(db: Db, message: MessageRow): Promise<Why> {
  const all = await readRunTrail(db, message.lane, message.run);
  const trail = all.slice(0, lastBefore(all, message) + 1);
  const naming = await namingOf(db, trail);
  const gate = message.decision as GateDecision;
  return {
    sentence: sentenceOf(message, trail, naming, (await readWorkspace(db)).topics, await readRunEvent(db, message.lane, message.run)),
    trail: trail.map((row) => trailView(row, naming)),
    gate: { answer: gate.answer, reason: message.reason ?? ('reason' in gate ? gate.reason : null), because: gate.because, used: { ...gate.used } },
    used: Object.assign({}, ...trail.map((entry) => entry.used as Record<string, unknown>), gate.used) as Record<string, unknown>,
  };
}

/** The decisions that led to the message end with the visit of its step. */
function lastBefore(trail: readonly TrailRow[], message: MessageRow): number {
  const at = trail.findLastIndex((entry) => entry.step === message.step && entry.visit === message.visit);
  return at === -1 ? trail.length - 1 : at;
}

/** A few sentences a customer would understand. */
function sentenceOf(message: MessageRow, trail: readonly TrailRow[], naming: Naming, topics: Topics, event: EventFact | null): string {
  const noun = nounOf(message.channel);
  const causes = [cause(event, trail), ...reasons(message, trail, naming)].filter((text) => text !== '');
  const because = causes.length > 0 ? ` because ${listed(causes)}` : '';
  return `${opening(message, noun)}${because}. ${ending(message, topics)}`;
}

function opening(message: MessageRow, noun: string): string {
  const article = /^[aeiou]/.test(noun) ? 'An' : 'A';
  if (message.status === 'sent') return `You got this ${noun}`;
  if (message.status === 'skipped') return `You did not get this ${noun}. It was planned`;
  return `${article} ${noun} is planned for you`;
}

/** What the gate said, or what became of it afterwards. */
function ending(message: MessageRow, topics: Topics): string {
  const gate = message.decision as GateDecision;
  if (message.status === 'failed' && message.error !== null) return `It could not be delivered: ${message.error}`;
  const { topic, channel } = message;
  if (topic === null) return toYou(gate.because);
  const name = topics.find((each) => each.key === topic)?.name;
  if (gate.answer === 'send' && gate.used['consent'] === 'granted') return `You agreed to get ${name === undefined ? topic : `“${name}”`} by ${wayOf(channel)}.`;
  return toYou(gate.because.replace(`${topic} by ${channel}`, `${name === undefined ? topic : `“${name}”`} by ${wayOf(channel)}`));
}

/** What began it all: the event with a few of its facts, or the words of the entry. */
function cause(event: EventFact | null, trail: readonly TrailRow[]): string {
  if (event !== null) return `of “${event.name}” on ${day(event.at)}${details(event.properties)}`;
  const entered = trail.find((entry) => entry.outcome === 'entered');
  return entered === undefined ? '' : `on ${day(entered.at)} you ${toYou(entered.because).replace(/^you /i, '').replace(/^added/, 'were added')}`;
}

/** Up to three facts of the event that a person recognises: an amount and its currency are one. */
function details(properties: Readonly<Record<string, unknown>>): string {
  const currency = typeof properties['currency'] === 'string' ? ` ${properties['currency']}` : '';
  const said = Object.entries(properties).flatMap(([key, value]) => {
    if (/id$/i.test(key) || key === 'currency') return [];
    if (typeof value === 'number') return [`${plain(key)} ${value}${MONEY.test(key) ? currency : ''}`];
    return typeof value === 'string' && value !== '' && value.length <= 40 && !value.includes('://') ? [`${plain(key)}: ${value.replace(/[.\s]+$/, '')}`] : [];
  });
  return said.length === 0 ? '' : ` (${said.slice(0, 3).join(', ')})`;
}

const MONEY = /total|value|revenue|price|amount|subtotal/i;
const plain = (key: string): string => key.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ').toLowerCase();

/** What was decided on the way, the latest few; steps that do not choose between ways say nothing. */
function reasons(message: MessageRow, trail: readonly TrailRow[], naming: Naming): string[] {
  const decided = trail.filter((entry) => entry.step !== message.step && entry.step !== JOURNEY && entry.outcome !== 'waiting' && entry.outcome !== 'next' && entry.because !== '' && naming.decides(entry));
  return [...new Set(decided.map((entry) => toYou(sayNothing(entry, naming)).replace(/\.$/, '')))].slice(-MOST_REASONS);
}

/** "Nothing of it came" needs what "it" was once the sentence stands alone. */
function sayNothing(entry: TrailRow, naming: Naming): string {
  const awaited = naming.otherWays(entry);
  return awaited.length === 0 ? entry.because : entry.because.replace(/^nothing of it came/, `nothing came of ${awaited.map((label) => `“${label}”`).join(' or ')}`);
}

const listed = (causes: readonly string[]): string => (causes.length < 2 ? causes.join('') : `${causes.slice(0, -1).join(', ')} and because ${causes.at(-1) ?? ''}`);

const WORDS: Readonly<Record<string, string>> = { they: 'you', them: 'you', their: 'your', theirs: 'yours', They: 'You', Them: 'You', Their: 'Your', Theirs: 'Yours' };

/** The language speaks about a customer; here it speaks to them. */
export function toYou(text: string): string {
  return text.replaceAll(/\b(they|them|theirs?)\b/gi, (word) => WORDS[word] ?? word);
}

const day = (at: string): string => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(at));
