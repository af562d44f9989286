import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Thrown into a connection attempt whose name leads to no address that may be reached. */
export class PrivateAddressError extends Error {}

/** Finds the addresses of a name; the system's resolver, or a test's. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

export const systemResolve: Resolve = (host) =>
  new Promise((done, failed) => {
    lookup(host, { all: true, verbatim: true }, (error, addresses) => (error ? failed(error) : done(addresses)));
  });

/**
 * A `lookup` for a connection that hands out public addresses only. Checking where the connection takes its address, and not
 * before, leaves no moment in which the name could be pointed elsewhere.
 */
export function publicLookup(resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then((all) => {
      const addresses = all.filter((entry) => isPublicAddress(entry.address));
      const [first] = addresses;
      if (!first) return callback(new PrivateAddressError(`${host} leads to a private address`), '', 0);
      return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
    }, (error: NodeJS.ErrnoException) => callback(error, '', 0));
  };
}

/** The literal address in a URL's host, or null where it is a name. Numeric spellings (`0x7f.1`) are plain ones by now: URL saw to it. */
export function literalAddress(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? null : host;
}
