import type { HeldCase } from '../core/held-case.ts';
import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import { type Digest, isProved } from '../core/message.ts';
import { changesData, type JudgedChange } from '../core/roster-change.ts';
import type { Standing } from '../core/standing.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import type { TokenTarget } from '../core/token-target.ts';
import type { World } from '../core/world.ts';
import type { ConfirmationOutcome } from '../replies/answer-view.ts';
import type { Judgement } from '../rules/judge.ts';
import { adminStillThere, confirmerOf, tokenState } from '../rules/token-state.ts';
import { answerAddress } from './addressees.ts';
import { answerMail } from './answer.ts';
import { appliedChange, worldAfter } from './applied.ts';
import { caseNotices, decisiveRules, requesterIsInsider } from './case.ts';
import {
  caseAudit,
  closedCase,
  handedToSecretariat,
  standingOf,
  toldRefused,
  voidAudit,
  voided,
} from './case-steps.ts';
import { caseNews, hasThread } from './case-thread.ts';
import { changeDigest } from './change-digest.ts';
import { withConfirmation } from './confirmation.ts';
import type { House } from './house.ts';
import { judgedAgain } from './judged-again.ts';
import { combined, NOTHING, type PlanParts } from './plan-parts.ts';
import { templateFor } from './template.ts';

/** What became of a case, and what the plan has to do for it. */
export type Settlement = {
  readonly outcome: ConfirmationOutcome;
  readonly parts: PlanParts;
  /** What was changed. */
  readonly changes: readonly JudgedChange[];
  /** How the stored mail was judged this time; null where it was not. */
  readonly judgement: Judgement | null;
};

type Confirmation = Extract<TokenTarget, { readonly kind: 'confirmation' }>;

function nothing(outcome: ConfirmationOutcome): Settlement {
  return { outcome, parts: NOTHING, changes: [], judgement: null };
}

/** An answer to a request to confirm. The token is the authority; who mailed it matters only to the audit. */
export function settleConfirmation(
  house: House,
  world: World,
  token: Confirmation,
  word: 'CONFIRM' | 'DENY',
  actor: string,
): Settlement {
  const { held } = token;
  const confirmer = confirmerOf(held, token.tokenHash);
  switch (tokenState(word === 'CONFIRM' ? 'confirm' : 'deny', world, house.book.limits)) {
    case 'closed':
      return nothing(closedOutcome(held, confirmer?.confirmedAt ?? null));
    case 'late':
      return nothing('too-late');
    case 'void':
      // The Secretariat has it already where the change was seen before the answer came.
      return held.kind === 'hold'
        ? nothing('admin-changed')
        : adminReplaced(house, world, { ...held, version: held.version + 1 }, token.mail, actor);
    case 'none':
    case 'unknown':
      return nothing('closed');
    case 'open':
      return word === 'DENY' ? denied(house, world, token, actor) : confirmed(house, world, token, actor);
  }
}

function closedOutcome(held: HeldCase, confirmedAt: Instant | null): ConfirmationOutcome {
  if (held.state === 'approved' || confirmedAt !== null) return 'already-confirmed';
  return held.state === 'refused' ? 'already-denied' : 'closed';
}

function denied(house: House, world: World, { held, mail, tokenHash }: Confirmation, actor: string): Settlement {
  const confirmer = confirmerOf(held, tokenHash);
  const told = toldRefused(house, world, mail, held, 'authority', '', confirmer === null ? [] : [confirmer.address]);
  const closed = closedCase(held, 'refused', world);
  const news = hasThread(held)
    ? caseNews(house, world, { held: closed, mail }, held.changeDigest, { kind: 'denied', actor })
    : {};
  return {
    ...nothing('denied'),
    parts: combined(
      { cases: [closed], usedTokens: [tokenHash], audit: [caseAudit('case-denied', held, actor)] },
      told,
      news,
    ),
  };
}

function confirmed(house: House, world: World, { held, mail, tokenHash }: Confirmation, actor: string): Settlement {
  const said = withConfirmation(held, tokenHash, world.now);
  const confirmer = confirmerOf(held, tokenHash);
  const proves = confirmer === null || confirmer.party === 'admin' ? [] : [confirmer.address];
  const heard = { usedTokens: [tokenHash], provedAddresses: proves, audit: [caseAudit('case-confirmed', held, actor)] };
  if (said.confirmers.some(({ confirmedAt }) => confirmedAt === null)) {
    return { ...nothing('partly-confirmed'), parts: combined(heard, { cases: [said] }) };
  }
  const standing: Standing = { ...standingOf(held), confirmation: 'given' };
  const answered = confirmer === null ? [] : [confirmer.address];
  const word = { standing, shown: said.changeDigest, authority: 'confirmed', actor, answered } as const;
  const settled = applyCase(house, world, said, mail, word);
  return { ...settled, parts: combined(heard, settled.parts) };
}

