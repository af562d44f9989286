import { createTransport } from 'nodemailer';
import type { Channel } from '../channel.ts';
import { customerAddress, mailAddress } from './address.ts';
import { receiveMail } from './inbound/receive.ts';
import { mailOf } from './mail.ts';
import { attemptOfError, type SendError } from './outcome.ts';

/** A mail server and who writes. */
export interface EmailOptions {
  /** `smtp://user:password@host:587`; `smtps:` for encryption from the first byte. */
  readonly smtpUrl: string;
  /** `Shop <hello@shop.example>` */
  readonly mailFrom: string | null;
  /** Mailbox for what comes back, `back@mail.shop.example`; null where nothing does. */
  readonly mailReturn: string | null;
  readonly dkimSelector: string;
  /** RSA key in PEM form that signs mails; null where the mail server does. Asked at each mail. */
  dkimKey(): string | null;
  /** Verifies what is posted to `/hooks/email`. */
  hookSecret(): string | null;
}

/** E-mail over SMTP, with a few connections that are kept open. Mail servers drop no repeated mail, so `uncertain` is not tried again. */
export function createEmailChannel(options: EmailOptions): Channel {
  const transport = createTransport({
    url: options.smtpUrl,
    pool: true,
    maxConnections: 4,
    maxMessages: 500,
    // a connection that the server closed while it was idle: the mail had not begun, and goes over a fresh one
    maxRequeues: 1,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
  });
  const began = watchStreams(transport);
  const from = options.mailFrom;
  const domain = /@([^@>\s]+)>?\s*$/.exec(from ?? '')?.[1] ?? 'localhost';
  return {
    name: 'email',
    title: 'E-mail',
    idempotent: false,
    problem: () => (from === null || mailAddress(/<([^<>]*)>\s*$/.exec(from)?.[1] ?? from) === null ? 'MAIL_FROM must be set with SMTP_URL, e.g. Shop <hello@shop.example>' : null),
    address: customerAddress,
    tracks: true,
    receive: (request) => receiveMail(request, options.hookSecret()),
    async send(message, signal) {
      const to = mailAddress(message.to);
      if (to === null) return { outcome: 'rejected', detail: 'this is no e-mail address', badAddress: true };
      const mail = mailOf({ ...message, to }, { from: from ?? '', domain, mailReturn: options.mailReturn, dkim: signing(options, domain) });
      try {
        const info = await transport.sendMail({ ...mail, signal });
        return { outcome: 'sent', providerId: info.messageId };
      } catch (error) {
        return attemptOfError(sendError(error), began.wholeMailLeft(mail.messageId));
      } finally {
        began.forget(mail.messageId);
      }
    },
    close: async () => transport.close(),
  };
}

const signing = ({ dkimKey, dkimSelector }: EmailOptions, domain: string) => {
  const privateKey = dkimKey();
  return privateKey === null ? null : { domainName: domain, keySelector: dkimSelector, privateKey };
};

/**
 * Remembers of each mail on its way whether the connection has read it to its end. nodemailer answers a lost connection with the
 * same error before the mail and after it; only the mail's own stream knows the difference.
 */
function watchStreams(transport: ReturnType<typeof createTransport>) {
  const streams = new Map<string, { readableEnded: boolean }>();
  transport.use('stream', (mail, next) => {
    const node = mail.message;
    const create = node.createReadStream.bind(node);
    node.createReadStream = (...args) => {
      const stream = create(...args);
      streams.set(String(mail.data.messageId), stream);
      return stream;
    };
    next();
  });
  return {
    wholeMailLeft: (id: string): boolean => streams.get(id)?.readableEnded ?? false,
    forget: (id: string): void => { streams.delete(id); },
  };
}

function sendError(error: unknown): SendError {
  if (!(error instanceof Error)) return { message: String(error) };
  const { responseCode, response, command } = error as Error & { responseCode?: unknown; response?: unknown; command?: unknown };
  return {
    message: error.message,
    ...(typeof responseCode === 'number' ? { responseCode } : {}),
    ...(typeof response === 'string' ? { response } : {}),
    ...(typeof command === 'string' ? { command } : {}),
  };
}
