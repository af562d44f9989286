import { chance } from './chance.ts';
import { loadInvoices, loadReviews } from './data.ts';
import { story, type Call } from './story.ts';

/** Where a feed is: kept by the caller after every hour, and handed back to go on from there after a restart. */
export interface FeedCursor {
  /** The day (`YYYY-MM-DD`, UTC) that the last day of the data is moved to; fixed when the feed begins. */
  readonly lastDay: string;
  /** Hours that are done. */
  readonly done: number;
  readonly total: number;
  /** The moment on the accelerated clock, RFC 3339. */
  readonly clock: string;
}

/** A request to Attune: `write` ones carry the write key, `manage` ones the key of the management API. */
export interface FeedRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly key: 'write' | 'manage';
  readonly body?: unknown;
}

/** What the feed needs of the Attune that it fills. */
export interface FeedOptions {
  request(request: FeedRequest): Promise<{ readonly status: number; readonly body: unknown }>;
  /** Puts the accelerated clock to an instant (RFC 3339). */
  warp(to: string): Promise<void>;
  /** Works until nothing is due. */
  drain(): Promise<void>;
  /** Told after every hour; must be durable when it resolves. */
  progress(cursor: FeedCursor): Promise<void>;
  /** The real time, in milliseconds since the epoch. */
  readonly now: number;
  /** From an earlier feed that was interrupted. */
  readonly cursor?: FeedCursor;
  /** Share of the customers that take part, 0..1; 0.15 when absent, which is enough to look at and takes about two minutes. */
  readonly share?: number;
  readonly signal?: AbortSignal;
}

/** Journeys of the gallery that the shop uses. */
export const sampleJourneys = ['abandoned-cart', 'post-purchase-care', 'complaint-rescue'] as const;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BATCH = 200;
const SHARE = 0.15;
const startOfDay = (at: number): number => Math.floor(at / DAY) * DAY;

/** The calls of the sample shop, moved so that the last day with an invoice is `lastDay`, up to its end. */
export function sampleCalls(lastDay: string, share = SHARE): Call[] {
  const invoices = loadInvoices().filter((invoice) => share >= 1 || chance(`share ${invoice.customer}`) < share);
  const last = invoices.at(-1);
  if (!last) return [];
  const shift = Date.parse(`${lastDay}T00:00:00Z`) - startOfDay(last.at);
  const end = Date.parse(`${lastDay}T00:00:00Z`) + DAY;
  return story(invoices.map((invoice) => ({ ...invoice, at: invoice.at + shift })), loadReviews()).filter((call) => call.at < end);
}

/**
 * Fills an Attune with the sample shop: imports and publishes its journeys, then hour by hour moves the clock, posts what happened
 * in that hour through the Segment API, and lets everything that is due be done. The same cursor gives the same calls with the same
 * message ids, so that an hour that was interrupted may be posted again. Rejects with what Attune answered where it took something not.
 */
export async function feedSample(options: FeedOptions): Promise<void> {
  const lastDay = options.cursor?.lastDay ?? new Date(startOfDay(options.now) - DAY).toISOString().slice(0, 10);
  const calls = sampleCalls(lastDay, options.share);
  const begin = Math.floor((calls[0]?.at ?? options.now) / HOUR) * HOUR;
  const total = Math.ceil((Date.parse(`${lastDay}T00:00:00Z`) + DAY - begin) / HOUR);
  if (options.cursor === undefined) {
    await options.warp(new Date(begin).toISOString());
    await openShop(options);
  }
  let next = calls.findIndex((call) => call.at >= begin + (options.cursor?.done ?? 0) * HOUR);
  for (let hour = options.cursor?.done ?? 0; hour < total; hour += 1) {
    options.signal?.throwIfAborted();
    const until = begin + (hour + 1) * HOUR;
    const clock = new Date(until).toISOString();
    const first = next;
    while (next >= 0 && next < calls.length && calls[next]!.at < until) next += 1;
    await options.warp(clock);
    for (let at = first; at >= 0 && at < next; at += BATCH) await post(options, calls.slice(at, Math.min(at + BATCH, next)), clock);
    await options.drain();
    await options.progress({ lastDay, done: hour + 1, total, clock });
  }
}

async function openShop(options: FeedOptions): Promise<void> {
  for (const key of sampleJourneys) {
    // a journey of this name that is there already is the owner's, and is used as it is
    await expect(options, { method: 'POST', path: `/api/templates/journeys/${key}/import?key=${key}`, key: 'manage', body: {} }, [200, 201, 409]);
    const journey = await expect(options, { method: 'GET', path: `/api/journeys/${key}`, key: 'manage' }, [200]);
    if (statusOf(journey) === 'draft') await expect(options, { method: 'POST', path: `/api/journeys/${key}/publish`, key: 'manage', body: {} }, [200]);
  }
}

const statusOf = (journey: unknown): unknown => (typeof journey === 'object' && journey !== null && 'status' in journey ? journey.status : null);

async function post(options: FeedOptions, calls: readonly Call[], sentAt: string): Promise<void> {
  const batch = calls.map(({ at, ...call }) => ({ ...call, timestamp: new Date(at).toISOString() }));
  await expect(options, { method: 'POST', path: '/v1/batch', key: 'write', body: { batch, sentAt } }, [200]);
}

async function expect(options: FeedOptions, request: FeedRequest, statuses: readonly number[]): Promise<unknown> {
  const { status, body } = await options.request(request);
  if (!statuses.includes(status)) throw new Error(`${request.method} ${request.path} answered ${status}: ${JSON.stringify(body).slice(0, 500)}`);
  return body;
}
