import { JOURNEY, type GateDecision } from '@attune/dsl';
import type { TimelineRow } from '../../store/timeline.ts';
import { nounOf } from '../messages/nouns.ts';
import type { Naming } from '../naming.ts';
import type { TimelineItem, TrailItem } from '../shapes.ts';
import { messageView, trailView } from '../views.ts';

/** Calls without an event name are kept as `$identify` and the like; a person reads what they did. */
const CALLS: Readonly<Record<string, string>> = { $identify: 'Profile updated', $group: 'Joined a group', $alias: 'Identities merged' };

const WHAT: Readonly<Record<string, string>> = { queued: 'is about to leave', deferred: 'waits for a better time', sending: 'is on its way', sent: 'sent', skipped: 'not sent', failed: 'could not be sent', uncertain: 'may or may not have been sent' };

/** The version of a journey that a line speaks of; none for events. */
export function decidedBy(row: TimelineRow): { readonly journey: string; readonly version: number }[] {
  if (row.kind === 'event') return [];
  const { journey, version } = row.kind === 'message' ? row.message : row.trail;
  return [{ journey, version }];
}

/** A line of the timeline in words. */
export function timelineItem(row: TimelineRow, naming: Naming): TimelineItem {
  if (row.kind === 'event') {
    const event = { name: row.event.name, properties: (row.event.properties ?? {}) as Record<string, unknown>, sentiment: row.event.sentiment ?? null };
    return { at: row.at, kind: 'event', title: CALLS[event.name] ?? event.name, detail: null, event };
  }
  if (row.kind === 'message') {
    const { channel, status, subject, journey, decision, error } = row.message;
    const because = (decision as GateDecision).because;
    const detail = status === 'failed' ? (error ?? because) : status === 'sent' || status === 'sending' ? (subject ?? because) : because;
    return { at: row.at, kind: 'message', title: `${naming.journey(journey)}: ${nounOf(channel)} ${WHAT[status] ?? status}`, detail, message: messageView(row.message) };
  }
  const trail = trailView(row.trail, naming);
  return { at: row.at, kind: 'step', title: `${trail.journeyName}: ${what(trail)}`, detail: trail.because, trail };
}

function what({ step, stepTitle, outcome, outcomeText }: TrailItem): string {
  if (step === JOURNEY) return outcomeText;
  return outcome === 'finished' ? `${outcomeText} at “${stepTitle}”` : `${stepTitle}, ${outcomeText}`;
}
