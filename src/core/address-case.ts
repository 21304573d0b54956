import type { AddressHealth } from './address-health.ts';
import type { Tld } from './cctld.ts';
import { type EmailAddress, sameAddress } from './email-address.ts';
import type { Instant } from './instant.ts';
import type { Reference } from './message.ts';

/**
 * An address that does not work, about which those who may know were asked: it waits for the Secretariat. No mail stands behind
 * it, so there is nothing to be judged again, and it never expires: it ends by a decision, or when the address is changed or works.
 */
export type AddressCase = {
  readonly ref: Reference;
  /** `approved`: seen, nothing more is to be done. `refused`: the address is right. `expired`: it ended by itself. */
  readonly state: 'open' | 'approved' | 'refused' | 'expired';
  /** Grows by one with each step; a decision names the version that it saw. */
  readonly version: number;
  readonly address: EmailAddress;
  /** Where it stood when the case was opened. */
  readonly tlds: readonly Tld[];
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
};

type UnreachableAddress = AddressHealth & { readonly brokenSince: Instant; readonly askedAt: Instant };

/** Mail to it came back, the probe too, and others were asked. */
export function isUnreachable(health: AddressHealth | undefined): health is UnreachableAddress {
  return health !== undefined && health.brokenSince !== null && health.askedAt !== null;
}

/** It is unreachable, and nobody was given the case since the others were asked. */
export function needsCase(health: AddressHealth, cases: readonly AddressCase[]): boolean {
  return (
    isUnreachable(health) &&
    !cases.some(
      ({ address, state, openedAt }) =>
        sameAddress(address, health.address) && (state === 'open' || openedAt >= health.askedAt),
    )
  );
}
