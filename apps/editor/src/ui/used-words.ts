import { durationInWords } from '@attune/dsl';

/** What decisions look at, in plain words. Keys are the names that the gate, the engine and the steps use. */
const NAMES: Readonly<Record<string, string>> = {
  quietFrom: 'Quiet hours from', quietTo: 'Quiet hours until', zone: 'Their time zone', workspaceZone: 'Your time zone', now: 'Looked at', until: 'Waits until', expires: 'Worth sending until', due: 'Due', at: 'Happened',
  consent: 'Consent', topic: 'Topic', channel: 'Channel', category: 'Kind of message', sentBefore: 'Messages they got lately', mood: 'Mood', address: 'Address', suppressed: 'Address blocked', holdout: 'In the control group',
  openComplaint: 'Open complaint', refundPending: 'Refund pending', deliveryLate: 'Delivery late', sent: 'Counted messages', limit: 'Limit', within: 'Within', capChannel: 'Counted on', capTopic: 'Counted for', event: 'Event', goal: 'Goal', reason: 'How it ended',
  id: 'Which one', visit: 'Time', max: 'At most', drawn: 'Drawn number', change: 'Changed', missing: 'Missing', previous: 'Before', confidence: 'How sure', score: 'Score', label: 'Mood',
};

/** Values that are codes where they stand. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  consent: { granted: 'agreed', denied: 'refused', unsubscribed: 'unsubscribed', none: 'never asked' },
  mood: { positive: 'happy', neutral: 'neutral', negative: 'unhappy', unknown: 'not known' },
  label: { positive: 'happy', neutral: 'neutral', negative: 'unhappy', unknown: 'not known' },
  channel: { email: 'e-mail', sms: 'SMS' },
  capChannel: { email: 'e-mail', sms: 'SMS' },
  reason: { completed: 'came to its end', goal: 'goal reached', exited: 'left', expired: 'its time was over', cancelled: 'taken out', failed: 'broke off', superseded: 'a new start took its place' },
};

const SHARES = new Set(['confidence', 'sentiment.confidence']);
const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });

/** `first_name` and `firstName` are both `First name`. */
function sayName(name: string): string {
  const plain = name.replaceAll(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`).replaceAll('_', ' ').trim();
  return plain === '' ? name : plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** The name of a value that a decision looked at: `customer.plan` is `Plan`. */
export function sayUsedName(name: string): string {
  const known = NAMES[name];
  if (known !== undefined) return known;
  const segment = /^in_segment\((.*)\)$/.exec(name)?.[1];
  if (segment !== undefined) return `In the segment ${segment}`;
  const path = /^(?:customer|event\.properties|sentiment)\.(.+)$/.exec(name)?.[1];
  if (path !== undefined) return name.startsWith('sentiment.') ? (NAMES[path] ?? sayName(path)) : path.split('.').map(sayName).join(', ');
  const consent = /^consent\.([^.]+)\.(.+)$/.exec(name);
  if (consent) return `Consent to ${consent[2] ?? ''} by ${consent[1] === 'email' ? 'e-mail' : (consent[1] ?? '')}`;
  return name.includes('(') ? name : sayName(name);
}

const ORDER = Object.keys(NAMES);
/** What matters most to a decision comes first; a name of the customer's or event's own stands before all. */
export const orderOf = (name: string): number => ORDER.indexOf(name);

/** A code in words, a share as a percentage, a length of time as people say it; null where the value speaks for itself. */
export function sayUsedValue(name: string, value: unknown): string | null {
  if (typeof value === 'string') {
    const word = VALUES[name.replace(/^sentiment\./, '')]?.[value];
    if (word !== undefined) return word;
    if (name === 'within') return durationInWords(value);
  }
  if (typeof value === 'number' && SHARES.has(name)) return share.format(value);
  return null;
}
