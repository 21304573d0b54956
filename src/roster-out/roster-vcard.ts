import type { CcTldTable } from '../core/cctld.ts';
import { addressKey } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import type { Roster } from '../core/roster.ts';
import { contactsInOrder, type Entry } from './contact-order.ts';
import { rememberedEntry } from './remembered-entry.ts';
import { vcardLine, vcardText } from './vcard-line.ts';

/** 4.0 is RFC 6350; 3.0 (RFC 2426) is what older address books read. */
export type VcardVersion = '3.0' | '4.0';

/**
 * A card for each contact of each ccTLD; a person who serves two has two.
 * @param madeAt the revision of every card: an address book takes the newer list, also where only an import changed it.
 */
export function rosterVcards(
  table: CcTldTable,
  rosters: Iterable<Roster>,
  madeAt: Instant,
  version: VcardVersion = '4.0',
): string {
  const begin = [
    vcardLine('BEGIN', 'VCARD'),
    vcardLine('VERSION', version),
    vcardLine('CATEGORIES', 'TLD-OPS'),
    vcardLine('REV', revision(madeAt)),
  ].join('');
  return contactsInOrder(table, rosters)
    .map((entry) => begin + REST_OF_CARD[version](entry))
    .join('');
}

/** RFC 6350 §4.3.5: `20260301T123000Z`. */
export function revision(madeAt: Instant): string {
  return madeAt.replaceAll(/[-:]|\.\d+/gu, '');
}

/**
 * What is the same in neighbouring cards stands together, and the UID is made of the address that follows it: a thousand cards
 * take half the room when they are packed.
 */
function restOfCard({ cctld, contact }: Entry, version: VcardVersion): string {
  const name = vcardText(contact.name);
  const isNew = version === '4.0';
  return [
    vcardLine('ORG', vcardText(`.${cctld.ulabel} (${cctld.name})`)),
    vcardLine('TITLE', vcardText(`TLD-OPS contact #${contact.rank}`)),
    vcardLine('FN', name),
    // Which part of a name is the family's nobody can tell for the whole world, so it stays whole.
    vcardLine('N', `${name};;;;`),
    // RFC 6350 §6.7.6 allows free text, which needs to be unique here only.
    vcardLine(isNew ? 'UID;VALUE=text' : 'UID', vcardText(`tldops .${cctld.ulabel} ${addressKey(contact.email)}`)),
    vcardLine(isNew ? 'EMAIL;PREF=1' : 'EMAIL;TYPE=internet,pref', vcardText(contact.email)),
    ...(contact.secondaryEmail === null
      ? []
      : [vcardLine(isNew ? 'EMAIL;PREF=2' : 'EMAIL;TYPE=internet', vcardText(contact.secondaryEmail))]),
    isNew ? vcardLine('TEL;VALUE=uri', `tel:${contact.phone}`) : vcardLine('TEL;TYPE=voice', contact.phone),
    vcardLine('END', 'VCARD'),
  ].join('');
}

const REST_OF_CARD: Readonly<Record<VcardVersion, (entry: Entry) => string>> = {
  '3.0': rememberedEntry((entry) => restOfCard(entry, '3.0')),
  '4.0': rememberedEntry((entry) => restOfCard(entry, '4.0')),
};
