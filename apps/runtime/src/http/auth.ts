import type { Context, MiddlewareHandler } from 'hono';
import { ProblemError } from '../errors.ts';
import { isLoopback } from '../loopback.ts';
import type { HttpDeps } from './deps.ts';
import type { ApiEnv } from './route.ts';

/**
 * Who may use the management API: whoever carries the key, and on a server that only this machine can reach, the person at it.
 * A web page of another site can make the browser send requests here, also under a name that it points at 127.0.0.1 (DNS
 * rebinding), so without a key the Host must be a loopback name, and a browser must say that the request comes from our own page.
 */
export function authenticate(deps: Pick<HttpDeps, 'keys' | 'loopback'>): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const bearer = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (bearer !== undefined) {
      if (!deps.keys.isApiKey(bearer)) throw unauthorized('The key is not known. It may have been revoked.');
      c.set('actor', 'api key');
      return next();
    }
    if (!deps.loopback || isForwarded(c)) throw unauthorized('Send the management key: Authorization: Bearer <API_KEY>.');
    const stranger = whyForeign(c);
    if (stranger !== null) throw new ProblemError(403, 'Forbidden', stranger);
    c.set('actor', 'this machine');
    return next();
  };
}

const unauthorized = (detail: string): ProblemError => new ProblemError(401, 'Not signed in', detail, { headers: { 'www-authenticate': 'Bearer' } });

/** A proxy on this machine speaks for people who are not at it. */
const isForwarded = (c: Context): boolean => ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'].some((name) => c.req.header(name) !== undefined);

/** Why a request without a key cannot be one of our own page or of a program on this machine; null where it can. */
function whyForeign(c: Context): string | null {
  const host = c.req.header('host') ?? new URL(c.req.url).host;
  if (!isLoopback(hostname(host))) return 'Without a key the server is used as localhost or 127.0.0.1 only. Send Authorization: Bearer <API_KEY>.';
  const origin = c.req.header('origin');
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) return 'The request comes from a page of another site. Send Authorization: Bearer <API_KEY>.';
  const site = c.req.header('sec-fetch-site');
  // Node's own fetch sends `Sec-Fetch-Mode: cors` but never `Sec-Fetch-Site`; only browsers say from where they ask.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'The request comes from a page of another site. Send Authorization: Bearer <API_KEY>.';
  return null;
}

const hostname = (host: string): string => (URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host);
