import { type AddressHealth, isBouncing } from '../core/address-health.ts';
import type { Tld } from '../core/cctld.ts';
import { addressKey } from '../core/email-address.ts';
import { isToBeConfirmed } from '../core/redelegation.ts';
import { addressesOf, type Contact } from '../core/roster.ts';
import { isStale } from '../core/still-right.ts';
import type { World } from '../core/world.ts';

/** Why somebody should look at an entry of the list. */
export type EntryRemark = {
  readonly kind: 'to-be-confirmed' | 'stale' | 'bouncing' | 'delayed';
  /** A word or three, for a table. */
  readonly short: string;
  readonly words: string;
};

/** @param news with `askedAfter`: how long after its last confirmation an entry counts as stale. */
export function entryRemarks(
  news: Pick<World, 'redelegations' | 'addressHealth' | 'now'> & { readonly askedAfter: number },
  tld: Tld,
  contact: Contact,
): readonly EntryRemark[] {
  const { redelegations, addressHealth, now, askedAfter } = news;
  const health = addressesOf(contact).flatMap((address) => addressHealth.get(addressKey(address)) ?? []);
  return [
    ...(isToBeConfirmed(redelegations.get(tld) ?? null, contact)
      ? [
          {
            kind: 'to-be-confirmed',
            short: 'to be confirmed',
            words: 'to be confirmed by the new Admin Contact',
          } as const,
        ]
      : []),
    ...(isStale(contact, askedAfter, now)
      ? [{ kind: 'stale', short: 'stale', words: 'stale: not confirmed for too long' } as const]
      : []),
    ...health.map(healthRemark),
  ];
}

function healthRemark(health: AddressHealth): EntryRemark {
  const { address, bounces, lastAt, brokenSince, status } = health;
  const times = `${bounces} ${bounces === 1 ? 'time' : 'times'}, last ${lastAt.slice(0, 10)}, ${status}`;
  if (!isBouncing(health)) {
    const words = `mail to ${address} is delayed or its mailbox is full (${times})`;
    return { kind: 'delayed', short: 'mail is delayed', words };
  }
  const since = health.failingSince.slice(0, 10);
  return brokenSince === null
    ? { kind: 'bouncing', short: 'mail comes back', words: `mail to ${address} comes back since ${since} (${times})` }
    : { kind: 'bouncing', short: 'does not work', words: `${address} does not work since ${since} (${times})` };
}
