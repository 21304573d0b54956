import { addressKey, type AddressKey, type EmailAddress, withoutRepeatedAddresses } from './email-address.ts';
import type { PhoneNumber } from './phone.ts';
import { addressesOf, type Contact, hasAddress } from './roster.ts';

/** By what a person who stood on a roster is known in what is stored. */
export type FormerContact = {
  readonly addresses: readonly EmailAddress[];
  readonly names: readonly string[];
  readonly phones: readonly PhoneNumber[];
};

/** Shorter names stand inside of too much else, as does any single word: our own records have many of them. */
const SHORTEST_NAME = 5;
const IS_SEVERAL_WORDS = /\S\s+\S/u;

/**
 * All that was ever on a roster together with this address. What somebody on a roster has now as well (a shared phone, a
 * namesake) is left out: it is not this person's alone.
 * @param needed addresses of people who cannot be erased: a contact may have named one of them as the own
 */
export function formerContact(
  address: EmailAddress,
  past: readonly Contact[],
  present: readonly Contact[],
  needed: readonly EmailAddress[],
): FormerContact {
  const entries = past.filter((contact) => hasAddress(contact, address));
  const shared = new Set<string>([...present.flatMap(wordsOf), ...needed.map(addressKey)]);
  const own = <T extends string>(words: readonly T[]): readonly T[] =>
    [...new Set(words)].filter((word) => !shared.has(word.toLowerCase()));
  return {
    addresses: own(withoutRepeatedAddresses([address, ...entries.flatMap(addressesOf)])),
    names: own(entries.map(({ name }) => name)).filter(
      (name) => name.length >= SHORTEST_NAME && IS_SEVERAL_WORDS.test(name),
    ),
    phones: own(entries.map(({ phone }) => phone)),
  };
}

function wordsOf(contact: Contact): readonly string[] {
  return [...addressesOf(contact), contact.name, contact.phone].map((word) => word.toLowerCase());
}

/** Whether a text of any kind, JSON too, names the person: an address, a name or a phone as whole words in any notation. */
export function naming({ addresses, names, phones }: FormerContact): (text: string) => boolean {
  const patterns = [
    ...addresses.map((address) => `(?<![\\p{L}\\p{N}._%+-])${escaped(address)}(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])`),
    ...names.map((name) => `(?<![\\p{L}\\p{N}])${name.split(/\s+/u).map(escaped).join('\\s+')}(?![\\p{L}\\p{N}])`),
    ...phones.map((phone) => `${phone.slice(1).split('').join('[\\s().\\/-]*')}(?!\\p{N})`),
  ];
  const any = new RegExp(patterns.join('|'), 'iu');
  return patterns.length === 0 ? () => false : (text) => any.test(text);
}

/** The same entry of a roster's past, about nobody. @param mark stands in place of the address: two people stay two. */
export function withoutPerson(contact: Contact, keys: ReadonlySet<AddressKey>, mark: string): object {
  return addressesOf(contact).some((address) => keys.has(addressKey(address)))
    ? { ...contact, name: 'erased', email: `${mark}@erased.invalid`, secondaryEmail: null, phone: '+00000000' }
    : contact;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
}
