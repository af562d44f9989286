import { z } from '@hono/zod-openapi';
import type { experimentsShape } from './experiment-shapes.ts';
import type { surveyFigureShape, surveyShape, taskDetailShape, taskQueueShape, taskShape } from './people-shapes.ts';

/**
 * What the management API says, in one place: routes answer with these, OpenAPI is made from them, and the editor
 * imports their types (`import type` only). Instants are RFC 3339 in UTC. Lists answer `{ items, next }` and take `cursor` and `limit`.
 */
export const instant = z.string().meta({ format: 'date-time' });

export const issueShape = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'hint']),
  path: z.string(),
  node: z.string().optional(),
  message: z.string(),
  fix: z.object({ title: z.string(), changes: z.array(z.object({ path: z.string(), value: z.unknown().optional() })) }).optional(),
  witness: z.unknown().optional(),
}).meta({ id: 'Issue' });

/** RFC 9457; `errors` names each bad field by JSON Pointer. */
export const problemShape = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  issues: z.array(issueShape).optional(),
}).meta({ id: 'Problem' });

export const journeyStatus = z.enum(['draft', 'live', 'paused', 'archived']);

export const journeySummaryShape = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  category: z.enum(['marketing', 'service', 'transactional', 'survey']),
  status: journeyStatus,
  /** Published version, null while a draft was never published. */
  version: z.number().nullable(),
  /** True where the draft differs from what is published. */
  changed: z.boolean(),
  open: z.number(),
  entered: z.number(),
  finished: z.number(),
  /** Share of ended runs that reached a goal, 0..1; null where none has ended or there is no goal. */
  goalRate: z.number().nullable(),
  problems: z.object({ errors: z.number(), warnings: z.number() }),
  updatedAt: instant,
}).meta({ id: 'JourneySummary' });

export const journeyShape = z.object({
  key: z.string(),
  status: journeyStatus,
  /** Send back as `If-Match: "<revision>"` when saving; also the ETag. */
  revision: z.number(),
  version: z.number().nullable(),
  changed: z.boolean(),
  publishedAt: instant.nullable(),
  updatedAt: instant,
  graph: z.unknown().meta({ description: 'attune/graph@1' }),
  issues: z.array(issueShape),
}).meta({ id: 'Journey' });

export const versionShape = z.object({ version: z.number(), publishedAt: instant, publishedBy: z.string().nullable(), checksum: z.string(), open: z.number() }).meta({ id: 'JourneyVersion' });

export const statsShape = z.object({
  steps: z.record(z.string(), z.object({
    entered: z.number(),
    waiting: z.number(),
    left: z.number(),
    sent: z.number(),
    skipped: z.record(z.string(), z.number()),
    /** How many left by each port: the counts on the edges. */
    ports: z.record(z.string(), z.number()),
    /** Of mails that were sent: with and without the customer's consent to being followed, and of the former how many a person opened or clicked (programs are left out). */
    engagement: z.object({ tracked: z.number(), untracked: z.number(), opened: z.number(), clicked: z.number() }).optional(),
  })),
  runs: z.object({ open: z.number(), entered: z.number(), finished: z.record(z.string(), z.number()) }),
  goals: z.record(z.string(), z.number()),
}).meta({ id: 'JourneyStats' });

/** What a move to another version means for those who rest at one step in one way. */
const stepMoveShape = z.object({
  step: z.string(),
  /** The step they go on at; null where they keep their version. */
  to: z.string().nullable(),
  how: z.enum(['rests', 'rejoins', 'enters', 'stays', 'unmapped']),
  timer: z.enum(['none', 'kept', 'anew', 'cleared']),
  people: z.number(),
  because: z.string(),
  /** Where those could go who have nowhere to go. */
  suggestion: z.string().optional(),
  words: z.string(),
});

export const movePlanShape = z.object({
  version: z.number(),
  /** All open runs of the version: each row is counted, none is estimated. Those that rest at no step are in no line of `steps`. */
  counted: z.number(),
  steps: z.array(stepMoveShape),
}).meta({ id: 'MovePlan' });

/** What publishing now would mean. */
export const impactShape = z.object({
  issues: z.array(issueShape),
  /** Open runs by version and by the step they wait at. */
  inside: z.array(z.object({ version: z.number(), step: z.string(), count: z.number() })),
  /** The change from the published version, in words. */
  changes: z.array(z.string()),
  /** Where the people inside would go if they were moved, by the version they are in; empty where the draft does not compile. */
  plans: z.array(movePlanShape),
}).meta({ id: 'PublishImpact' });

