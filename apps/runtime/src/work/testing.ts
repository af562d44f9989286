import { parseProgram, type Program } from '@attune/dsl';
import type { Attempt, Channel, Feedback, Outgoing } from '../channel/channel.ts';
import type { OutgoingRequest, Reply } from '../channel/requester.ts';
import { createManualClock, type ManualClock } from '../clock.ts';
import { createLog } from '../log.ts';
import type { Scorer } from '../sentiment/scorer.ts';
import type { Database } from '../store/database.ts';
import { journeys, journeyVersions, segments, templates } from '../store/schema.ts';
import type { AcceptedCall } from './accepted.ts';
import { createWork, type Work, type WorkDeps } from './index.ts';

export const START = '2026-05-04T10:00:00.000Z';
export const LANES = 4;

/** A channel that does as it is told and remembers what it got. */
export interface TestChannel extends Channel {
  readonly sent: Outgoing[];
  /** What the next attempts come to; `sent` when nothing is left. */
  readonly answers: Attempt[];
  /** Called while a message is on its way. */
  during: (() => Promise<void>) | null;
}

export function createTestChannel(name: string, more: Partial<Pick<Channel, 'idempotent' | 'local'>> = {}): TestChannel {
  const channel: TestChannel = {
    name, title: name, idempotent: false, ...more, sent: [], answers: [], during: null,
    problem: () => null,
    address: ({ id, traits }) => (name === 'outbox' ? id : own(traits, name === 'sms' ? 'phone' : 'email')),
    async send(message) {
      await channel.during?.();
      channel.sent.push(message);
      return channel.answers.shift() ?? { outcome: 'sent', providerId: `p-${channel.sent.length}` };
    },
    // what came back is told as it is: verifying and reading it is the business of real channels
    receive: async ({ body }) => ({ ok: true, feedback: JSON.parse(Buffer.from(body).toString()) as Feedback[], answer: (news) => ({ type: 'text/plain', body: String(news.length) }) }),
    close: async () => {},
  };
  return channel;
}

/** Tells a channel what came back; answers how much of it was news. */
export async function tellBack(work: Work, channel: string, ...list: readonly (Pick<Feedback, 'kind'> & Partial<Feedback>)[]): Promise<number> {
  const feedback = list.map((one) => ({ id: `f-${++serial}`, ref: null, address: null, text: null, detail: null, ...one }));
  const outcome = await work.receive(channel, { path: `/hooks/${channel}`, headers: {}, body: Buffer.from(JSON.stringify(feedback)) });
  return outcome?.ok === true ? Number(outcome.answer?.body) : -1;
}

const own = (traits: Readonly<Record<string, unknown>>, name: string) => (typeof traits[name] === 'string' ? traits[name] : null);

/** Reads single words: plain enough to see in a test what follows from what. */
const wordScorer: Scorer = {
  score(text) {
    const label = /terrible|broken|angry/.test(text) ? 'negative' : /lovely|great/.test(text) ? 'positive' : /ok/.test(text) ? 'neutral' : 'unsure';
    return { label, score: { negative: -0.8, neutral: 0, positive: 0.8, unsure: 0 }[label], confidence: label === 'unsure' ? 0 : 0.9, emotions: {}, model: 'words', version: '1' };
  },
};

let serial = 0;

export interface TestWork {
  readonly work: Work;
  readonly clock: ManualClock;
  readonly outbox: TestChannel;
  readonly email: TestChannel;
  readonly sms: TestChannel;
  readonly requests: OutgoingRequest[];
  readonly replies: Reply[];
  readonly deps: WorkDeps;
}

