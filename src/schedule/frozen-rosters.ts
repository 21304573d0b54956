import type { Tld } from '../core/cctld.ts';
import type { Instant } from '../core/instant.ts';
import type { Case } from '../core/stored-mail.ts';
import { NO_MAIL } from '../core/world.ts';
import { isThawing, planFreezeEnd } from '../plan/freeze-end.ts';
import type { House } from '../plan/house.ts';
import type { Store } from '../store/port.ts';
import { inTurn } from './in-turn.ts';

/**
 * Ends freezes whose time is over, and tells everybody concerned; returns how many ended. One that meets a bug is told by its
 * ccTLD, and keeps no other from its turn.
 */
export async function attendFrozenRosters(
  house: House,
  store: Store,
  now: Instant,
  onError: (where: string, error: unknown) => void,
): Promise<number> {
  const rosters = new Map((await store.rosters()).map((roster) => [roster.tld, roster]));
  let ended = 0;
  const attend = async (tld: Tld): Promise<void> => {
    const world = await store.world(NO_MAIL, now);
    const disputes: Case[] = [];
    for (const ref of world.openDisputes.get(tld) ?? []) {
      const held = await store.heldCase(ref);
      const mail = await store.storedMail(ref);
      if (held?.state === 'open' && mail !== null) disputes.push({ held, mail });
    }
    const plan = planFreezeEnd(house, world, tld, disputes);
    // A stale plan means that somebody decided at this very moment; the next round sees it.
    if (plan !== null && (await store.commit(plan)).outcome === 'committed') ended += 1;
  };
  const thawing = [...rosters.keys()].filter((label) => isThawing({ rosters, now }, label));
  await inTurn(
    thawing.map((tld) => [`frozen roster .${tld}`, () => attend(tld)] as const),
    onError,
  );
  return ended;
}
