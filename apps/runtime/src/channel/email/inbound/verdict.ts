/** What a failed delivery says of the address: `bounced` for good, `delayed` where another mail may arrive. */
export type Verdict = 'bounced' | 'delayed';

const NO_SUCH = /user(?: is)? unknown|unknown (?:user|recipient|local part|address)|no such (?:user|recipient|person|mailbox|address|account)|(?:user|recipient|mailbox|account|address)\S*(?: \S+){0,3} (?:does(?: not|n't) exist|not exist|not found|not known|unknown|is disabled|disabled|inactive|no longer)|not (?:a (?:valid|known) (?:user|mailbox|recipient)|our customer)|invalid (?:recipient|user|mailbox|address)|does(?: not|n't) have (?:a|an) \S+ account|no mailbox|address rejected|host (?:unknown|not found)|no such domain|domain (?:name )?not found|unrouteable|unable to lookup|sorry, no mailbox/i;
/** About us, about their server or about this mail: whoever lives there may get the next one. */
const PASSING = /quota|mailbox (?:is )?full|over ?quota|spam|blocked|block ?list|black ?list|policy|reputation|dmarc|spf|dkim|virus|too (?:large|big|many)|size|timed? ?out|try again|temporar|greylist|rate|relay|authenticat|tls|loop|denied/i;
const ABOUT_US = /spamhaus|spamcop|block ?list|black ?list/i;

/**
 * RFC 3463 first: 5.1.x speaks of the address (but 5.1.7 and 5.1.8 of the sender's), 5.2.1 of a closed mailbox, 5.4.4 of a domain that does not
 * exist. Where the code says nothing (5.0.0, 5.5.0) the words decide, and in doubt the address lives: three delays in a row block it as well.
 */
export function verdictOf(status: string, words: string): Verdict {
  const [, kind = '', subject = '', detail = ''] = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/.exec(status) ?? [];
  if (kind === '4' || kind === '2') return 'delayed';
  if (subject === '1' && detail !== '0') return detail === '7' || detail === '8' || ABOUT_US.test(words) ? 'delayed' : 'bounced';
  if ((subject === '2' && detail === '1') || (subject === '4' && detail === '4')) return 'bounced';
  const spoken = ['', '0', '1', '5', '7'].includes(subject) || detail === '0';
  return spoken && NO_SUCH.test(words) && !PASSING.test(words) ? 'bounced' : 'delayed';
}
