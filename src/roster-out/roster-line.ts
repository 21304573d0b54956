import { type CcTldTable, type Tld, dotted } from '../core/cctld.ts';
import { internationalPhone } from '../core/phone.ts';
import { type Contact, type Roster, addressesOf } from '../core/roster.ts';

/**
 * One contact as TLD-OPS has always published it, one line of any length:
 * `"John Doe, #1, .nl, +31 6 12345678" john.doe@nic.nl, john@oarc.net`.
 */
export function rosterLine(table: CcTldTable, tld: Tld, contact: Contact): string {
  const name = contact.name.replaceAll('"', "'");
  const phone = internationalPhone(contact.phone);
  return `"${name}, #${contact.rank}, ${dotted(table, tld)}, ${phone}" ${addressesOf(contact).join(', ')}`;
}

/** One roster as lines, in the order of ranks. */
export function rosterLines(table: CcTldTable, roster: Pick<Roster, 'tld' | 'contacts'>): readonly string[] {
  return roster.contacts
    .toSorted((one, other) => one.rank - other.rank)
    .map((contact) => rosterLine(table, roster.tld, contact));
}
