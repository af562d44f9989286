import { createHash } from 'node:crypto';
import { noteFeedback, readAbout, readTrackingConsent, wasHuman } from '../store/lane-feedback.ts';
import { fromTimestamp } from '../store/instant.ts';
import { waitForLane } from '../store/lane-read.ts';
import { addCounters, closeLane, writeInbox } from '../store/lane-write.ts';
import { consentKey, type Consents } from './consent.ts';
import type { Delivering } from './deliver.ts';
import type { Addressed, Links } from './work.ts';

/** The topic under which customers agree that links and openings are followed. */
export const TRACKING = 'tracking';
/** Nobody reads and clicks within so few seconds; scanners do. */
const TOO_QUICK_MS = 3_000;

const EVENTS = { clicked: 'Message Clicked', opened: 'Message Opened' } as const;

/** Whether a customer has agreed to being followed, in so many words: consent to everything else is none to this. */
export function mayTrack(consents: Consents, channel: string): boolean {
  const said = [consents.get(consentKey(channel, TRACKING)), consents.get(consentKey('*', TRACKING))].filter((state) => state !== undefined);
  return said.includes('granted') && said.every((state) => state === 'granted');
}

const LINK = /(<a\b[^>]*?\shref\s*=\s*)(["'])(https?:\/\/[^"'<>\s]+)\2/gi;
const plain = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** The HTML of a mail with its links and its opening followed. Links of our own (to unsubscribe, to ask why) stay as they are. */
export function withTracking(html: string, links: Links, message: Addressed): string {
  const own = new URL(links.open(message)).origin;
  const linked = html.replaceAll(LINK, (whole, before: string, quote: string, href: string) => {
    const url = plain(href);
    return !URL.canParse(url) || new URL(url).origin === own ? whole : `${before}${quote}${links.click(message, url)}${quote}`;
  });
  const picture = `<img src="${links.open(message)}" width="1" height="1" alt="" style="display:block;border:0">`;
  const end = linked.search(/<\/body>/i);
  return end < 0 ? linked + picture : `${linked.slice(0, end)}${picture}${linked.slice(end)}`;
}

/** Somebody, or something, followed a link or loaded the picture. */
export interface Hit { readonly kind: keyof typeof EVENTS; readonly url: string | null; readonly machine: boolean }

/**
 * Notes a hit where the customer (still) agrees. What a machine does is noted as a hint: it makes no event, counts nowhere, and wakes no journey.
 * Each link counts once. Answers the lane that has something to do.
 */
export async function takeHit({ deps }: Delivering, { lane, id }: Addressed, { kind, url, machine }: Hit): Promise<number | null> {
  const nowMs = deps.clock.now();
  const at = new Date(nowMs).toISOString();
  return deps.database.transaction(async (tx) => {
    const [row] = await waitForLane(tx, lane);
    const [message] = await readAbout(tx, lane, id);
    if (!row || message === undefined || !await readTrackingConsent(tx, lane, message.customer, message.channel)) return null;
    const quick = message.sent_at === null || nowMs - Date.parse(fromTimestamp(message.sent_at)) < TOO_QUICK_MS;
    const hint = machine || quick;
    const name = createHash('sha256').update(url ?? '').digest('hex').slice(0, 16);
    const first = !hint && !await wasHuman(tx, lane, id, kind);
    const news = await noteFeedback(tx, lane, { message: id, kind, at, id: `${hint ? 'machine' : 'person'}-${name}`, detail: { machine: hint, ...(url === null ? {} : { url }) } });
    if (!news || hint) return null;
    const { journey, version, step, customer, channel, topic } = message;
    if (first) await addCounters(tx, lane, [{ journey, version: Number(version), step, what: kind, hour: `${at.slice(0, 13)}:00:00.000Z`, n: 1 }]);
    const properties = { channel, message: id, journey, step, ...(topic === null ? {} : { topic }), ...(url === null ? {} : { url }), machine: false };
    await writeInbox(tx, lane, [{ kind: 'emit', customer, payload: { event: { id: `${kind}-${id}-${name}`, name: EVENTS[kind], at, properties } }, at }]);
    await closeLane(tx, lane, { fired: false, earliest: null, held: row.held });
    return lane;
  });
}
