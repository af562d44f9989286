import type { Attempt } from '../channel.ts';

/** What is known of a mail that was not taken. */
export interface SendError {
  readonly message: string;
  /** The SMTP reply code, where the server spoke. */
  readonly responseCode?: number;
  readonly response?: string;
  /** The command that was answered, e.g. `RCPT TO`. */
  readonly command?: string;
}

/**
 * What an error of the mail server means. A reply decides: 4xx may pass, 5xx will not. Without a reply it depends on whether the
 * whole mail had left: only then can the server have taken it.
 */
export function attemptOfError(error: SendError, wholeMailLeft: boolean): Attempt {
  const code = error.responseCode ?? 0;
  const detail = error.response ?? error.message;
  if (code >= 500 && !isOurTrouble(error)) return { outcome: 'rejected', detail, ...(isBadAddress(error) ? { badAddress: true } : {}) };
  if (code >= 400 || !wholeMailLeft) return { outcome: 'retry', detail };
  return { outcome: 'uncertain', detail };
}

/** A login or encryption that the server refuses is mended in the settings, and the mail should wait for that. */
function isOurTrouble(error: SendError): boolean {
  return ['AUTH', 'EHLO', 'HELO', 'STARTTLS', 'CONN'].some((command) => error.command?.startsWith(command) ?? false) || [530, 534, 535, 538].includes(error.responseCode ?? 0);
}

/** RFC 3463: 5.1.x is about the address and 5.2.1 a closed mailbox; 5.7.x is about us, 5.2.2 a full mailbox. */
function isBadAddress(error: SendError): boolean {
  if (!error.command?.startsWith('RCPT')) return false;
  const enhanced = /\b5\.(\d{1,3})\.(\d{1,3})\b/.exec(error.response ?? '');
  if (!enhanced) return true;
  return enhanced[1] === '1' || (enhanced[1] === '2' && enhanced[2] === '1');
}
