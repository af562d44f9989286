import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import { ProblemError, badRequest, type FieldError } from '../../errors.ts';
import type { AcceptedCall } from '../../work/accepted.ts';
import type { HttpDeps } from '../deps.ts';
import { createPressure } from '../pressure.ts';
import { readJson, tooLarge } from './body.ts';
import { CALL_TYPES, readCall, type CallType } from './call.ts';
import { eventOfHeaders, readCloudEvent } from './cloud-event.ts';
import { createGroup } from './group.ts';

/** Limits of the Segment HTTP API. */
const CALL_BYTES = 32 * 1024;
const BATCH_BYTES = 500 * 1024;
const BATCH_CALLS = 2_500;
/** What every intermediary of CloudEvents has to pass on. */
const EVENT_BYTES = 64 * 1024;

/**
 * The Segment HTTP API: `/v1/identify`, `track`, `page`, `screen`, `group`, `alias`, `batch` (also called `import`).
 * 200 means durable. Of a batch all calls are taken or, when one of them is bad, none.
 */
export function ingestRoutes(deps: HttpDeps): Hono {
  const app = new Hono();
  const take = createGroup((calls) => deps.work.ingest(calls));
  const pressure = createPressure(deps.work, (error) => deps.log.warn({ err: error }, 'the lag could not be measured'));
  app.use('*', cors({ origin: '*', allowMethods: ['POST', 'OPTIONS'], allowHeaders: ['authorization', 'content-type', 'content-encoding'], maxAge: 86_400 }));

  const accept = async (c: Context, read: (body: unknown, bytes: number, receivedAt: number) => AcceptedCall[], limit: number, mayBeEmpty = false) => {
    const header = basicUser(c.req.header('authorization'));
    if (header !== null && !deps.keys.isWriteKey(header)) throw unauthorized();
    const seconds = pressure();
    if (seconds > 0) throw busy(seconds);
    const { value, bytes } = mayBeEmpty && c.req.raw.body === null ? { value: undefined, bytes: 0 } : await readJson(c.req.raw, limit);
    if (header === null && !deps.keys.isWriteKey(bodyKey(value))) throw unauthorized();
    const calls = read(value, bytes, deps.clock.now());
    if (calls.length > 0) await take(calls);
    deps.catalog.observe(calls);
    return c.json({ success: true });
  };

  for (const type of CALL_TYPES) app.post(`/${type}`, (c) => accept(c, (body, _bytes, receivedAt) => [readSingle(body, type, receivedAt)], CALL_BYTES));
  for (const path of ['/batch', '/import']) app.post(path, (c) => accept(c, (body, _bytes, receivedAt) => readBatch(body, receivedAt), BATCH_BYTES));
  app.post('/events', (c) => acceptEvents(c));
  return app;

  /** CloudEvents in its three forms: one event (`application/cloudevents+json`), a batch, or attributes in `ce-` headers. */
  async function acceptEvents(c: Context): Promise<Response> {
    const type = (c.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    const binary = c.req.header('ce-specversion') !== undefined;
    if (type === 'application/cloudevents-batch+json') return accept(c, (body, _bytes, receivedAt) => readEvents(body, receivedAt), BATCH_BYTES);
    if (type !== 'application/cloudevents+json' && !binary) throw new ProblemError(415, 'Unknown form', 'Send application/cloudevents+json, application/cloudevents-batch+json, or an event whose attributes are ce- headers.');
    if (binary && type !== '' && !/^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(type)) throw new ProblemError(415, 'Unknown form', 'The data of an event must be JSON.');
    const { headers } = c.req.raw;
    return accept(c, (body, _bytes, receivedAt) => [takeEvent(readCloudEvent(binary ? eventOfHeaders(headers, body) : body, receivedAt, []))], EVENT_BYTES, binary);
  }
}

const takeEvent = (read: ReturnType<typeof readCloudEvent>): AcceptedCall => {
  if (!read.ok) throw invalid(read.errors);
  return read.call;
};

function readEvents(body: unknown, receivedAt: number): AcceptedCall[] {
  if (!Array.isArray(body)) throw invalid([{ pointer: '', detail: 'must be a list of events' }]);
  if (body.length > BATCH_CALLS) throw invalid([{ pointer: '', detail: `holds more than ${BATCH_CALLS} events` }]);
  const reads = (body as unknown[]).map((event, index) => {
    if (Buffer.byteLength(JSON.stringify(event)) > EVENT_BYTES) throw tooLarge(EVENT_BYTES, `/${index}`);
    return readCloudEvent(event, receivedAt, [index]);
  });
  const errors = reads.flatMap((read) => (read.ok ? [] : read.errors)).slice(0, 20);
  if (errors.length > 0) throw invalid(errors);
  return reads.flatMap((read) => (read.ok ? [read.call] : []));
}

function readSingle(body: unknown, type: CallType, receivedAt: number): AcceptedCall {
  const read = readCall(body, { type, sentAt: null, receivedAt, at: [] });
  if (!read.ok) throw invalid(read.errors);
  return read.call;
}

function readBatch(body: unknown, receivedAt: number): AcceptedCall[] {
  const batch = isRecord(body) ? body['batch'] : undefined;
  if (!isRecord(body) || !Array.isArray(batch)) throw invalid([{ pointer: '/batch', detail: 'must be a list of calls' }]);
  if (batch.length > BATCH_CALLS) throw invalid([{ pointer: '/batch', detail: `holds more than ${BATCH_CALLS} calls` }]);
  const sentAt = timeOrNull(body['sentAt']);
  const calls: AcceptedCall[] = [];
  const errors: FieldError[] = [];
  for (const [index, raw] of (batch as unknown[]).entries()) {
    if (Buffer.byteLength(JSON.stringify(raw)) > CALL_BYTES) throw tooLarge(CALL_BYTES, `/batch/${index}`);
    const read = readCall(withContext(raw, body['context']), { type: null, sentAt, receivedAt, at: ['batch', index] });
    if (read.ok) calls.push(read.call);
    else errors.push(...read.errors);
    if (errors.length >= 20) break;
  }
  if (errors.length > 0) throw invalid(errors);
  return calls;
}

/** A batch's own context serves the calls that bring none. */
function withContext(raw: unknown, context: unknown): unknown {
  return context === undefined || !isRecord(raw) || raw['context'] !== undefined ? raw : { ...raw, context };
}

const invalid = (errors: readonly FieldError[]): ProblemError => badRequest(`Nothing was taken: ${errors[0]?.pointer ?? ''} ${errors[0]?.detail ?? ''}.`, errors);

const unauthorized = (): ProblemError =>
  new ProblemError(401, 'Unknown write key', 'Send the write key as the user name of HTTP basic authentication, or as `writeKey` in the body. It is under Settings in the editor.', { headers: { 'www-authenticate': 'Basic realm="write key"' } });

const busy = (seconds: number): ProblemError =>
  new ProblemError(429, 'Too many requests', 'The runtime is catching up. Send again later; nothing was taken.', { headers: { 'retry-after': String(seconds) } });

function basicUser(header: string | undefined): string | null {
  const match = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(header ?? '');
  if (match?.[1] === undefined) return null;
  return Buffer.from(match[1], 'base64').toString('utf8').split(':', 1)[0] ?? '';
}

function bodyKey(body: unknown): string {
  const key = isRecord(body) ? body['writeKey'] : undefined;
  return typeof key === 'string' ? key : '';
}

function timeOrNull(value: unknown): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const at = new Date(value).getTime();
  return Number.isFinite(at) ? at : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
