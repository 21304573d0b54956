import type { Instant } from '../core/instant.ts';
import { NO_MAIL } from '../core/world.ts';
import { isAddressHealthDue, planAddressHealth } from '../plan/address-health.ts';
import type { House } from '../plan/house.ts';
import { isDigestDue, planUndeliverable } from '../plan/undeliverable.ts';
import type { Store } from '../store/port.ts';

type HealthStore = Pick<Store, 'world' | 'nextReference' | 'commit' | 'undeliverableUntold'>;

/**
 * Probes addresses from which mail came back, asks about those that do not work, and tells the Secretariat of the letters to
 * many that were given up. Returns how many mails were written. What another process has just done is stale here.
 */
export async function attendAddressHealth(house: House, store: HealthStore, now: Instant): Promise<number> {
  const world = await store.world(NO_MAIL, now);
  let written = 0;
  if (isAddressHealthDue(house, world)) {
    const plan = planAddressHealth(house, world, await store.nextReference(now));
    if (plan !== null && (await store.commit(plan)).outcome === 'committed') written += plan.outgoing.length;
  }
  const givenUp = await store.undeliverableUntold();
  if (isDigestDue(givenUp, now)) {
    const plan = planUndeliverable(house, world, await store.nextReference(now), givenUp);
    if ((await store.commit(plan)).outcome === 'committed') written += plan.outgoing.length;
  }
  return written;
}