export const moodShape = z.object({
  label: z.enum(['negative', 'neutral', 'positive', 'unknown']),
  score: z.number().nullable(),
  confidence: z.number().nullable(),
  trend: z.enum(['better', 'steady', 'worse']).nullable(),
  at: instant.nullable(),
  evidence: z.array(z.object({ at: instant, source: z.string(), text: z.string().nullable(), label: z.string(), score: z.number() })),
}).meta({ id: 'Mood' });

export const customerSummaryShape = z.object({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  mood: z.enum(['negative', 'neutral', 'positive', 'unknown']),
  segments: z.array(z.string()),
  lastSeen: instant.nullable(),
  createdAt: instant,
}).meta({ id: 'CustomerSummary' });

export const customerShape = customerSummaryShape.extend({
  traits: z.record(z.string(), z.unknown()),
  timezone: z.string().nullable(),
  locale: z.string().nullable(),
  moodDetail: moodShape,
  sentimentAllowed: z.boolean(),
  consents: z.array(z.object({ channel: z.string(), topic: z.string(), state: z.enum(['granted', 'denied', 'unsubscribed']), at: instant, source: z.string() })),
  care: z.object({ openComplaint: z.boolean(), refundPending: z.boolean(), deliveryLate: z.boolean() }),
}).meta({ id: 'Customer' });

export const trailShape = z.object({
  at: instant,
  run: z.string(),
  journey: z.string(),
  version: z.number(),
  step: z.string(),
  visit: z.number(),
  outcome: z.string(),
  because: z.string(),
  used: z.record(z.string(), z.unknown()),
  /** The same in words: the journey's name, the title on the step's card in that version, and what was decided. */
  journeyName: z.string(),
  stepTitle: z.string(),
  outcomeText: z.string(),
}).meta({ id: 'TrailEntry' });

export const runShape = z.object({
  id: z.string(),
  journey: z.string(),
  journeyName: z.string(),
  version: z.number(),
  customer: z.string(),
  entryKey: z.string(),
  status: z.enum(['open', 'finished']),
  enteredAt: instant,
  /** The step it waits at, since when, and when its timer is due. */
  step: z.string().nullable(),
  since: instant.nullable(),
  due: instant.nullable(),
  finishedAt: instant.nullable(),
  reason: z.string().nullable(),
}).meta({ id: 'Run' });

export const messageShape = z.object({
  id: z.string(),
  customer: z.string(),
  journey: z.string(),
  version: z.number(),
  run: z.string(),
  step: z.string(),
  visit: z.number(),
  channel: z.string(),
  status: z.enum(['queued', 'deferred', 'sending', 'sent', 'skipped', 'failed', 'uncertain']),
  reason: z.string().nullable(),
  topic: z.string().nullable(),
  template: z.string().nullable(),
  to: z.string().nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  html: z.string().nullable(),
  createdAt: instant,
  dueAt: instant.nullable(),
  sentAt: instant.nullable(),
  error: z.string().nullable(),
}).meta({ id: 'Message' });

export const whyShape = z.object({
  /** One sentence a customer would understand. */
  sentence: z.string(),
  trail: z.array(trailShape),
  gate: z.object({ answer: z.string(), reason: z.string().nullable(), because: z.string(), used: z.record(z.string(), z.unknown()) }),
  used: z.record(z.string(), z.unknown()),
}).meta({ id: 'Why' });

/** One line of a customer's timeline; `kind` tells which of the optional parts is there. */
export const timelineShape = z.object({
  at: instant,
  kind: z.enum(['event', 'step', 'message']),
  title: z.string(),
  detail: z.string().nullable(),
  event: z.object({ name: z.string(), properties: z.record(z.string(), z.unknown()), sentiment: z.unknown().nullable() }).optional(),
  trail: trailShape.optional(),
  message: messageShape.optional(),
}).meta({ id: 'TimelineItem' });

export const segmentShape = z.object({
  key: z.string(),
  name: z.string(),
  kind: z.enum(['dynamic', 'manual']),
  condition: z.unknown().nullable(),
  members: z.number(),
  createdAt: instant,
}).meta({ id: 'Segment' });

export const templateShape = z.object({
  key: z.string(),
  channel: z.string(),
  name: z.string(),
  subject: z.string().nullable(),
  body: z.string(),
  html: z.string().nullable(),
  version: z.number(),
  updatedAt: instant,
}).meta({ id: 'MessageTemplate' });

/** A ready journey of the gallery. */
export const galleryShape = z.object({
  key: z.string(),
  name: z.string(),
  purpose: z.string(),
  category: z.string(),
  needs: z.object({ events: z.array(z.string()), traits: z.array(z.string()), channels: z.array(z.string()), segments: z.array(z.string()) }),
  /** What of it this workspace has never seen. */
  missing: z.object({ events: z.array(z.string()), traits: z.array(z.string()), channels: z.array(z.string()) }),
  graph: z.unknown(),
  messages: z.array(z.object({ key: z.string(), channel: z.string(), name: z.string(), subject: z.string().nullable(), body: z.string() })),
}).meta({ id: 'JourneyTemplate' });

