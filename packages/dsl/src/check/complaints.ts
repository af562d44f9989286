import type { Issue } from '../issue.ts';
import { atNode, reached, speaks, type View } from './view.ts';
import { findWitness, soonAfterEntry } from './witness.ts';

const COMPLAINT = /complain/i;

/** Whether the journey itself looks at complaints: an event that ends it, or a condition of its audience or on the way. */
const heeds = (view: View): boolean =>
  (view.settings.exits ?? []).some((exit) => COMPLAINT.test(exit.event)) || view.conditions.some((c) => COMPLAINT.test(JSON.stringify(c.condition) ?? ''));

/**
 * Offers to somebody with an open complaint: the guardrails hold them back (GATE-5), so it is a hint. A journey that ends on a complaint
 * does better: those people leave it, instead of passing through it in silence.
 */
export function complaints(view: View): Issue[] {
  if (view.settings.category !== 'marketing' || heeds(view)) return [];
  const seen = reached(view);
  const first = view.steps.find((node) => speaks(node) && node.needs.survey === undefined && seen.has(node.id));
  if (first === undefined) return [];
  const witness = findWitness(view, first.id, [{ at: soonAfterEntry, event: 'Complaint Opened', properties: {} }]);
  const issue = atNode(first, 'promotion-in-complaint', 'hint', `Somebody with an open complaint can come to "${first.title}". Only the guardrails would hold the message back, and the person would pass through the rest of the journey in silence. Add "Complaint Opened" to the events that end the journey.`);
  return [witness === undefined ? issue : { ...issue, witness }];
}
