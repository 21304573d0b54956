import { type AddressCase, isUnreachable, needsCase } from '../core/address-case.ts';
import { addressKey } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import type { Plan } from '../core/plan.ts';
import { NO_MAIL } from '../core/world.ts';
import { planAddressCase, planAddressSettled } from '../plan/address-case.ts';
import { isAddressHealthDue, planAddressHealth } from '../plan/address-health.ts';
import { roomForMails } from '../plan/ceilings.ts';
import type { House } from '../plan/house.ts';
import { isDigestDue, planUndeliverable } from '../plan/undeliverable.ts';
import type { Store } from '../store/port.ts';
import { inTurn } from './in-turn.ts';

type HealthStore = Pick<Store, 'world' | 'nextReference' | 'commit' | 'undeliverableUntold' | 'addressCases'>;

/** So many cases in one round, so that a smarthost gone mad does not write to the Secretariat all at once. */
const CASES_AT_ONCE = 10;

/**
 * Probes addresses from which mail came back, asks about those that do not work, gives the Secretariat a case for each of them,
 * and tells it of the letters to many that were given up. Returns how many mails were written. What another process has just done is stale here.
 */
export async function attendAddressHealth(
  house: House,
  store: HealthStore,
  now: Instant,
  onError: (where: string, error: unknown) => void,
): Promise<number> {
  const world = await store.world(NO_MAIL, now);
  let written = 0;
  if (isAddressHealthDue(house, world)) {
    const plan = planAddressHealth(house, world, await store.nextReference(now));
    if (plan !== null && (await store.commit(plan)).outcome === 'committed') written += plan.outgoing.length;
  }
  written += await attendAddressCases(house, store, now, onError);
  const givenUp = await store.undeliverableUntold();
  if (isDigestDue(givenUp, now)) {
    const plan = planUndeliverable(house, world, await store.nextReference(now), givenUp);
    if ((await store.commit(plan)).outcome === 'committed') written += plan.outgoing.length;
  }
  return written;
}

/**
 * A case for each address that does not work; one that was changed, or works again, is closed. Returns how many mails were
 * written. One that meets a bug keeps no other from its turn.
 */
async function attendAddressCases(
  house: House,
  store: HealthStore,
  now: Instant,
  onError: (where: string, error: unknown) => void,
): Promise<number> {
  const world = await store.world(NO_MAIL, now);
  const cases = await store.addressCases();
  let written = 0;
  const commit = async (plan: Plan): Promise<void> => {
    if ((await store.commit(plan)).outcome === 'committed') written += plan.outgoing.length;
  };
  const isSettled = ({ state, address }: AddressCase): boolean =>
    state === 'open' && !isUnreachable(world.addressHealth.get(addressKey(address)));
  const settled = cases.filter(isSettled);
  const closing = settled.map(
    (one) => [`case ${one.ref}`, () => commit(planAddressSettled(house, world, one))] as const,
  );
  const room = Math.min(CASES_AT_ONCE, roomForMails(world, house.book.limits));
  const fresh = [...world.addressHealth.values()].filter((health) => needsCase(health, cases)).slice(0, room);
  const opening = fresh.map(
    (health) =>
      [
        'case about an address',
        async () => commit(planAddressCase(house, world, await store.nextReference(now), health)),
      ] as const,
  );
  await inTurn([...closing, ...opening], onError);
  return written;
}
