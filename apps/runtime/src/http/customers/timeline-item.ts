import type { TimelineRow } from '../../store/timeline.ts';
import type { TimelineItem } from '../shapes.ts';
import { messageView, trailView } from '../views.ts';

/** A line of the timeline in words. Calls without an event name are kept as `$identify` and the like; a person reads what they did. */
const CALLS: Readonly<Record<string, string>> = { $identify: 'Profile updated', $group: 'Joined a group', $alias: 'Identities merged' };

const WHAT: Readonly<Record<string, string>> = { queued: 'is about to leave', deferred: 'waits for a better time', sending: 'is on its way', sent: 'sent', skipped: 'not sent', failed: 'could not be sent', uncertain: 'may or may not have been sent' };

export function timelineItem(row: TimelineRow): TimelineItem {
  if (row.kind === 'event') {
    const event = { name: row.event.name, properties: (row.event.properties ?? {}) as Record<string, unknown>, sentiment: row.event.sentiment ?? null };
    return { at: row.at, kind: 'event', title: CALLS[event.name] ?? event.name, detail: null, event };
  }
  if (row.kind === 'message') {
    const { channel, status, subject, reason } = row.message;
    return { at: row.at, kind: 'message', title: `Message by ${channel}: ${WHAT[status] ?? status}`, detail: subject ?? reason, message: messageView(row.message) };
  }
  return { at: row.at, kind: 'step', title: `${row.trail.journey}: ${row.trail.step}, ${row.trail.outcome}`, detail: row.trail.because, trail: trailView(row.trail) };
}
