import type { TrailEntry } from '../engine/command.ts';
import { JOURNEY } from '../engine/work.ts';
import type { EventFact } from '../facts.ts';
import type { Json } from '../json.ts';
import { BY_CHANCE, DATE_CAME, DEEDS, DID_SOMETHING, FACTS, LEFT_OUT, LEFT_OUT_OTHERWISE, MEANT_FOR, MOODS, NO_ANSWER, NOUNS, SOMETHING_KNOWN } from './customer-words.ts';

/** A message and what led to it. */
export interface Told {
  /** The run's decisions up to the message, in their order. */
  readonly trail: readonly TrailEntry[];
  /** The event that the run began with. */
  readonly event: EventFact | null;
  readonly channel: string;
  /** What became of the message: `planned` where it has not gone out yet. */
  readonly status: 'sent' | 'planned' | 'skipped';
  /** The gate's reason for leaving it out. */
  readonly reason?: string | null;
  /** What the customer agreed to, by the name that customers see; absent where the message needed no consent. */
  readonly agreedTo?: string | null;
}

const MOST_REASONS = 3;

/**
 * Why a message came, or did not, in one sentence that its receiver understands: "You got this e-mail because you left a cart worth 64 and agreed to offers by
 * e-mail." No ids, no names of fields or segments; what has no plain words is told in general ones.
 */
export function tellCustomer(told: Told): string {
  const noun = wordsFor(NOUNS, told.channel) ?? 'message';
  if (told.status === 'skipped') return `You did not get this ${noun} because ${wordsFor(LEFT_OUT, told.reason) ?? LEFT_OUT_OTHERWISE}.`;
  const opening = told.status === 'sent' ? `You got this ${noun}` : `${/^[aeiou]/.test(noun) ? 'An' : 'A'} ${noun} is planned for you`;
  const reasons = unique([beginning(told), ...told.trail.flatMap(reasonsOf)]).slice(0, MOST_REASONS);
  const agreed = told.agreedTo ? [`agreed to ${clean(told.agreedTo)} by ${noun === 'message' ? 'message' : noun}`] : [];
  return `${opening} because ${joined(reasons, agreed)}.`;
}

/** What began it all. */
function beginning({ trail, event }: Told): string {
  if (event !== null) return deed(event.name, 1, worth(event.properties)) ?? DID_SOMETHING;
  const used = trail.find(({ step, outcome }) => step === JOURNEY && outcome === 'entered')?.used ?? {};
  return wordsFor(MOODS, used['to']) ?? (typeof used['segment'] === 'string' ? MEANT_FOR : DATE_CAME);
}

/** What was decided on the way by who the customer is or what they did. */
function reasonsOf({ step, outcome, used }: TrailEntry): string[] {
  if (outcome === 'waiting' || outcome === 'undecided' || outcome === 'failed') return [];
  if (outcome === 'timeout') return [NO_ANSWER];
  const sentiment = used['sentiment'] as { readonly label?: unknown } | null | undefined;
  if (sentiment && outcome === sentiment.label) return [wordsFor(MOODS, outcome) ?? ''];
  if (typeof used['drawn'] === 'number') return [BY_CHANCE];
  const came = step !== JOURNEY && typeof used['event'] === 'string' && typeof used['at'] === 'string' ? [deed(used['event'], 1, '') ?? ''] : [];
  return [...came, ...Object.entries(used).flatMap(([name, value]) => fact(name, value))];
}

function fact(name: string, value: Json): string[] {
  const counted = /^count\(([^,)]+)/.exec(name);
  if (counted) return typeof value === 'number' && value > 0 ? [deed(counted[1] ?? '', value, '') ?? ''] : [];
  if (name.startsWith('in_segment(')) return value === true ? [MEANT_FOR] : [];
  if (name === 'sentiment.label') return [wordsFor(MOODS, value) ?? ''];
  if (!name.startsWith('customer.') || value === null) return [];
  const words = wordsFor(FACTS, name.slice('customer.'.length));
  return words !== undefined && (typeof value === 'number' || (typeof value === 'string' && PLAIN_VALUE.test(value))) ? [`${words} is ${value}`] : [SOMETHING_KNOWN];
}

/** What the customer did, so many times; null where it has no words. */
function deed(name: string, times: number, amount: string): string | null {
  const words = wordsFor(DEEDS, name);
  if (!words) return null;
  return times > 1 && words.often !== undefined ? words.often.replace('{n}', String(times)) : words.once.replace('{worth}', amount);
}

/** The words for a name that comes from outside. */
function wordsFor<T>(words: Readonly<Record<string, T>>, name: unknown): T | undefined {
  return typeof name === 'string' && Object.hasOwn(words, name) ? words[name] : undefined;
}

/** A value that can stand in a sentence as it is. */
const PLAIN_VALUE = /^[\p{L}\p{N}][\p{L}\p{N} ,'-]{0,39}$/u;

const AMOUNTS = ['value', 'total', 'revenue', 'subtotal'];

/** ` worth 64 EUR`, where the event names an amount. */
function worth(properties: EventFact['properties']): string {
  const amount = AMOUNTS.map((name) => (Object.hasOwn(properties, name) ? properties[name] : undefined)).find((value) => typeof value === 'number');
  const currency = properties['currency'];
  return amount === undefined ? '' : ` worth ${String(amount)}${typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? ` ${currency}` : ''}`;
}

/** A name from outside as a piece of a sentence: short, on one line, and without signs that would look like a field or end the sentence. */
function clean(text: string): string {
  return text.replaceAll(/[{}<>"\s]+/g, ' ').trim().slice(0, 40).replace(/[.\s]+$/, '');
}

const unique = (reasons: readonly string[]) => [...new Set(reasons.filter((reason) => reason !== ''))];

/** "you left a cart and agreed to offers": who is the same in both is named once. */
function joined(reasons: readonly string[], agreed: readonly string[]): string {
  const last = reasons.at(-1) ?? '';
  const together = agreed.length > 0 && !last.startsWith('you ') ? ['you ' + (agreed[0] ?? '')] : agreed;
  const all = [...reasons, ...together];
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}
