/**
 * A call of the ingestion API after validation, the same for all seven of them (and for CloudEvents): what `ingest` makes durable.
 * `name` is the event's name: a `track` event's own; `Page Viewed`, `Screen Viewed` for page and screen; null for identify, group, alias.
 */
export interface AcceptedCall {
  readonly type: 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias';
  /** Deduplicates for ever. */
  readonly messageId: string;
  readonly userId: string | null;
  readonly anonymousId: string | null;
  /** alias only */
  readonly previousId: string | null;
  readonly name: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Traits of identify, and of `context.traits` elsewhere; group traits arrive as `{ group: {id, ...} }`. */
  readonly traits: Readonly<Record<string, unknown>>;
  /** `receivedAt - (sentAt - originalTimestamp)`, clamped to `receivedAt` where it lies in the future. RFC 3339. */
  readonly at: string;
  readonly receivedAt: string;
  readonly timezone: string | null;
  readonly locale: string | null;
  /** From `context.consent.categoryPreferences`: `{ "email.offers": true, "offers": false, "sentiment": true }`; a key without a channel is for all channels. */
  readonly consent: Readonly<Record<string, boolean>> | null;
}
