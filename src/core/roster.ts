import type { Tld } from './cctld.ts';
import { type AddressKey, addressKey, type EmailAddress, sameAddress } from './email-address.ts';
import type { Instant } from './instant.ts';
import type { PhoneNumber } from './phone.ts';

export type Rank = 1 | 2 | 3;

/** A Security and Stability Contact of one ccTLD. */
export type Contact = {
  readonly rank: Rank;
  /** NFC, without control, bidi or stray zero-width characters. */
  readonly name: string;
  readonly email: EmailAddress;
  readonly secondaryEmail: EmailAddress | null;
  readonly phone: PhoneNumber;
  readonly since: Instant;
  readonly confirmedAt: Instant;
};

/** The contacts of one ccTLD, ordered by rank, ranks 1, 2, 3 without gaps. */
export type Roster = {
  readonly tld: Tld;
  /** 0 for a ccTLD that never had a contact; grows by one with each change of data (a re-confirmation is none). */
  readonly revision: number;
  readonly contacts: readonly Contact[];
  /** A dispute keeps the roster as it is until then. */
  readonly frozenUntil: Instant | null;
};

/** Of the place in a list, counted from 0. */
export function rankAt(index: number): Rank {
  if (index === 0) return 1;
  return index === 1 ? 2 : 3;
}

export function emptyRoster(tld: Tld): Roster {
  return { tld, revision: 0, contacts: [], frozenUntil: null };
}

/** What a contact says about a person, without when: two entries with equal details need no change. */
export function sameDetails(a: Contact, b: Contact): boolean {
  return (
    a.rank === b.rank &&
    a.name === b.name &&
    a.email === b.email &&
    a.secondaryEmail === b.secondaryEmail &&
    a.phone === b.phone
  );
}

/** Whether the address is one of the contact's own, primary or secondary. */
export function hasAddress(contact: Pick<Contact, 'email' | 'secondaryEmail'>, address: EmailAddress): boolean {
  const { email, secondaryEmail } = contact;
  return sameAddress(email, address) || (secondaryEmail !== null && sameAddress(secondaryEmail, address));
}

/** Whether the address is one of anybody's among them. */
export function isAmong(contacts: readonly Contact[], address: EmailAddress): boolean {
  return contacts.some((contact) => hasAddress(contact, address));
}

export function addressesOf(contact: Pick<Contact, 'email' | 'secondaryEmail'>): readonly EmailAddress[] {
  return contact.secondaryEmail === null ? [contact.email] : [contact.email, contact.secondaryEmail];
}

/** All addresses of these people, each once. */
export function keysOf(contacts: readonly Contact[]): Set<AddressKey> {
  return new Set(contacts.flatMap(addressesOf).map(addressKey));
}
