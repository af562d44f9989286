import { Webhook } from 'standardwebhooks';
import { secretsOf } from '../secrets.ts';

/**
 * Headers of a signed request (Standard Webhooks). One signature for each secret in force. The timestamp is the wall clock's, since
 * receivers refuse a stale one, also where journeys live on an accelerated clock.
 */
export function signatureHeaders(secrets: string, id: string, body: string): Record<string, string> {
  const seconds = Math.floor(Date.now() / 1000);
  const signatures = secretsOf(secrets).map((secret) => new Webhook(secret).sign(id, new Date(seconds * 1000), body));
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') };
}

/** Whether any of the secrets signed this body, at most five minutes ago or ahead. */
export function isSigned(secrets: string, headers: Readonly<Record<string, string>>, body: Uint8Array): boolean {
  return secretsOf(secrets).some((secret) => {
    try {
      new Webhook(secret).verify(Buffer.from(body).toString('utf8'), { ...headers }, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
}
