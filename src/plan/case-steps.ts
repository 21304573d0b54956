import { type EmailAddress, isAscii, sameAddress } from '../core/email-address.ts';
import type { HeldCase } from '../core/held-case.ts';
import { isProved } from '../core/message.ts';
import type { ResultWord } from '../core/outgoing.ts';
import type { AuditEntry } from '../core/plan.ts';
import type { Standing } from '../core/standing.ts';
import type { RosterChange } from '../core/roster-change.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import { isAdminOf, isContactOf } from '../core/tlds-of-address.ts';
import type { World } from '../core/world.ts';
import { caseCorrectedLetter } from '../replies/case-letters.ts';
import type { CaseRefusedView, WaitedView } from '../replies/case-views.ts';
import type { Letter } from '../replies/letter.ts';
import { caseRefusedLetter, disputeAgreedLetter } from '../replies/waited-letters.ts';
import type { TemplateView } from '../replies/template-view.ts';
import { lineAsWritten } from './answer-items.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import type { PlanParts } from './plan-parts.ts';

/** What was said about a case before all of its confirmers answered. */
export function standingOf({ askedAdmin }: HeldCase): Standing {
  return { confirmation: 'none', review: askedAdmin ? 'asked-admin' : 'none' };
}

export function closedCase(held: HeldCase, state: Exclude<HeldCase['state'], 'open'>, world: World): HeldCase {
  return { ...held, version: held.version + 1, state, closedAt: world.now };
}

/** From now on it waits for the Secretariat. Its version stays. */
export function handedToSecretariat(held: HeldCase, { now }: World): HeldCase {
  return { ...held, kind: 'hold', waitsSince: now, reminders: 0 };
}

/** @param held its version is already the new one. */
export function voided(held: HeldCase, world: World, actor: string, why: string): Partial<PlanParts> {
  return {
    cases: [{ ...held, state: 'expired', closedAt: world.now }],
    audit: [voidAudit(held, actor, why)],
  };
}

export function voidAudit(held: HeldCase, actor: string, why: string): AuditEntry {
  return { kind: 'case-void', tld: held.tlds[0] ?? null, actor, details: { case: held.ref, why } };
}

export function caseAudit(kind: AuditEntry['kind'], held: HeldCase, actor: string, reason?: string): AuditEntry {
  return {
    kind,
    tld: held.tlds[0] ?? null,
    actor,
    details: { case: held.ref, tlds: held.tlds, ...(reason === undefined ? {} : { reason }) },
  };
}

/** Tells a proved requester that the request was turned down. */
export function toldRefused(
  house: House,
  world: World,
  mail: StoredMail,
  held: HeldCase,
  by: CaseRefusedView['by'],
  reason: string,
  answered: readonly EmailAddress[],
  template: TemplateView | null = null,
): Partial<PlanParts> {
  if (answered.some((address) => sameAddress(address, mail.message.author.address))) return {};
  const view = { ...waitedView(house, world, mail, held), reason, by, template };
  return toRequester(mail, held, 'refused', caseRefusedLetter(house.texts, view));
}

/** Tells a proved requester that the Secretariat agrees with the DISPUTE. */
export function toldAgreed(house: House, world: World, mail: StoredMail, held: HeldCase): Partial<PlanParts> {
  return toRequester(mail, held, 'info', disputeAgreedLetter(house.texts, waitedView(house, world, mail, held)));
}

/** Tells a proved requester what was done after the Secretariat corrected the request; the roster only to those who may see it. */
export function toldCorrected(
  house: House,
  world: World,
  mail: StoredMail,
  held: HeldCase,
  changes: readonly RosterChange[],
): Partial<PlanParts> {
  const to = mail.message.author.address;
  const insider = changes.filter(({ tld }) => isAdminOf(world, tld, to) || isContactOf(world, tld, to));
  const view = { ...waitedView(house, world, mail, held), changes: insider };
  return toRequester(mail, held, 'applied', caseCorrectedLetter(house.texts, view));
}

/** To the author of the mail, where that is proved; to nobody else. */
function toRequester(
  { message }: StoredMail,
  { ref, rules }: HeldCase,
  result: ResultWord,
  letter: Letter,
): Partial<PlanParts> {
  const to = message.author.address;
  if (!isProved(message) || !isAscii(to)) return {};
  return { outgoing: [outgoingMail(letter, { kind: 'answer', ref, to, result, rules, about: message })] };
}

function waitedView(house: House, world: World, { message, request }: StoredMail, held: HeldCase): WaitedView {
  return {
    ref: held.ref,
    table: world.table,
    mailbox: house.mailbox,
    rules: held.rules,
    to: message.author.address,
    tlds: held.tlds,
    theirSubject: message.subject,
    receivedAt: message.receivedAt,
    commands: request.commands.map((located) => ({
      word: located.command.word,
      line: located.line,
      text: lineAsWritten(located),
    })),
  };
}
