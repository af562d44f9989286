import type { Instant } from '../json.ts';

/** Since when a complaint is open, a refund pending, a delivery late: what the empathy guardrails look at (GATE-5). */
export interface Care {
  readonly complaint?: Instant;
  readonly refund?: Instant;
  readonly delivery?: Instant;
}

/** Names of the events that open and close a flag. */
export type CareEvents = Readonly<Record<keyof Care, { readonly opens: readonly string[]; readonly closes: readonly string[] }>>;

/** The names a workspace starts with; its settings may replace them. */
export const defaultCareEvents: CareEvents = {
  complaint: { opens: ['Complaint Opened', 'Ticket Opened', 'Support Ticket Created'], closes: ['Complaint Resolved', 'Complaint Closed', 'Ticket Solved', 'Ticket Closed'] },
  refund: { opens: ['Refund Requested', 'Return Requested'], closes: ['Order Refunded', 'Refund Completed', 'Refund Declined'] },
  delivery: { opens: ['Delivery Delayed'], closes: ['Order Delivered', 'Order Cancelled'] },
};

const FLAGS = ['complaint', 'refund', 'delivery'] as const;

/** What an event does to a customer's care flags; `closed` tells that a case of theirs came to an end. Null where it does nothing. */
export function careAfter(care: Care, event: { readonly name: string; readonly at: Instant }, events: CareEvents = defaultCareEvents): { readonly care: Care; readonly closed: boolean } | null {
  let next: { -readonly [flag in keyof Care]: Care[flag] } | null = null;
  let closed = false;
  for (const flag of FLAGS) {
    const { opens, closes } = events[flag];
    if (opens.includes(event.name) && care[flag] === undefined) (next ??= { ...care })[flag] = event.at;
    if (closes.includes(event.name) && (next ?? care)[flag] !== undefined) {
      next ??= { ...care };
      delete next[flag];
      closed = true;
    }
  }
  return next && { care: next, closed };
}
