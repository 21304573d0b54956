/** An IPv4 address that came over an IPv6 socket is that IPv4 address; the zone of a link is no part of an address. */
export function plainIp(ip: string): string {
  return ip.replace(/^::ffff:(?=\d+\.)/iu, '').replace(/%.*/u, '');
}

/** The key under which a client is counted: an IPv4 address, or the /64 network of an IPv6 address. */
export function networkOf(ip: string): string {
  const plain = plainIp(ip);
  return plain.includes(':') ? prefixOf(plain, 4) : plain;
}

/** What one owner may easily hold as a whole: the /24 of an IPv4 address, the /48 of an IPv6 address. */
export function neighbourhoodOf(ip: string): string {
  const plain = plainIp(ip);
  return plain.includes(':') ? prefixOf(plain, 3) : plain.replace(/\.\d+$/u, '.0/24');
}

/** @param count groups of 16 bits */
function prefixOf(ipv6: string, count: number): string {
  const written = ipv6.toLowerCase().split(':');
  const groups = written.filter((group) => group !== '');
  const leftOut = Array.from({ length: 8 - groups.length }, () => '0');
  groups.splice(written.indexOf(''), 0, ...leftOut);
  return `${groups
    .slice(0, count)
    .map((group) => group.replace(/^0+(?=.)/u, ''))
    .join(':')}::/${count * 16}`;
}
