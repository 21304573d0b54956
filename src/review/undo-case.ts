import type { Reference } from '../core/message.ts';
import type { Plan } from '../core/plan.ts';
import { NO_MAIL } from '../core/world.ts';
import { planUndo } from '../plan/undo.ts';
import type { ReviewDesk } from './review-case.ts';

/** What taking an approval back would do now; null where it cannot be. */
export async function undoOf(desk: ReviewDesk, ref: Reference, reviewer: string): Promise<Plan | null> {
  const { house, store, clock } = desk;
  const held = await store.heldCase(ref);
  const mail = await store.storedMail(ref);
  if (held?.state !== 'approved' || mail === null) return null;
  const kinds = (await store.audit({ ref })).map(({ kind }) => kind);
  if (!kinds.includes('case-approved') || kinds.includes('case-undone')) return null;
  const versions = await Promise.all(held.tlds.map((tld) => store.desk.rosterHistory(tld)));
  const made = versions.flat().filter((version) => version.ref === ref);
  const world = await store.world(NO_MAIL, clock());
  return planUndo(house, world, { held, mail }, made, reviewer);
}

/** Takes an approval back, where the rosters are still as it left them; false otherwise. */
export async function undoCase(desk: ReviewDesk, ref: Reference, reviewer: string): Promise<boolean> {
  const plan = await undoOf(desk, ref, reviewer);
  return plan !== null && (await desk.store.commit(plan)).outcome === 'committed';
}
