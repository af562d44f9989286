/** A request to somebody else's server. */
export interface OutgoingRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  /** Milliseconds for the whole exchange, from looking up the name to the last byte of the answer. */
  readonly timeoutMs: number;
}

/**
 * What came of it. `answered`: the server spoke, whatever its status (a redirect is an answer too: none is followed); `truncated`
 * where the answer was longer than 1 MB and the rest was not read. `refused`: we would not send it (a bad or private address), and
 * trying again changes nothing. `retry`: it surely did not arrive. `uncertain`: it left, and no answer came.
 */
export type Reply =
  | { readonly outcome: 'answered'; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly truncated: boolean }
  | { readonly outcome: 'refused'; readonly detail: string }
  | { readonly outcome: 'retry'; readonly detail: string }
  | { readonly outcome: 'uncertain'; readonly detail: string };

/** Sends one request. Never throws and never tries twice. */
export interface Requester {
  request(request: OutgoingRequest, signal?: AbortSignal): Promise<Reply>;
}
