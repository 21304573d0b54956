import type { Reference } from '../core/message.ts';
import type { AuditEntry } from '../core/plan.ts';
import { NO_MAIL } from '../core/world.ts';
import { assignment } from '../plan/assignment.ts';
import { planEscalation } from '../plan/escalation.ts';
import { NOTHING } from '../plan/plan-parts.ts';
import { assignAddressCase } from './address-case.ts';
import type { ReviewDesk } from './review-case.ts';

/** What is longer is cut there. */
export const LONGEST_NOTE = 2000;

/** What a reviewer wants colleagues to know. It stands in the history of the case and is sent to nobody. */
export async function noteOnCase(desk: ReviewDesk, ref: Reference, note: string, reviewer: string): Promise<boolean> {
  const text = note.trim().slice(0, LONGEST_NOTE);
  return text !== '' && remark(desk, ref, { kind: 'case-noted', actor: reviewer, details: { case: ref, note: text } });
}

/**
 * Says who has a case, so that colleagues look at another one. It binds nobody.
 * @param to empty: nobody has it any more.
 */
export async function assignCase(desk: ReviewDesk, ref: Reference, to: string, reviewer: string): Promise<boolean> {
  const { house, store, clock } = desk;
  const ofAddress = await store.addressCase(ref);
  if (ofAddress !== null) return assignAddressCase(desk, ofAddress, to, reviewer);
  const held = await store.heldCase(ref);
  const mail = await store.storedMail(ref);
  if (held?.state !== 'open' || mail === null) return false;
  const world = await store.world(NO_MAIL, clock());
  return (await store.commit(assignment(house, world, { held, mail }, to, reviewer))).outcome === 'committed';
}

/** Asks the Standing Committee about a case; false where it has no address, or the case does not wait. */
export async function escalateCase(
  desk: ReviewDesk,
  ref: Reference,
  question: string,
  reviewer: string,
): Promise<boolean> {
  const { house, store, clock } = desk;
  const held = await store.heldCase(ref);
  const mail = await store.storedMail(ref);
  if (held === null || mail === null) return false;
  const world = await store.world(NO_MAIL, clock());
  const asked = question.replace(/\s+/gu, ' ').trim().slice(0, LONGEST_NOTE);
  const plan = planEscalation(house, world, { held, mail }, asked, reviewer);
  return plan !== null && (await store.commit(plan)).outcome === 'committed';
}

/** False where there is no such case. */
async function remark({ store, clock }: ReviewDesk, ref: Reference, entry: Omit<AuditEntry, 'tld'>): Promise<boolean> {
  const held = (await store.heldCase(ref)) ?? (await store.addressCase(ref));
  if (held === null) return false;
  const audit = [{ ...entry, tld: held.tlds[0] ?? null }];
  const { outcome } = await store.commit({ ...NOTHING, ref, at: clock(), mail: null, audit });
  return outcome === 'committed';
}
