import type { Attempt, Channel, Outgoing } from '../channel.ts';
import { attemptOf } from '../request/attempt.ts';
import type { Requester } from '../requester.ts';
import { customerNumber, phoneNumber } from './number.ts';
import { OPTED_OUT, receiveSms } from './receive.ts';

/** An account at an SMS provider whose API has Twilio's shape. */
export interface SmsOptions {
  /** `https://api.twilio.com` */
  readonly url: string;
  readonly account: string | null;
  /** A number, or the id of a messaging service. */
  readonly from: string | null;
  readonly contact: string | null;
  readonly publicUrl: string | null;
  /** The account's auth token, asked at each use. */
  token(): string | null;
}

const TIMEOUT_MS = 15_000;
/** Of the provider's error codes: no number, no mobile, not reachable by SMS at all. */
const DEAD = new Set([21_211, 21_214, 21_217, 21_614]);

/** SMS over HTTP. The provider drops no repeated message, so `uncertain` is not tried again. */
export function createSmsChannel(options: SmsOptions, requester: Requester): Channel {
  const { url, account, from } = options;
  return {
    name: 'sms',
    title: 'SMS',
    idempotent: false,
    foot: '\nReply STOP to end.',
    problem: () => {
      if (account === null || from === null) return 'No SMS account is set. Set SMS_ACCOUNT and SMS_FROM.';
      return options.token() === null ? 'The auth token of the SMS account is missing. Set SMS_TOKEN, or "SMS provider" under Settings.' : null;
    },
    address: customerNumber,
    receive: (request) => receiveSms(request, { token: options.token(), publicUrl: options.publicUrl, contact: options.contact }),
    async send(message, signal) {
      const token = options.token();
      if (account === null || from === null || token === null) return { outcome: 'rejected', detail: 'no SMS account is set' };
      const to = phoneNumber(message.to);
      if (to === null) return { outcome: 'rejected', detail: 'this is no phone number with its country, such as +15005550006', badAddress: true };
      const reply = await requester.request({
        url: `${url.replace(/\/+$/, '')}/2010-04-01/Accounts/${account}/Messages.json`, method: 'POST', timeoutMs: TIMEOUT_MS, body: formOf(message, { ...options, from, to }),
        headers: { authorization: `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`, 'content-type': 'application/x-www-form-urlencoded' },
      }, signal);
      return reply.outcome === 'answered' ? understood(attemptOf(reply), reply.status, reply.body) : attemptOf(reply);
    },
    close: async () => {},
  };
}

function formOf(message: Outgoing, { from, to, publicUrl }: SmsOptions & { from: string; to: string }): string {
  const sender: Record<string, string> = from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from };
  const callback: Record<string, string> = publicUrl === null ? {} : { StatusCallback: `${publicUrl}/hooks/sms/${message.ref}` };
  return new URLSearchParams({ To: to, ...sender, Body: message.text.trimEnd(), ...callback }).toString();
}

/** What the provider's own words add to the status: its id of the message, or that the number is dead or on its list of those who said stop. */
function understood(attempt: Attempt, status: number, body: string): Attempt {
  const said = parsed(body);
  if (attempt.outcome === 'sent') return typeof said['sid'] === 'string' ? { outcome: 'sent', providerId: said['sid'] } : { outcome: 'uncertain', detail: `the provider answered ${status} without the id of a message` };
  if (attempt.outcome !== 'rejected') return attempt;
  const code = Number(said['code']);
  const detail = typeof said['message'] === 'string' ? `${attempt.detail}: ${said['message'].slice(0, 200)}` : attempt.detail;
  if (code === Number(OPTED_OUT)) return { outcome: 'rejected', detail, stopped: true };
  // a login that the provider refuses is mended in the settings, and the message should wait for that
  if (status === 401 || status === 403) return { outcome: 'retry', detail };
  return { outcome: 'rejected', detail, ...(DEAD.has(code) ? { badAddress: true } : {}) };
}

function parsed(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {};
  } catch {
    return {};
  }
}
