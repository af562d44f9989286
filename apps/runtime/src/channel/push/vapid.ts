import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

/** How long a signature is good for; the standard allows at most a day. */
const VALID_SECONDS = 12 * 3_600;

/** A new private key by which push services know this server (P-256, PEM). */
export const newVapidKey = (): string => generateKeyPairSync('ec', { namedCurve: 'P-256', privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } }).privateKey;

/** The public half as browsers want it (`applicationServerKey`): the uncompressed point in base64url. */
export function publicKeyOf(pem: string): string {
  const { x = '', y = '' } = createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' });
  return Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString('base64url');
}

/** The `Authorization` header of a push (RFC 8292): a JWT for the push service's origin, signed with ES256. The wall clock's time, as the service's own. */
export function vapidHeader(pem: string, endpoint: string, contact: string): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part({ aud: new URL(endpoint).origin, exp: Math.floor(Date.now() / 1000) + VALID_SECONDS, sub: contact })}`;
  const signature = sign('sha256', Buffer.from(signed), { key: createPrivateKey(pem), dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return `vapid t=${signed}.${signature}, k=${publicKeyOf(pem)}`;
}
