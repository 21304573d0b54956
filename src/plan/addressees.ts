import { addressKey, type EmailAddress, isAscii } from '../core/email-address.ts';
import { type AuthenticatedMessage, isProved } from '../core/message.ts';
import { isAmong } from '../core/roster.ts';
import type { RosterChange } from '../core/roster-change.ts';
import { isAdminOf, tldsAdministeredBy } from '../core/tlds-of-address.ts';
import type { World } from '../core/world.ts';

/**
 * Where an answer may go: to the address that proved it asked; under the ceiling of unproved mail to an IANA admin
 * address (they are public and on file), and to the address whose token came back. Null: the sender is answered inside
 * the SMTP session only.
 */
export function answerAddress(
  message: AuthenticatedMessage,
  world: World,
): { readonly to: EmailAddress; readonly unproved: boolean } | null {
  const { address } = message.author;
  if (message.authentication.origin !== 'person') return null;
  if (!isAscii(address)) return null;
  if (isProved(message)) return { to: address, unproved: false };
  if (message.authentication.proof === 'none' && tldsAdministeredBy(world, address).length > 0) {
    return { to: address, unproved: true };
  }
  // Who sends a token back reads the mail to the address that got it.
  if (message.authentication.proof === 'none') {
    if (world.token.kind === 'welcome' || world.token.kind === 'invitation')
      return { to: world.token.address, unproved: true };
    if (world.token.kind === 'dispute') return { to: world.token.disputed.recipient, unproved: true };
  }
  return null;
}

/** It was on the roster before the change and is not after it, and has no other say in the ccTLD. */
export function leavesBy({ tld, before, after }: RosterChange, address: EmailAddress, world: World): boolean {
  return isAmong(before, address) && !isAmong(after, address) && !isAdminOf(world, tld, address);
}

/** Roster data goes to a contact's address only after it proved itself. */
export function hasProvedItself(world: World, address: EmailAddress): boolean {
  return world.provedAddresses.has(addressKey(address));
}
