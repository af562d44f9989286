import { createHash, timingSafeEqual } from 'node:crypto';
import { secretsOf } from '../secrets.ts';
import { isSigned } from './signature.ts';

/** Whether two texts are the same, in a time that tells nothing of where they differ. */
export function sameText(given: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(right));
}

/** Whether a request carries one of the secrets: as a signature over its body (Standard Webhooks), or as the password of HTTP basic authentication. */
export function knowsSecret(secrets: string, headers: Readonly<Record<string, string>>, body: Uint8Array): boolean {
  if (headers['webhook-signature'] !== undefined) return isSigned(secrets, headers, body);
  const basic = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(headers['authorization'] ?? '')?.[1];
  if (basic === undefined) return false;
  const plain = Buffer.from(basic, 'base64').toString('utf8');
  const password = plain.slice(plain.indexOf(':') + 1);
  return secretsOf(secrets).some((secret) => sameText(password, secret));
}
