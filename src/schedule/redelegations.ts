import type { Tld } from '../core/cctld.ts';
import type { Instant } from '../core/instant.ts';
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
  const { redelegations } = await store.world(NO_MAIL, now);
  let moved = 0;
  const attend = async (tld: Tld): Promise<void> => {
    // What was said of it a moment ago counts.
    const world = await store.world(NO_MAIL, now);
    const redelegation = world.redelegations.get(tld);
    if (redelegation === undefined || !isRedelegationDue(house, world, redelegation)) return;
    const plan = planRedelegation(house, world, await store.nextReference(now), redelegation);
    if (plan !== null && (await store.commit(plan)).outcome === 'committed') moved += 1;
  };
  await inTurn(
    [...redelegations.keys()].map((tld) => [`redelegation .${tld}`, () => attend(tld)] as const),
    onError,
  );
  return moved;
}
