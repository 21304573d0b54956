import type { EmailAddress } from './email-address.ts';
import type { Instant } from './instant.ts';
import type { Contact } from './roster.ts';
import { elapsed } from './instant.ts';

/** A question to a person on the list whether the entry is still right. It is open until an answer moves the entry's date. */
export type StillRightQuestion = {
  /** Primary address of the person, who may serve several ccTLDs. */
  readonly address: EmailAddress;
  readonly askedAt: Instant;
  /** How often the person was reminded. */
  readonly reminders: number;
  /** When the last letter about it was written, to whomever. */
  readonly lastAt: Instant;
  readonly othersAskedAt: Instant | null;
  readonly adminAskedAt: Instant | null;
};

/** Nobody has confirmed the entry for too long. @param staleAfter milliseconds. */
export function isStale({ confirmedAt }: Pick<Contact, 'confirmedAt'>, staleAfter: number, now: Instant): boolean {
  return elapsed(confirmedAt, now) > staleAfter;
}
