import type { EmailAddress } from './email-address.ts';
import type { Instant } from './instant.ts';
import type { Reference } from './message.ts';
import type { MailKind } from './outgoing.ts';

/** `hard`: the mail will not arrive (RFC 3463, class 5). `soft`: it may yet, or the mailbox is full. */
export type BounceSeverity = 'hard' | 'soft';

/** What a mail server says of a mail of ours that did not arrive. */
export type Bounce = {
  readonly severity: BounceSeverity;
  /** RFC 3463, `5.1.1`. */
  readonly status: string;
  /** The server's own words, one line of printable ASCII, ≤ 200 characters; may be empty. */
  readonly reason: string;
};

/** A mail of ours, found by the secret of its envelope sender. */
export type ReturnedMail = {
  readonly id: string;
  readonly ref: Reference;
  readonly to: EmailAddress;
  readonly kind: MailKind;
  readonly writtenAt: Instant;
  /** What was counted for it already. */
  readonly bounced: BounceSeverity | null;
};

/** What is known of an address from which mail came back. */
export type AddressHealth = {
  readonly address: EmailAddress;
  /** Mails that came back; each counts once. */
  readonly bounces: number;
  readonly lastAt: Instant;
  readonly status: string;
  readonly reason: string;
  /** The first hard bounce; null: so far there were soft ones only. */
  readonly failingSince: Instant | null;
  readonly probedAt: Instant | null;
  /** What was written after the probe, or the probe itself, came back as well. */
  readonly brokenSince: Instant | null;
  /** When others were asked about it. */
  readonly askedAt: Instant | null;
};

export type FailingAddress = AddressHealth & { readonly failingSince: Instant };

/** @param writtenAt when the mail was written that came back. */
export function afterBounce(
  before: AddressHealth | null,
  address: EmailAddress,
  { severity, status, reason }: Bounce,
  writtenAt: Instant,
  now: Instant,
): AddressHealth {
  const known = { failingSince: null, probedAt: null, brokenSince: null, askedAt: null, bounces: 0, ...before };
  const counted = { ...known, address, bounces: known.bounces + 1, lastAt: now, status, reason };
  if (severity === 'soft') return counted;
  const probeFailed = known.probedAt !== null && writtenAt >= known.probedAt;
  return {
    ...counted,
    failingSince: known.failingSince ?? now,
    brokenSince: known.brokenSince ?? (probeFailed ? now : null),
  };
}

/** Mail to it comes back for good, as far as is known. */
export function isBouncing(health: AddressHealth | undefined): health is FailingAddress {
  return health !== undefined && health.failingSince !== null;
}

/**
 * RFC 3464 §2.3.3 and RFC 3463: only what will never arrive is hard. A full mailbox (5.2.2) may be emptied; what is given up
 * for lack of time has a status of class 4.
 */
export function severityOf(status: string): BounceSeverity {
  return status.startsWith('5.') && status !== '5.2.2' ? 'hard' : 'soft';
}
