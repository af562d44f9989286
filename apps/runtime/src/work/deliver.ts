import type { EventFact, JsonObject } from '@attune/dsl';
import type { Attempt, Channel, Outgoing } from '../channel/channel.ts';
import type { Tx } from '../store/database.ts';
import { freeCalls, readWithdrawn, takeDue, takeOrphans, tellRuns, writeDeliveries, writeOutcomes, type DueMessage, type Orphan, type Outcome, type Told } from '../store/lane-deliver.ts';
import { fromTimestamp } from '../store/instant.ts';
import { markSurveysSent, readAsked, surveyId } from '../store/lane-surveys.ts';
import { readConsents, readCustomers, readSent } from '../store/lane-read.ts';
import { addCounters } from '../store/lane-write.ts';
import { readRevision } from '../store/revision.ts';
import { readSuppressed, STOPPED, suppress } from '../store/suppressions.ts';
import { waitAfter } from './backoff.ts';
import { consentKey, type Consents } from './consent.ts';
import { Counts } from './counts.ts';
import { forgetAddresses, type Gone } from './forget.ts';
import { askFor, capsReach, surveysReach, type Receiver, type SentBefore } from './gate.ts';
import type { Mood } from './mood.ts';
import { rateOf, type Pace } from './pace.ts';
import type { Plan } from './plan.ts';
import { render } from './render.ts';
import type { Passing } from './step.ts';
import { commandOf, type StoredCommand } from './stored-command.ts';
import { mayTrack, withTracking } from './tracking.ts';
import type { Links } from './work.ts';

const LEASE_SECONDS = 90;
const SEND_TIMEOUT_MS = 30_000;

export interface Delivering extends Passing {
  readonly links: Links;
  readonly pace: Pace;
  /** By lane, the journey whose message left last. */
  readonly served: Map<number, string>;
  /** Spreads retries. In [0, 1). */
  draw(): number;
}

/** A message that may leave, with its words. */
interface Ready { readonly message: DueMessage; readonly tracked: boolean; readonly channel: Channel; readonly outgoing: Outgoing; readonly attempt: number }

/** What a round over a lane's due messages has found out so far. */
interface Round {
  readonly lane: number;
  readonly now: string;
  readonly outcomes: Outcome[];
  readonly told: Told[];
  readonly deliveries: { message: string; attempt: number; at: string; outcome: string; detail: string | null }[];
  readonly counts: Counts;
  /** Surveys that left. */
  readonly asked: string[];
  readonly blocked: { channel: string; address: string; reason: string }[];
  readonly gone: Gone[];
  /** Messages by channel that took a token, so that no lane takes them all. */
  readonly taken: Map<string, number>;
  /** Channels that have done their share; the rest of their messages need no looking at in this round. */
  readonly full: Set<string>;
  /** True where a channel could go on and other lanes are let first. */
  more: boolean;
}

const newRound = (lane: number, now: string): Round => ({ lane, now, outcomes: [], told: [], deliveries: [], counts: new Counts(`${now.slice(0, 13)}:00:00.000Z`), asked: [], blocked: [], gone: [], taken: new Map(), full: new Set(), more: false });

/** Delivers what is due in a lane, up to `limit` messages. Answers how many were looked at, whether runs were told something, and whether more may be sent at once. */
export async function deliverLane(delivering: Delivering, lane: number, limit: number): Promise<{ looked: number; told: boolean; more: boolean }> {
  const { deps } = delivering;
  const now = new Date(deps.clock.now()).toISOString();
  const first = newRound(lane, now);
  const { ready, looked } = await deps.database.transaction((tx) => claim(tx, delivering, first, limit));
  report(delivering, first);
  const more = looked === limit || first.more;
  if (ready.length === 0) return { looked, told: first.told.length > 0, more };
  const attempts = await Promise.all(ready.map((one) => attempt(one)));
  const second = newRound(lane, now);
  ready.forEach((one, index) => conclude(delivering, second, one, attempts[index] ?? { outcome: 'uncertain', detail: 'no answer' }));
  await deps.database.transaction((tx) => record(tx, second));
  await forgetAddresses(delivering, lane, second.gone);
  report(delivering, second);
  return { looked, told: first.told.length + second.told.length + second.gone.length > 0, more };
}

