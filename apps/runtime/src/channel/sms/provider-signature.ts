import { createHmac } from 'node:crypto';
import { sameText } from '../request/secret-request.ts';

/** How Twilio signs a callback: HMAC-SHA-1 in base64 over the address it was told, followed by the form's fields, sorted, names and values without anything between. */
export function signatureOf(token: string, url: string, form: URLSearchParams): string {
  const fields = [...new Set(form.keys())].sort().map((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value).join(''));
  return createHmac('sha1', token).update(url + fields.join('')).digest('base64');
}

/** Whether a callback was signed with the account's token. Some proxies tell the port and some leave it out, so both spellings of the address are tried. */
export function isFromProvider(token: string, url: string, form: URLSearchParams, signature: string): boolean {
  const { protocol, hostname, port } = new URL(url);
  const other = port === '' ? url.replace(hostname, `${hostname}:${protocol === 'https:' ? 443 : 80}`) : url.replace(`:${port}`, '');
  return [url, other].some((each) => sameText(signature, signatureOf(token, each, form)));
}
