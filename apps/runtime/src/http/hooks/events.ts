import { badRequest, ProblemError } from '../../errors.ts';
import type { HttpDeps } from '../deps.ts';
import { readBytes, readJson } from '../ingest/body.ts';
import { readCloudEvent } from '../ingest/cloud-event.ts';

const EVENT_BYTES = 64 * 1024;

/** A signed event (Standard Webhooks): `{type, timestamp, data}`, where the data names the customer. `webhook-id` deduplicates for ever; 200 means durable. */
export async function takeEvent(deps: HttpDeps, request: Request): Promise<Response> {
  const body = await readBytes(request, EVENT_BYTES);
  const headers = Object.fromEntries(request.headers);
  const verified = deps.secrets.verify('eventsSecret', headers, body);
  if (verified === null) throw new ProblemError(401, 'Not verified', 'No secret is set for signed events. Set EVENTS_SECRET, or "Events in" under Settings.');
  if (!verified) throw new ProblemError(401, 'Not verified', 'The signature does not fit, or is older than five minutes. Sign id, timestamp and body as Standard Webhooks says.');
  // read again as any other JSON that comes in: its depth and its names are looked at
  const { value } = await readJson(new Request(request.url, { method: 'POST', body: new Uint8Array(body) }), EVENT_BYTES);
  const given = typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : {};
  const read = readCloudEvent({ specversion: '1.0', id: headers['webhook-id'], source: 'webhook', type: given['type'], time: given['timestamp'], data: given['data'] }, deps.clock.now(), []);
  if (!read.ok) throw badRequest(`Nothing was taken: ${read.errors[0]?.pointer ?? ''} ${read.errors[0]?.detail ?? ''}.`, read.errors);
  await deps.work.ingest([read.call]);
  deps.catalog.observe([read.call]);
  return new Response('{"success":true}', { status: 200, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
}
