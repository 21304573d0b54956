import { BlockList, isIP } from 'node:net';
import { plainIp } from '../core/client-network.ts';
import type { ReceivedMessage } from '../core/message.ts';

/** A set of IP addresses, asked with either spelling of an IPv4 address (`192.0.2.1`, `::ffff:192.0.2.1`). */
export type AddressSet = { readonly has: (ip: string) => boolean };

/** @param ranges IP addresses and CIDR ranges; throws RangeError at the first that is neither. */
export function addressSet(ranges: readonly string[]): AddressSet {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix, ...rest] = range.trim().split('/');
    const family = familyOf(address);
    const most = family === 'ipv4' ? 32 : 128;
    const bits = prefix === undefined ? most : /^\d{1,3}$/u.test(prefix) ? Number(prefix) : most + 1;
    if (family === null || rest.length > 0 || bits > most) {
      throw new RangeError(`not an IP address or CIDR range: ${range}`);
    }
    list.addSubnet(address, bits, family);
  }
  return {
    has: (ip) => {
      const plain = plainIp(ip);
      const family = familyOf(plain);
      return family !== null && list.check(plain, family);
    },
  };
}

export const LOOPBACK = addressSet(['127.0.0.0/8', '::1']);

/** What a relay says about the client it speaks for (Postfix XCLIENT_README, XFORWARD_README). */
type Forwarded = ReadonlyMap<string, string | number | false>;

/**
 * The client that is answerable for a mail. XFORWARD speaks of one transaction, XCLIENT of the session; an attribute
 * that is `[UNAVAILABLE]` counts as not sent, and a client whose HELO is unknown is named by its address literal, never
 * by the relay's name.
 */
export function answerableClient(
  peer: ReceivedMessage['client'],
  xForward: Forwarded,
  xClient: Forwarded,
): ReceivedMessage['client'] {
  const forwarded = text(xForward, 'ADDR');
  if (forwarded !== null) return { ip: forwarded, helo: text(xForward, 'HELO') ?? literal(forwarded) };
  const connected = text(xClient, 'ADDR');
  if (connected !== null) return { ip: connected, helo: text(xClient, 'HELO') ?? peer.helo };
  return peer;
}

function text(attributes: Forwarded, name: string): string | null {
  const value = attributes.get(name);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** RFC 5321 §4.1.3. */
function literal(ip: string): string {
  return familyOf(ip) === 'ipv6' ? `[IPv6:${ip}]` : `[${ip}]`;
}

function familyOf(ip: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(ip);
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : null;
}
