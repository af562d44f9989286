import type { Feedback, HookAnswer, HookRequest, Received } from '../channel.ts';
import { wishOf, type Wish } from './keywords.ts';
import { phoneNumber } from './number.ts';
import { isFromProvider } from './provider-signature.ts';

/** What answers by SMS say. */
export interface SmsWords {
  /** How people reach the business. */
  readonly contact: string | null;
}

export interface SmsHook extends SmsWords {
  readonly token: string | null;
  /** Where this server is reached; what the provider was told, and signs. */
  readonly publicUrl: string | null;
}

/** Numbers that exist no more, or that no SMS reaches (of the provider's error codes). */
const DEAD = new Set(['30005', '30006', '21211', '21214', '21217', '21614', '21612']);
/** The provider keeps a list of its own, and this number is on it. */
export const OPTED_OUT = '21610';

/** What the SMS provider posts: replies to `/hooks/sms`, and what became of a message to `/hooks/sms/<its name>`. */
export async function receiveSms(request: HookRequest, hook: SmsHook): Promise<Received> {
  const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
  if (hook.token === null || hook.publicUrl === null) return { ok: false, status: 401, detail: 'SMS is not set up here: SMS_TOKEN is missing.' };
  if (!isFromProvider(hook.token, hook.publicUrl + request.path, form, request.headers['x-twilio-signature'] ?? '')) {
    return { ok: false, status: 401, detail: 'The signature does not fit. It is made over PUBLIC_URL, the path and the fields with the auth token of the account.' };
  }
  const ref = /^\/hooks\/sms\/([0-9a-z-]{1,60})(?:\?|$)/i.exec(request.path)?.[1] ?? null;
  return ref === null ? readReply(form, hook) : { ok: true, feedback: statusOf(form, ref), answer: () => null };
}

function statusOf(form: URLSearchParams, ref: string): Feedback[] {
  const status = (form.get('MessageStatus') ?? '').toLowerCase();
  const code = form.get('ErrorCode') ?? '';
  const kind = status === 'delivered' || status === 'read' ? 'delivered' : status !== 'undelivered' && status !== 'failed' ? null : code === OPTED_OUT ? 'stopped' : DEAD.has(code) ? 'bounced' : 'delayed';
  if (kind === null) return [];
  return [{ id: `sms-${form.get('MessageSid') ?? ref}-${kind}`, kind, ref, address: phoneNumber(form.get('To')), text: null, detail: code === '' ? status : `${status} ${code}` }];
}

function readReply(form: URLSearchParams, words: SmsWords): Received {
  const from = phoneNumber(form.get('From'));
  if (from === null) return { ok: false, status: 400, detail: 'There is no number in From.' };
  const text = form.get('Body') ?? '';
  // where the provider has seen to the keyword itself it has answered, too
  const theirs = form.get('OptOutType');
  const wish = theirs === null ? wishOf(text) : wishOf(theirs);
  const id = `sms-${form.get('MessageSid') ?? ''}`;
  const feedback = (kind: Feedback['kind']): Feedback[] => [{ id, kind, ref: null, address: from, text: kind === 'replied' ? text : null, detail: null }];
  const said = wish === 'stop' ? feedback('stopped') : wish === 'start' ? feedback('resumed') : wish === 'help' ? [] : feedback('replied');
  return { ok: true, feedback: said, answer: (news, business) => answer(theirs !== null || (wish !== 'help' && news.length === 0) ? null : sentence(wish, business, words)) };
}

/** One confirmation and no more, without a word of advertising; HELP is answered to anybody, as often as they ask. */
function sentence(wish: Wish, business: string, { contact }: SmsWords): string | null {
  const name = business === '' ? 'We' : business;
  if (wish === 'stop') return `${name}: you are unsubscribed and will get no more messages. Reply START to get them again.`;
  if (wish === 'start') return `${name}: you will get our messages again. Reply HELP for help, STOP to end them.`;
  if (wish === 'help') return `${name}: messages about your orders and what you agreed to. ${contact === null ? '' : `Help: ${contact}. `}Msg&data rates may apply. Reply STOP to end them.`;
  return null;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const answer = (text: string | null): HookAnswer => ({
  type: 'text/xml; charset=utf-8',
  body: `<?xml version="1.0" encoding="UTF-8"?><Response>${text === null ? '' : `<Message>${text.replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)}</Message>`}</Response>`,
});
