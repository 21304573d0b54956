import type { HeldCase } from '../core/held-case.ts';
import type { Digest } from '../core/message.ts';
import type { Plan } from '../core/plan.ts';
import type { RosterChange } from '../core/roster-change.ts';
import type { Case } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import type { CaseStep } from '../replies/case-views.ts';
import type { Judgement } from '../rules/judge.ts';
import { decisiveRules, doubtsOf, faultsOf } from './case.ts';
import { underCeilings } from './ceilings.ts';
import { caseNews, hasThread } from './case-thread.ts';
import { changeDigest } from './change-digest.ts';
import { confirmationRequests, confirmersFor } from './confirmation.ts';
import type { House } from './house.ts';
import { judgedAgain } from './judged-again.ts';
import { combined, type PlanParts } from './plan-parts.ts';
import { applyCase } from './settle.ts';
import { thaw } from './thaw.ts';
import { caseAudit, closedCase, toldAgreed, toldCorrected, toldRefused } from './case-steps.ts';
import { templateFor } from './template.ts';

/** What a reviewer decides about a case. */
export type ReviewDecision =
  | {
      readonly word: 'approve';
      /** Digest of the change that the reviewer saw; null where it is the one of the day when the case was opened. */
      readonly shown: Digest | null;
      /** The request as the reviewer wrote it anew; its changes count instead of the mail's. */
      readonly block?: string;
    }
  | { readonly word: 'refuse'; readonly reason: string }
  | { readonly word: 'discard' }
  | { readonly word: 'ask-admin' };

export type ReviewFault =
  /** Somebody decided before; the case shows what. */
  | 'already-decided'
  /** Nothing in the mail can be applied: it has no command that was understood. */
  | 'nothing-to-apply'
  /** The policy refuses it whatever a reviewer says: for a role address, or because the list is another one by now. */
  | 'policy-refuses'
  /** The roster changed since: the change would no longer be the one that the reviewer saw. */
  | 'world-changed'
  /** The Admin Contact got too many requests today; the case stays as it is. */
  | 'too-many-mails'
  /** IANA's data name no Admin Contact whom one could ask. */
  | 'nobody-to-ask'
  /** It takes several reviewers, and only people who may sign in to the desk count as such. */
  | 'needs-desk-users';

export type ReviewOutcome =
  | { readonly ok: true; readonly plan: Plan; readonly changes: readonly RosterChange[] }
  | { readonly ok: false; readonly fault: ReviewFault; readonly judgement: Judgement | null };

/** The same pipeline as for a mail, with one more fact: what the reviewer said. Never a bypass. */
export function planReview(
  house: House,
  world: World,
  { held, mail }: Case,
  decision: ReviewDecision,
  reviewer: string,
): ReviewOutcome {
  if (held.state !== 'open') return { ok: false, fault: 'already-decided', judgement: null };
  switch (decision.word) {
    case 'approve':
      return approved(house, world, { held, mail }, decision.shown ?? held.changeDigest, reviewer, decision.block);
    case 'ask-admin':
      return askedAdmin(house, world, { held, mail }, reviewer);
    case 'refuse': {
      const { reason } = decision;
      const told = toldRefused(house, world, mail, held, 'secretariat', reason, []);
      const audit = [caseAudit('case-refused', held, reviewer, reason)];
      const closed = closedCase(held, 'refused', world);
      return planned(
        house,
        world,
        held,
        combined(
          { cases: [closed], audit },
          thaw(held, world),
          told,
          news(house, world, { held: closed, mail }, { kind: 'refused', actor: reviewer, reason }),
        ),
      );
    }
    case 'discard': {
      const audit = [caseAudit('case-discarded', held, reviewer)];
      const closed = closedCase(held, 'discarded', world);
      return planned(
        house,
        world,
        held,
        combined(
          { cases: [closed], audit },
          thaw(held, world),
          news(house, world, { held: closed, mail }, { kind: 'discarded', actor: reviewer }),
        ),
      );
    }
  }
}

function planned(
  house: House,
  world: World,
  held: HeldCase,
  parts: PlanParts,
  changes: readonly RosterChange[] = [],
): ReviewOutcome {
  const plan: Plan = {
    ...underCeilings(parts, world, house.book.limits).parts,
    ref: held.ref,
    at: world.now,
    mail: null,
  };
  return { ok: true, plan, changes };
}

