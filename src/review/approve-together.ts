import type { Digest, Reference } from '../core/message.ts';
import { AS_SENT } from '../core/standing.ts';
import { judgedAgain } from '../plan/judged-again.ts';
import { NOTHING } from '../plan/plan-parts.ts';
import { planReview } from '../plan/review.ts';
import { gravityOf } from '../plan/second-person.ts';
import { reviewCase, type ReviewDesk, type Reviewed, type Seen } from './review-case.ts';

const ACTOR = /^secretariat:(.+)$/u;

/**
 * An approval at the desk. Where the policy wants more than one reviewer, the first ones are put on record and the last
 * one decides; all of them have to have seen the same change.
 */
export async function approveTogether(
  desk: ReviewDesk,
  ref: Reference,
  shown: Digest,
  reviewer: string,
  seen: Seen,
): Promise<Reviewed> {
  const { house, store, clock } = desk;
  const held = await store.heldCase(ref);
  const mail = await store.storedMail(ref);
  if (held === null || mail === null) return { ok: false, fault: 'unknown-case' };
  if (held.state === 'open' && (seen.version === null || seen.version === held.version)) {
    const world = await store.world({ from: null, tokenHashes: [], deferralKey: null }, clock());
    const { reviewers } = gravityOf(house.book.limits, judgedAgain(house, world, mail, AS_SENT), mail);
    const before = await endorsersOf(desk, ref, shown);
    const all = new Set([...before, reviewer]);
    if (all.size < reviewers) {
      const outcome = planReview(house, world, { held, mail }, { word: 'approve', shown }, reviewer);
      if (!outcome.ok) return { ok: false, fault: outcome.fault };
      if (before.includes(reviewer)) return { ok: true, changes: [] };
      const details = { case: ref, digest: shown };
      const audit = [{ kind: 'case-endorsed', tld: held.tlds[0] ?? null, actor: reviewer, details }] as const;
      await store.commit({ ...NOTHING, ref, at: world.now, mail: null, audit });
      return { ok: true, changes: [] };
    }
  }
  return reviewCase(desk, ref, { word: 'approve', shown }, reviewer, seen);
}

/** Who has approved exactly this change, as `secretariat:<address>`; only those who may still decide. */
export async function endorsersOf({ store }: ReviewDesk, ref: Reference, shown: Digest): Promise<readonly string[]> {
  const entries = (await store.audit({ ref })).filter(
    ({ kind, details }) => kind === 'case-endorsed' && details['digest'] === shown,
  );
  const users = await store.desk.users();
  const mayDecide = (actor: string): boolean =>
    users.some(
      ({ email, role, disabledAt }) => role === 'reviewer' && disabledAt === null && ACTOR.exec(actor)?.[1] === email,
    );
  return [...new Set(entries.map(({ actor }) => actor))].filter(mayDecide);
}