/** Asks the gate again with fresh facts, fills in the words, and marks as `sending` what goes out now. What never leaves the machine is finished right here. */
async function claim(tx: Tx, delivering: Delivering, round: Round, limit: number): Promise<{ ready: Ready[]; looked: number }> {
  const { deps, planner } = delivering;
  const due = await takeDue(tx, round.lane, { now: round.now, limit, closed: delivering.pace.closed(Date.parse(round.now)), after: delivering.served.get(round.lane) ?? '' });
  if (due.length === 0) return { ready: [], looked: 0 };
  const plan = await planner.at(tx, await readRevision(tx));
  await planner.versions.load(tx, due.map(({ journey, version }) => ({ journey, version: Number(version) })));
  const ids = [...new Set(due.map((message) => message.customer))];
  const questions = due.filter((message) => (message.command as StoredCommand).survey !== undefined);
  const reach = surveysReach(questions.map((message) => message.command as StoredCommand), Date.parse(round.now));
  const [customers, consents, sent, withdrawn, surveys] = await Promise.all([
    readCustomers(tx, round.lane, ids), readConsents(tx, round.lane, ids), readSent(tx, round.lane, ids, capsReach(plan.policy, Date.parse(round.now))),
    readWithdrawn(tx, round.lane, [...new Set(due.map((message) => message.run))]),
    reach === null ? [] : readAsked(tx, round.lane, [...new Set(questions.map((message) => message.customer))], reach),
  ]);
  const left = new Set(withdrawn.map(({ id }) => id));
  const receivers = new Map(customers.map((row) => [row.id, { id: row.id, traits: row.traits, timezone: row.timezone, locale: row.locale, mood: row.mood as Mood | null, care: row.care, consents: new Map() as Consents }]));
  for (const row of consents) receivers.get(row.customer)?.consents.set(consentKey(row.channel, row.topic), row.state);
  const counted = new Map<string, SentBefore[]>(ids.map((id) => [id, []]));
  for (const row of sent) if (row.status !== 'queued' && row.status !== 'deferred') counted.get(row.customer)?.push({ id: row.id, at: fromTimestamp(row.at), channel: row.channel, topic: row.topic });
  // what waits here itself does not count before it leaves
  const asked = new Map<string, string>();
  for (const row of surveys) if (row.status !== 'queued' && fromTimestamp(row.at) > (asked.get(row.customer) ?? '')) asked.set(row.customer, fromTimestamp(row.at));
  const addresses = due.flatMap((message) => { const of = receivers.get(message.customer); return of ? [deps.channels.get(message.channel)?.address(of) ?? ''] : []; });
  const suppressed = await readSuppressed(tx, addresses.filter((address) => address !== ''));
  const ready: Ready[] = [];
  for (const message of due) {
    if (message.category !== 'transactional' && round.full.has(message.channel)) continue;
    const before: Before = { sent: counted.get(message.customer) ?? [], lastSurvey: asked.get(message.customer) ?? null, left: left.has(message.run) };
    const one = look(delivering, round, plan, message, receivers.get(message.customer) ?? null, before, suppressed);
    if (one === null) continue;
    if (isSurvey(message)) asked.set(message.customer, round.now);
    delivering.served.set(round.lane, message.journey);
    if (message.category !== 'transactional') counted.get(message.customer)?.unshift({ id: message.id, at: round.now, channel: message.channel, topic: message.topic });
    if (one.channel.local === true) conclude(delivering, round, one, await attempt(one));
    else ready.push(one);
  }
  await record(tx, round);
  return { ready, looked: due.length };
}

type Known = Receiver & { readonly locale: string | null };

/** A question, but not one that is put once more. */
const isSurvey = ({ command }: { readonly command: unknown }): boolean => { const { survey } = command as StoredCommand; return survey !== undefined && survey.reminder !== true; };

/** `left`: whether the customer was taken out of the journey since (GATE-9). */
interface Before { readonly sent: readonly SentBefore[]; readonly lastSurvey: string | null; readonly left: boolean }

