import ipaddr from 'ipaddr.js';

/** Everything that is not the internet at large: loopback, private, link-local, carrier NAT, documentation, multicast, tunnels. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address belongs to the public internet. Mapped and translated forms (`::ffff:127.0.0.1`, `64:ff9b::7f00:1`) are not:
 * they are other spellings of an address that has a plain one.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6);
}