export async function createTestWork(database: Database, more: Partial<WorkDeps> & { readonly clock?: ManualClock } = {}): Promise<TestWork> {
  const clock = more.clock ?? createManualClock(START);
  const outbox = createTestChannel('outbox', { idempotent: true, local: true });
  const email = createTestChannel('email');
  const sms = createTestChannel('sms');
  const requests: OutgoingRequest[] = [];
  const replies: Reply[] = [];
  const requester = {
    async request(request: OutgoingRequest): Promise<Reply> {
      requests.push(request);
      return replies.shift() ?? { outcome: 'answered', status: 200, headers: { 'content-type': 'application/json' }, body: '{"ok":true}', truncated: false };
    },
  };
  const deps: WorkDeps = {
    database, channels: new Map([['outbox', outbox], ['email', email], ['sms', sms]]), scorer: wordScorer, requester, log: createLog('silent'), lanes: LANES,
    roles: new Set(['work', 'deliver', 'cron']), publicUrl: 'http://shop.example', ...more, clock,
  };
  return { work: await createWork(deps), clock, outbox, email, sms, requests, replies, deps };
}

/** A track call, or with `name: null` an identify. */
export function call(userId: string, name: string | null, more: Partial<AcceptedCall> = {}): AcceptedCall {
  const at = more.at ?? START;
  return {
    type: name === null ? 'identify' : 'track', messageId: `m-${++serial}`, userId, anonymousId: null, previousId: null, name, properties: {}, traits: {}, at, receivedAt: at,
    timezone: null, locale: null, consent: null, ...more,
  };
}

/** Publishes a program as it stands; says what is wrong where it does not parse. */
export async function publish(database: Database, work: Work, document: unknown, version = 1, at = START): Promise<Program> {
  const parsed = parseProgram(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const program = parsed.value;
  const graph = {};
  await database.db.insert(journeyVersions).values({ journey: program.key, version, program, graph, checksum: String(version), publishedAt: at });
  await database.db.insert(journeys).values({
    key: program.key, name: program.name, category: program.category, status: 'live', draft: graph, revision: 1, publishedVersion: version, draftChecksum: null,
    problems: { errors: 0, warnings: 0 }, createdAt: at, updatedAt: at, publishedAt: at,
  }).onConflictDoUpdate({ target: journeys.key, set: { publishedVersion: version, publishedAt: at, status: 'live' } });
  await work.programsChanged();
  return program;
}

export async function setStatus(database: Database, work: Work, status: 'live' | 'paused' | 'archived'): Promise<void> {
  await database.db.update(journeys).set({ status });
  await work.programsChanged();
}

export async function saveSegment(database: Database, work: Work, key: string, condition: unknown): Promise<void> {
  await database.db.insert(segments).values({ key, name: key, kind: condition === null ? 'manual' : 'dynamic', condition, createdAt: START, updatedAt: START })
    .onConflictDoUpdate({ target: segments.key, set: { condition } });
  await work.recheckSegment(key);
}

export async function saveTemplate(database: Database, key: string, words: { subject?: string; body: string }): Promise<void> {
  await database.db.insert(templates).values({ key, version: 1, channel: 'email', name: key, subject: words.subject ?? null, body: words.body, html: null, createdAt: START });
}

/** Cart left -> an hour -> reminder -> two days for a click; ends with the order. The journey most tests speak of. */
export const cartJourney = {
  dsl: 'attune/journey@1', key: 'cart', name: 'Cart', category: 'service', timezone: 'UTC',
  entry: [{ kind: 'event', event: 'Cart Updated' }],
  reentry: { mode: 'after-exit' },
  exits: [{ id: 'bought', event: 'Order Completed', goal: true }],
  goals: [{ id: 'order', event: 'Order Completed' }],
  start: 'hour',
  steps: {
    hour: { kind: 'delay', for: 'PT1H', next: 'remind' },
    remind: { kind: 'message', channel: 'outbox', topic: 'offers', content: { subject: 'Your cart', body: 'Hello {{default customer.first_name "you"}}' }, next: 'click' },
    click: { kind: 'wait', for: [{ id: 'clicked', event: 'Message Clicked', next: 'done' }], timeout: { after: 'P2D', next: 'done' } },
    done: { kind: 'exit', reason: 'completed' },
  },
};

