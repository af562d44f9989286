import type { NotifyCommand } from '@attune/dsl';
import type { Attempt } from '../channel/channel.ts';
import type { Reply } from '../channel/requester.ts';
import type { WorkDeps } from './work.ts';

const TIMEOUT_MS = 30_000;
const LONGEST_SUBJECT = 200;

/** Says a line to colleagues: in the shape that Slack and those like it take, or as a plain mail whose first line is its subject. */
export async function tellColleagues(deps: WorkDeps, id: string, { to, text }: NotifyCommand): Promise<Reply> {
  if (/^https:/i.test(to)) {
    return deps.requester.request({ url: to, method: 'POST', headers: { 'idempotency-key': id, 'content-type': 'application/json' }, body: JSON.stringify({ text }), timeoutMs: TIMEOUT_MS });
  }
  const email = deps.channels.get('email');
  const problem = email === undefined ? 'there is no e-mail channel' : email.local === true ? 'mails do not leave this machine before SMTP_URL and MAIL_FROM are set' : email.problem();
  if (email === undefined || problem !== null) return { outcome: 'refused', detail: `Not mailed to ${to}: ${problem}.` };
  const [subject = '', ...rest] = text.split('\n');
  try {
    return replyOf(await email.send({
      id, ref: id.replaceAll(/[^0-9A-Za-z]+/g, '-'), to, subject: subject.trim().slice(0, LONGEST_SUBJECT) || 'Attune', text: rest.join('\n').trim() || text, html: null, topic: null, category: 'transactional', unsubscribeUrl: null, customer: '', journey: '',
    }, AbortSignal.timeout(TIMEOUT_MS)));
  } catch (error) {
    return { outcome: 'refused', detail: error instanceof Error ? error.message : String(error) };
  }
}

function replyOf(attempt: Attempt): Reply {
  if (attempt.outcome === 'sent') return { outcome: 'answered', status: 200, headers: {}, body: '', truncated: false };
  // a mail of unknown fate is not sent twice by itself: it is listed, and a person may try again
  return attempt.outcome === 'retry' ? { outcome: 'retry', detail: attempt.detail } : { outcome: 'refused', detail: attempt.detail };
}
