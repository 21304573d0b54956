import type { AddressCase } from './address-case.ts';
import type { EmailAddress } from './email-address.ts';
import type { HeldCase } from './held-case.ts';
import type { Instant } from './instant.ts';
import type { Digest, Reference } from './message.ts';
import type { AuditEntry } from './plan.ts';
import type { RosterChange } from './roster-change.ts';
import type { StoredMail } from './stored-mail.ts';

/** What is on record about a case. */
export type CaseEvent = AuditEntry & { readonly at: Instant };

/** A change notice's own token and what it may dispute. */
export type DisputableChange = {
  readonly ref: Reference;
  readonly recipient: EmailAddress;
  readonly change: RosterChange;
  readonly at: Instant;
};

/** What a token that came with the mail opens. `none`: no token came; `unknown`: it opens nothing. */
export type TokenTarget =
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'confirmation';
      readonly tokenHash: Digest;
      readonly held: HeldCase;
      readonly mail: StoredMail;
      readonly expiresAt: Instant;
    }
  | {
      readonly kind: 'welcome';
      readonly tokenHash: Digest;
      readonly address: EmailAddress;
      readonly used: boolean;
      readonly expiresAt: Instant;
    }
  | {
      readonly kind: 'dispute';
      readonly tokenHash: Digest;
      readonly disputed: DisputableChange;
      readonly used: boolean;
      readonly expiresAt: Instant;
    }
  | {
      readonly kind: 'review';
      readonly tokenHash: Digest;
      readonly held: HeldCase;
      readonly mail: StoredMail;
      /** Digest of the change that the reviewer saw. */
      readonly shown: Digest;
      /** Oldest first. */
      readonly history: readonly CaseEvent[];
      /** People of the desk who may decide. */
      readonly reviewers: readonly EmailAddress[];
      /** People of the desk who may not: readers, and those who were disabled. */
      readonly barred: readonly EmailAddress[];
      readonly used: boolean;
      readonly expiresAt: Instant;
    }
  /** The same about an address that does not work. */
  | {
      readonly kind: 'address-review';
      readonly tokenHash: Digest;
      readonly addressCase: AddressCase;
      readonly reviewers: readonly EmailAddress[];
      readonly barred: readonly EmailAddress[];
      readonly used: boolean;
      readonly expiresAt: Instant;
    }
  /** What the Admin Contact answers to an invitation: good for more than one answer. */
  | {
      readonly kind: 'invitation';
      readonly tokenHash: Digest;
      readonly address: EmailAddress;
      readonly expiresAt: Instant;
    }
  /** What the Standing Committee answers about a case: several of its people may, a few times. */
  | {
      readonly kind: 'note';
      readonly tokenHash: Digest;
      readonly held: HeldCase;
      readonly mail: StoredMail;
      /** How many answers about this case are on record. */
      readonly answers: number;
      readonly expiresAt: Instant;
    };

/** The case about which the token lets a reviewer decide; null: it is for something else. */
export function reviewedCase(token: TokenTarget): HeldCase | AddressCase | null {
  if (token.kind === 'review') return token.held;
  return token.kind === 'address-review' ? token.addressCase : null;
}
