import type { Instant } from '../core/instant.ts';
import { NO_MAIL } from '../core/world.ts';
import type { House } from '../plan/house.ts';
import { isRedelegationDue, planRedelegation } from '../plan/redelegation.ts';
import type { Store } from '../store/port.ts';

/** Asks new Admin Contacts about the contacts that they found, and reminds them; returns how many matters moved. */
export async function attendRedelegations(house: House, store: Store, now: Instant): Promise<number> {
  const world = await store.world(NO_MAIL, now);
  let moved = 0;
  for (const redelegation of world.redelegations.values()) {
    if (!isRedelegationDue(house, world, redelegation)) continue;
    const plan = planRedelegation(house, world, await store.nextReference(now), redelegation);
    if (plan === null) continue;
    const { outcome } = await store.commit(plan);
    if (outcome === 'committed') moved += 1;
  }
  return moved;
}
