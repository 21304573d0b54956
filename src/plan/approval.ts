import type { Digest } from '../core/message.ts';
import type { AuditEntry } from '../core/plan.ts';
import type { Case } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import { AS_SENT } from '../core/standing.ts';
import { caseAudit } from './case-steps.ts';
import { caseNews, hasThread } from './case-thread.ts';
import type { House } from './house.ts';
import { judgedAgain } from './judged-again.ts';
import { combined } from './plan-parts.ts';
import { planReview, type ReviewDecision, type ReviewOutcome } from './review.ts';
import { type Gravity, gravityOf } from './second-person.ts';

/** Somebody who approves: as the audit names them, and whether they are one of those who count where it takes several. */
export type Approver = { readonly reviewer: string; readonly counts: boolean };

/** An approval of the request of a case, as its mail has it or as a reviewer wrote it anew (`one.mail`). */
export function planApproval(
  house: House,
  world: World,
  one: Case,
  decision: Extract<ReviewDecision, { readonly word: 'approve' }>,
  approver: Approver,
  before: readonly string[],
): ReviewOutcome {
  const shown = decision.shown ?? one.held.changeDigest;
  const outcome = planReview(house, world, one, decision, approver.reviewer);
  const judgement = judgedAgain(house, world, one.mail, AS_SENT);
  return together(
    house,
    world,
    one,
    gravityOf(house.book.limits, judgement, one.mail, decision.block === undefined ? 'sender' : 'reviewer'),
    shown,
    approver,
    before,
    outcome,
  );
}

/**
 * Where the policy wants more than one reviewer, the first ones are put on record and the last one decides; all of them
 * have to have seen the same change.
 * @param before who has approved exactly this change, and still may.
 * @param outcome what the last one does.
 */
export function together(
  house: House,
  world: World,
  { held, mail }: Case,
  { reviewers }: Gravity,
  shown: Digest,
  { reviewer, counts }: Approver,
  before: readonly string[],
  outcome: ReviewOutcome,
): ReviewOutcome {
  if (!outcome.ok || reviewers === 1) return outcome;
  if (!counts) return { ok: false, fault: 'needs-desk-users', judgement: null };
  if (new Set([...before, reviewer]).size >= reviewers) return outcome;
  const endorsed = { ...caseAudit('case-endorsed', held, reviewer), details: { case: held.ref, digest: shown } };
  const news = hasThread(held)
    ? caseNews(house, world, { held, mail }, shown, { kind: 'endorsed', actor: reviewer })
    : {};
  const parts = before.includes(reviewer) ? combined() : combined({ audit: [endorsed] }, news);
  return { ok: true, plan: { ...parts, ref: held.ref, at: world.now, mail: null }, changes: [] };
}

/** Who has approved exactly this change, as `secretariat:<address>`. */
export function endorsersIn(
  history: readonly Pick<AuditEntry, 'kind' | 'actor' | 'details'>[],
  shown: Digest,
  mayDecide: (actor: string) => boolean,
): readonly string[] {
  const entries = history.filter(({ kind, details }) => kind === 'case-endorsed' && details['digest'] === shown);
  return [...new Set(entries.map(({ actor }) => actor))].filter(mayDecide);
}
