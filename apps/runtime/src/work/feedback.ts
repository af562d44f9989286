import type { Feedback } from '../channel/channel.ts';
import type { Tx } from '../store/database.ts';
import { fromTimestamp } from '../store/instant.ts';
import { countDelayed, noteFeedback, readAbout, readChannelConsent, readMessagesOfRun, settleUncertain, type AboutRow } from '../store/lane-feedback.ts';
import { waitForLane } from '../store/lane-read.ts';
import { closeLane, writeInbox } from '../store/lane-write.ts';
import { readReceivers, type Receiver } from '../store/receivers.ts';
import { lift, STOPPED, suppress } from '../store/suppressions.ts';
import { changeConsent, takeBackFrom, untilNothingIsUnderWay, writeChange } from './consent-change.ts';
import type { Delivering } from './deliver.ts';

/** So many messages in a row that could not be delivered, and the address is given up. */
const GIVES_UP_AFTER = 3;

/** What follows from a word about a message, beside its being noted. */
interface Meaning {
  /** The event that journeys see. */
  readonly event?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Why the address is given up. */
  readonly blocks?: string;
  /** From what consent is withdrawn: the message's topic, or all of the channel. */
  readonly withdraws?: { readonly from: 'topic' | 'channel'; readonly source: string };
}
const MEANINGS: Partial<Readonly<Record<Feedback['kind'], Meaning>>> = {
  bounced: { event: 'Message Bounced', properties: { hard: true }, blocks: 'bounced' },
  delayed: { event: 'Message Bounced', properties: { hard: false } },
  complained: { event: 'Message Complained', blocks: 'complained', withdraws: { from: 'channel', source: 'complaint' } },
  left: { withdraws: { from: 'topic', source: 'reply' } },
  replied: { event: 'Message Replied' },
};

/** Acts on what came back from a channel, each word in a transaction of its own. Answers what was news, and the lanes that have something to do. */
export async function takeFeedback(delivering: Delivering, channel: string, list: readonly Feedback[]): Promise<{ news: Feedback[]; lanes: Set<number> }> {
  const news: Feedback[] = [];
  const lanes = new Set<number>();
  for (const feedback of list) if (await takeOne(delivering, channel, feedback, lanes)) news.push(feedback);
  return { news, lanes };
}

async function takeOne(delivering: Delivering, channel: string, feedback: Feedback, lanes: Set<number>): Promise<boolean> {
  if (feedback.kind === 'stopped' || feedback.kind === 'resumed') return feedback.address !== null && changeAddress(delivering, channel, feedback.kind, feedback.address, lanes);
  const at = await locate(delivering, feedback);
  if (at === null) return feedback.ref === null && feedback.address !== null && blockUnknown(delivering, channel, feedback, feedback.address);
  const done = await about(delivering, channel, feedback, at);
  if (done === null) return false;
  lanes.add(at.lane);
  if (!done.news) return false;
  // acknowledged only when nothing that was on its way is any more
  const { blocks, withdraws } = MEANINGS[feedback.kind] ?? {};
  if (blocks !== undefined || withdraws !== undefined) await untilNothingIsUnderWay(delivering, at.lane, done.customer);
  return true;
}

/** The message it is about; a reply that names none is about the one that its sender got last. */
async function locate({ deps, links }: Delivering, { ref, address, kind }: Feedback): Promise<{ lane: number; id: string } | null> {
  if (ref !== null) {
    const found = links.readRef(ref);
    const ids = found === null ? [] : await readMessagesOfRun(deps.database, found.lane, found.run);
    const named = ids.find(({ id }) => found?.names(id));
    return found === null || named === undefined ? null : { lane: found.lane, id: named.id };
  }
  if (address === null || kind !== 'replied') return null;
  const [last] = await readReceivers(deps.database, address);
  return last === undefined ? null : { lane: last.lane, id: last.message };
}

