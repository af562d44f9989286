import type { Outgoing } from '../channel.ts';

/** The parts of a mail, as nodemailer takes them. */
export interface Mail {
  readonly from: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string | { readonly prepared: true; readonly foldLines: false; readonly value: string }>>;
  readonly disableFileAccess: true;
  readonly disableUrlAccess: true;
}

/** Builds the mail of a message. `domain` is the right side of its Message-ID. */
export function mailOf(message: Outgoing, from: string, domain: string): Mail {
  return {
    from,
    to: { name: '', address: message.to },
    subject: oneLine(message.subject ?? ''),
    text: message.text,
    ...(message.html === null ? {} : { html: message.html }),
    messageId: messageIdOf(message.id, domain),
    headers: {
      // RFC 3834: keeps holiday replies and mailing loops away
      'Auto-Submitted': 'auto-generated',
      ...unsubscribeHeaders(message.unsubscribeUrl),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** RFC 8058. The address stays on one line: some receivers take a folded one for a broken one. */
function unsubscribeHeaders(url: string | null): Mail['headers'] {
  if (url === null) return {};
  const whole = (value: string) => ({ prepared: true, foldLines: false, value }) as const;
  return { 'List-Unsubscribe': whole(`<${new URL(url).href}>`), 'List-Unsubscribe-Post': whole('List-Unsubscribe=One-Click') };
}

/** The same id for the same message, so that two copies of one mail are recognisable and a bounce names its message. */
export function messageIdOf(id: string, domain: string): string {
  const left = [...Buffer.from(id)].map((byte) => (/[A-Za-z0-9-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `=${byte.toString(16).padStart(2, '0')}`)).join('');
  return `<${left}@${domain}>`;
}

/** A line break in a header would begin another header. */
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