function look({ deps, links, pace, planner }: Delivering, round: Round, plan: Plan, message: DueMessage, receiver: Known | null, before: Before, suppressed: ReadonlySet<string>): Ready | null {
  const own = planner.versions.get(message.journey, Number(message.version))?.program.steps[message.step];
  const command = commandOf(message.command as StoredCommand, message, { event: message.event as EventFact | null, own });
  const channel = deps.channels.get(message.channel);
  if (receiver === null || !channel) { skip(round, message, 'no-address', null, receiver === null ? 'The customer is no longer known.' : `There is no channel "${message.channel}".`); return null; }
  const { decision, to } = askFor({ command, receiver, ...before, suppressed, channels: deps.channels, policy: plan.policy, now: round.now }, message.channel);
  if (decision.answer === 'skip') { skip(round, message, decision.reason, decision, null); return null; }
  if (decision.answer === 'defer') { put(round, message, { status: 'deferred', due_at: decision.until, decision }); return null; }
  const problem = channel.problem();
  if (problem !== null) { put(round, message, { status: 'queued', due_at: new Date(Date.parse(round.now) + 60_000).toISOString(), error: problem }); return null; }
  const at = { lane: round.lane, id: message.id };
  const unsubscribeUrl = message.category === 'transactional' ? null : links.unsubscribe(at);
  const words = render({ command, customer: { ...receiver, traits: receiver.traits as JsonObject }, plan, unsubscribeUrl, whyUrl: links.why(at), surveyUrl: links.survey({ lane: round.lane, id: surveyId(message) }), ...(channel.foot === undefined ? {} : { foot: channel.foot }) });
  if (!words.ok) { skip(round, message, 'template-error', null, words.issue.message); return null; }
  const { subject, text, html } = words.value;
  // without a token it stays as it is, and is looked at again when there may be one
  if (!mayGo(pace, round, message, rateOf(channel, plan.pace), deps.lanes)) return null;
  const tried = Number(message.attempts) + 1;
  if (channel.local !== true) put(round, message, { status: 'sending', due_at: round.now, decision, to, subject, body: text, html, attempts: tried, lease: LEASE_SECONDS });
  // what is kept is what the customer reads: looking at it in the product must not count as their opening it
  const tracked = channel.tracks === true && html !== null && mayTrack(receiver.consents, channel.name);
  const outgoing: Outgoing = { id: message.id, ref: links.ref(at), to: to ?? '', subject, text, html: tracked ? withTracking(html, links, at) : html, topic: message.topic, category: command.category, unsubscribeUrl, customer: message.customer, journey: message.journey };
  return { message, channel, outgoing, attempt: tried, tracked };
}

/** Each lane takes its share of a paced channel and then lets the others; a transactional message goes in any case. */
function mayGo(pace: Pace, round: Round, { channel, category }: DueMessage, rate: number | null, lanes: number): boolean {
  const urgent = category === 'transactional';
  const taken = round.taken.get(channel) ?? 0;
  const shared = !urgent && rate !== null && taken >= Math.max(1, Math.floor(rate / lanes));
  if (!shared && pace.take(channel, rate, Date.parse(round.now), urgent)) { round.taken.set(channel, taken + 1); return true; }
  round.full.add(channel);
  round.more ||= shared;
  return false;
}

/** A channel never throws for what a provider says; if it breaks, we do not know what became of the message. */
async function attempt({ channel, outgoing }: Ready): Promise<Attempt> {
  try {
    return await channel.send(outgoing, AbortSignal.timeout(SEND_TIMEOUT_MS));
  } catch (error) {
    return { outcome: 'uncertain', detail: error instanceof Error ? error.message : String(error) };
  }
}

