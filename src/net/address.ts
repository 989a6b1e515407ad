import ipaddr from 'ipaddr.js';

/** A block of addresses: its network address and the length of its prefix in bits. */
export type Cidr = [network: ipaddr.IPv4 | ipaddr.IPv6, prefixBits: number];

/** IPv6 addresses assigned for global unicast (RFC 4291 §2.4, IANA's IPv6 address space registry). */
const GLOBAL_UNICAST: Cidr = [ipaddr.IPv6.parse('2000::'), 3];

/**
 * Reads `10.0.0.0/8`, `fd00::/8`, or one bare address. Null when `text` is none of these; IPv4 must be spelt with four
 * decimal parts, so that `10.1/16` cannot mean something else than it seems to.
 */
export function parseCidr(text: string): Cidr | null {
  const [address = '', ...prefix] = text.trim().split('/');
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return null;
  if (prefix.length > 0) return ipaddr.isValidCIDR(text.trim()) ? ipaddr.parseCIDR(text.trim()) : null;
  const network = ipaddr.parse(address);
  return [network, network.kind() === 'ipv4' ? 32 : 128];
}

/**
 * Whether `address` (an IP literal without brackets) may be talked to: a public unicast one, or one in `allow`.
 *
 * Addresses that carry another one inside (IPv4-mapped, 6to4, Teredo, NAT64) lead past the check of the inner one, so
 * none of them is public. `allow` is asked for the IPv4 address inside a mapped one, too.
 */
export function mayTalkTo(address: string, allow: Cidr[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  return isPublic(ipaddr.parse(address)) || isListed(ipaddr.process(address), allow);
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.kind() === 'ipv6' && !address.match(GLOBAL_UNICAST)) return false;
  return address.range() === 'unicast';
}

function isListed(address: ipaddr.IPv4 | ipaddr.IPv6, allow: Cidr[]): boolean {
  return allow.some((cidr) => cidr[0].kind() === address.kind() && address.match(cidr));
}
