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
    { shown, ...(decision.block === undefined ? {} : { block: decision.block }) },
    approver,
    before,
    outcome,
  );
}

/** What a reviewer approves: the change that was shown, and the request that leads to it where it was written anew. */
export type Approved = { readonly shown: Digest; readonly block?: string };

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
  { shown, block }: Approved,
  { reviewer, counts }: Approver,
  before: readonly string[],
  outcome: ReviewOutcome,
): ReviewOutcome {
  if (!outcome.ok || reviewers === 1) return outcome;
  if (!counts) return { ok: false, fault: 'needs-desk-users', judgement: null };
  if (new Set([...before, reviewer]).size >= reviewers) return outcome;
  // The next reviewer has to see what this one wrote.
  const wording = block === undefined ? {} : { reason: block };
  const endorsed = {
    ...caseAudit('case-endorsed', held, reviewer),
    details: { case: held.ref, digest: shown, ...wording },
  };
  const step = { kind: block === undefined ? 'endorsed' : 'endorsed-corrected', actor: reviewer } as const;
  const news = hasThread(held) ? caseNews(house, world, { held, mail }, shown, step) : {};
  const parts = before.includes(reviewer) ? combined() : combined({ audit: [endorsed] }, news);
  return { ok: true, plan: { ...parts, ref: held.ref, at: world.now, mail: null }, changes: [] };
}

/** The request as somebody who may still decide wrote it anew and approved it last; null: nobody did. */
export function endorsedBlock(
  history: readonly Pick<AuditEntry, 'kind' | 'actor' | 'details'>[],
  mayDecide: (actor: string) => boolean,
): string | null {
  const last = history.findLast(({ kind, actor }) => kind === 'case-endorsed' && mayDecide(actor));
  const block = last?.details['reason'];
  return typeof block === 'string' ? block : null;
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
