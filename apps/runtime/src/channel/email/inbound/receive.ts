import { z } from 'zod';
import type { Feedback, HookRequest, Received } from '../../channel.ts';
import { knowsSecret } from '../../request/secret-request.ts';
import { mailAddress } from '../address.ts';
import { readMail } from './read-mail.ts';

const KINDS = { 'email.delivered': 'delivered', 'email.bounced': 'bounced', 'email.delivery_delayed': 'delayed', 'email.complained': 'complained', 'email.received': null } as const;

const noticeShape = z.object({
  type: z.enum(Object.keys(KINDS) as [keyof typeof KINDS, ...(keyof typeof KINDS)[]], `must be one of ${Object.keys(KINDS).join(', ')}`),
  id: z.string().min(1).max(200).optional(),
  data: z.object({
    messageId: z.string().max(500).optional(),
    recipient: z.string().max(320).optional(),
    /** `soft`: it may arrive next time. */
    bounce: z.enum(['hard', 'soft']).optional(),
    detail: z.string().max(2_000).optional(),
    /** A whole mail in base64. */
    raw: z.base64().optional(),
  }),
});
const noticesShape = z.union([z.array(noticeShape).max(1_000), noticeShape.transform((one) => [one])]);
type Notice = z.output<typeof noticeShape>;

const REF = /^\s*<?([0-9a-z]{1,30}-[0-9a-z]{1,3}-[0-9a-v]{16})@/i;

/**
 * What a mail provider posts to `/hooks/email`: whole mails (`message/rfc822`) that came back, or notices in JSON. The envelope's receiver
 * may be told in `?to=`, for servers that leave it out of the mail.
 */
export async function receiveMail(request: HookRequest, secrets: string | null): Promise<Received> {
  if (secrets === null) return { ok: false, status: 401, detail: 'No secret is set for this address. Set MAIL_HOOK_SECRET, or "Bounces and replies" under Settings.' };
  if (!knowsSecret(secrets, request.headers, request.body)) return { ok: false, status: 401, detail: 'Sign the request (Standard Webhooks), or send the secret as the password of HTTP basic authentication.' };
  const feedback = /\bjson\b/i.test(request.headers['content-type'] ?? '') ? await readNotices(request) : await readOne(request);
  return feedback === null ? { ok: false, status: 400, detail: 'The body is neither a mail nor a notice such as {"type": "email.bounced", "data": {"messageId": "<...>"}}.' } : { ok: true, feedback, answer: () => null };
}

async function readOne({ path, body }: HookRequest): Promise<Feedback[]> {
  const mail = await readMail(body, new URL(path, 'http://localhost').searchParams.get('to'));
  return mail === null ? [] : [mail];
}

async function readNotices({ headers, body }: HookRequest): Promise<Feedback[] | null> {
  let given: unknown;
  try {
    given = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
  const parsed = noticesShape.safeParse(given);
  if (!parsed.success) return null;
  const found = await Promise.all(parsed.data.map(async (notice, index) => {
    if (notice.data.raw !== undefined) return readMail(Buffer.from(notice.data.raw, 'base64'), notice.data.recipient ?? null);
    return ofNotice(notice, notice.id ?? `${headers['webhook-id'] ?? ''}-${index}`);
  }));
  return found.filter((one) => one !== null);
}

/** A provider that knows the secret is believed about an address too, so that its own list of dead addresses can be handed over. */
function ofNotice({ type, data }: Notice, id: string): Feedback | null {
  const said = KINDS[type];
  if (said === null) return null;
  const kind = said === 'bounced' && data.bounce === 'soft' ? 'delayed' : said;
  const ref = REF.exec(data.messageId ?? '')?.[1]?.toLowerCase() ?? null;
  const address = mailAddress(data.recipient);
  return ref === null && address === null ? null : { id: `notice-${kind}-${id === '-0' ? ref ?? address ?? '' : id}`, kind, ref, address, text: null, detail: data.detail ?? null };
}
