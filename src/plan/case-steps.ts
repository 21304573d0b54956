import { type EmailAddress, isAscii, sameAddress } from '../core/email-address.ts';
import type { HeldCase } from '../core/held-case.ts';
import { isProved } from '../core/message.ts';
import type { AuditEntry } from '../core/plan.ts';
import type { Standing } from '../core/standing.ts';
import type { RosterChange } from '../core/roster-change.ts';
import { isAdminOf, isContactOf, type StoredMail, type World } from '../core/world.ts';
import { caseCorrectedLetter } from '../replies/case-letters.ts';
import { caseRefusedLetter, disputeAgreedLetter } from '../replies/secretariat-letters.ts';
import type { CaseRefusedView, DisputeAgreedView, TemplateView } from '../replies/views.ts';
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
  const { message } = mail;
  const to = message.author.address;
  if (!isProved(message) || !isAscii(to) || answered.some((address) => sameAddress(address, to))) return {};
  const letter = caseRefusedLetter(house.texts, { ...waitedView(house, world, mail, held), reason, by, template });
  return {
    outgoing: [
      outgoingMail(letter, { kind: 'answer', ref: held.ref, to, result: 'refused', rules: held.rules, about: message }),
    ],
  };
}

/** Tells a proved requester that the Secretariat agrees with the DISPUTE. */
export function toldAgreed(house: House, world: World, mail: StoredMail, held: HeldCase): Partial<PlanParts> {
  const { message } = mail;
  const to = message.author.address;
  if (!isProved(message) || !isAscii(to)) return {};
  const letter = disputeAgreedLetter(house.texts, waitedView(house, world, mail, held));
  return {
    outgoing: [
      outgoingMail(letter, { kind: 'answer', ref: held.ref, to, result: 'info', rules: held.rules, about: message }),
    ],
  };
}

/** Tells a proved requester what was done after the Secretariat corrected the request; the roster only to those who may see it. */
export function toldCorrected(
  house: House,
  world: World,
  mail: StoredMail,
  held: HeldCase,
  changes: readonly RosterChange[],
): Partial<PlanParts> {
  const { message } = mail;
  const to = message.author.address;
  if (!isProved(message) || !isAscii(to)) return {};
  const insider = changes.filter(({ tld }) => isAdminOf(world, tld, to) || isContactOf(world, tld, to));
  const view = { ...waitedView(house, world, mail, held), changes: insider };
  const letter = caseCorrectedLetter(house.texts, view);
  return {
    outgoing: [
      outgoingMail(letter, { kind: 'answer', ref: held.ref, to, result: 'applied', rules: held.rules, about: message }),
    ],
  };
}

function waitedView(house: House, world: World, { message, request }: StoredMail, held: HeldCase): DisputeAgreedView {
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
