import { addressKey, type EmailAddress } from '../core/email-address.ts';
import type { AuthenticatedMessage } from '../core/message.ts';
import { tldsAdministeredBy, type World } from '../core/world.ts';

/** The sender proved to have asked. */
export function isProved(message: AuthenticatedMessage): boolean {
  return message.authentication.proof === 'signed' || message.authentication.proof === 'aligned';
}

/**
 * Where an answer may go: to the address that proved it asked, or to an IANA admin address (they are public and on
 * file), there under the ceiling of unproved mail. Null: the sender is answered inside the SMTP session only.
 */
export function answerAddress(
  message: AuthenticatedMessage,
  world: World,
): { readonly to: EmailAddress; readonly unproved: boolean } | null {
  const { address } = message.author;
  if (message.authentication.origin !== 'person') return null;
  if (isProved(message)) return { to: address, unproved: false };
  if (message.authentication.proof === 'none' && tldsAdministeredBy(world, address).length > 0) {
    return { to: address, unproved: true };
  }
  return null;
}

/** Roster data goes to an SSC's address only after it proved itself. */
export function hasProvedItself(world: World, address: EmailAddress): boolean {
  return world.provedAddresses.has(addressKey(address));
}
