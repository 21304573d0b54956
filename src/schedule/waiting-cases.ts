import type { Instant } from '../core/instant.ts';
import { NO_MAIL } from '../core/world.ts';
import type { House } from '../plan/house.ts';
import { isOverdue, planOverdue } from '../plan/overdue-case.ts';
import { planWaiting } from '../plan/waiting.ts';
import type { Store } from '../store/port.ts';

/** Reminds those for whom a case waits, hands over what nobody confirmed and closes what nobody decided; returns how many cases moved. */
export async function attendWaitingCases(house: House, store: Store, now: Instant): Promise<number> {
  let moved = 0;
  for (const held of await store.heldCases()) {
    if (held.state !== 'open' || (held.kind === 'hold' && !isOverdue(house.book.limits, held, now))) continue;
    const mail = await store.storedMail(held.ref);
    if (mail === null) continue;
    const world = await store.world(NO_MAIL, now);
    const plan =
      held.kind === 'confirm' ? planWaiting(house, world, held, mail) : planOverdue(house, world, held, mail);
    if (plan === null) continue;
    // A stale plan means that somebody answered at this very moment; the next round sees it.
    const { outcome } = await store.commit(plan);
    if (outcome === 'committed') moved += 1;
  }
  return moved;
}
