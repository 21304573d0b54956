import { type AddressCase, isUnreachable } from '../core/address-case.ts';
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
 * Addresses that do not work and about which those who may know were asked. One ends by an answer, by another address, or by a
 * person who found out that it works. The oldest first.
 */
export function unreachableAddresses(world: World): readonly Unreachable[] {
  return [...world.addressHealth.values()]
    .filter(isUnreachable)
    .map((health) => unreachable(world, health))
    .toSorted((one, other) => (one.since < other.since ? -1 : 1));
}

export function unreachable(world: World, { address, failingSince, status, reason }: AddressHealth): Unreachable {
  const since = failingSince ?? world.now;
  const people = entriesOf(world, address, since);
  return { address, people, adminOf: tldsAdministeredBy(world, address), since, status, reason };
}

/** What waits for the Secretariat: those of them with an open case. The oldest first. */
export function unreachableWaiting(
  world: World,
  cases: readonly AddressCase[],
): readonly (Unreachable & Pick<AddressCase, 'ref'>)[] {
  return cases.flatMap(({ ref, state, address }) => {
    const health = world.addressHealth.get(addressKey(address));
    return state === 'open' && health !== undefined && isUnreachable(health)
      ? [{ ...unreachable(world, health), ref }]
      : [];
  });
}

/** A person found out that the address works, of which nobody made a case yet. Null: no mail came back from it. */
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
