import type { Instant } from '../core/instant.ts';
import type { Redelegation } from '../core/redelegation.ts';
import { NO_MAIL } from '../core/world.ts';
import type { House } from '../plan/house.ts';
import { isRedelegationDue, planRedelegation } from '../plan/redelegation.ts';
import type { Store } from '../store/port.ts';
import { inTurn } from './in-turn.ts';

/**
 * Asks new Admin Contacts about the contacts that they found, and reminds them; returns how many matters moved. One that meets a
 * bug is told by its ccTLD, and keeps no other from its turn.
 */
export async function attendRedelegations(
  house: House,
  store: Store,
  now: Instant,
  onError: (where: string, error: unknown) => void,
): Promise<number> {
  const world = await store.world(NO_MAIL, now);
  let moved = 0;
  const attend = async (redelegation: Redelegation): Promise<void> => {
    if (!isRedelegationDue(house, world, redelegation)) return;
    const plan = planRedelegation(house, world, await store.nextReference(now), redelegation);
    if (plan !== null && (await store.commit(plan)).outcome === 'committed') moved += 1;
  };
  await inTurn(
    [...world.redelegations.values()].map((one) => [`redelegation .${one.tld}`, () => attend(one)] as const),
    onError,
  );
  return moved;
}
