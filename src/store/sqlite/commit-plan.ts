import type { Instant } from '../../core/instant.ts';
import type { Reference } from '../../core/message.ts';
import type { LeasedMail } from '../../core/outgoing.ts';
import type { Plan } from '../../core/plan.ts';
import type { RosterChange } from '../../core/roster-change.ts';
import { proofWhenSeenAgain } from '../../core/seen-again.ts';
import type { CommittedLetters } from '../port.ts';
import type { Tables } from './tables.ts';

/**
 * Does all that the plan says or, where the world moved on or knows the mail already, nothing. Inside a transaction.
 * @param leaseUntil of its letters that are due at once, which are handed out; null: all of them wait
 */
export function commitPlan(tables: Tables, plan: Plan, leaseUntil: Instant | null = null): CommittedLetters {
  const first = doneBefore(tables, plan);
  if (first !== null) return { committed: { outcome: 'duplicate', ref: first }, letters: [] };
  const plans = plan.decided === undefined ? [plan] : [plan, plan.decided];
  if (!plans.every((one) => isCurrent(tables, one))) return { committed: { outcome: 'stale' }, letters: [] };
  return {
    committed: { outcome: 'committed' },
    letters: plans.flatMap((one) => write(tables, one, leaseUntil)),
  };
}

function doneBefore({ replayKeys, notificationRuns, dailyRuns }: Tables, plan: Plan): Reference | null {
  const { ref, mail, notification, daily } = plan;
  if (daily !== undefined) return dailyRuns.wasMade(daily) ? ref : null;
  if (notification !== undefined) return notificationRuns.madeAs(notification);
  return mail === null ? null : replayKeys.firstSeen(mail.replayKeys, proofWhenSeenAgain(mail.proof, mail.message));
}

function isCurrent(tables: Tables, plan: Plan): boolean {
  return (
    mayUseReference(tables, plan) &&
    plan.changes.every((change) => tables.rosters.isCurrent(change)) &&
    plan.freezes.every(({ tld, before }) => tables.rosters.isFrozenUntil(tld, before)) &&
    plan.redelegations.every((step) => tables.redelegations.isCurrent(step)) &&
    (plan.ianaSeen ?? []).every((one) => tables.iana.isCurrent(one)) &&
    (plan.rostersSeen ?? []).every(({ tld, revision }) => tables.rosters.revision(tld) === revision) &&
    (plan.disputesSeen ?? []).every(({ tld, refs }) => tables.cases.areOpenDisputes(tld, refs)) &&
    (plan.mailRoom === undefined || tables.outboxCounts.isWithin(plan.mailRoom)) &&
    (plan.caseRoom === undefined || tables.cases.isWithin(plan.caseRoom)) &&
    plan.cases.every((held) => tables.cases.follows(held)) &&
    (plan.addressCases ?? []).every((one) => tables.addressCases.follows(one)) &&
    plan.usedTokens.every((hash) => tables.tokens.isUnused(hash)) &&
    (plan.invitationsSeen === undefined || tables.invitations.count() === plan.invitationsSeen) &&
    (plan.returned === undefined || tables.undelivered.mayReturn(plan.returned.id, plan.returned.bounce.severity)) &&
    (plan.addressHealth ?? []).every((step) => tables.addressHealth.isCurrent(step)) &&
    (plan.stillRight ?? []).every((step) => tables.stillRight.isCurrent(step)) &&
    (plan.toldUndeliverable ?? []).every((id) => tables.undelivered.isUntold(id))
  );
}

/**
 * A mail takes its reference for the first time, unless it is one that had failed under it. What the desk, the shell or
 * the clock decides about a case goes by the case's own; letters to many, and a case about an address, have one to themselves.
 */
function mayUseReference({ references, failedMails, mails }: Tables, plan: Plan): boolean {
  const { ref, mail, notification, invitations, addressCases = [] } = plan;
  if (!references.isTaken(ref)) return true;
  const opens = addressCases.some(({ version }) => version === 1);
  if (mail === null) return notification === undefined && invitations === undefined && !opens;
  return failedMails.isOpen(ref) && mails.byRef(ref) === null;
}

function write(tables: Tables, plan: Plan, leaseUntil: Instant | null): readonly LeasedMail[] {
  const { ref, at, mail } = plan;
  tables.references.take(ref);
  if (mail !== null) {
    tables.mails.insert(ref, at, mail);
    tables.replayKeys.remember(mail.replayKeys, ref, proofWhenSeenAgain(mail.proof, mail.message));
  }
  for (const address of plan.provedAddresses) tables.addressProofs.prove(address, at);
  for (const change of plan.changes) tables.rosters.apply(change, { ref, at, imported: isImport(plan, change) });
  for (const change of plan.changes) {
    tables.addressProofs.forgetDeparted(change);
    tables.addressHealth.forgetDeparted(change);
    tables.stillRight.forgetDeparted(change);
  }
  for (const { tld, until } of plan.freezes) tables.rosters.freeze(tld, until);
  for (const step of plan.redelegations) tables.redelegations.take(step);
  for (const held of plan.cases) tables.cases.store(held);
  for (const hash of plan.usedTokens) tables.tokens.use(hash, at);
  for (const token of plan.newTokens) tables.tokens.insert(token, at);
  if (plan.badTokenFrom !== null) tables.tokens.countBadTry(plan.badTokenFrom, at);
  writeAddresses(tables, plan);
  const letters = tables.outbox.queue(plan.outgoing, at, leaseUntil);
  if (plan.daily !== undefined) tables.dailyRuns.insert(plan.daily);
  if (plan.notification !== undefined) tables.notificationRuns.insert(plan.notification);
  for (const event of plan.invitations ?? []) tables.invitations.remember(event, at, ref);
  tables.audit.append(plan.audit, at, ref);
  return letters;
}

function writeAddresses({ addressCases, addressHealth, stillRight, undelivered }: Tables, plan: Plan): void {
  for (const one of plan.addressCases ?? []) addressCases.store(one);
  for (const address of plan.reachedAddresses ?? []) addressHealth.forget(address);
  for (const step of plan.addressHealth ?? []) addressHealth.take(step);
  for (const step of plan.stillRight ?? []) stillRight.take(step);
  if (plan.returned !== undefined) undelivered.markReturned(plan.returned.id, plan.returned.bounce.severity);
  for (const id of plan.toldUndeliverable ?? []) undelivered.markTold(id, plan.at);
}

function isImport({ audit }: Plan, { tld }: RosterChange): boolean {
  return audit.some((entry) => entry.kind === 'roster-imported' && (entry.tld === tld || entry.tld === null));
}
