import type { AddressHealth } from '../core/address-health.ts';
import { addressKey, type EmailAddress } from '../core/email-address.ts';
import type { Reference } from '../core/message.ts';
import type { Plan } from '../core/plan.ts';
import { tldsAdministeredBy, tldsOfContact } from '../core/tlds-of-address.ts';
import type { World } from '../core/world.ts';
import type { Unreachable } from '../replies/unreached-letters.ts';
import { NOTHING } from './plan-parts.ts';
import { entriesOf } from './unreached.ts';

/**
 * What waits for the Secretariat: addresses that do not work and about which those who may know were asked. One ends by an answer, by
 * another address, or by {@link planAddressWorks}. The oldest first.
 */
export function unreachableAddresses(world: World): readonly Unreachable[] {
  return [...world.addressHealth.values()]
    .filter(({ brokenSince, askedAt }) => brokenSince !== null && askedAt !== null)
    .map((health) => unreachable(world, health))
    .toSorted((one, other) => (one.since < other.since ? -1 : 1));
}

export function unreachable(world: World, { address, failingSince, status, reason }: AddressHealth): Unreachable {
  const since = failingSince ?? world.now;
  const people = entriesOf(world, address, since);
  return { address, people, adminOf: tldsAdministeredBy(world, address), since, status, reason };
}

/** A person found out that the address works, or that nothing more can be done. Null: no mail came back from it. */
export function planAddressWorks(world: World, ref: Reference, address: EmailAddress, actor: string): Plan | null {
  const before = world.addressHealth.get(addressKey(address));
  if (before === undefined) return null;
  const tld = [...tldsOfContact(world, address), ...tldsAdministeredBy(world, address)][0] ?? null;
  return {
    ...NOTHING,
    ref,
    at: world.now,
    mail: null,
    addressHealth: [{ address: before.address, before, after: null }],
    audit: [{ kind: 'address-forgiven', tld, actor, details: { address: before.address } }],
  };
}
