import type { Instant } from '../core/instant.ts';
import { NO_MAIL } from '../core/world.ts';
import type { House } from '../plan/house.ts';
import { isStillRightDue, planStillRight } from '../plan/still-right.ts';
import type { Store } from '../store/port.ts';

/**
 * Asks whether entries are still right, as many as may leave in this round; returns how many mails were written. What another
 * process has just asked is stale here.
 */
export async function attendStillRight(
  house: House,
  store: Pick<Store, 'world' | 'nextReference' | 'commit'>,
  now: Instant,
  perRound: number,
): Promise<number> {
  const world = await store.world(NO_MAIL, now);
  if (!isStillRightDue(house, world)) return 0;
  const plan = planStillRight(house, world, await store.nextReference(now), perRound);
  if (plan === null) return 0;
  const { outcome } = await store.commit(plan);
  return outcome === 'committed' ? plan.outgoing.length : 0;
}
