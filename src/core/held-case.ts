import type { Tld } from './cctld.ts';
import type { CommandWord } from './command.ts';
import type { EmailAddress } from './email-address.ts';
import type { Instant } from './instant.ts';
import type { Digest, Reference } from './message.ts';

/** Whose word a confirmation needs. */
export type Party = 'admin' | 'registered' | 'new-address';

/** One address that was asked to confirm, and what it said. */
export type Confirmer = {
  readonly address: EmailAddress;
  readonly party: Party;
  /** ccTLDs for which it is asked. */
  readonly tlds: readonly Tld[];
  /** SHA-256 of its tokens (of the request, and of the reminder); a token itself stands in its mail only. */
  readonly tokenHashes: readonly Digest[];
  readonly askedAt: Instant;
  readonly confirmedAt: Instant | null;
};

/**
 * A mail that waits: for a confirmation or for the Secretariat. Its reference is the mail's own. What was asked and
 * how it was proved are stored with the mail; a decision judges them again.
 */
export type HeldCase = {
  readonly ref: Reference;
  readonly kind: 'hold' | 'confirm';
  readonly state: 'open' | 'approved' | 'refused' | 'discarded' | 'expired';
  /** Grows by one with each step; a decision names the version that it saw. */
  readonly version: number;
  readonly from: EmailAddress;
  readonly tlds: readonly Tld[];
  readonly commands: readonly CommandWord[];
  readonly rules: readonly string[];
  readonly receivedAt: Instant;
  readonly closedAt: Instant | null;
  /** Digest of exactly the change that was shown (see `changeDigestInput`); confirmers are bound to it. */
  readonly changeDigest: Digest;
  readonly confirmers: readonly Confirmer[];
  readonly remindedAt: Instant | null;
  /** Since when it waits for those for whom it waits now. */
  readonly waitsSince: Instant;
  /** How often the Secretariat was reminded since then. */
  readonly reminders: number;
  /** A reviewer asked the Admin Contact: rules that hold are answered, the confirmation is not. */
  readonly askedAdmin: boolean;
  /** True while nobody proved who wrote it; such cases are capped. */
  readonly unproved: boolean;
};
