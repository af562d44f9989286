/** A message ready to leave. */
export interface Outgoing {
  /** The message's id: the idempotency key towards the provider. */
  readonly id: string;
  readonly to: string;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly topic: string | null;
  readonly category: 'marketing' | 'service' | 'transactional' | 'survey';
  /** Page and one-click address of the unsubscribe token (RFC 8058); null for transactional messages. */
  readonly unsubscribeUrl: string | null;
  readonly customer: string;
  readonly journey: string;
}

/**
 * What became of an attempt. `sent`: the provider took it. `rejected`: it said no for good (bad address, 5xx of SMTP, 4xx of HTTP).
 * `retry`: it may work later (`afterMs` where the provider said when). `uncertain`: we do not know whether it was taken.
 * A channel never retries by itself and never throws for what a provider says.
 */
export type Attempt =
  | { readonly outcome: 'sent'; readonly providerId: string | null }
  | { readonly outcome: 'rejected'; readonly detail: string; readonly badAddress?: boolean }
  | { readonly outcome: 'retry'; readonly detail: string; readonly afterMs?: number }
  | { readonly outcome: 'uncertain'; readonly detail: string };

export interface Channel {
  /** `email`, `webhook`, `outbox`, `sms`, ... */
  readonly name: string;
  /** What people see. */
  readonly title: string;
  /** Whether trying an `uncertain` message again is safe, because the provider drops a repeated id. */
  readonly idempotent: boolean;
  /** True where nothing leaves the machine: sending is keeping the message's row, so it happens in the very transaction that decides on it. */
  readonly local?: boolean;
  /** Null when it can send, else what is missing and how to set it up. */
  problem(): string | null;
  /** The customer's address on this channel, from their traits; null where there is none. */
  address(customer: { readonly id: string; readonly traits: Readonly<Record<string, unknown>> }): string | null;
  send(message: Outgoing, signal: AbortSignal): Promise<Attempt>;
  close(): Promise<void>;
}
