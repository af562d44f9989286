import type { Outgoing } from '../channel.ts';

/** The parts of a mail, as nodemailer takes them. */
export interface Mail {
  readonly from: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly messageId: string;
  readonly replyTo?: string;
  readonly envelope?: { readonly from: string; readonly to: string };
  readonly dkim?: { readonly domainName: string; readonly keySelector: string; readonly privateKey: string; readonly headerFieldNames: string };
  readonly headers: Readonly<Record<string, string | { readonly prepared: true; readonly foldLines: false; readonly value: string }>>;
  readonly disableFileAccess: true;
  readonly disableUrlAccess: true;
}

/** Who sends, and where answers go. */
export interface Sender {
  readonly from: string;
  /** The right side of Message-IDs. */
  readonly domain: string;
  readonly mailReturn: string | null;
  readonly dkim: Omit<NonNullable<Mail['dkim']>, 'headerFieldNames'> | null;
}

/** Signed where present: what RFC 6376 5.4.1 names, and both headers that one-click unsubscribing must have signed (RFC 8058). */
const SIGNED = 'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:In-Reply-To:References:Auto-Submitted:List-Unsubscribe:List-Unsubscribe-Post';

/** Builds the mail of a message. */
export function mailOf(message: Outgoing, { from, domain, mailReturn, dkim }: Sender): Mail {
  const back = mailReturn === null ? null : returnAddress(mailReturn, message.ref);
  return {
    from,
    to: { name: '', address: message.to },
    subject: oneLine(message.subject ?? ''),
    text: message.text,
    ...(message.html === null ? {} : { html: message.html }),
    // the same for the same message, so that two copies of one mail are recognisable, and whatever answers it names its message
    messageId: `<${message.ref}@${domain}>`,
    ...(back === null ? {} : { replyTo: back, envelope: { from: back, to: message.to } }),
    headers: {
      // RFC 3834: keeps holiday replies and mailing loops away
      'Auto-Submitted': 'auto-generated',
      ...unsubscribeHeaders(message.unsubscribeUrl, back),
    },
    ...(dkim === null ? {} : { dkim: { ...dkim, headerFieldNames: SIGNED } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** RFC 8058 and RFC 2369. The addresses stay on one line: some receivers take a folded one for a broken one. */
function unsubscribeHeaders(url: string | null, back: string | null): Mail['headers'] {
  if (url === null) return {};
  const whole = (value: string) => ({ prepared: true, foldLines: false, value }) as const;
  const places = [`<${new URL(url).href}>`, ...(back === null ? [] : [`<mailto:${back}?subject=unsubscribe>`])];
  return { 'List-Unsubscribe': whole(places.join(', ')), 'List-Unsubscribe-Post': whole('List-Unsubscribe=One-Click') };
}

/** `back@mail.shop.example` with the message's name: `back+<ref>@mail.shop.example`. */
function returnAddress(mailbox: string, ref: string): string {
  const at = mailbox.lastIndexOf('@');
  return `${mailbox.slice(0, at)}+${ref}${mailbox.slice(at)}`;
}

/** A line break in a header would begin another header. */
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
