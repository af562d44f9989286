/** A message ready to leave. */
export interface Outgoing {
  /** The message's id: the idempotency key towards the provider. */
  readonly id: string;
  /**
   * The message's signed name, at most 42 lower-case letters, digits and hyphens: goes along wherever something may come back (a return
   * address, a Message-ID, the address of a callback), and nobody else can make one.
   */
  readonly ref: string;
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
  /** `badAddress`: nothing will ever arrive there, so it is blocked. `stopped`: the provider knows that they want nothing more; blocked until they say start. */
  | { readonly outcome: 'rejected'; readonly detail: string; readonly badAddress?: boolean; readonly stopped?: boolean }
  | { readonly outcome: 'retry'; readonly detail: string; readonly afterMs?: number }
  | { readonly outcome: 'uncertain'; readonly detail: string };

/** What a provider, or a customer through it, told about a message or an address. */
export interface Feedback {
  /** Names this word for ever: told twice, it counts once. */
  readonly id: string;
  /**
   * `bounced`: the address is dead. `delayed`: it could not be delivered this time. `answered`: a machine replied (a holiday note).
   * `left`: the receiver wants no more of this topic. `stopped` and `resumed`: of anything on this channel.
   */
  readonly kind: 'delivered' | 'bounced' | 'delayed' | 'complained' | 'replied' | 'answered' | 'left' | 'stopped' | 'resumed';
  /** `ref` of the message it is about; null where only the address is known. */
  readonly ref: string | null;
  /** The receiver's address on the channel, only where the word of whoever told it may be taken for that. */
  readonly address: string | null;
  /** What was written (`replied`), without what it quotes. */
  readonly text: string | null;
  /** The provider's words. */
  readonly detail: string | null;
}

/** A request that somebody made to `/hooks/<channel>`: nothing of it is to be believed before the channel has verified it. */
export interface HookRequest {
  /** From `/hooks` on, with the query, as it was asked. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a provider is answered; null is an empty 204. */
export type HookAnswer = { readonly type: string; readonly body: string } | null;

/**
 * What a request means. `answer` is asked once the feedback is durable, with what of it was news and the name of the business: nobody is told twice that they were
 * unsubscribed.
 */
export type Received =
  | { readonly ok: false; readonly status: 400 | 401; readonly detail: string }
  | { readonly ok: true; readonly feedback: readonly Feedback[]; answer(news: readonly Feedback[], business: string): HookAnswer };

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
  /** Verifies and reads what is posted to `/hooks/<name>`; absent where nothing can come back. Never throws for what it is given. */
  receive?(request: HookRequest): Promise<Received>;
  /** Where links would be too long: what is said at the end of messages that can be ended, instead of links to unsubscribe and to the reasons. */
  readonly foot?: string;
  /** True where links and openings may be followed, with the customer's consent. */
  readonly tracks?: boolean;
  /** The half of a key that the customer's device needs to be reached; null while there is none. */
  publicKey?(): string | null;
  /** Where the address is one that customers give and devices take back (a push subscription): the trait that holds it, and goes with it. */
  readonly trait?: string;
  close(): Promise<void>;
}
