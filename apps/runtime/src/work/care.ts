/** Since when a complaint is open, a refund pending, a delivery late. */
export interface Care { readonly complaint?: string; readonly refund?: string; readonly delivery?: string }

/** Event names that open and close what the empathy guardrails look at; the setting `careEvents` replaces them one by one. */
export interface CareEvents {
  readonly [flag: string]: { readonly opens: readonly string[]; readonly closes: readonly string[] };
}

export const defaultCareEvents: CareEvents = {
  complaint: { opens: ['Complaint Opened', 'Ticket Opened', 'Support Ticket Created'], closes: ['Complaint Resolved', 'Complaint Closed', 'Ticket Solved', 'Ticket Closed'] },
  refund: { opens: ['Refund Requested', 'Return Requested'], closes: ['Order Refunded', 'Refund Completed', 'Refund Declined'] },
  delivery: { opens: ['Delivery Delayed'], closes: ['Order Delivered', 'Order Cancelled'] },
};

const FLAGS = ['complaint', 'refund', 'delivery'] as const;

/** What an event does to a customer's care flags; `closed` tells that a case of theirs came to an end. Null where it does nothing. */
export function careAfter(care: Care, event: { readonly name: string; readonly at: string }, events: CareEvents): { readonly care: Care; readonly closed: boolean } | null {
  let next: Record<string, string> | null = null;
  let closed = false;
  for (const flag of FLAGS) {
    const names = events[flag];
    if (!names) continue;
    if (names.opens.includes(event.name) && care[flag] === undefined) (next ??= { ...care })[flag] = event.at;
    if (names.closes.includes(event.name) && (next ?? care)[flag] !== undefined) {
      next ??= { ...care };
      delete next[flag];
      closed = true;
    }
  }
  return next === null ? null : { care: next, closed };
}
