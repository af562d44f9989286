import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { FieldError } from '../../errors.ts';
import type { AcceptedCall } from '../../work/accepted.ts';
import { fieldErrors } from '../problem.ts';

export const CALL_TYPES = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;
export type CallType = (typeof CALL_TYPES)[number];

/** Before this, a time is a broken clock rather than a memory; the databases' own limits are far away. */
const EARLIEST = Date.UTC(1900, 0, 1);

/** Numbers are taken as ids too: many shops have numeric ones. An empty id is no id. */
const id = z.union([z.string().max(300, 'is longer than 300 characters'), z.number().transform(String)], 'must be a text')
  .nullish().transform((value) => (value === undefined || value === null || value.trim() === '' ? null : clean(value)));

const record = z.record(z.string(), z.unknown(), 'must be an object').nullish().transform((value) => value ?? {});

const moment = z.union([z.string().max(64), z.number()], 'must be a time such as 2026-05-03T18:00:00Z').nullish().transform((value, context) => {
  if (value === undefined || value === null) return null;
  const at = new Date(value).getTime();
  if (Number.isFinite(at) && at >= EARLIEST) return at;
  context.addIssue({ code: 'custom', message: 'is not a time such as 2026-05-03T18:00:00Z' });
  return z.NEVER;
});

const short = z.string().max(200, 'is longer than 200 characters').nullish().transform((value) => (value === undefined || value === null || value.trim() === '' ? null : clean(value)));

const consentSchema = z.object({ categoryPreferences: z.record(z.string().max(200), z.boolean('must be true or false')).nullish() }, 'must be an object').nullish();

const contextSchema = z.object({
  traits: record,
  timezone: z.string().max(60).nullish(),
  locale: z.string().max(35).nullish(),
  consent: consentSchema,
}, 'must be an object').nullish();

const callSchema = z.object({
  type: z.enum(CALL_TYPES, `must be one of ${CALL_TYPES.join(', ')}`),
  messageId: short,
  userId: id,
  anonymousId: id,
  previousId: id,
  groupId: id,
  event: short,
  name: short,
  category: short,
  properties: record,
  traits: record,
  context: contextSchema,
  timestamp: moment,
  originalTimestamp: moment,
  sentAt: moment,
}, 'must be an object').superRefine((call, context) => {
  const miss = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  if (call.userId === null && call.anonymousId === null && (call.type !== 'alias' || call.previousId === null)) miss('userId', 'or anonymousId is required');
  if (call.type === 'track' && call.event === null) miss('event', 'is required: the name of what happened, e.g. Order Completed');
  if (call.type === 'group' && call.groupId === null) miss('groupId', 'is required');
  if (call.type === 'alias' && call.previousId === null) miss('previousId', 'is required');
  if (call.type === 'alias' && call.userId === null) miss('userId', 'is required');
});
type Call = z.output<typeof callSchema>;

/** What a call is read with: the path's type wins over the body's, and a batch's `sentAt` serves calls without one. */
export interface Reading {
  readonly type: CallType | null;
  readonly sentAt: number | null;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Where the call stands in the request, for the pointers of problems. */
  readonly at: readonly (string | number)[];
}

/** Reads one call of the Segment HTTP API. Unknown fields are left out; wrong ones are told, each with its pointer. */
export function readCall(raw: unknown, reading: Reading): { ok: true; call: AcceptedCall } | { ok: false; errors: FieldError[] } {
  const given = reading.type !== null && typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw, type: reading.type } : raw;
  const parsed = callSchema.safeParse(given);
  if (!parsed.success) return { ok: false, errors: fieldErrors(parsed.error.issues, reading.at) };
  return { ok: true, call: toAccepted(parsed.data, reading) };
}

function toAccepted(call: Call, reading: Reading): AcceptedCall {
  return {
    type: call.type,
    messageId: call.messageId ?? randomUUID(),
    userId: call.userId,
    anonymousId: call.anonymousId,
    previousId: call.previousId,
    name: nameOf(call),
    properties: propertiesOf(call),
    traits: traitsOf(call),
    at: new Date(timeOf(call.timestamp ?? call.originalTimestamp, call.sentAt ?? reading.sentAt, reading.receivedAt)).toISOString(),
    receivedAt: new Date(reading.receivedAt).toISOString(),
    timezone: textOr(call.context?.timezone, call.traits['timezone']),
    locale: textOr(call.context?.locale, call.traits['locale']),
    consent: call.context?.consent?.categoryPreferences ?? null,
  };
}

/**
 * `receivedAt - (sentAt - originalTimestamp)`: the sender's clock may be wrong, the time between the event and its sending is
 * right. Never in the future. A `timestamp` beside an `originalTimestamp` was given on purpose (an import of history) and wins.
 */
export function timeOf(original: number | null, sentAt: number | null, receivedAt: number): number {
  if (original === null) return receivedAt;
  const corrected = sentAt === null ? original : receivedAt - (sentAt - original);
  return Math.min(corrected < EARLIEST ? original : corrected, receivedAt);
}

function nameOf(call: Call): string | null {
  if (call.type === 'track') return call.event;
  if (call.type === 'page') return 'Page Viewed';
  return call.type === 'screen' ? 'Screen Viewed' : null;
}

function propertiesOf(call: Call): Record<string, unknown> {
  if (call.type !== 'page' && call.type !== 'screen') return call.properties;
  return { ...call.properties, ...(call.name === null ? {} : { name: call.name }), ...(call.category === null ? {} : { category: call.category }) };
}

function traitsOf(call: Call): Record<string, unknown> {
  if (call.type === 'group') return { ...call.context?.traits, group: { ...call.traits, id: call.groupId } };
  return call.type === 'identify' ? { ...call.context?.traits, ...call.traits } : { ...call.context?.traits };
}

const textOr = (first: string | null | undefined, second: unknown): string | null => {
  const value = first ?? second;
  return typeof value === 'string' && value.trim() !== '' && value.length <= 60 ? clean(value) : null;
};

// U+0000 and halves of surrogate pairs are legal in JSON and in no database's text. In names and ids they become the
// replacement character here, before a lane is chosen by them; the store does the same to everything else.
const LONE_HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const clean = (text: string): string => text.replaceAll('\u0000', '\uFFFD').replace(LONE_HALF, '\uFFFD');