function conclude({ deps, draw }: Delivering, round: Round, { message, channel, outgoing, attempt: tried, tracked }: Ready, result: Attempt): void {
  const detail = result.outcome === 'sent' ? null : result.detail;
  const words = channel.local === true ? { to: outgoing.to, subject: outgoing.subject, body: outgoing.text, html: outgoing.html } : {};
  round.deliveries.push({ message: message.id, attempt: tried, at: round.now, outcome: result.outcome, detail });
  if (result.outcome === 'sent') {
    const at = new Date(deps.clock.now()).toISOString();
    put(round, message, { ...words, status: 'sent', sent_at: at, attempts: tried, provider_id: result.providerId });
    if (channel.tracks === true) round.counts.add({ journey: message.journey, version: Number(message.version), step: message.step, what: tracked ? 'tracked' : 'untracked' });
    if (isSurvey(message)) round.asked.push(surveyId(message));
    tell(round, message, 'sent');
    return;
  }
  if (result.outcome === 'rejected') {
    if (result.badAddress === true || result.stopped === true) round.blocked.push({ channel: message.channel, address: outgoing.to, reason: result.stopped === true ? STOPPED : result.detail });
    if (result.badAddress === true && channel.trait !== undefined) round.gone.push({ customer: message.customer, trait: channel.trait, endpoint: outgoing.to.split(' ', 1)[0] ?? '' });
    put(round, message, { ...words, status: 'failed', reason: 'provider-rejected', attempts: tried, error: result.detail });
    tell(round, message, 'failed', 'provider-rejected');
    return;
  }
  const again = result.outcome === 'retry' || channel.idempotent;
  const wait = again ? waitAfter(tried, draw(), undefined, result.outcome === 'retry' ? result.afterMs : undefined) : null;
  if (wait !== null) put(round, message, { ...words, status: 'queued', attempts: tried, due_at: new Date(Date.parse(round.now) + wait).toISOString(), error: result.detail });
  else {
    const status = result.outcome === 'uncertain' ? 'uncertain' : 'failed';
    put(round, message, { ...words, status, attempts: tried, error: result.detail, ...(status === 'failed' ? { reason: 'provider-rejected' } : {}) });
    // whether it arrived is for a person to find out; the run goes on as if it had, so that nobody gets it twice
    tell(round, message, status === 'failed' ? 'failed' : 'sent', status === 'failed' ? 'provider-rejected' : 'uncertain');
  }
}

function put(round: Round, message: { readonly id: string; readonly attempts: number }, change: Partial<Outcome> & { status: string }): void {
  round.outcomes.push({ reason: null, decision: null, to: null, subject: null, body: null, html: null, attempts: Number(message.attempts), due_at: null, sent_at: null, error: null, provider_id: null, lease: null, ...change, id: message.id });
}

function skip(round: Round, message: DueMessage, reason: string, decision: unknown, error: string | null): void {
  put(round, message, { status: 'skipped', reason, decision, error });
  tell(round, message, 'skipped', reason);
}

/** Counts an end, and tells the run if it waits for it. */
function tell(round: Round, message: Orphan, outcome: 'sent' | 'skipped' | 'failed', reason?: string): void {
  const what = outcome === 'sent' ? 'sent' : outcome === 'failed' ? 'failed' : `skipped:${reason ?? ''}`;
  round.counts.add({ journey: message.journey, version: Number(message.version), step: message.step, what });
  const payload = { run: message.run, step: message.step, visit: Number(message.visit), outcome: outcome === 'failed' ? 'skipped' : outcome, ...(reason === undefined ? {} : { reason }) };
  round.told.push({ run: message.run, step: message.step, visit: Number(message.visit), customer: message.customer, payload, at: round.now });
}

async function record(tx: Tx, round: Round): Promise<void> {
  const { lane, outcomes, deliveries, told, counts, asked, blocked, now } = round;
  const counted = counts.sorted();
  await Promise.all([
    ...(outcomes.length > 0 ? [writeOutcomes(tx, lane, outcomes)] : []),
    ...(deliveries.length > 0 ? [writeDeliveries(tx, lane, deliveries)] : []),
    ...(told.length > 0 ? [tellRuns(tx, lane, told)] : []),
    ...(asked.length > 0 ? [markSurveysSent(tx, lane, asked, now)] : []),
    ...(counted.length > 0 ? [addCounters(tx, lane, counted)] : []),
    ...blocked.map(({ channel, address, reason }) => suppress(tx, channel, address, reason, now)),
  ]);
}

function report({ deps }: Delivering, round: Round): void {
  for (const outcome of round.outcomes) if (outcome.status !== 'sending') deps.hooks?.message?.(outcome.status, '');
}

/** Settles messages and calls that a process left in the middle of sending. `everything`: no other process can be alive, so none of them is under way. */
export async function settleOrphans({ deps }: Delivering, lane: number, everything: boolean): Promise<number> {
  const safe = [...deps.channels.values()].filter((channel) => channel.idempotent).map((channel) => channel.name);
  const now = new Date(deps.clock.now()).toISOString();
  return deps.database.transaction(async (tx) => {
    const orphans = await takeOrphans(tx, lane, safe, everything);
    // a call carries its id as the key, so it is made again; else its lease has to run out first
    if (everything) await freeCalls(tx, lane);
    const round = newRound(lane, now);
    for (const orphan of orphans) if (orphan.status === 'uncertain') tell(round, orphan, 'sent', 'uncertain');
    await record(tx, round);
    return orphans.length;
  });
}
