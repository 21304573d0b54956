import { type CcTldTable, dotted } from '../core/cctld.ts';
import { addressKey, type EmailAddress } from '../core/email-address.ts';
import { internationalPhone } from '../core/phone.ts';
import type { Roster } from '../core/roster.ts';
import { contactsInOrder, type Entry } from './contact-order.ts';

/** A member of the mailing list as it should be: the display name holds the whole entry, as TLD-OPS packs it. */
export type ListMember = { readonly address: EmailAddress; readonly display: string };

/**
 * `"John Doe, #1, .nl, +31 6 12345678, john@oarc.net" <john.doe@nic.nl>`, a line for each person, sorted by address: what
 * Mailman's `addmembers`, `syncmembers`, `add_members` and `sync_members` read. Primary addresses only: a list that wrote to
 * both of a person's addresses would send every mail twice. The second one stands in the name, so that nothing is lost.
 */
export function mailmanList(table: CcTldTable, rosters: Iterable<Roster>): string {
  return listMembers(table, rosters)
    .map(({ address, display }) => `${quotedName(display)} <${address}>\n`)
    .join('');
}

/** Each person once, however many ccTLDs it serves. */
export function listMembers(table: CcTldTable, rosters: Iterable<Roster>): readonly ListMember[] {
  const people = Map.groupBy(contactsInOrder(table, rosters), ({ contact }) => addressKey(contact.email));
  return [...people]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, entries]) => {
      const [first] = entries;
      return first === undefined ? [] : [{ address: first.contact.email, display: packed(table, first, entries) }];
    });
}

function packed(table: CcTldTable, { contact }: Entry, entries: readonly Entry[]): string {
  const places = entries.map(({ cctld, contact: { rank } }) => `#${rank}, ${dotted(table, cctld.tld)}`);
  const second = contact.secondaryEmail === null ? [] : [contact.secondaryEmail];
  return [contact.name, ...places, internationalPhone(contact.phone), ...second].join(', ');
}

/** RFC 5322 §3.2.4. */
function quotedName(name: string): string {
  return `"${name.replaceAll(/["\\]/gu, '\\$&')}"`;
}
