import type { EmailAddress } from './email-address.ts';
import type { Instant } from './instant.ts';

export const DESK_ROLES = ['reviewer', 'reader'] as const;

/** A `reader` sees everything that a `reviewer` sees, and decides nothing. */
export type DeskRole = (typeof DESK_ROLES)[number];

/** A person who may sign in to the desk. */
export type DeskUser = {
  readonly email: EmailAddress;
  readonly name: string;
  readonly role: DeskRole;
  readonly addedAt: Instant;
  /** From then on nobody signs in with it; null while it may be used. */
  readonly disabledAt: Instant | null;
  readonly lastSignInAt: Instant | null;
};

export function mayDecide({ role, disabledAt }: Pick<DeskUser, 'role' | 'disabledAt'>): boolean {
  return role === 'reviewer' && disabledAt === null;
}

/** What proves that it is this person. */
export type Credentials = {
  /** Salted hash with its parameters; what it is made of only the sign-in knows. */
  readonly password: string;
  /** Secret of the one-time codes in base32 (RFC 4648 §6), 160 bits. */
  readonly totpSecret: string;
};

export type DeskSession = { readonly user: DeskUser; readonly startedAt: Instant; readonly seenAt: Instant };
