import type { CustomerRow, StoredMood, CustomerInSegments } from '../store/customers-read.ts';
import type { MessageRow } from '../store/messages-read.ts';
import type { TrailRow } from '../store/runs-read.ts';
import { sayReason } from './messages/nouns.ts';
import type { Naming } from './naming.ts';
import type { CustomerSummary, MessageItem, Mood, TrailItem } from './shapes.ts';

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

/** What a customer is called, from the traits that Segment's clients send; null where nothing says it. */
export function nameOf(traits: Readonly<Record<string, unknown>>): string | null {
  const first = text(traits['firstName']) ?? text(traits['first_name']);
  const last = text(traits['lastName']) ?? text(traits['last_name']);
  return text(traits['name']) ?? text([first, last].filter((part) => part !== null).join(' '));
}

export const moodLabel = (mood: unknown): CustomerSummary['mood'] => (mood as StoredMood | null)?.label ?? 'unknown';

export function customerSummary({ row, segments }: CustomerInSegments): CustomerSummary {
  return { id: row.id, name: nameOf(row.traits), email: text(row.traits['email']), mood: moodLabel(row.mood), segments, lastSeen: row.seenAt, createdAt: row.createdAt };
}

export function moodView(row: CustomerRow): Mood {
  const mood = (row.mood ?? {}) as StoredMood;
  return {
    label: moodLabel(row.mood),
    score: mood.score ?? null,
    confidence: mood.confidence ?? null,
    trend: mood.trend ?? null,
    at: mood.at ?? null,
    evidence: (mood.evidence ?? []).map((one) => ({ at: one.at, source: one.source, text: one.text ?? null, label: one.label, score: one.score })),
  };
}

export function messageView(row: MessageRow): MessageItem {
  const template = (row.command as { template?: unknown } | null)?.template;
  return {
    id: row.id, customer: row.customer, journey: row.journey, version: row.version, run: row.run, step: row.step, visit: row.visit, channel: row.channel, status: row.status, reason: row.reason,
    topic: row.topic, template: text(template), to: row.to, subject: row.subject, body: row.body, html: row.html, createdAt: row.createdAt, dueAt: row.dueAt, sentAt: row.sentAt, error: row.error,
  };
}

export function trailView(row: TrailRow, naming: Naming): TrailItem {
  return {
    at: row.at, run: row.run, journey: row.journey, version: row.version, step: row.step, visit: row.visit, outcome: row.outcome, because: sayReason(row.because), used: (row.used ?? {}) as Record<string, unknown>,
    journeyName: naming.journey(row.journey), stepTitle: naming.step(row), outcomeText: naming.outcome(row),
  };
}
