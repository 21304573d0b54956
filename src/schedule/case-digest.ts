import { HOUR, type Instant, parseInstant, plus } from '../core/instant.ts';
import { NO_MAIL } from '../core/world.ts';
import { isMonday, planCaseDigest } from '../plan/case-digest.ts';
import type { House } from '../plan/house.ts';
import { unreachableWaiting } from '../plan/unreachable.ts';
import type { Store } from '../store/port.ts';

/** Tells the Secretariat what waits for it, once a day; true where a digest was sent now. */
export async function sendCaseDigest(house: House, store: Store, now: Instant): Promise<boolean> {
  const day = now.slice(0, 10);
  const midnight = parseInstant(`${day}T00:00:00.000Z`) ?? now;
  const due = plus(midnight, house.book.limits.caseDigestHour * HOUR);
  if (now < due || (await store.wasDone({ name: 'case-digest', day }))) return false;
  const cases = await store.heldCases();
  const isWaiting = cases.some(
    ({ state, kind, waitsSince }) => state === 'open' && kind === 'hold' && waitsSince <= due,
  );
  if (!isWaiting && !isMonday(now)) return false;
  const world = await store.world(NO_MAIL, now);
  const ofAddresses = await store.addressCases();
  // Whoever asks for a reference uses it up.
  if (!isWaiting && unreachableWaiting(world, ofAddresses).length === 0) return false;
  const assignees = await store.desk.assignees();
  const plan = planCaseDigest(house, world, await store.nextReference(now), cases, ofAddresses, assignees, due);
  return plan !== null && (await store.commit(plan)).outcome === 'committed';
}
