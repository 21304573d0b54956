import type { CcTldTable } from '../core/cctld.ts';
import { addressKey } from '../core/email-address.ts';
import type { Rank, Roster } from '../core/roster.ts';
import { contactsInOrder, type Entry } from './contact-order.ts';
import { stableUuid } from './stable-uuid.ts';
import { vcardLine, vcardText } from './vcard-line.ts';

/** 4.0 is RFC 6350; 3.0 (RFC 2426) is what older address books read. */
export type VcardVersion = '3.0' | '4.0';

const RANKS: { readonly [R in Rank]: string } = { 1: 'primary', 2: 'secondary', 3: 'tertiary' };

/** A card for each contact of each ccTLD; a person who serves two has two. */
export function rosterVcards(table: CcTldTable, rosters: Iterable<Roster>, version: VcardVersion = '4.0'): string {
  return contactsInOrder(table, rosters)
    .map((entry) => card(entry, version))
    .join('');
}

function card({ cctld, contact }: Entry, version: VcardVersion): string {
  const name = vcardText(contact.name);
  const isNew = version === '4.0';
  // Which part of a name is the family's nobody can tell for the whole world, so it stays whole.
  return [
    vcardLine('BEGIN', 'VCARD'),
    vcardLine('VERSION', version),
    vcardLine('UID', `urn:uuid:${stableUuid(`tldops contact ${cctld.tld} ${addressKey(contact.email)}`)}`),
    vcardLine('FN', name),
    vcardLine('N', `${name};;;;`),
    vcardLine('ORG', vcardText(`.${cctld.ulabel} (${cctld.name})`)),
    vcardLine('TITLE', vcardText(`TLD-OPS contact #${contact.rank} (${RANKS[contact.rank]})`)),
    isNew ? vcardLine('TEL;VALUE=uri', `tel:${contact.phone}`) : vcardLine('TEL;TYPE=voice', contact.phone),
    vcardLine(isNew ? 'EMAIL;PREF=1' : 'EMAIL;TYPE=internet,pref', vcardText(contact.email)),
    ...(contact.secondaryEmail === null
      ? []
      : [vcardLine(isNew ? 'EMAIL;PREF=2' : 'EMAIL;TYPE=internet', vcardText(contact.secondaryEmail))]),
    vcardLine('CATEGORIES', 'TLD-OPS'),
    vcardLine('REV', contact.confirmedAt.replaceAll(/[-:]|\.\d+/gu, '')),
    vcardLine('END', 'VCARD'),
  ].join('');
}
