import { sql } from 'drizzle-orm';
import { bigint, bigserial, boolean, index, integer, json, jsonb, pgTable, pgView, primaryKey, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from './instant-column.ts';

export { surveys, tasks } from './schema-people.ts';

// ---- the workspace ---------------------------------------------------------------------------------------------------
export const settings = pgTable('settings', { key: text().primaryKey(), value: jsonb().notNull(), updatedAt: instant('updated_at').notNull() });

export const apiKeys = pgTable('api_keys', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** `write` takes events, `manage` may do everything. */
  kind: text().$type<'write' | 'manage'>().notNull(),
  /** SHA-256 of the secret; the secret itself is shown once. */
  hash: text().notNull().unique(),
  hint: text().notNull(),
  createdAt: instant('created_at').notNull(),
  revokedAt: instant('revoked_at'),
});

export const auditLog = pgTable('audit_log', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  at: instant().notNull(),
  actor: text().notNull(),
  action: text().notNull(),
  subject: text().notNull(),
  detail: jsonb(),
});

// ---- journeys --------------------------------------------------------------------------------------------------------
export const journeys = pgTable('journeys', {
  key: text().primaryKey(),
  name: text().notNull(),
  category: text().$type<'marketing' | 'service' | 'transactional' | 'survey'>().notNull(),
  status: text().$type<'draft' | 'live' | 'paused' | 'archived'>().notNull(),
  draft: jsonb().notNull(),
  revision: integer().notNull(),
  publishedVersion: integer('published_version'),
  /** Checksum of the program the draft compiles to; null where it does not compile. */
  draftChecksum: text('draft_checksum'),
  problems: jsonb().$type<{ errors: number; warnings: number }>().notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  publishedAt: instant('published_at'),
});

/** Immutable: a run stays on the version it was started on. */
export const journeyVersions = pgTable('journey_versions', {
  journey: text().notNull(),
  version: integer().notNull(),
  program: jsonb().notNull(),
  graph: jsonb().notNull(),
  checksum: text().notNull(),
  publishedAt: instant('published_at').notNull(),
}, (t) => [primaryKey({ columns: [t.journey, t.version] })]);

export const templates = pgTable('templates', {
  key: text().notNull(),
  version: integer().notNull(),
  channel: text().notNull(),
  name: text().notNull(),
  subject: text(),
  body: text().notNull(),
  html: text(),
  createdAt: instant('created_at').notNull(),
}, (t) => [primaryKey({ columns: [t.key, t.version] })]);

