import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from './instant-column.ts';

/** What colleagues are to decide. Made with the step that asks; decided through the API, which tells the run through the inbox. */
export const tasks = pgTable('tasks', {
  lane: smallint().notNull(),
  id: text().notNull(),
  run: text().notNull(),
  step: text().notNull(),
  visit: integer().notNull(),
  journey: text().notNull(),
  version: integer().notNull(),
  customer: text().notNull(),
  queue: text().notNull(),
  title: text().notNull(),
  brief: text(),
  draft: text(),
  outcomes: jsonb().$type<{ id: string; label: string }[]>().notNull(),
  assignee: text(),
  /** `overdue`: its time was up and the customer went on without a decision. `withdrawn`: the customer left the journey meanwhile, or was led elsewhere by a new version. */
  status: text().$type<'open' | 'done' | 'withdrawn' | 'overdue'>().notNull(),
  dueAt: instant('due_at'),
  createdAt: instant('created_at').notNull(),
  closedAt: instant('closed_at'),
  outcome: text(),
  note: text(),
  /** Who decided. */
  decidedBy: text('decided_by'),
  /** The message that took the colleague's answer to the customer. */
  reply: text(),
}, (t) => [
  primaryKey({ columns: [t.lane, t.id] }),
  uniqueIndex('tasks_once').on(t.lane, t.run, t.step, t.visit),
  index('tasks_customer').on(t.lane, t.customer, t.createdAt),
  index('tasks_open').on(t.dueAt, t.id).where(sql`status = 'open'`),
]);

/** Questions to customers, one a step's visit; a reminder belongs to the same one. */
export const surveys = pgTable('surveys', {
  lane: smallint().notNull(),
  /** `<run>:<step>:<visit>`: a message knows it without looking. */
  id: text().notNull(),
  run: text().notNull(),
  step: text().notNull(),
  visit: integer().notNull(),
  journey: text().notNull(),
  version: integer().notNull(),
  customer: text().notNull(),
  kind: text().$type<'nps' | 'csat' | 'ces' | 'text'>().notNull(),
  question: text().notNull(),
  createdAt: instant('created_at').notNull(),
  /** When it first left; null while it is held back, or where it never did. */
  sentAt: instant('sent_at'),
  expiresAt: instant('expires_at'),
  answeredAt: instant('answered_at'),
  score: smallint(),
  text: text(),
}, (t) => [primaryKey({ columns: [t.lane, t.id] }), index('surveys_customer').on(t.lane, t.customer, t.createdAt), index('surveys_journey').on(t.journey, t.createdAt)]);