/** What people have said about a case. */
export type CaseWord = {
  readonly standing: Standing;
  /** Digest of the change that they were shown. */
  readonly shown: Digest;
  /** Of a reviewer's decision requester and Secretariat are told by whoever plans it. */
  readonly authority: 'confirmed' | 'secretariat';
  readonly actor: string;
  /** Who is written to anyway. */
  readonly answered: readonly EmailAddress[];
};

/**
 * Judges a stored mail again with what people have said since, and makes its change if the policy now accepts exactly
 * the change that they were shown.
 * @param held as it stands after their word; its version is already the new one.
 */
export function applyCase(house: House, world: World, held: HeldCase, mail: StoredMail, word: CaseWord): Settlement {
  if (!held.confirmers.every((confirmer) => confirmer.confirmedAt === null || adminStillThere(confirmer, world))) {
    return adminReplaced(house, world, held, mail, word.actor);
  }
  const judgement = judgedAgain(house, world, mail, word.standing);
  if (judgement.changeVerdict === 'hold' || judgement.changeVerdict === 'confirm') {
    const waiting: HeldCase = { ...handedToSecretariat(held, world), rules: decisiveRules(judgement) };
    const notices = caseNotices(house, world, held.ref, mail, judgement);
    return { outcome: 'held', parts: combined({ cases: [waiting] }, notices), changes: [], judgement };
  }
  const sameChange = changeDigest(judgement.changes, house.digest) === word.shown;
  // Somebody made the same change meanwhile: what was confirmed is what the list says.
  const isThere = !judgement.changes.some(changesData);
  return judgement.changeVerdict === 'accept' && (sameChange || isThere)
    ? asShown(house, world, held, mail, judgement, word)
    : notAsShown(house, world, held, mail, judgement, word);
}

function notAsShown(
  house: House,
  world: World,
  held: HeldCase,
  mail: StoredMail,
  judgement: Judgement,
  { shown, authority, actor, answered }: CaseWord,
): Settlement {
  const insider = held.tlds.every((tld) => requesterIsInsider(judgement, mail.message, tld));
  const instead = insider ? templateFor(house, judgement, mail, world, { kind: 'sender' }) : null;
  const told =
    authority === 'confirmed'
      ? [
          hasThread(held)
            ? caseNews(house, world, { held: { ...held, state: 'expired' }, mail }, shown, { kind: 'void' })
            : {},
          toldRefused(house, world, mail, held, 'change', '', answered, instead),
        ]
      : [];
  return {
    outcome: 'roster-changed',
    parts: combined(voided(held, world, actor, 'roster-changed'), ...told),
    changes: [],
    judgement,
  };
}

function asShown(
  house: House,
  world: World,
  held: HeldCase,
  mail: StoredMail,
  judgement: Judgement,
  { shown, authority, actor, answered }: CaseWord,
): Settlement {
  const told = requesterAnswer(house, world, mail, judgement, answered);
  const applied = appliedChange(judgement.changes, {
    house,
    world,
    ref: held.ref,
    rules: decisiveRules(judgement),
    askedBy: mail.message.author.address,
    authority,
    actor,
    adminsWord: judgement.items.some(({ asked }) => asked.request === 'roster-change'),
    answered: [...answered, ...(told.outgoing ?? []).map(({ to }) => to)],
  });
  const closed: HeldCase = { ...held, state: 'approved', closedAt: world.now };
  const news =
    authority === 'confirmed' && hasThread(held)
      ? caseNews(house, world, { held: closed, mail }, shown, { kind: 'confirmed', actor })
      : {};
  return {
    outcome: 'confirmed',
    parts: combined({ cases: [closed] }, applied, told, news),
    changes: judgement.changes,
    judgement,
  };
}

/** The one who asked hears that it is done, unless that one is answered already. */
function requesterAnswer(
  house: House,
  world: World,
  mail: StoredMail,
  judgement: Judgement,
  answered: readonly EmailAddress[],
): Partial<PlanParts> {
  const to = answerAddress(mail.message, world);
  if (to === null || !isProved(mail.message) || answered.some((address) => sameAddress(address, to.to))) return {};
  const after = worldAfter(world, judgement.changes);
  const answer = answerMail({
    house,
    world: after,
    mail,
    judgement,
    result: 'applied',
    to: to.to,
    unproved: to.unproved,
    changes: judgement.changes,
    tokenInformation: null,
    alsoShown: [],
    asked: [],
  });
  return { outgoing: [answer] };
}

/**
 * The word of the Admin Contact of yesterday counts no more: the Secretariat decides.
 * @param held its version is already the new one.
 */
function adminReplaced(house: House, world: World, held: HeldCase, mail: StoredMail, actor: string): Settlement {
  const judgement = judgedAgain(house, world, mail, standingOf(held));
  const waiting = handedToSecretariat(held, world);
  const notices = caseNotices(house, world, held.ref, mail, judgement, { kind: 'admin-changed' });
  const audit = [voidAudit(held, actor, 'admin-changed')];
  return { ...nothing('admin-changed'), parts: combined({ cases: [waiting], audit }, notices) };
}
