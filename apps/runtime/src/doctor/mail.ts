import { createPublicKey } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import type { Env } from '../env.ts';
import { isLoopback } from '../loopback.ts';
import { verifySmtp } from '../channel/email/verify.ts';
import { fail, ok, warn, wordsOf, type Finding } from './finding.ts';

/** Texts of a name of the DNS, each in its parts. Rejects with `code` as the resolver of Node does. */
export type ResolveTxt = (name: string) => Promise<readonly (readonly string[])[]>;

export function createResolver(): ResolveTxt {
  const resolver = new Resolver({ timeout: 3_000, tries: 1 });
  return (name) => resolver.resolveTxt(name);
}

export const domainOf = (mailFrom: string): string | null => /@([^@>\s]+)>?\s*$/.exec(mailFrom)?.[1]?.toLowerCase() ?? null;

/** The mail server takes the connection and the login. */
export async function checkSmtp(smtpUrl: string): Promise<Finding> {
  const { host, username } = new URL(smtpUrl);
  const problem = await verifySmtp(smtpUrl);
  const login = username === '' ? '' : ' and accepts the login';
  return problem === null ? ok(`the mail server ${host} answers${login}`) : fail(`the mail server ${host} cannot be used: ${problem}`, 'check SMTP_URL: host, port, smtp or smtps, user and password');
}

/** What receivers look up about the sender: SPF, DMARC and, where mails are signed here, the key. What cannot be looked up is said to be unknown. */
export async function checkSender(domain: string, dkim: { readonly selector: string; readonly key: string | null }, resolve: ResolveTxt): Promise<readonly Finding[]> {
  const look = async (what: string, name: string, prefix: RegExp, remedy: string, judge: (text: string) => Finding): Promise<Finding> => {
    try {
      const text = (await resolve(name)).map((parts) => parts.join('')).find((one) => prefix.test(one));
      return text === undefined ? warn(`${what} of ${domain} is missing in the DNS`, remedy) : judge(text);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOTFOUND' || code === 'ENODATA') return warn(`${what} of ${domain} is missing in the DNS`, remedy);
      return warn(`${what} of ${domain} is unknown: the DNS could not be asked (${code ?? wordsOf(error)})`, `look whether ${name} has a TXT record`);
    }
  };
  return Promise.all([
    look('SPF', domain, /^v=spf1( |$)/i, `add a TXT record to ${domain}, as your mail provider says (v=spf1 include:... ~all)`, () => ok(`SPF of ${domain} is there`)),
    look('DMARC', `_dmarc.${domain}`, /^v=DMARC1/i, `add a TXT record to _dmarc.${domain}, such as v=DMARC1; p=none; rua=mailto:...`, () => ok(`DMARC of ${domain} is there`)),
    dkim.key === null
      ? ok(`DKIM of ${domain}: mails are not signed here, so the mail server has to`)
      : look('DKIM', `${dkim.selector}._domainkey.${domain}`, /(^|;)\s*p=/i, `add a TXT record to ${dkim.selector}._domainkey.${domain}: v=DKIM1; k=rsa; p=${publicHalf(dkim.key)}`, (text) => judgeDkim(text, dkim.key ?? '', domain)),
  ]);
}

const publicHalf = (privateKey: string): string => createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');

function judgeDkim(record: string, key: string, domain: string): Finding {
  const published = /(?:^|;)\s*p=([^;]*)/i.exec(record)?.[1]?.replaceAll(/\s/g, '') ?? '';
  return published === publicHalf(key) ? ok(`DKIM of ${domain} is there and fits the key`) : fail(`DKIM of ${domain} is another key's in the DNS`, `mails would count as forged; publish p=${publicHalf(key)}, or set the key that fits`);
}

/** The address that links in messages begin with. `leaves`: whether messages leave this machine. */
export function judgePublicUrl({ publicUrl, smtpUrl, smsAccount }: Pick<Env, 'publicUrl' | 'smtpUrl' | 'smsAccount'>): Finding {
  const leaves = (smtpUrl !== null && !isLoopback(new URL(smtpUrl).hostname)) || smsAccount !== null;
  const remedy = 'set PUBLIC_URL to the https address at which customers reach this server';
  if (publicUrl === null) return leaves ? fail('PUBLIC_URL is not set, and messages leave this machine: links to unsubscribe would lead nowhere', remedy) : ok('PUBLIC_URL is not set; links lead to this machine');
  const { protocol, hostname, search, hash } = new URL(publicUrl);
  if (search !== '' || hash !== '') return fail('PUBLIC_URL has a query or a fragment', 'leave out what stands behind ? and #');
  if (isLoopback(hostname)) return leaves ? fail(`PUBLIC_URL leads to ${hostname}, which customers cannot reach`, remedy) : ok(`PUBLIC_URL leads to ${hostname}; only this machine reaches it`);
  return protocol === 'https:' ? ok(`PUBLIC_URL is ${publicUrl}`) : warn(`PUBLIC_URL is ${publicUrl}, without TLS`, `${remedy}: mail programs want https for one-click unsubscription`);
}
