import { createHash } from 'node:crypto';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import type { Feedback } from '../../channel.ts';
import { complaintType, deliveryReports, partOf, type DeliveryReport } from './report.ts';
import { replyText } from './reply-text.ts';
import { verdictOf } from './verdict.ts';

const REF = /(?:^|[+<"\s])([0-9a-z]{1,30}-[0-9a-z]{1,3}-[0-9a-v]{16})@/i;
/** Original mails in reports may be long; their headers are at their beginning. */
const SEARCHED = 200_000;
const WORST: readonly DeliveryReport['verdict'][] = ['bounced', 'delayed', 'delivered'];

/**
 * What a mail that came back means: a report of a server (RFC 3464), a complaint (RFC 5965), a note of a machine (RFC 3834), or a reply of a
 * person. Which message it is about is found by the signed name in the return address, else in the ids that it answers or quotes. Null where
 * it is about none of ours.
 */
export async function readMail(raw: Uint8Array, envelopeTo: string | null = null): Promise<Feedback | null> {
  const mail = await simpleParser(Buffer.from(raw), { keepDeliveryStatus: true, skipImageLinks: true, skipTextToHtml: true });
  const said = meaning(mail, raw);
  if (said === null) return null;
  const ref = refIn(receivers(mail, envelopeTo)) ?? refIn([mail.inReplyTo ?? '', ...[mail.references ?? []].flat()].join(' ')) ?? (said.report ? refIn(Buffer.from(raw).toString('latin1', 0, SEARCHED)) : null);
  if (ref === null) return null;
  const id = createHash('sha256').update(mail.messageId ?? raw).digest('hex').slice(0, 32);
  return { id: `mail-${id}`, kind: said.kind, ref, address: null, text: said.text ?? null, detail: said.detail ?? null };
}

interface Meaning { readonly kind: Feedback['kind']; readonly report: boolean; readonly text?: string; readonly detail?: string }

function meaning(mail: ParsedMail, raw: Uint8Array): Meaning | null {
  const complaint = partOf(mail.attachments, /^message\/feedback-report/i);
  if (complaint !== null) {
    const type = complaintType(complaint);
    return type === null ? null : { kind: 'complained', report: true, detail: type };
  }
  const status = partOf(mail.attachments, /^message\/(?:global-)?delivery-status/i);
  if (status !== null) return ofReports(deliveryReports(status));
  if (isFromServer(mail)) {
    const words = beforeCopy(mail.text ?? Buffer.from(raw).toString('utf8'));
    const code = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(words)?.[0] ?? '';
    return { kind: verdictOf(code, words), report: true, detail: line(words) };
  }
  if (isFromMachine(mail)) return { kind: 'answered', report: false, detail: line(mail.subject ?? '') };
  if (/^\s*unsubscribe\s*$/i.test(mail.subject ?? '')) return { kind: 'left', report: false };
  return { kind: 'replied', report: false, text: replyText(mail.text ?? '') };
}

function ofReports(reports: readonly DeliveryReport[]): Meaning | null {
  const [worst] = [...reports].sort((a, b) => WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict));
  return worst === undefined ? null : { kind: worst.verdict, report: true, detail: worst.detail };
}

/** Old servers report in prose; only their sender tells. */
function isFromServer(mail: ParsedMail): boolean {
  const from = (mail.from?.value[0]?.address ?? '').toLowerCase();
  const emptyPath = header(mail, 'return-path') === '<>' || (mail.headers.has('return-path') && header(mail, 'return-path').trim() === '');
  return /^(?:mailer-daemon|postmaster|mail-daemon|mdaemon)(?:@|$)/.test(from) || (emptyPath && /undeliver|delivery (?:status|failure|has failed)|returned mail|failure notice/i.test(mail.subject ?? ''));
}

/** A report in prose ends where it begins to quote the mail: words of that mail say nothing about its delivery. */
const beforeCopy = (text: string): string => (text.split(/below this line|copy of (?:the|your) message|original message|message headers?|included below|^received:/im)[0] ?? '').slice(0, 2_000);

/** Nothing that a machine wrote, or that came over a mailing list (whose `List-` headers the parser gathers under `list`), is taken for a customer's word, or answered. */
function isFromMachine(mail: ParsedMail): boolean {
  const auto = header(mail, 'auto-submitted').toLowerCase();
  return (auto !== '' && !auto.startsWith('no')) || /^(?:bulk|junk|list|auto[-_]reply)/i.test(header(mail, 'precedence')) || ['x-autoreply', 'x-autorespond', 'x-auto-reply-from', 'x-mail-autoreply', 'list'].some((name) => mail.headers.has(name))
    || /^(?:all|oof|autoreply)/i.test(header(mail, 'x-auto-response-suppress')) || /^\s*(?:auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|abwesenheit|automatische antwort|réponse automatique|respuesta automática)/i.test(mail.subject ?? '')
    || /^(?:no-?reply|do-?not-?reply)[@+-]/i.test(mail.from?.value[0]?.address ?? '');
}

function header(mail: ParsedMail, name: string): string {
  const value: unknown = mail.headers.get(name);
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string' ? value.text : '';
}

function receivers(mail: ParsedMail, envelopeTo: string | null): string {
  const named = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'].map((name) => header(mail, name));
  const list = (value: AddressObject | AddressObject[] | undefined) => [value ?? []].flat().flatMap((one) => one.value.map((each) => each.address ?? ''));
  return [envelopeTo ?? '', ...named, ...list(mail.to), ...list(mail.cc)].join(' ');
}

const refIn = (text: string): string | null => REF.exec(text)?.[1]?.toLowerCase() ?? null;
const line = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 500);
