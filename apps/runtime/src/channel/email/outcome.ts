import type { Attempt } from '../channel.ts';
import { verdictOf } from './inbound/verdict.ts';

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

/** Whether the answer to the address itself says that nobody will ever read mail there. */
function isBadAddress({ command, response = '' }: SendError): boolean {
  return command?.startsWith('RCPT') === true && verdictOf(response, response) === 'bounced';
}
