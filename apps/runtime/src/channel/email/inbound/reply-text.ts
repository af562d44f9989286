/// <reference path="./email-reply-parser.d.ts" />
import EmailReplyParser from 'email-reply-parser';

/** A customer's own words are at the top; more than this is a quoted history, and the parser's patterns take quadratic time in it. */
const LONGEST = 4_000;
const LONGEST_LINE = 1_000;

/** What somebody wrote in a reply, without what it quotes and without a signature. Empty where nothing is left. */
export function replyText(text: string): string {
  const top = text.replaceAll('\r\n', '\n').slice(0, LONGEST).split('\n').map((line) => line.slice(0, LONGEST_LINE)).join('\n');
  return new EmailReplyParser().read(top).getVisibleText().trim();
}
