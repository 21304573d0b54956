import type { Tld } from '../core/cctld.ts';
import { domainOf } from '../core/email-address.ts';
import { addressesOf, type Contact } from '../core/roster.ts';

/**
 * Every address of these contacts lies inside their own ccTLD: when it fails, nobody of them can be reached by mail.
 * False where there is no contact at all.
 */
export function reachableOnlyInside(tld: Tld, contacts: readonly Pick<Contact, 'email' | 'secondaryEmail'>[]): boolean {
  const addresses = contacts.flatMap(addressesOf);
  return addresses.length > 0 && addresses.every((address) => `.${domainOf(address)}`.endsWith(`.${tld}`));
}
