import type { Tld } from './cctld.ts';
import { type EmailAddress, sameAddress } from './email-address.ts';
import type { Instant } from './instant.ts';
import type { Contact } from './roster.ts';

/** Another organisation manages a ccTLD: its contacts are to be confirmed by the new Admin Contact. */
export type Redelegation = {
  readonly tld: Tld;
  readonly seenAt: Instant;
  readonly managerBefore: string;
  readonly managerAfter: string;
  /** Primary addresses of contacts about whom the new Admin Contact has said nothing yet. */
  readonly unconfirmed: readonly EmailAddress[];
  readonly askedAt: Instant | null;
  /** Letters after the first one; the last of them went to the Secretariat. */
  readonly reminders: number;
  readonly settledAt: Instant | null;
};

/** A redelegation begins or moves on. Where another one than `before` is open, the plan is stale. */
export type RedelegationStep = { readonly before: Redelegation | null; readonly after: Redelegation };

/** Whether this contact still waits for the word of the new Admin Contact. */
export function isToBeConfirmed(redelegation: Redelegation | null, contact: Pick<Contact, 'email'>): boolean {
  return redelegation?.unconfirmed.some((address) => sameAddress(address, contact.email)) === true;
}

/**
 * After the Admin Contact has spoken: whoever left, came, or was stated again at this moment needs no confirmation.
 * @param contacts of the ccTLD now.
 */
export function spokenOf(redelegation: Redelegation, contacts: readonly Contact[], now: Instant): Redelegation {
  const waiting = contacts.filter((contact) => isToBeConfirmed(redelegation, contact) && contact.confirmedAt !== now);
  const unconfirmed = waiting.map(({ email }) => email);
  return { ...redelegation, unconfirmed, settledAt: unconfirmed.length === 0 ? now : null };
}
