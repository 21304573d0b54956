import type { Instant } from '../core/instant.ts';
import type { Reference } from '../core/message.ts';
import type { RosterChange } from '../core/roster-change.ts';
import type { House } from '../plan/house.ts';
import { planReview, type ReviewDecision, type ReviewFault } from '../plan/review.ts';
import type { Store } from '../store/port.ts';

export type ReviewDesk = { readonly house: House; readonly store: Store; readonly clock: () => Instant };

export type Reviewed =
  | { readonly ok: true; readonly changes: readonly RosterChange[] }
  | { readonly ok: false; readonly fault: ReviewFault | 'unknown-case' | 'decided-meanwhile' };

const MOST_TRIES = 3;

/**
 * Decides a case once: whoever comes second is told so and changes nothing.
 * @param reviewer for the audit, for example `secretariat:kim`.
 */
export async function reviewCase(
  desk: ReviewDesk,
  ref: Reference,
  decision: ReviewDecision,
  reviewer: string,
): Promise<Reviewed> {
  const { house, store, clock } = desk;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const held = await store.heldCase(ref);
    const mail = await store.storedMail(ref);
    if (held === null || mail === null) return { ok: false, fault: 'unknown-case' };
    const world = await store.world({ from: null, tokenHashes: [], deferralKey: null }, clock());
    const outcome = planReview(house, world, { held, mail }, decision, reviewer);
    if (!outcome.ok) return { ok: false, fault: outcome.fault };
    const { outcome: committed } = await store.commit(outcome.plan);
    if (committed === 'committed') return { ok: true, changes: outcome.changes };
  }
  return { ok: false, fault: 'decided-meanwhile' };
}
