import { createHash } from 'node:crypto';
import type { FieldError } from '../../errors.ts';
import type { AcceptedCall } from '../../work/accepted.ts';
import { readCall } from './call.ts';

const ATTRIBUTE = /^[a-z0-9]{1,40}$/;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

/**
 * Reads one CloudEvent (1.0) as a track call: `type` is the event's name, `data` its properties, `source` and `id` together name it for ever.
 * Who did it is said by the extension `userid` or `anonymousid`, by `userId` or `anonymousId` in the data, or else by `subject`.
 */
export function readCloudEvent(event: unknown, receivedAt: number, at: readonly (string | number)[]): { ok: true; call: AcceptedCall } | { ok: false; errors: FieldError[] } {
  const pointer = (name: string) => `/${[...at, name].join('/')}`;
  if (!isRecord(event)) return { ok: false, errors: [{ pointer: at.length === 0 ? '' : `/${at.join('/')}`, detail: 'must be an object' }] };
  const errors: FieldError[] = [];
  if (event['specversion'] !== '1.0') errors.push({ pointer: pointer('specversion'), detail: 'must be "1.0"' });
  for (const name of ['id', 'source', 'type']) if (textOf(event[name]) === null) errors.push({ pointer: pointer(name), detail: 'is required, a text that is not empty' });
  for (const name of Object.keys(event)) if (!ATTRIBUTE.test(name) && name !== 'data_base64') errors.push({ pointer: pointer(name), detail: 'is no name of an attribute: lower-case letters and digits only' });
  if (event['data_base64'] !== undefined) errors.push({ pointer: pointer('data_base64'), detail: 'is not taken; send JSON in data' });
  const time = event['time'];
  if (time !== undefined && time !== null && (typeof time !== 'string' || !/^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}/.test(time))) errors.push({ pointer: pointer('time'), detail: 'must be a time such as 2026-05-03T18:00:00Z' });
  if (errors.length > 0) return { ok: false, errors };
  const data = event['data'];
  const inside = isRecord(data) ? data : {};
  const userId = textOf(event['userid']) ?? inside['userId'] ?? null;
  const anonymousId = textOf(event['anonymousid']) ?? inside['anonymousId'] ?? null;
  const nobody = userId === null && anonymousId === null;
  const read = readCall({
    type: 'track', messageId: eventId(String(event['source']), String(event['id'])), event: event['type'], userId: nobody ? textOf(event['subject']) : userId, anonymousId,
    properties: isRecord(data) ? data : data === undefined || data === null ? {} : { value: data }, timestamp: time ?? null,
  }, { type: 'track', sentAt: null, receivedAt, at });
  return read.ok ? read : { ok: false, errors: read.errors.map((error) => renamed(error, pointer)) };
}

/** Source and id are unique together, and may be longer than a message id. A line break is in neither. */
const eventId = (source: string, id: string): string => `ce-${createHash('sha256').update(`${source}\n${id}`).digest('hex').slice(0, 48)}`;

/** What a call names otherwise is told under the event's own names. */
function renamed(error: FieldError, pointer: (name: string) => string): FieldError {
  const field = error.pointer.split('/').at(-1);
  if (field === 'userId' && error.detail.includes('required')) return { pointer: pointer('subject'), detail: 'or one of userid, anonymousid is required: who did it' };
  if (field === 'event') return { ...error, pointer: pointer('type') };
  return field === 'timestamp' ? { ...error, pointer: pointer('time') } : error;
}

/** The event of a request in binary mode: attributes are `ce-` headers (percent-encoded where they are not ASCII), the body is its data. */
export function eventOfHeaders(headers: Headers, data: unknown): Record<string, unknown> {
  const event: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of headers) if (name.startsWith('ce-')) event[name.slice(3)] = decoded(value);
  if (data !== undefined) event['data'] = data;
  return event;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replace(/^"(.*)"$/, '$1'));
  } catch {
    return value;
  }
}