function approved(
  house: House,
  world: World,
  { held, mail }: Case,
  shown: Digest,
  reviewer: string,
  block: string | undefined,
): ReviewOutcome {
  const standing = { confirmation: 'none', review: 'approved' } as const;
  const judgement = judgedAgain(house, world, mail, standing);
  const closed = closedCase(held, 'approved', world);
  const approval = caseAudit('case-approved', held, reviewer);
  if (judgement.changeVerdict === null) {
    if (!held.commands.includes('DISPUTE') || block !== undefined)
      return { ok: false, fault: 'nothing-to-apply', judgement };
    const parts = combined(
      { cases: [closed], audit: [approval] },
      thaw(held, world),
      toldAgreed(house, world, mail, held),
      news(house, world, { held: closed, mail }, { kind: 'approved', actor: reviewer }),
    );
    return planned(house, world, held, parts);
  }
  if (judgement.changeVerdict === 'refuse') return { ok: false, fault: 'policy-refuses', judgement };
  const next: HeldCase = { ...held, version: held.version + 1, confirmers: [] };
  const settled = applyCase(house, world, next, mail, {
    standing,
    shown,
    authority: 'secretariat',
    actor: reviewer,
    answered: block === undefined ? [] : [mail.message.author.address],
  });
  if (settled.outcome !== 'confirmed') return { ok: false, fault: 'world-changed', judgement };
  const corrected = block === undefined ? [] : [caseAudit('case-corrected', held, reviewer, block)];
  const audit = [...corrected, approval];
  const step = { kind: block === undefined ? 'approved' : 'approved-corrected', actor: reviewer } as const;
  const told = combined(
    block === undefined ? {} : toldCorrected(house, world, mail, held, settled.changes),
    news(house, world, { held: closed, mail }, step),
  );
  return planned(house, world, held, combined(settled.parts, { audit }, thaw(held, world), told), settled.changes);
}

function askedAdmin(house: House, world: World, { held, mail }: Case, reviewer: string): ReviewOutcome {
  const judgement = judgedAgain(house, world, mail, { confirmation: 'none', review: 'asked-admin' });
  if (judgement.changeVerdict === null) return { ok: false, fault: 'nothing-to-apply', judgement };
  if (judgement.changeVerdict === 'refuse') return { ok: false, fault: 'policy-refuses', judgement };
  const toAsk = confirmersFor(judgement, world);
  if (judgement.changeVerdict !== 'confirm' || toAsk.length === 0)
    return { ok: false, fault: 'nobody-to-ask', judgement };
  const { confirmers, parts } = confirmationRequests(toAsk, {
    house,
    world,
    ref: held.ref,
    rules: decisiveRules(judgement),
    mail,
    doubts: doubtsOf(judgement),
    changes: judgement.changes,
    faults: faultsOf(judgement),
    template: (tlds) => templateFor(house, judgement, mail, world, { kind: 'authority', tlds }),
  });
  const waiting: HeldCase = {
    ...held,
    kind: 'confirm',
    version: held.version + 1,
    rules: decisiveRules(judgement),
    changeDigest: changeDigest(judgement.changes, house.digest),
    confirmers,
    remindedAt: null,
    waitsSince: world.now,
    reminders: 0,
    askedAdmin: true,
    unproved: false,
  };
  const audit = [caseAudit('admin-asked', held, reviewer)];
  const told = news(house, world, { held: waiting, mail }, { kind: 'asked', actor: reviewer });
  const wanted = combined({ cases: [waiting], audit }, parts, told);
  // Under a ceiling nobody would be asked, and the case would only seem to wait for somebody.
  if (underCeilings(wanted, world, house.book.limits).unasked) return { ok: false, fault: 'too-many-mails', judgement };
  return planned(house, world, held, wanted);
}

/** A case of which the Secretariat never heard has no thread, and gets none by being decided. */
function news(house: House, world: World, after: Case, step: CaseStep): Partial<PlanParts> {
  return hasThread(after.held) ? caseNews(house, world, after, after.held.changeDigest, step) : {};
}
