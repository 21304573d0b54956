import { type CcTldTable, dotted } from '../core/cctld.ts';
import { internationalPhone } from '../core/phone.ts';
import type { Contact, Rank, Roster } from '../core/roster.ts';

/** How a rank is called in `Role:`, in mails and in what we read. */
export const ROLES = { 1: 'primary', 2: 'secondary', 3: 'third' } as const satisfies { readonly [R in Rank]: string };

/**
 * The roster as a command that declares it. Sent back unedited it changes nothing; hence empty for a ccTLD without
 * contacts. It says which list it was, so that a late copy is not taken for a wish. Its lines are never wrapped.
 */
export function contactsBlock(table: CcTldTable, roster: Roster): string {
  if (roster.contacts.length === 0) return '';
  const people = roster.contacts.map((contact) => contactFields(contact).join('\n'));
  return `CONTACTS ${dotted(table, roster.tld)}\n${[...people, `Version of this list: ${roster.revision}`].join('\n\n')}`;
}

function contactFields(contact: Contact): readonly string[] {
  return [
    `Name: ${contact.name}`,
    `Email: ${contact.email}`,
    ...(contact.secondaryEmail === null ? [] : [`Secondary email: ${contact.secondaryEmail}`]),
    `Phone: ${internationalPhone(contact.phone)}`,
    `Role: ${ROLES[contact.rank]}`,
  ];
}
