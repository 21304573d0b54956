import { domainOf, type EmailAddress, localPartOf } from './email-address.ts';
import { registrableDomain } from './registrable-domain.ts';

/** The domain that somebody registered: whoever has one has as many names below it as he likes. */
export function ownerOf(address: EmailAddress): string {
  const domain = domainOf(address);
  return registrableDomain(domain) ?? domain;
}

/** Many providers let one person have any number of addresses behind a plus (RFC 5233), one of the largest by dots. */
export function mailboxOf(address: EmailAddress): string {
  const name = localPartOf(address).replace(/\+.*$/u, '').replaceAll('.', '');
  return `${name.toLowerCase()}@${domainOf(address)}`;
}