export const segments = pgTable('segments', {
  key: text().primaryKey(),
  name: text().notNull(),
  kind: text().$type<'dynamic' | 'manual'>().notNull(),
  condition: jsonb(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

/** One row a scheduled tick; inserting it elects the process that carries it out. */
export const schedules = pgTable('schedules', {
  journey: text().notNull(),
  entry: integer().notNull(),
  at: instant().notNull(),
  version: integer().notNull(),
  /** `done`, or how far a large audience is: the lane reached. */
  cursor: jsonb(),
  doneAt: instant('done_at'),
}, (t) => [primaryKey({ columns: [t.journey, t.entry, t.at] })]);

/**
 * What was decided about the experiments of journeys. One row an experiment that compares the same things: a version that changes neither the ways nor what is
 * counted goes on with it, any other begins anew.
 */
export const experiments = pgTable('experiments', {
  journey: text().notNull(),
  step: text().notNull(),
  /** Names what is compared; see `signatureOf`. */
  signature: text().notNull(),
  winner: text(),
  /** `auto`, or who chose; null while nobody has. A choice of a person is never overruled by the figures. */
  decidedBy: text('decided_by'),
  decidedAt: instant('decided_at'),
  /** `[{arm, because, at}]` */
  stopped: jsonb().$type<{ arm: string; because: string; at: string }[]>().notNull().default([]),
  /** The verdict of the last look, or of the one that decided. */
  figures: jsonb(),
  /** The last look; moving it on elects the process that looks. */
  checkedAt: instant('checked_at').notNull(),
}, (t) => [primaryKey({ columns: [t.journey, t.step, t.signature] })]);

/** Addresses that bounced or complained, in lower case. Small, kept whole on every machine of a cluster. */
export const suppressions = pgTable('suppressions', {
  channel: text().notNull(),
  address: text().notNull(),
  reason: text().notNull(),
  at: instant().notNull(),
}, (t) => [primaryKey({ columns: [t.channel, t.address] })]);

/** Event names and properties seen, for the editor's pickers: a few values each, never a person's. */
export const catalog = pgTable('catalog', {
  kind: text().$type<'event' | 'property' | 'trait'>().notNull(),
  name: text().notNull(),
  property: text().notNull().default(''),
  type: text().notNull().default(''),
  values: jsonb().$type<unknown[]>().notNull(),
  count: bigint({ mode: 'number' }).notNull(),
  seenAt: instant('seen_at').notNull(),
}, (t) => [primaryKey({ columns: [t.kind, t.name, t.property] })]);

// ---- what grows with customers: every key begins with the lane -------------------------------------------------------
// What is written with every event and only ever read whole is `json`: PostgreSQL keeps the text as it came. As `jsonb` it takes it apart and puts it
// together again, which cost 24 microseconds a row of decisions instead of 14.
export const lanes = pgTable('lanes', {
  lane: smallint().primaryKey(),
  /** Rises with every pass: a cache of this lane's customers is right only while it has not moved. */
  version: bigint({ mode: 'number' }).notNull().default(0),
  /** No timer of the lane is due before this. */
  nextDue: instant('next_due'),
  /** True while `held` has rows of this lane. */
  held: boolean().notNull().default(false),
  /** No run of the lane that is over counts anything after this (`runs.scores_until`); so a lane where nothing is measured after the end never looks. */
  scoredUntil: instant('scored_until'),
});

export const customers = pgTable('customers', {
  lane: smallint().notNull(),
  /** The sender's userId, or `anon:<anonymousId>` until they say who they are. */
  id: text().notNull(),
  traits: jsonb().$type<Record<string, unknown>>().notNull(),
  timezone: text(),
  locale: text(),
  /** The decayed mean of what they wrote, with its evidence and expiry; null while nothing is known. */
  mood: jsonb(),
  sentimentAllowed: boolean('sentiment_allowed').notNull().default(true),
  /** Since when a complaint is open, a refund pending, a delivery late: `{complaint?: instant, refund?: instant, delivery?: instant}`. */
  care: jsonb().$type<{ complaint?: string; refund?: string; delivery?: string }>().notNull().default({}),
  /** The due time of the customer's one `segment:` timer: when a segment must be looked at again although nothing happened (a time window closes). */
  recheckAt: instant('recheck_at'),
  createdAt: instant('created_at').notNull(),
  seenAt: instant('seen_at').notNull(),
}, (t) => [primaryKey({ columns: [t.lane, t.id] })]);

/** Which customer an anonymous id or an alias belongs to; `lane` is the lane of `value`. */
export const identities = pgTable('identities', {
  lane: smallint().notNull(),
  kind: text().notNull(),
  value: text().notNull(),
  customer: text().notNull(),
  at: instant().notNull(),
}, (t) => [primaryKey({ columns: [t.lane, t.kind, t.value] })]);

export const consents = pgTable('consents', {
  lane: smallint().notNull(),
  customer: text().notNull(),
  channel: text().notNull(),
  topic: text().notNull(),
  state: text().$type<'granted' | 'denied' | 'unsubscribed'>().notNull(),
  at: instant().notNull(),
  source: text().notNull(),
}, (t) => [primaryKey({ columns: [t.lane, t.customer, t.channel, t.topic] })]);

export const memberships = pgTable('memberships', {
  lane: smallint().notNull(),
  customer: text().notNull(),
  segment: text().notNull(),
  since: instant().notNull(),
}, (t) => [primaryKey({ columns: [t.lane, t.customer, t.segment] }), index('memberships_segment').on(t.lane, t.segment)]);

export const events = pgTable('events', {
  lane: smallint().notNull(),
  messageId: text('message_id').notNull(),
  customer: text().notNull(),
  /** A track event's own name; calls that carry none are kept as `$identify`, `$group`, `$alias` (they deduplicate, and no journey listens to them). */
  name: text().notNull(),
  at: instant().notNull(),
  receivedAt: instant('received_at').notNull(),
  properties: json().notNull(),
  sentiment: json(),
}, (t) => [primaryKey({ columns: [t.lane, t.messageId] }), index('events_customer').on(t.lane, t.customer, t.name, t.at)]);

/** What waits for its lane's next pass, in the order of arrival. */
export const inbox = pgTable('inbox', {
  lane: smallint().notNull(),
  seq: bigserial({ mode: 'number' }).notNull(),
  kind: text().notNull(),
  customer: text().notNull(),
  payload: json().notNull(),
  /** When it was taken in, by the runtime's clock. */
  at: instant().notNull(),
}, (t) => [primaryKey({ columns: [t.lane, t.seq] })]);

/** What a paused journey's runs would have been shown: put aside in order, and put back into the inbox when the journey goes on. */
export const held = pgTable('held', {
  lane: smallint().notNull(),
  journey: text().notNull(),
  seq: bigserial({ mode: 'number' }).notNull(),
  kind: text().notNull(),
  customer: text().notNull(),
  payload: json().notNull(),
}, (t) => [primaryKey({ columns: [t.lane, t.journey, t.seq] })]);

export const runs = pgTable('runs', {
  lane: smallint().notNull(),
  id: text().notNull(),
  journey: text().notNull(),
  version: integer().notNull(),
  customer: text().notNull(),
  entryKey: text('entry_key').notNull(),
  status: text().$type<'open' | 'finished'>().notNull(),
  /** The step it waits at; null while finished. */
  step: text(),
  /** What the columns do not hold: `stored-run.ts`. */
  state: json().notNull(),
  enteredAt: instant('entered_at').notNull(),
  finishedAt: instant('finished_at'),
  reason: text(),
  /** Until when events still count for the goals and experiments of a run that is over; null where nothing does. */
  scoresUntil: instant('scores_until'),
}, (t) => [
  primaryKey({ columns: [t.lane, t.id] }),
  uniqueIndex('runs_open').on(t.lane, t.customer, t.journey, t.entryKey).where(sql`status = 'open'`),
  index('runs_customer').on(t.lane, t.customer),
  index('runs_scored').on(t.lane, t.customer).where(sql`scores_until is not null`),
]);

/** Narrow on purpose: the due time stays off the wide row's indexes. One timer a waiting run, found again by the due time its state holds. */
export const timers = pgTable('timers', {
  lane: smallint().notNull(),
  dueAt: instant('due_at').notNull(),
  run: text().notNull(),
  step: text().notNull(),
  visit: integer().notNull(),
}, (t) => [primaryKey({ columns: [t.lane, t.dueAt, t.run] })]);

/**
 * What was decided and why, a row for all decisions of one advance: as rows of their own they cost more than any other table that a pass writes
 * (1.6 KB of log an event instead of 1.0, and three times the database's work). Read it through `trail`.
 */
export const decisions = pgTable('decisions', {
  lane: smallint().notNull(),
  run: text().notNull(),
  id: bigserial({ mode: 'number' }).notNull(),
  journey: text().notNull(),
  version: integer().notNull(),
  customer: text().notNull(),
  at: instant().notNull(),
  /** `[{step, visit, outcome, because, used}]`, in the order in which they were taken. */
  entries: json().notNull(),
}, (t) => [primaryKey({ columns: [t.lane, t.run, t.id] }), index('decisions_customer').on(t.lane, t.customer, t.at)]);

/** One decision a row, in the order of `id`. An advance takes far fewer than 4,096 (ENG-11). */
export const trail = pgView('trail', {
  lane: smallint().notNull(),
  run: text().notNull(),
  id: bigint({ mode: 'number' }).notNull(),
  journey: text().notNull(),
  version: integer().notNull(),
  customer: text().notNull(),
  at: instant().notNull(),
  step: text().notNull(),
  visit: integer().notNull(),
  outcome: text().notNull(),
  because: text().notNull(),
  used: json().notNull(),
}).as(sql`select d.lane, d.run, d.id * 4096 + e.n as id, d.journey, d.version, d.customer, d.at, e.step, e.visit, e.outcome, e.because, e.used
  from decisions d cross join lateral rows from (json_to_recordset(d.entries) as (step text, visit int, outcome text, because text, used json)) with ordinality as e(step, visit, outcome, because, used, n)`);

export const messages = pgTable('messages', {
  lane: smallint().notNull(),
  /** The id of the command that asked for it, `<run>:<step>:<visit>:<n>`: so that the key alone keeps a command from being carried out twice. */
  id: text().notNull(),
  run: text().notNull(),
  step: text().notNull(),
  visit: integer().notNull(),
  channel: text().notNull(),
  journey: text().notNull(),
  version: integer().notNull(),
  customer: text().notNull(),
  status: text().$type<'queued' | 'deferred' | 'sending' | 'sent' | 'skipped' | 'failed' | 'uncertain'>().notNull(),
  reason: text(),
  category: text().notNull(),
  topic: text(),
  /** The journey's priority, 0 to 100: of messages that are due at once the higher go first. */
  priority: smallint().notNull().default(50),
  /** What of the `send` command neither these columns, nor the run, nor the step of the program holds: `stored-command.ts`. */
  command: json().notNull(),
  /** The gate's answer with what it was decided from (GATE-6). */
  decision: json().notNull(),
  to: text(),
  subject: text(),
  body: text(),
  html: text(),
  attempts: smallint().notNull().default(0),
  createdAt: instant('created_at').notNull(),
  /** When it may be tried next; null once it has come to its end. */
  dueAt: instant('due_at'),
  /** While `sending`: by the database's clock, until when the process that claimed it is believed to be alive. */
  leasedUntil: instant('leased_until'),
  sentAt: instant('sent_at'),
  error: text(),
  providerId: text('provider_id'),
}, (t) => [
  primaryKey({ columns: [t.lane, t.id] }),
  // by whose turn it is and then by time: what is taken next is found without looking at all that is due
  index('messages_queue').on(t.lane, sql`(category <> 'transactional')`, t.channel, t.journey, t.dueAt).where(sql`due_at is not null`),
  index('messages_sending').on(t.lane, t.leasedUntil).where(sql`status = 'sending'`),
  index('messages_customer').on(t.lane, t.customer, t.createdAt),
  // a reply by SMS names nothing but its number
  index('messages_number').on(t.to).where(sql`channel = 'sms'`),
]);

/** Every attempt to hand a message or call to its provider. */
export const deliveries = pgTable('deliveries', {
  lane: smallint().notNull(),
  message: text().notNull(),
  attempt: smallint().notNull(),
  at: instant().notNull(),
  outcome: text().notNull(),
  detail: text(),
}, (t) => [primaryKey({ columns: [t.lane, t.message, t.attempt] })]);

/** What came back about a message: delivered, bounced, complained, opened, clicked, replied, unsubscribed. */
export const messageEvents = pgTable('message_events', {
  lane: smallint().notNull(),
  message: text().notNull(),
  kind: text().notNull(),
  at: instant().notNull(),
  detail: jsonb(),
}, (t) => [primaryKey({ columns: [t.lane, t.message, t.kind, t.at] })]);

/** Requests of webhook steps and lines to colleagues, performed like messages: queued with the step, tried, retried, recorded. */
export const calls = pgTable('calls', {
  lane: smallint().notNull(),
  id: text().notNull(),
  run: text().notNull(),
  step: text().notNull(),
  visit: integer().notNull(),
  customer: text().notNull(),
  command: jsonb().notNull(),
  status: text().$type<'queued' | 'sending' | 'done' | 'failed'>().notNull(),
  attempts: smallint().notNull().default(0),
  createdAt: instant('created_at').notNull(),
  dueAt: instant('due_at'),
  leasedUntil: instant('leased_until'),
  error: text(),
}, (t) => [primaryKey({ columns: [t.lane, t.id] }), index('calls_due').on(t.lane, t.dueAt).where(sql`due_at is not null`)]);

/** Written with the batch, so that live counts never count rows. Erasing a person keeps them. */
export const counters = pgTable('counters', {
  lane: smallint().notNull(),
  journey: text().notNull(),
  version: integer().notNull(),
  step: text().notNull(),
  /**
   * Of a step: `entered`, `left` (waiting = entered - left), `port:<id>`, `sent`, `skipped:<reason>`, `failed`.
   * Of an experiment: `arm:<id>`, `converted:<id>`, `harmed:<guardrail>:<id>`.
   * Of the journey as a whole (step `journey`): `entered`, `finished:<reason>`, `goal:<id>`; of its control group alone: `held:entered`, `held:goal:<id>`.
   */
  what: text().notNull(),
  hour: instant().notNull(),
  n: bigint({ mode: 'number' }).notNull(),
}, (t) => [primaryKey({ columns: [t.lane, t.journey, t.version, t.step, t.what, t.hour] })]);

/** Work that could not be done, with all that is needed to try again. */
export const failures = pgTable('failures', {
  lane: smallint().notNull(),
  id: text().notNull(),
  at: instant().notNull(),
  kind: text().notNull(),
  subject: text().notNull(),
  payload: jsonb().notNull(),
  error: text().notNull(),
  replayedAt: instant('replayed_at'),
}, (t) => [primaryKey({ columns: [t.lane, t.id] })]);
