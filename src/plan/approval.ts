import type { Digest } from '../core/message.ts';
import type { AuditEntry } from '../core/plan.ts';
import type { World } from '../core/world.ts';
import { AS_SENT } from '../core/standing.ts';
import { caseAudit } from './case-steps.ts';
import { caseNews, hasThread } from './case-thread.ts';
import type { House } from './house.ts';
import { judgedAgain } from './judged-again.ts';
import { combined } from './plan-parts.ts';
import { type Case, planReview, type ReviewOutcome } from './review.ts';
import { gravityOf } from './second-person.ts';

/** Somebody who approves: as the audit names them, and whether they are one of those who count where it takes several. */
export type Approver = { readonly reviewer: string; readonly counts: boolean };

/**
 * An approval. Where the policy wants more than one reviewer, the first ones are put on record and the last one decides;
 * all of them have to have seen the same change.
 * @param before who has approved exactly this change, and still may.
 */
export function planApproval(
  house: House,
  world: World,
  one: Case,
  shown: Digest,
  { reviewer, counts }: Approver,
  before: readonly string[],
): ReviewOutcome {
  const { held, mail } = one;
  const outcome = planReview(house, world, one, { word: 'approve', shown }, reviewer);
  if (!outcome.ok) return outcome;
  const { reviewers } = gravityOf(house.book.limits, judgedAgain(house, world, mail, AS_SENT), mail);
  if (reviewers > 1 && !counts) return { ok: false, fault: 'needs-desk-users', judgement: null };
  if (new Set([...before, reviewer]).size >= reviewers) return outcome;
  const endorsed = { ...caseAudit('case-endorsed', held, reviewer), details: { case: held.ref, digest: shown } };
  const news = hasThread(held) ? caseNews(house, world, held, shown, { kind: 'endorsed', actor: reviewer }) : {};
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
