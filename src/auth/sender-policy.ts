import { isIP } from 'node:net';
import { spf } from 'mailauth';
import { asciiDomain } from '../core/email-address.ts';
import type { ReceivedMessage } from '../core/message.ts';
import { isAligned } from './alignment.ts';
import type { Lookup } from './dns-lookup.ts';

/**
 * What SPF (RFC 7208) says about the envelope sender. `not-asked`: whatever it said could not speak for the From
 * domain, since the sender is null, of another organisation, or the client's address is not known.
 */
export type SenderPolicy = {
  /** Domain of the envelope sender as A-labels; null for a null sender or a malformed one. */
  readonly domain: string | null;
  readonly outcome: 'pass' | 'no-pass' | 'no-answer' | 'not-asked';
};

/** Never the HELO identity: a null sender proves nothing. Never rejects. */
export async function checkSenderPolicy(
  message: ReceivedMessage,
  fromDomain: string,
  hostname: string,
  lookup: Lookup,
): Promise<SenderPolicy> {
  const at = message.mailFrom.lastIndexOf('@');
  const domain = at < 0 ? null : asciiDomain(message.mailFrom.slice(at + 1));
  const { ip, helo } = message.client;
  if (domain === null || isIP(ip) === 0 || !isAligned(fromDomain, domain, false))
    return { domain, outcome: 'not-asked' };
  try {
    const sender = `${message.mailFrom.slice(0, at)}@${domain}`;
    const checked = await spf({ sender, ip, helo, mta: hostname, resolver: lookup, strict: true });
    if (checked.status.result === 'temperror') return { domain, outcome: 'no-answer' };
    const passes = checked.status.result === 'pass' && checked.domain === domain;
    return { domain, outcome: passes ? 'pass' : 'no-pass' };
  } catch {
    return { domain, outcome: 'no-answer' };
  }
}
