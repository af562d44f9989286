import { z } from '@hono/zod-openapi';
import { customerSummaryShape, instant, messageShape, moodShape, timelineShape, trailShape } from './shapes.ts';

/** Something a colleague is to decide; `late` tells that it is due and still open. */
export const taskShape = z.object({
  id: z.string(),
  queue: z.string(),
  title: z.string(),
  brief: z.string().nullable(),
  draft: z.string().nullable(),
  outcomes: z.array(z.object({ id: z.string(), label: z.string() })),
  assignee: z.string().nullable(),
  /** `overdue`: its time was up and the customer went on without it; `withdrawn`: the customer left the journey meanwhile, or was led elsewhere by a new version. */
  status: z.enum(['open', 'done', 'withdrawn', 'overdue']),
  late: z.boolean(),
  dueAt: instant.nullable(),
  createdAt: instant,
  closedAt: instant.nullable(),
  outcome: z.string().nullable(),
  note: z.string().nullable(),
  decidedBy: z.string().nullable(),
  /** Id of the message that took the colleague's answer to the customer. */
  reply: z.string().nullable(),
  customer: z.string(),
  customerName: z.string().nullable(),
  mood: z.enum(['negative', 'neutral', 'positive', 'unknown']),
  journey: z.string(),
  journeyName: z.string(),
  run: z.string(),
  step: z.string(),
  visit: z.number(),
}).meta({ id: 'Task' });

/** A task with what a colleague has to know, so that nobody has to ask the customer again. */
export const taskDetailShape = taskShape.extend({
  person: customerSummaryShape.nullable(),
  moodDetail: moodShape.nullable(),
  care: z.object({ openComplaint: z.boolean(), refundPending: z.boolean(), deliveryLate: z.boolean() }).nullable(),
  /** What happened lately, newest first. */
  history: z.array(timelineShape),
  /** How the customer came to this step. */
  trail: z.array(trailShape),
  replyMessage: messageShape.nullable(),
}).meta({ id: 'TaskDetail' });

export const taskQueueShape = z.object({ queue: z.string(), open: z.number(), late: z.number() }).meta({ id: 'TaskQueue' });

/** A question to a customer and what they answered. */
export const surveyShape = z.object({
  id: z.string(),
  kind: z.enum(['nps', 'csat', 'ces', 'text']),
  question: z.string(),
  status: z.enum(['waiting', 'answered', 'expired']),
  score: z.number().nullable(),
  /** Where the score lies on its scale, e.g. `detractor`; null where there is none. */
  band: z.string().nullable(),
  text: z.string().nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
  expiresAt: instant.nullable(),
  answeredAt: instant.nullable(),
  customer: z.string(),
  customerName: z.string().nullable(),
  journey: z.string(),
  journeyName: z.string(),
  run: z.string(),
  step: z.string(),
}).meta({ id: 'Survey' });

/** NPS (-100 to 100), CSAT or CES (percent) with the interval of 95 %; below 30 answers `enough` is false and the figure says little. */
export const surveyFigureShape = z.object({
  kind: z.enum(['nps', 'csat', 'ces', 'text']),
  sent: z.number(),
  answered: z.number(),
  n: z.number(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  mean: z.number().nullable(),
  enough: z.boolean(),
  scores: z.array(z.object({ score: z.number(), n: z.number() })),
}).meta({ id: 'SurveyFigures' });