async function about({ deps }: Delivering, channel: string, feedback: Feedback, { lane, id }: { lane: number; id: string }): Promise<{ customer: string; news: boolean } | null> {
  const nowMs = deps.clock.now();
  const at = new Date(nowMs).toISOString();
  return deps.database.transaction(async (tx) => {
    const [row] = await waitForLane(tx, lane);
    const [message] = await readAbout(tx, lane, id);
    // what belongs to an erased customer, or to another channel, belongs to nobody
    if (!row || message?.channel !== channel) return null;
    const news = await noteFeedback(tx, lane, { message: id, kind: feedback.kind, at, id: feedback.id, detail: feedback.detail === null ? {} : { detail: feedback.detail } });
    if (news) {
      await follow(tx, lane, message, feedback, nowMs);
      await closeLane(tx, lane, { fired: false, earliest: null, held: row.held });
    }
    return { customer: message.customer, news };
  });
}

async function follow(tx: Tx, lane: number, message: AboutRow, { kind, id, text, detail }: Feedback, nowMs: number): Promise<void> {
  const at = new Date(nowMs).toISOString();
  if (kind === 'delivered') { await settleUncertain(tx, lane, message.id, at); return; }
  const meaning = MEANINGS[kind];
  if (meaning === undefined) return;
  const gone = kind === 'delayed' && await countDelayed(tx, lane, message, GIVES_UP_AFTER) === GIVES_UP_AFTER ? `not delivered ${GIVES_UP_AFTER} times in a row` : meaning.blocks ?? null;
  if (gone !== null && message.to !== null) {
    await suppress(tx, message.channel, message.to, gone, at);
    await takeBackFrom(tx, lane, message.customer, { channel: message.channel, address: message.to }, at);
  }
  if (meaning.withdraws) await writeChange(tx, lane, message.customer, { channel: message.channel, topic: (meaning.withdraws.from === 'topic' ? message.topic : null) ?? '*', state: 'unsubscribed', source: meaning.withdraws.source }, nowMs);
  if (meaning.event === undefined) return;
  const properties = {
    channel: message.channel, message: message.id, journey: message.journey, step: message.step, ...(message.topic === null ? {} : { topic: message.topic }),
    ...meaning.properties, ...(text === null ? {} : { text }), ...(detail === null ? {} : { detail }), ...(message.sent_at === null ? {} : { sentAt: fromTimestamp(message.sent_at) }),
  };
  await writeInbox(tx, lane, [{ kind: 'emit', customer: message.customer, payload: { event: { id: `${kind}-${id}`, name: meaning.event, at, properties } }, at }]);
}

/** A provider's own list of dead addresses may hold some that we never wrote to. */
async function blockUnknown({ deps }: Delivering, channel: string, { kind }: Feedback, address: string): Promise<boolean> {
  const reason = MEANINGS[kind]?.blocks;
  return reason !== undefined && suppress(deps.database, channel, address, reason, new Date(deps.clock.now()).toISOString());
}

/** Everybody who is written to under an address: from now on nothing more, or (only where they had said stop) again. */
async function changeAddress(delivering: Delivering, channel: string, kind: 'stopped' | 'resumed', address: string, lanes: Set<number>): Promise<boolean> {
  const { database, clock } = delivering.deps;
  const at = new Date(clock.now()).toISOString();
  // first of all: from here on the gate lets nothing through
  const news = kind === 'stopped' ? await suppress(database, channel, address, STOPPED, at) : await lift(database, channel, address, STOPPED);
  const receivers = await readReceivers(database, address);
  for (const receiver of receivers) {
    lanes.add(receiver.lane);
    await changeReceiver(delivering, channel, kind, address, receiver);
  }
  if (kind === 'stopped') for (const { lane, customer } of receivers) await untilNothingIsUnderWay(delivering, lane, customer);
  return news;
}

async function changeReceiver(delivering: Delivering, channel: string, kind: 'stopped' | 'resumed', address: string, { lane, customer }: Receiver): Promise<void> {
  const { database, clock } = delivering.deps;
  const before = await readChannelConsent(database, lane, customer, channel);
  if (kind === 'resumed') {
    if (before === 'unsubscribed') await changeConsent(delivering, lane, customer, { channel, topic: '*', state: 'granted', source: 'reply' });
    return;
  }
  if (before !== 'unsubscribed') await changeConsent(delivering, lane, customer, { channel, topic: '*', state: 'unsubscribed', source: 'reply' });
  const at = new Date(clock.now()).toISOString();
  await database.transaction(async (tx) => {
    const [row] = await waitForLane(tx, lane);
    await takeBackFrom(tx, lane, customer, { channel, address }, at);
    await closeLane(tx, lane, { fired: false, earliest: null, held: row?.held ?? false });
  });
}
