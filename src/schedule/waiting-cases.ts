import type { HeldCase } from '../core/held-case.ts';
import type { Instant } from '../core/instant.ts';
import { NO_MAIL } from '../core/world.ts';
import type { House } from '../plan/house.ts';
import { isOverdue, planOverdue } from '../plan/overdue-case.ts';
import { planWaiting } from '../plan/waiting.ts';
import type { Store } from '../store/port.ts';
import { inTurn } from './in-turn.ts';

/**
 * Reminds those for whom a case waits, hands over what nobody confirmed and closes what nobody decided; returns how many cases
 * moved. One that meets a bug is told by its reference, and keeps no other from its turn.
 */
export async function attendWaitingCases(
  house: House,
  store: Store,
  now: Instant,
  onError: (where: string, error: unknown) => void,
): Promise<number> {
  let moved = 0;
  const attend = async (held: HeldCase): Promise<void> => {
    const mail = await store.storedMail(held.ref);
    if (mail === null) return;
    const world = await store.world(NO_MAIL, now);
    const plan =
      held.kind === 'confirm' ? planWaiting(house, world, held, mail) : planOverdue(house, world, held, mail);
    // A stale plan means that somebody answered at this very moment; the next round sees it.
    if (plan !== null && (await store.commit(plan)).outcome === 'committed') moved += 1;
  };
  const waiting = (await store.heldCases()).filter(
    (held) => held.state === 'open' && (held.kind === 'confirm' || isOverdue(house.book.limits, held, now)),
  );
  await inTurn(
    waiting.map((held) => [`case ${held.ref}`, () => attend(held)] as const),
    onError,
  );
  return moved;
}