/** What was really seen, for the editor's pickers. */
export const catalogShape = z.object({
  events: z.array(z.object({ name: z.string(), count: z.number(), properties: z.array(z.object({ name: z.string(), type: z.string(), values: z.array(z.unknown()) })) })),
  traits: z.array(z.object({ name: z.string(), type: z.string(), values: z.array(z.unknown()) })),
  segments: z.array(z.object({ key: z.string(), name: z.string() })),
  templates: z.array(z.object({ key: z.string(), channel: z.string(), name: z.string() })),
  channels: z.array(z.object({ name: z.string(), title: z.string(), ready: z.boolean(), why: z.string().nullable(), publicKey: z.string().nullable() })),
  topics: z.array(z.object({ key: z.string(), name: z.string() })),
  journeys: z.array(z.object({ key: z.string(), name: z.string() })),
}).meta({ id: 'Catalog' });

export const settingsShape = z.object({
  workspace: z.object({ name: z.string(), zone: z.string(), address: z.string(), holdout: z.number().meta({ description: 'Percent of all customers who get nothing from any journey.' }) }),
  policy: z.unknown().meta({ description: 'Quiet hours, caps and guardrails: GatePolicy of @attune/dsl' }),
  topics: z.array(z.object({ key: z.string(), name: z.string() })),
  /** Where texts to be read for mood are found, e.g. `message.text`, `review.body`. */
  sentimentProperties: z.array(z.string()),
  retention: z.object({
    words: z.string().nullable().meta({ description: 'Texts that were read for mood, and answers to surveys in words.' }),
    events: z.string().nullable(),
    trail: z.string().nullable().meta({ description: 'Decisions and why they were taken.' }),
    messages: z.string().nullable().meta({ description: 'Addresses and contents of messages that came to their end, and the attempts to deliver them.' }),
  }).meta({ description: 'For how long these are kept, as ISO 8601 durations of at least a day; null is for ever. Totals and message ids always stay.' }),
  writeKey: z.string(),
}).meta({ id: 'Settings' });

export const failureShape = z.object({ id: z.string(), at: instant, kind: z.string(), subject: z.string(), error: z.string(), replayedAt: instant.nullable() }).meta({ id: 'Failure' });

/** How far the sample shop is. */
export const sampleShape = z.object({
  status: z.enum(['none', 'running', 'done', 'failed']),
  done: z.number(),
  total: z.number(),
  /** The moment on the accelerated clock. */
  clock: instant.nullable(),
  error: z.string().nullable(),
}).meta({ id: 'Sample' });

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

export type IssueShape = z.infer<typeof issueShape>;
export type Problem = z.infer<typeof problemShape>;
export type JourneySummary = z.infer<typeof journeySummaryShape>;
export type Journey = z.infer<typeof journeyShape>;
export type JourneyVersion = z.infer<typeof versionShape>;
export type Experiments = z.infer<typeof experimentsShape>;
export type JourneyStats = z.infer<typeof statsShape>;
export type PublishImpact = z.infer<typeof impactShape>;
export type MovePlan = z.infer<typeof movePlanShape>;
export type Mood = z.infer<typeof moodShape>;
export type CustomerSummary = z.infer<typeof customerSummaryShape>;
export type Customer = z.infer<typeof customerShape>;
export type TrailItem = z.infer<typeof trailShape>;
export type RunItem = z.infer<typeof runShape>;
export type MessageItem = z.infer<typeof messageShape>;
export type Why = z.infer<typeof whyShape>;
export type TimelineItem = z.infer<typeof timelineShape>;
export type Segment = z.infer<typeof segmentShape>;
export type MessageTemplate = z.infer<typeof templateShape>;
export type JourneyTemplate = z.infer<typeof galleryShape>;
export type Catalog = z.infer<typeof catalogShape>;
export type Settings = z.infer<typeof settingsShape>;
export type Task = z.infer<typeof taskShape>;
export type TaskDetail = z.infer<typeof taskDetailShape>;
export type TaskQueue = z.infer<typeof taskQueueShape>;
export type Survey = z.infer<typeof surveyShape>;
export type SurveyFigure = z.infer<typeof surveyFigureShape>;
export type Failure = z.infer<typeof failureShape>;
export type Sample = z.infer<typeof sampleShape>;
export interface Page<T> { items: T[]; next: string | null }
