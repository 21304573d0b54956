import type { ReviewWord } from '../core/command.ts';
import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { AuditEntry, Plan } from '../core/plan.ts';
import type { CaseEvent, TokenTarget } from '../core/token-target.ts';
import type { World } from '../core/world.ts';
import type { CaseFault, CaseStep } from '../replies/case-views.ts';
import { accepts, type Judgement } from '../rules/judge.ts';
import { tokenState } from '../rules/token-state.ts';
import { endorsersIn, planApproval } from './approval.ts';
import { assignment } from './assignment.ts';
import { caseNotices } from './case.ts';
import { newsTo } from './case-thread.ts';
import { changeDigest } from './change-digest.ts';
import type { House } from './house.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { judgedAgain } from './judged-again.ts';
import { NOTHING_ELSE, type PartResult } from './part-result.ts';
import { combined } from './plan-parts.ts';
import { planReview, type ReviewOutcome } from './review.ts';
import { AS_SENT } from '../core/standing.ts';

type ReviewToken = Extract<TokenTarget, { readonly kind: 'review' }>;

/** The decision of a reviewer by mail: the same as at the desk, bound to the change that our mail showed. Null: the mail is none. */
export function reviewPart(
  house: House,
  world: World,
  incoming: IncomingMail,
  judgement: Judgement,
): { readonly result: PartResult; readonly decided: Plan } | null {
  const { token } = world;
  if (!accepts(judgement, 'review-decision') || token.kind !== 'review') return null;
  const { address } = incoming.message.author;
  // The case is judged as its own mail; this one is only the word about it.
  const asked: World = { ...world, token: { kind: 'none' } };
  const outcome = outcomeOf(
    house,
    asked,
    token,
    tokenState('review-decision', world, house.book.limits),
    incoming.request.reviewWord,
    address,
  );
  const decided = outcome.ok
    ? toldAlso(
        house,
        asked,
        token,
        { ...outcome.plan, usedTokens: [...outcome.plan.usedTokens, token.tokenHash] },
        address,
      )
    : undone(house, asked, token, outcome.step, address);
  return {
    decided,
    result: {
      ...NOTHING_ELSE,
      parts: combined(),
      receipt: outcome.ok ? receiptOf(outcome.plan) : 'info',
      answered: [address],
      silent: true,
    },
  };
}

type Outcome =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly step: CaseStep | 'world-changed' };

function outcomeOf(
  house: House,
  world: World,
  token: ReviewToken,
  state: ReturnType<typeof tokenState>,
  said: ReviewWord | undefined,
  address: EmailAddress,
): Outcome {
  const { held, mail, shown, history, reviewers } = token;
  if (held.state !== 'open') return notDone({ kind: 'decided-before', decision: lastStep(history) });
  if (state !== 'open') return fault('late');
  if (said === undefined) return fault('no-word');
  const own = reviewers.find((one) => sameAddress(one, address));
  const reviewer = `secretariat:${own ?? address}`;
  switch (said.word) {
    case 'APPROVE': {
      const { changes } = judgedAgain(house, world, mail, AS_SENT);
      if (changeDigest(changes, house.digest) !== shown) return { ok: false, step: 'world-changed' };
      const may = (actor: string): boolean => reviewers.some((one) => actor === `secretariat:${one}`);
      const approver = { reviewer, counts: own !== undefined };
      return asOutcome(
        planApproval(
          house,
          world,
          { held, mail },
          { word: 'approve', shown },
          approver,
          endorsersIn(history, shown, may),
        ),
      );
    }
    case 'REFUSE':
      if (said.reason === '') return fault('no-reason');
      return asOutcome(planReview(house, world, { held, mail }, { word: 'refuse', reason: said.reason }, reviewer));
    case 'ASK':
      return asOutcome(planReview(house, world, { held, mail }, { word: 'ask-admin' }, reviewer));
    case 'DISCARD':
      return asOutcome(planReview(house, world, { held, mail }, { word: 'discard' }, reviewer));
    case 'ASSIGN':
      return { ok: true, plan: assignment(house, world, { held, mail }, own ?? address, reviewer) };
  }
}

function asOutcome(outcome: ReviewOutcome): Outcome {
  if (outcome.ok) return { ok: true, plan: outcome.plan };
  const { fault: why } = outcome;
  if (why === 'world-changed') return { ok: false, step: why };
  return fault(why === 'already-decided' ? 'late' : why);
}

function fault(code: CaseFault): Outcome {
  return notDone({ kind: 'not-done', fault: code });
}

function notDone(step: CaseStep): Outcome {
  return { ok: false, step };
}

/** Nothing but a word to the one who tried; where the change is another one now, it is shown anew. */
function undone(
  house: House,
  world: World,
  { held, mail, shown }: ReviewToken,
  step: CaseStep | 'world-changed',
  to: EmailAddress,
): Plan {
  if (step === 'world-changed') {
    const judgement = judgedAgain(house, world, mail, AS_SENT);
    const only = { ...world, secretariat: [to] };
    const notice = caseNotices(house, only, held.ref, mail, judgement, { kind: step });
    return { ...combined(notice), ref: held.ref, at: world.now, mail: null };
  }
  return {
    ...combined(newsTo(house, world, { held, mail }, shown, step, [to])),
    ref: held.ref,
    at: world.now,
    mail: null,
  };
}

/** A reviewer who is not among those to whom the thread goes hears what came of the decision as well. */
function toldAlso(house: House, world: World, { held, mail, shown }: ReviewToken, plan: Plan, to: EmailAddress): Plan {
  if (world.secretariat.some((one) => sameAddress(one, to))) return plan;
  const after = plan.cases.find(({ ref }) => ref === held.ref) ?? held;
  const step = stepOf(plan.audit);
  if (step === null) return plan;
  const own = newsTo(house, world, { held: after, mail }, shown, step, [to]);
  return {
    ...plan,
    outgoing: [...plan.outgoing, ...(own.outgoing ?? [])],
    newTokens: [...plan.newTokens, ...(own.newTokens ?? [])],
  };
}

function receiptOf({ changes, cases }: Plan): PartResult['receipt'] {
  if (changes.length > 0) return 'applied';
  return cases.some(({ state, kind }) => state === 'open' && kind === 'confirm') ? 'confirm' : 'info';
}

/** Whoever closed a case did the last thing to it. */
function lastStep(history: readonly CaseEvent[]): CaseStep | null {
  return stepOf(history.toReversed());
}

/** What a line of history says, where it is about a decision; the first one that is. */
function stepOf(entries: readonly Pick<AuditEntry, 'kind' | 'actor' | 'details'>[]): CaseStep | null {
  for (const { kind, actor, details } of entries) {
    const text = (name: string): string => (typeof details[name] === 'string' ? details[name] : '');
    if (kind === 'case-approved') return { kind: 'approved', actor };
    if (kind === 'case-endorsed') return { kind: 'endorsed', actor };
    if (kind === 'case-refused') return { kind: 'refused', actor, reason: text('reason') };
    if (kind === 'case-discarded') return { kind: 'discarded', actor };
    if (kind === 'admin-asked') return { kind: 'asked', actor };
    if (kind === 'case-assigned') return { kind: 'assigned', actor, name: text('to') };
    if (kind === 'case-confirmed') return { kind: 'confirmed', actor };
    if (kind === 'case-denied') return { kind: 'denied', actor };
    if (kind === 'case-restored') return { kind: 'restored', actor };
    if (kind === 'case-void') return { kind: 'void' };
  }
  return null;
}
